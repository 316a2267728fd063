"""Virtual environments of their own: one with the wheel alone, one with all neighbours. Each is made again when due."""

from __future__ import annotations

import hashlib
from pathlib import Path

from building import ROOT
from wheels import built_wheel, clean_environment, install

_WORK = ROOT / ".build" / "neighbours"
_PINNED = Path(__file__).with_name("requirements.txt")
_WITHOUT_THEIR_REQUIREMENTS = ("mkdocs-rss-plugin==1.19.0",)


def environments() -> tuple[Path, Path]:
    """The interpreters of the environment with the wheel alone and of that with the neighbours."""
    wheel = built_wheel(_WORK / "wheel")
    alone = _environment("alone", [])
    beside = _environment("beside", ["--requirement", str(_PINNED)])
    install(beside, "--no-deps", *_WITHOUT_THEIR_REQUIREMENTS)
    for python in (alone, beside):
        install(python, str(wheel))
        install(
            python, "--no-deps", "--force-reinstall", str(wheel)
        )  # the number of its version stays while it is written
    return alone, beside


def _environment(name: str, packages: list[str]) -> Path:
    folder = _WORK / name
    python, stamp = folder / "bin" / "python", folder / "stamp"
    wanted = hashlib.sha256(_PINNED.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
        clean_environment(folder)
        if packages:
            install(python, *packages)
        stamp.write_text(wanted, "utf-8")
    return python
