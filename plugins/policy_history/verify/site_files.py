"""The files of a site somebody downloaded. Nothing in them is trusted: no path of theirs leads out of the folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

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
        """The bytes of a file. Deviates when it is missing."""
        file = self.find(path)
        if file is None:
            raise Deviates(path, MISSING)
        return file.read_bytes()

    def text(self, path: str) -> str:
        """The text of a file. Deviates when it is missing or no UTF-8."""
        try:
            return self.read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Deviates(path, f"Its byte {error.start + 1} is not UTF-8.") from None

    def page(self, address: str) -> tuple[str, str]:
        """The path and the HTML of the page at that address."""
        path = f"{address}index.html"
        return path, self.text(path)

    def plain_json(self, path: str) -> Mapping[str, Any]:
        """The object in a JSON file. Deviates when it is none."""
        try:
            record = json.loads(self.text(path))
        except (ValueError, RecursionError) as error:
            raise Deviates(path, f"This is not JSON: {error}.") from None
        if not isinstance(record, dict):
            raise Deviates(path, "This is not a JSON object.")
        return record

    def json(self, path: str, format_of_it: str, version: int) -> Mapping[str, Any]:
        """The object in a JSON file of that format. Deviates when it is another file, or of another version."""
        record = self.plain_json(path)
        if record.get("format") != format_of_it:
            raise Deviates(path, f"This is not a file of the format “{format_of_it}”.")
        if record.get("version") != version:
            found = record.get("version")
            raise Deviates(path, f"It has version {found!r} of its format; this program reads {version}.")
        return record

    def sha256(self, path: str) -> str:
        """The hexadecimal SHA-256 of a file. Deviates when it is missing."""
        return sha256(self.read(path)).hexdigest()
