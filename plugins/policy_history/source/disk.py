"""Files under one folder, and under no other: no link and no path leads out of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..problems import Problem, ProblemsFound, printable
from . import rules
from .decoding import SIZE_LIMIT, size_problem
from .places import Place


@dataclass(frozen=True, slots=True)
class Disk:
    """A folder whose files may be read.

    ``base`` is where it really is, ``name`` its path relative to the folder the site is built from. The
    paths of the methods are relative to ``base``. Each method raises ProblemsFound when it is refused.
    """

    base: Path
    name: str
    _folders: dict[str, Path] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def at(cls, root: Path, folder: str) -> Disk:
        """The folder of that name under ``root``; refused when it is missing or lies outside ``root``."""
        place = Place(printable(folder))
        try:
            real_root = root.resolve()
            base = (real_root / folder).resolve()
            exists = base.is_dir()
        except (OSError, RuntimeError, ValueError):
            raise ProblemsFound([rules.NO_FOLDER.at(place, folder=folder)]) from None
        if not base.is_relative_to(real_root):
            raise ProblemsFound([rules.FOLDER_OUTSIDE.at(place, folder=folder)])
        if not exists:
            raise ProblemsFound([rules.NO_FOLDER.at(place, folder=folder)])
        return cls(base, base.relative_to(real_root).as_posix())

    def shown(self, path: str) -> str:
        """The path as problems name it: relative to the folder the site is built from."""
        return printable(str(PurePosixPath(self.name, path)))

    def names(self, path: str = "") -> list[str]:
        """The names in a folder, sorted."""
        try:
            return sorted(os.listdir(self._real(path)))
        except OSError as error:
            raise ProblemsFound([self._unreadable(path, error)]) from None

    def is_folder(self, path: str) -> bool:
        """Whether that is a folder; refused when it is a link that leads outside or nowhere."""
        return self._real(path).is_dir()

    def read(self, path: str, limit: int = SIZE_LIMIT) -> bytes:
        """The bytes of a file; refused when it is no plain file or has more bytes than ``limit``."""
        real = self._real(path)
        try:
            if not real.is_file():
                raise ProblemsFound([rules.NOT_A_FILE.at(Place(self.shown(path)))])
            size = real.stat().st_size
            if size > limit:
                raise ProblemsFound([size_problem(size, self.shown(path), limit)])
            return real.read_bytes()
        except OSError as error:
            raise ProblemsFound([self._unreadable(path, error)]) from None

    def _real(self, path: str) -> Path:
        try:
            real = self._resolved(path)
        # A loop of links is a RuntimeError before Python 3.13 and an OSError since.
        except (OSError, RuntimeError):
            rule = rules.BROKEN_LINK if (self.base / path).is_symlink() else rules.GONE
            raise ProblemsFound([rule.at(Place(self.shown(path)))]) from None
        if not real.is_relative_to(self.base):
            raise ProblemsFound([rules.LEADS_OUTSIDE.at(Place(self.shown(path)), folder=self.name)])
        return real

    def _resolved(self, path: str) -> Path:
        """Where a path really leads, once for a folder: of what is no link in it the name alone is asked for."""
        above, _, name = path.rpartition("/")
        if name in ("", ".", ".."):
            return (self.base / path).resolve(strict=True)
        if above not in self._folders:
            self._folders[above] = (self.base / above).resolve(strict=True)
        found = self._folders[above] / name
        return found.resolve(strict=True) if found.is_symlink() or not found.exists() else found

    def _unreadable(self, path: str, error: OSError) -> Problem:
        reason = (error.strerror or "the system gives no reason").lower()
        return rules.UNREADABLE.at(Place(self.shown(path)), reason=reason)
