"""Other engines that are commands of the system: git, wdiff, and wikidiff2 in PHP."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from known_edits import Segment

from .engines import Engine, Missing

_Output = tuple[float, str]


def _environment() -> dict[str, str]:
    """The environment without what would make git compare otherwise than it does by itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8"}


def _children() -> float:
    """The seconds of the processor that finished processes started from here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _compare(command: Sequence[str]) -> Callable[[str, str], _Output]:
    """A comparison by a command that takes two files; the seconds are those of the process alone."""

    def compare(old: str, new: str) -> _Output:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, "old.md"), Path(folder, "new.md")]
            for path, text in zip(paths, (old, new), strict=True):
                path.write_bytes(text.encode())
            start = _children()
            done = subprocess.run([*command, *map(str, paths)], capture_output=True, env=_environment(), check=False)
            return _children() - start, done.stdout.decode()

    return compare


def git() -> Engine:
    options = ["--no-index", "--no-color", "--no-ext-diff", "--word-diff=porcelain", "-U1000000"]
    return Engine("git --word-diff", _compare(["git", "diff", *options]), _read_git, seconds=_seconds)


def _seconds(answer: _Output) -> float:
    return answer[0]


def _read_git(answer: _Output, old: str, new: str) -> list[Segment]:
    if not answer[1]:
        return [Segment("equal", old, new)]
    lines = answer[1].split("\n")
    found: list[Segment] = []
    kinds = {" ": ("equal", 1, 1), "-": ("delete", 1, 0), "+": ("insert", 0, 1)}
    for line in lines[next(at for at, line in enumerate(lines) if line.startswith("@@")) + 1 :]:
        if line[:1] in kinds:
            operation, in_old, in_new = kinds[line[0]]
            found.append(Segment(operation, line[1:] * in_old, line[1:] * in_new))
        elif line == "~":
            found.append(Segment("equal", "\n", "\n"))
    return found


def wdiff() -> Engine:
    marks = ["-w", "\x01", "-x", "\x02", "-y", "\x03", "-z", "\x04"]
    return Engine("wdiff", _compare(["wdiff", *marks]), _read_wdiff, seconds=_seconds)


def _read_wdiff(answer: _Output, old: str, new: str) -> list[Segment]:
    found = []
    for part in re.findall(r"\x01[^\x02]*\x02|\x03[^\x04]*\x04|[^\x01\x03]+", answer[1]):
        if part[0] == "\x01":
            found.append(Segment("delete", part[1:-1], ""))
        elif part[0] == "\x03":
            found.append(Segment("insert", "", part[1:-1]))
        else:
            found.append(Segment("equal", part, part))
    return found


_COMMANDS: list[tuple[str, str, Callable[[], Engine]]] = [
    ("git --word-diff", "git", git),
    ("wdiff", "wdiff", wdiff),
]


def command_rivals() -> Iterator[Engine | Missing]:
    """All of them; those that are not installed as missing."""
    from .wikidiff2 import wikidiff2

    for name, command, make in _COMMANDS:
        yield make() if shutil.which(command) else Missing(name, f"the Debian package {command}")
    yield wikidiff2() or Missing("wikidiff2", "the Debian packages php-cli and php-wikidiff2")
