"""The record of what has been published: lines that people can read, each with the hash of the line before it.

manual/formats.md describes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..problems import Problem, ProblemsFound, printable
from .decoding import decode
from .disk import Disk
from .whole_files import unwritable, write_whole

LOCK_FILE = "published.lock"
RULE = "lock"
SIZE_LIMIT = 20_000_000
"""The most bytes a record may have: it only grows, by some 300 bytes an entry."""

_LEFT_OUT = "withdrawn"
"""The value that stands only in the line of a policy which has it."""

FIELDS = {
    "policy": ("title", "publisher", "language", "kind", "notice_days", _LEFT_OUT),
    "revision": ("published", "effective", "class", "sha256"),
    "erratum": ("date", "was", "now", "reason"),
    "annotation": ("dated", "quote", "sha256"),
    "withdrawn": ("dated", "quote", "sha256"),
    "storage": ("checked", "sha256"),
}
"""What an entry of each kind says, in this order. ``reason`` may follow, and does where a change needs one."""

_HEADER = """\
# The record of what has been published. “after” is the SHA-256 of the line before.
# “policy lock” adds lines at the end. No line is ever changed, moved or removed.
"""
_BEGINNING = "0" * 64
_LINE = re.compile(
    r'(?P<kind>[a-z]+) (?P<name>[a-z0-9][a-z0-9./-]*) (?P<day>\d{4}-\d\d-\d\d)(?P<values>(?: [a-z0-9_]+=(?:[^\s"]+|'
    r'"(?:[^"\\]|\\.)*"))*) after=(?P<after>[0-9a-f]{64})',
    re.ASCII,
)
_VALUE = re.compile(r' ([a-z0-9_]+)=([^\s"]+|"(?:[^"\\]|\\.)*")', re.ASCII)
_BARE = re.compile(r"[A-Za-z0-9_.:-]+", re.ASCII)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One thing that was published, or changed in what was: ``values`` by the names that FIELDS has for its kind.

    ``name`` is ``privacy/2014-09-24``, ``privacy`` or ``storage.yml``; ``day`` is the one on which it was recorded, by
    the publisher's clock. ``line`` is its line in the file, from 1; 0 for one not written yet.
    """

    kind: str
    name: str
    day: date
    values: tuple[tuple[str, str], ...]
    line: int = field(default=0, compare=False)

    def __getitem__(self, name: str) -> str:
        return dict(self.values).get(name, "")

    @property
    def fact(self) -> tuple[str, ...]:
        """What it says, whenever that was recorded and for whatever reason."""
        return self.kind, self.name, *(self[name] for name in FIELDS[self.kind])

    @property
    def said(self) -> str:
        """What it says, in words for a message."""
        said = ", ".join(f"{name} “{printable(value)}”" for name, value in self.values if value)
        return f"{self.kind} {self.name}, recorded on {self.day}: {said}"

    def written(self, after: str) -> str:
        """Its line, without the line end; ``after`` is the hash of the line before."""
        values = "".join(f" {name}={_quoted(value)}" for name, value in self.values)
        return f"{self.kind} {self.name} {self.day}{values} after={after}"


@dataclass(frozen=True, slots=True)
class Lock:
    """The record of a folder of policies, with what is wrong in the file itself.

    ``path`` is what problems call it; ``exists`` whether there is one yet; ``has_gaps`` whether a line cannot be read.
    Two records say the same when their entries are equal, since these determine every byte.
    """

    path: str
    exists: bool = False
    entries: tuple[RecordEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    has_gaps: bool = False

    @property
    def content(self) -> bytes:
        """The bytes of its file: the same for the same entries."""
        return (_HEADER + "".join(f"{line}\n" for line in _chained(self.entries))).encode("utf-8")


def entry(kind: str, name: str, day: date, *values: object, reason: str = "") -> RecordEntry:
    """The entry of that kind with these values, in the order of FIELDS; white space in them becomes single blanks."""
    pairs = [
        (key, " ".join(str(value).split()))
        for key, value in zip(FIELDS[kind], values, strict=True)
        if value or key != _LEFT_OUT
    ]
    return RecordEntry(kind, name, day, (*pairs, *((("reason", " ".join(reason.split())),) if reason else ())))


def read_lock(root: Path, folder: str = "policy_versions") -> Lock:
    """The record of ``root/folder``; an empty one when there is none."""
    try:
        disk = Disk.at(root, folder)
        path = disk.shown(LOCK_FILE)
        if LOCK_FILE not in disk.names():
            return Lock(path)
        return parse(disk.read(LOCK_FILE, SIZE_LIMIT), path)
    except ProblemsFound as found:
        return Lock(found.problems[0].path, True, problems=tuple(found.problems), has_gaps=True)


def parse(source: bytes, path: str) -> Lock:
    """The record in these bytes; with every line that is none, and the first that does not follow the one before."""
    if not source.strip():
        return Lock(path, True)
    try:
        text = decode(source, path, SIZE_LIMIT)
    except ProblemsFound as found:
        return Lock(path, True, problems=tuple(found.problems), has_gaps=True)
    lines = [(at, line) for at, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    conflicts = [at for at, line in lines if _CONFLICT.match(line)]
    read = [(at, line, _entry(line, at)) for at, line in lines if not _CONFLICT.match(line)]
    unreadable = [_no_line(path, at, line) for at, line, each in read if each is None]
    problems = list(unreadable)
    entries = tuple(each for _, _, each in read if each is not None)
    if conflicts:
        problems.append(Problem(path, conflicts[0], 1, RULE, _MERGED))
    elif not problems and (broken := _broken([line for _, line, _ in read], entries, path)):
        problems.append(broken)
    return Lock(path, True, entries, tuple(problems), has_gaps=bool(unreadable))


_MERGED = (
    "A merge left the lines of both sides here. Run “policy lock --base BRANCH” with the branch that you merge into, "
    "such as main: it takes that branch's record as it is and adds your lines behind it."
)


def _no_line(path: str, at: int, line: str) -> Problem:
    message = f"“{printable(line[:60])}” is no line of the record. Put back what was there before."
    return Problem(path, at, 1, RULE, message)


def _broken(lines: Sequence[str], entries: Sequence[RecordEntry], path: str) -> Problem | None:
    """The first line that was not written behind the one before it."""
    after = _BEGINNING
    before: RecordEntry | None = None
    for line, each in zip(lines, entries, strict=True):
        if line != each.written(after):
            where = f"behind line {before.line} ({before.said})" if before else "as the first line"
            message = (
                f"This line ({each.said}) was not written {where}: a line there was changed, moved, put in or taken "
                "out. Put the record back as it was committed: git log -p shows it."
            )
            return Problem(path, each.line, 1, RULE, message)
        after, before = _hash(line), each
    return None


def _entry(line: str, number: int) -> RecordEntry | None:
    match = _LINE.fullmatch(line)
    if match is None or match["kind"] not in FIELDS:
        return None
    try:
        day = date.fromisoformat(match["day"])
        values = tuple(
            (name, json.loads(value) if value[0] == '"' else value) for name, value in _VALUE.findall(match["values"])
        )
    except ValueError:
        return None
    expected = tuple(name for name in FIELDS[match["kind"]] if name != _LEFT_OUT or dict(values).get(name))
    if tuple(name for name, _ in values) not in (expected, (*expected, "reason")):
        return None
    read = RecordEntry(match["kind"], match["name"], day, values, number)
    return read if read.written(match["after"]) == line else None


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _chained(entries: Iterable[RecordEntry]) -> Iterable[str]:
    after = _BEGINNING
    for each in entries:
        line = each.written(after)
        yield line
        after = _hash(line)


def _hash(line: str) -> str:
    return sha256(line.encode("utf-8")).hexdigest()


def write(root: Path, folder: str, entries: Iterable[RecordEntry], known: Lock) -> None:
    """Write the record of ``root/folder`` anew, whole or not at all.

    ProblemsFound when it is no longer ``known``, the record that the entries were added to: somebody else wrote it.
    """
    if read_lock(root, folder) != known:
        message = "The record was written by somebody else at the same time. Run “policy lock” again."
        raise ProblemsFound([Problem(known.path, 1, 1, RULE, message)])
    try:
        write_whole(Disk.at(root, folder).base / LOCK_FILE, Lock("", True, tuple(entries)).content)
    except OSError as error:
        message = f"{unwritable(error)} Make room, or ask for the right to write there."
        raise ProblemsFound([Problem(known.path, 1, 1, RULE, message)]) from None
