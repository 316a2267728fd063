"""Sites for the tests: built as an editor builds them, by the command, in a process of its own."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from machine import PATIENCE

_HERE = Path(__file__).resolve().parent
ROOT = _HERE.parent
EXAMPLE = _HERE / "site" / "example"
LEFTWARD = _HERE / "site" / "leftward"
PLUGIN = "  - policy-versions:\n"
IN_MATERIAL = {"mkdocs.yml": {"replace": PLUGIN, "by": f"  - search\n{PLUGIN}      plain_pages: false\n"}}
"""For ``change``: the example's pages in Material's own frame, with its search."""

# What would change a site. PYTHONPATH stays: it may be how the plugin is found.
_OURS = ("POLICY_", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "PYTHONUTF8", "PYTHONIOENCODING")


def epoch(moment: str) -> str:
    """SOURCE_DATE_EPOCH for a day, or a day and time, in UTC."""
    return str(int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()))


def environment(moment: str, **settings: str) -> dict[str, str]:
    """The tests' own environment without what would change a site, set to that moment."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    fixed = {"SOURCE_DATE_EPOCH": epoch(moment), "NO_MKDOCS_2_WARNING": "1"}
    return inherited | fixed | settings


# Each process is a copy of one that has read the code and the engine's templates already: that is half of a build.
# It has not read the theme's code, which looks at the environment when it is read.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    [
        "mkdocs.__main__",
        "mkdocs.commands.build",
        "mkdocs_policy_versions.plugin",
        "policy_history.cli",
        "before_forking",
    ]
)


def mkdocs(folder: Path, target: Path, moment: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs build --strict`` on that folder, whatever comes of it. The settings are variables of its environment."""
    command = ["build", "--strict", "--site-dir", str(target)]
    variables = environment(moment, **settings)
    if not all(name.startswith("POLICY_") for name in settings):
        return _interpreter(command, folder, variables)  # what Python itself looks at when it starts
    return program("mkdocs", command, folder, variables)


def program(
    name: str, command: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs`` or ``policy`` in that folder and environment; both streams are one."""
    return _program(name, command, folder, variables, "")


def program_of_two_streams(
    name: str, command: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """The same, with each stream for itself."""
    with tempfile.NamedTemporaryFile() as errors:
        done = _program(name, command, folder, variables, errors.name)
        done.stderr = errors.read().decode()
        return done


def _program(
    name: str, command: Sequence[str], folder: Path, variables: Mapping[str, str], errors: str
) -> subprocess.CompletedProcess[str]:
    with tempfile.NamedTemporaryFile() as output:
        code = run_apart(run_program, name, list(command), folder, dict(variables), output.name, errors or output.name)
        return subprocess.CompletedProcess([name, *command], code, output.read().decode())


def run_apart(work: Callable[..., None], *arguments: object) -> int:
    """Do ``work`` in a process of its own, which keeps nothing of what this one has done; returns its exit code."""
    process = _PROCESSES.Process(target=work, args=arguments)
    with pytest.MonkeyPatch.context() as patch:
        # The process that is copied finds modules by this alone.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(_HERE), *filter(None, [os.environ.get("PYTHONPATH")])]))
        process.start()
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        raise subprocess.TimeoutExpired(work.__name__, PATIENCE)
    return process.exitcode


def _interpreter(command: list[str], folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *command],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def run_program(
    name: str, command: list[str], folder: Path, variables: dict[str, str], output: str, errors: str
) -> None:
    """Do in this process what the interpreter would do, with what it says going into these files."""
    for stream, path in ((1, output), (2, errors)):
        with Path(path).open("ab") as file:
            os.dup2(file.fileno(), stream)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.argv = [name, *command]
    if name == "mkdocs":
        from mkdocs.__main__ import cli as main
    else:
        from policy_history.cli import main
    main(command)


def build(folder: Path, target: Path, moment: str, **settings: str) -> Path:
    """Build that folder's site into ``target`` and return it; the test fails when the build does."""
    result = mkdocs(folder, target, moment, **settings)
    assert result.returncode == 0, result.stdout
    return target


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A site that the processes of a run share and none changes: the first to need it makes it in the folder it is given."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site = shared / f"shared-{name}"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            make(site)
    return site


def copy_example(target: Path, *, anew: bool = False) -> Path:
    """A copy of the example site's folder, to be changed, with what builds there have kept unless it is to be ``anew``."""
    return Path(shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns(".cache") if anew else None))


def change(folder: Path, changes: Mapping[str, object]) -> None:
    """Change files of that folder: a text is a whole file, ``{replace: …, by: …}`` a passage of it."""
    for path, wanted in changes.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        match wanted:
            case str():
                file.write_text(wanted, "utf-8")
            case {"replace": str(old), "by": str(new)}:
                text = file.read_text("utf-8")
                assert text.count(old) == 1, f"{path} has {text.count(old)} times “{old}”"
                file.write_text(text.replace(old, new), "utf-8")
            case _:
                raise ValueError(f"{path}: no such change: {wanted!r}")


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, with what is in it."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
