"""What is to be written where, told before it is done: new files, one changed file, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from ..problems import CannotProceed, printable
from ..source.whole_files import write_new, write_whole


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is there already, as it is and as it becomes."""

    path: str
    before: bytes
    after: bytes

    def diff(self) -> Iterator[str]:
        """The lines of a unified diff, without what a terminal would act on."""
        old, new = (content.decode("utf-8", "replace").splitlines() for content in (self.before, self.after))
        for line in unified_diff(old, new, self.path, self.path, lineterm=""):
            yield printable(line.replace("\t", "    "))


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to be written, by their paths below ``root``; ``kept`` are those that are there already and stay."""

    root: Path
    new: Mapping[str, bytes]
    kept: tuple[str, ...]
    changes: tuple[FileChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.new and not self.changes


def plan_of(root: Path, files: Mapping[str, bytes], changes: tuple[FileChange, ...] = ()) -> Plan:
    """The plan to write those of the files that are not there yet. CannotProceed when a path leads out of ``root``."""
    kept = tuple(path for path in files if standing_at(root, path))
    for path in (*files, *(change.path for change in changes)):
        if not (root / path).resolve().is_relative_to(root.resolve()):
            raise CannotProceed(f"{path} leads out of this folder. Name a folder in it, and put none behind a link.")
    new = {path: content for path, content in files.items() if path not in kept}
    return Plan(root, new, kept, tuple(change for change in changes if change.before != change.after))


def standing_at(root: Path, path: str) -> str:
    """The file that is there, or at its address of the site: ``contact/index.md`` is where ``contact.md`` is.

    Empty when none is.
    """
    file = root / path
    others = [file]
    if file.suffix == ".md" and file.name not in ("index.md", "README.md"):
        others += [file.with_suffix("") / "index.md", file.with_suffix("") / "README.md"]
    if file.name == "index.md":
        others.append(file.with_name("README.md"))
        others += [file.parent.with_suffix(".md")] if file.parent.parent != root else []
    found = (other for other in others if other.exists() or other.is_symlink())
    return next((other.relative_to(root).as_posix() for other in found), "")


def write(plan: Plan) -> None:
    """Write all of it; when anything fails, take back what was written and raise the OSError, which names the path."""
    there = {parent for path in plan.new for parent in (plan.root / path).parents if parent.exists()}
    written: list[Path] = []
    try:
        for path, content in plan.new.items():
            write_new(plan.root / path, content)
            written.append(plan.root / path)
        for change in plan.changes:
            write_whole((plan.root / change.path).resolve(), change.after)  # a link stays one
    except OSError:
        _take_back(plan, written, there)
        raise


def _take_back(plan: Plan, written: list[Path], there: set[Path]) -> None:
    for file in written:
        file.unlink(missing_ok=True)
    made = {parent for path in plan.new for parent in (plan.root / path).parents} - there
    for folder in sorted(made, key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
