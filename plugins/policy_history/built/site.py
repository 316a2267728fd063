"""The folder of a built site: its pages, read one at a time, and where they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .frames import Frames
from .page import BuiltPage
from .sums import files_of


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that something in the site was made from: its path as messages name it, and its text."""

    path: str
    text: str


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


def _unknown(_path: str) -> Origin | None:
    return None


@dataclass(frozen=True)
class BuiltSite:
    """A built site in ``folder``.

    ``origin`` tells from which file of the site's author a page or other file (its path from the root of the site) was
    made, None when it was not. ``sources`` gives the files from which something on many pages may come: the
    configuration, the site's own templates and its policies. ``frames`` is what the theme puts around every page.
    ``preview`` is true where the pages are only shown to whoever writes them.
    """

    folder: Path
    origin: Callable[[str], Origin | None] = _unknown
    preview: bool = False
    frames: Frames = field(default_factory=Frames)
    sources: Callable[[], Sequence[Origin]] = tuple

    @cached_property
    def pages(self) -> Mapping[str, BuiltPage]:
        """The pages by their paths, in order. Each is read when it is asked for, and not kept."""
        return _Pages(self, tuple(path for path in self.files if path.lower().endswith((".html", ".htm"))))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of all files from the root of the site, in order."""
        return tuple(files_of(self.folder))

    @cached_property
    def stylesheets(self) -> str:
        """The text of every stylesheet."""
        return self.texts(self.files, ".css")

    @cached_property
    def scripts(self) -> str:
        """The text of every script file."""
        return self.texts(self.files, ".js", ".mjs")

    def text(self, path: str) -> str:
        """What a text file holds."""
        return (self.folder / path).read_bytes().decode("utf-8", "replace")

    def texts(self, paths: Iterable[str], *endings: str) -> str:
        """The texts of those of the files whose names end so, one after the other."""
        return "\n".join(self.text(path) for path in paths if path.endswith(endings))

    def write(self, path: str, content: str) -> None:
        """Write a text file, its line ends as they are."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8"))
