"""Virtual environments of their own: one with the wheel alone, one with all neighbours. Each is made again when due."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from building import ROOT

_WORK = ROOT / ".build" / "neighbours"
_PINNED = Path(__file__).with_name("requirements.txt")
_WITHOUT_THEIR_REQUIREMENTS = ("mkdocs-rss-plugin==1.19.0",)


def environments() -> tuple[Path, Path]:
    """The interpreters of the environment with the wheel alone and of that with the neighbours."""
    wheel = _wheel()
    alone = _environment("alone", [])
    beside = _environment("beside", ["--requirement", str(_PINNED)])
    _pip(beside, "--no-deps", *_WITHOUT_THEIR_REQUIREMENTS)
    for python in (alone, beside):
        _pip(python, str(wheel))
        _pip(
            python, "--no-deps", "--force-reinstall", str(wheel)
        )  # the number of its version stays while it is written
    return alone, beside


def _wheel() -> Path:
    folder = _WORK / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def _environment(name: str, packages: list[str]) -> Path:
    folder = _WORK / name
    python, stamp = folder / "bin" / "python", folder / "stamp"
    wanted = hashlib.sha256(_PINNED.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        if packages:
            _pip(python, *packages)
        stamp.write_text(wanted, "utf-8")
    return python


def _pip(python: Path, *packages: str) -> None:
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--quiet", *packages], check=True)
