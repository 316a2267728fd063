"""Where a site is built before it is published: nothing of the site that stands changes until the new one is whole.

Publishing moves the files whose bytes are new into their places, each in one step, and removes those that are gone. A
file that stays the same is not touched: its time tells hosts, copies and backups that nothing happened to it.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path
from tempfile import TemporaryDirectory

from ..problems import counted
from .site import Standing, state_of
from .sums import SUMS, files_of, listed

_FORGOTTEN_SECONDS = 86_400  # a build that was killed leaves its folder; none takes a day


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files of a site were written, removed and left as they were."""

    written: int
    removed: int
    same: int

    def __str__(self) -> str:
        return f"{counted(self.written, 'file')} written, {self.removed} removed, {self.same} left as they were."


_NONE: Mapping[str, Standing] = {}


class Staging:
    """A folder in which the site of the folder ``site`` is built.

    It lies beside that folder, or in it where the one above belongs to another disk or must not be written to, so that
    each file can be moved from one to the other in one step. It goes with the process at the latest.
    """

    def __init__(self, site: Path) -> None:
        self.site = site.resolve()
        self.site.parent.mkdir(parents=True, exist_ok=True)
        above = self.site.parent if _is_usable(self.site.parent, self.site) else self.site
        prefix = f".{self.site.name}.building-"
        _remove_forgotten(above, prefix)
        self._held = TemporaryDirectory(prefix=prefix, dir=above, ignore_cleanup_errors=True)
        self.folder = Path(self._held.name)

    def publish(self, standing: Mapping[str, Standing] = _NONE) -> Outcome:
        """Make the site what stands in the staging folder, with the files of it that are ``standing`` and stay.

        Files hidden at its root stay unless a build made them. OSError when one that is to stay was changed meanwhile,
        before anything is done, or when a file cannot be moved; what has been moved by then stays, and the next build
        mends the rest.
        """
        with self._begun(standing) as made_before:
            new = files_of(self.folder)
            written = self._move_changed(new)
            removed = self._remove_others(frozenset({*new, *standing}), made_before)
        return Outcome(written, removed, len(new) + len(standing) - written)

    def lay_in(self, standing: Mapping[str, Standing] = _NONE) -> Outcome:
        """Put what stands in the staging folder into the site, and remove what a former call has put there beside it.

        All other files stay as they are. OSError as for ``publish``.
        """
        with self._begun(standing) as made_before:
            new = files_of(self.folder)
            written = self._move_changed(new)
            gone = [path for path in made_before - {*new, *standing} if _is_within(self.site, path)]
            for path in gone:
                (self.site / path).unlink(missing_ok=True)
                with suppress(OSError):  # it holds something
                    (self.site / path).parent.rmdir()
        return Outcome(written, len(gone), len(new) + len(standing) - written)

    @contextmanager
    def _begun(self, standing: Mapping[str, Standing]) -> Iterator[frozenset[str]]:
        """The site held for this build alone, with what the build before made of it."""
        self.site.mkdir(parents=True, exist_ok=True)
        with _alone(self.site):
            site = str(self.site)
            for path, found in standing.items():
                if state_of(f"{site}/{path}") != found.state:
                    raise OSError(errno.ESTALE, "It was changed while the site was built", str(self.site / path))
            yield listed(self.site)

    def _move_changed(self, new: Sequence[str]) -> int:
        """Move each file whose bytes are new to its place, and say how many those are."""
        # The list of hashes comes last: it never names a file that is not there yet.
        changed = [path for path in new if path != SUMS and not self._is_same(path)]
        made: set[str] = set()
        for path in (*changed, *(path for path in new if path == SUMS and not self._is_same(path))):
            above = path.rpartition("/")[0]
            if above not in made:
                self._make(above)
                made.add(above)
            self._move(path)
        return len(changed) + (SUMS in new and not (self.folder / SUMS).exists())

    def discard(self) -> None:
        """Remove the folder, with whatever was not published."""
        self._held.cleanup()

    def _is_same(self, path: str) -> bool:
        old = self.site / path
        return old.is_file() and not old.is_symlink() and cmp(self.folder / path, old, shallow=False)

    def _make(self, folder: str) -> None:
        """Make a folder of the site, and nothing through a link, to where it leads."""
        place = self.site
        for name in filter(None, folder.split("/")):
            place /= name
            if place.is_symlink() or place.is_file():
                place.unlink()
            place.mkdir(exist_ok=True)

    def _move(self, path: str) -> None:
        target = self.site / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        (self.folder / path).replace(target)

    def _remove_others(self, new: frozenset[str], made_before: frozenset[str]) -> int:
        """Remove what is not of the new site, and say how many files that were. The folder is the generator's own."""
        removed = 0
        root = str(self.site)
        full: set[str] = set()
        """The folders that hold something; those within a folder come before it."""
        for folder, inner, names in os.walk(root, topdown=False):
            below = folder[len(root) :].replace(os.sep, "/").lstrip("/")
            lead = f"{below}/" if below else ""
            within = [name for name in inner if f"{lead}{name}" not in full]
            paths = [f"{lead}{name}" for name in (*names, *(each for each in within if _is_link(folder, each)))]
            gone = [path for path in paths if path not in new and (path in made_before or not _is_hidden(path))]
            for path in gone:
                (self.site / path).unlink()
            removed += len(gone)
            if len(gone) < len(paths) or len(within) < len(inner):
                full.add(below)
            elif below and (gone or not _is_hidden(below)):
                with suppress(OSError):  # it holds something
                    Path(folder).rmdir()
        return removed


def _is_link(folder: str, name: str) -> bool:
    return (Path(folder) / name).is_symlink()


def _is_usable(above: Path, site: Path) -> bool:
    return os.access(above, os.W_OK) and (not site.exists() or site.stat().st_dev == above.stat().st_dev)


def _is_within(folder: Path, path: str) -> bool:
    """Whether a path of a list leads to a file below the folder."""
    place = folder / path
    return place.is_file() and place.resolve().is_relative_to(folder)


def _is_hidden(path: str) -> bool:
    """Whether MkDocs, which empties its folder, would leave it: ``.git``, ``.nojekyll``, another build."""
    return path.startswith(".")


def _remove_forgotten(above: Path, prefix: str) -> None:
    for each in above.glob(f"{prefix}*") if above.is_dir() else ():
        with suppress(OSError):
            if time.time() - each.stat().st_mtime > _FORGOTTEN_SECONDS:
                shutil.rmtree(each, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let builds publish into a folder one after the other, where the system can keep them apart."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows
        yield
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
