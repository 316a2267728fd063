"""The files of a site somebody downloaded. Nothing in them is trusted: no path of theirs leads out of the folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path, PurePosixPath

from ..problems import printable


@dataclass(frozen=True, order=True, slots=True)
class Deviation:
    """Something that is not as it should be: in which file, and a sentence that says what."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return printable(f"/{self.path}: {self.sentence}")


MISSING = "This file is missing."


class Deviates(Exception):
    """What is wrong with a file, so that the rest of what depends on it cannot be looked at."""

    def __init__(self, path: str, sentence: str) -> None:
        self.deviation = Deviation(path, sentence)
        super().__init__(str(self.deviation))


class SiteFiles:
    """The files below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def find(self, path: str) -> Path | None:
        """The file of that path from the root of the site; None when there is none, or it lies outside."""
        if not path or path.startswith("/") or "\0" in path or ".." in PurePosixPath(path).parts:
            return None
        try:
            real = (self.folder / path).resolve()
            return real if real.is_relative_to(self.folder) and real.is_file() else None
        except (OSError, RuntimeError, ValueError):
            return None

    def read(self, path: str) -> bytes:
        """The bytes of a file. Deviates when it is missing or cannot be read."""
        with self._opened(path) as file:
            return file.read()

    def text(self, path: str) -> str:
        """The text of a file. Deviates when it is missing or no UTF-8."""
        try:
            return self.read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Deviates(path, f"Its byte {error.start + 1} is not UTF-8.") from None

    def sha256(self, path: str) -> str:
        """The hexadecimal SHA-256 of a file, however long. Deviates when it is missing or cannot be read."""
        with self._opened(path) as file:
            return file_digest(file, "sha256").hexdigest()

    @contextmanager
    def _opened(self, path: str) -> Iterator[BufferedReader]:
        place = self.find(path)
        if place is None:
            raise Deviates(path, MISSING)
        try:
            with place.open("rb") as file:
                yield file
        except OSError as error:
            raise Deviates(path, f"It cannot be read: {(error.strerror or str(error)).lower()}.") from None
