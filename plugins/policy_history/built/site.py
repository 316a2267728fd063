"""The folder of a built site: its pages, each parsed once however many steps look at it, and where they came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..problems import Problem
from .page import BuiltPage, Element, place_in


@dataclass(frozen=True, slots=True)
class Origin:
    """The hand-written file a page was made from: its path as messages name it, and its text."""

    path: str
    text: str


def _unknown(_path: str) -> Origin | None:
    return None


@dataclass(frozen=True)
class BuiltSite:
    """A built site in ``folder``.

    ``origin`` tells from which file a page (its path from the root of the site) was made, None when it was not
    written by hand. ``preview`` is true where the pages are only shown to whoever writes them.
    """

    folder: Path
    origin: Callable[[str], Origin | None] = _unknown
    preview: bool = False

    @cached_property
    def pages(self) -> Mapping[str, BuiltPage]:
        """The pages by their paths, in order."""
        paths = [path for path in self.files if path.endswith(".html")]
        return {path: BuiltPage(path, (self.folder / path).read_bytes().decode("utf-8", "replace")) for path in paths}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of all files from the root of the site, in order."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in found))

    @cached_property
    def stylesheets(self) -> str:
        """The text of every stylesheet."""
        return self._texts(".css")

    @cached_property
    def scripts(self) -> str:
        """The text of every script file."""
        return self._texts(".js", ".mjs")

    def _texts(self, *endings: str) -> str:
        paths = [path for path in self.files if path.endswith(endings)]
        return "\n".join((self.folder / path).read_bytes().decode("utf-8", "replace") for path in paths)

    def write(self, path: str, content: str) -> None:
        """Write a text file, its line ends as they are."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8"))

    def problem(self, page: BuiltPage, element: Element, rule: str, message: str) -> Problem:
        """What is wrong with an element, at its place in the file the page was made from where it is found there."""
        origin = self.origin(page.path)
        if origin is None:
            return Problem(page.path, *page.place(element.start), rule, message)
        offset = _find(element, origin.text)
        return Problem(origin.path, *(place_in(origin.text, offset) if offset >= 0 else (1, 1)), rule, message)


_NOT_MARKUP = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)


def _find(element: Element, text: str) -> int:
    """Where that start tag stands in a Markdown text, outside code and comments; -1 when it does not.

    The tag as written is looked for first: Markdown passes raw HTML on. Extensions that write it anew keep its kind.
    """
    masked = _NOT_MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for searched in (masked, text):
        exact = searched.find(element.written)
        if exact >= 0:
            return exact
        if found := re.search(rf"<{re.escape(element.tag)}(?=[\s/>])", searched, re.IGNORECASE):
            return found.start()
    return -1
