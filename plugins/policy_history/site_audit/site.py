"""The folder of a built site: its pages, read one at a time, and where they came from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from .frames import Frames
from .page import BuiltPage
from .sums import files_of


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that something in the site was made from: its path as messages name it, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A file of the site that stays as it stands: the hash of its content, and its state when that was read."""

    sha256: str
    state: tuple[int, int, int]


class _Pages(Mapping[str, BuiltPage]):
    def __init__(self, built: BuiltSite, paths: tuple[str, ...]) -> None:
        self._built = built
        self._paths = dict.fromkeys(paths)

    def __getitem__(self, path: str) -> BuiltPage:
        if path not in self._paths:
            raise KeyError(path)
        return BuiltPage(path, self._built.text(path))

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _no(_path: str) -> bool:
    return False


@dataclass(frozen=True)
class BuiltSite:
    """A built site in ``folder``.

    ``origin`` tells from which file of the site's author a page or other file (its path from the root of the site) was
    made, None when it was not. ``sources`` gives the files from which something on many pages may come: the
    configuration, the site's own templates and its policies. ``frames`` is what the theme puts around every page.
    ``preview`` is true where the pages are only shown to whoever writes them. ``others`` tells which files of the
    folder are none of this site. ``before`` is the folder of the site that this one will take the place of; the files
    of it that ``standing`` names belong to this one as they are.
    """

    folder: Path
    origin: Callable[[str], Origin | None] = lambda _path: None
    preview: bool = False
    frames: Frames = field(default_factory=Frames)
    sources: Callable[[], Sequence[Origin]] = tuple
    others: Callable[[str], bool] = _no
    before: Path | None = None
    standing: dict[str, Standing] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Mapping[str, BuiltPage]:
        """The pages by their paths, in order. Each is read when it is asked for, and not kept."""
        return _Pages(self, tuple(path for path in self.files if path.lower().endswith((".html", ".htm"))))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of all files from the root of the site, in order."""
        return tuple(path for path in sorted({*files_of(self.folder), *self.standing}) if not self.others(path))

    @cached_property
    def stylesheets(self) -> str:
        """The text of every stylesheet."""
        return self.texts(self.files, ".css")

    @cached_property
    def scripts(self) -> str:
        """The text of every script file."""
        return self.texts(self.files, ".js", ".mjs")

    def content(self, path: str) -> bytes:
        """What a file holds."""
        folder = self.before if self.before and path in self.standing else self.folder
        return (folder / path).read_bytes()

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.standing or (self.folder / path).is_file()

    def holds(self, path: str, content: bytes) -> bool:
        """Whether there is a file with these bytes. One that stays was read when it was found to."""
        if found := self.standing.get(path):
            return found.sha256 == sha256(content).hexdigest()
        return self.has(path) and self.content(path) == content

    def text(self, path: str) -> str:
        """What a text file holds."""
        return self.content(path).decode("utf-8", "replace")

    def texts(self, paths: Iterable[str], *endings: str) -> str:
        """The texts of those of the files whose names end so, one after the other."""
        return "\n".join(self.text(path) for path in paths if path.endswith(endings))

    def write(self, path: str, content: str) -> None:
        """Write a text file, its line ends as they are."""
        self.put(path, content.encode())

    def put(self, path: str, content: bytes) -> None:
        """Write a file, unless the site that stands has it already: then that one stays."""
        old = self._before(path)
        if old and (state := state_of(old)) and _read(old) == content:
            self._let_stand(path, Standing(sha256(content).hexdigest(), state))
        else:
            self.standing.pop(path, None)
            target = self.folder / path
            try:
                target.write_bytes(content)
            except FileNotFoundError:  # its folder is made with the first of its files
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)

    def leave(self, path: str, sha256_of_it: str) -> bool:
        """Leave a file of the site that stands where it is, if it is there with that hash; say whether."""
        old = self._before(path)
        if not (state := state_of(old)) or sha256(_read(old) or b"").hexdigest() != sha256_of_it:
            return False
        self._let_stand(path, Standing(sha256_of_it, state))
        return True

    def _before(self, path: str) -> str:
        """Where that file is in the site that stands; empty where none does. A Path each takes most of the time."""
        return f"{self.before}/{path}" if self.before else ""

    def _let_stand(self, path: str, found: Standing) -> None:
        self.standing[path] = found
        with suppress(FileNotFoundError):
            os.unlink(f"{self.folder}/{path}")  # noqa: PTH108


def state_of(path: Path | str) -> tuple[int, int, int] | None:
    """What a file cannot keep when somebody replaces or changes it; None where there is none, or a link."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if S_ISREG(found.st_mode) else None


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None
