"""Where a fault of a built page comes from, and that it is told once for its cause and not once a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from ..problems import Problem, Severity, line_and_column
from .page import BuiltPage, Element
from .page_faults import Fault
from .site import BuiltSite, Origin
from .start_tags import StartTag, tags_in_source

_THEME = re.compile(r"^theme\b", re.MULTILINE)
_BY_THEME = "The theme or mkdocs.yml brings it to all pages; those with policies do without it until then."


class FaultReport:
    """Collects the problems of a built site."""

    def __init__(self, built: BuiltSite) -> None:
        self._built = built
        self._found: set[Problem] = set()
        self._without_source: dict[object, Problem] = {}
        self._tags: dict[str, tuple[StartTag, ...]] = {}

    @property
    def problems(self) -> list[Problem]:
        """What has been told, in reading order."""
        return sorted({*self._found, *self._without_source.values()})

    def tell_of_theme(self, frame: BuiltPage, element: Element, fault: Fault) -> None:
        """Something that a theme brings to every page, as a warning: with the line of mkdocs.yml that brings it."""
        source = self._source_of(frame, element, fault, None) or self._theme_line()
        self._found.add(Problem(*source, fault.rule, f"{fault.message} {_BY_THEME}", Severity.WARNING))

    def tell(self, page: BuiltPage, element: Element, fault: Fault) -> None:
        """Something wrong with an element, at the place that it comes from.

        That is the hand-written file where it is found there, else the configuration, a template of the site's
        own or a policy, else the first page that has it. What only the theme brings is told where no theme may have it.
        """
        own = self._built.origin(page.path)
        if self._built.frames.holds(element):
            own = None
        if source := self._source_of(page, element, fault, own):
            self._found.add(Problem(*source, fault.rule, fault.message))
            return
        if self._built.frames.holds(element) and not fault.everywhere:
            return
        path = own.path if own else page.path
        key = (fault.rule, fault.message, element.tag)
        if key not in self._without_source or path < self._without_source[key].path:
            place = (1, 1) if own else page.place(element)
            self._without_source[key] = Problem(path, *place, fault.rule, fault.message)

    def tell_place(self, path: str, line: int, column: int, fault: Fault) -> None:
        """Something wrong at a place of a file that is published as it is."""
        origin = self._built.origin(path)
        same = origin is not None and origin.text == self._built.text(path)
        self._found.add(Problem(origin.path if origin and same else path, line, column, fault.rule, fault.message))

    @cached_property
    def _shared_sources(self) -> tuple[Origin, ...]:
        return tuple(self._built.sources())

    def _source_of(
        self, page: BuiltPage, element: Element, fault: Fault, own: Origin | None
    ) -> tuple[str, int, int] | None:
        """File, line and column of a source that an element comes from: the page's ``own``, or one that all share."""
        for origin in (own, *self._shared_sources) if own else self._shared_sources:
            offset = self._offset(origin, page, element, fault, loosely=origin is own)
            if offset >= 0:
                return origin.path, *line_and_column(origin.text, offset)
        return None

    def _theme_line(self) -> tuple[str, int, int]:
        """Where the configuration, which is the first source, or one from which it inherits, names the theme."""
        first = self._shared_sources[0].path if self._shared_sources else "mkdocs.yml"
        for each in self._shared_sources:
            if each.path.endswith((".yml", ".yaml")) and (theme := _THEME.search(each.text)):
                return each.path, *line_and_column(each.text, theme.start())
        return first, 1, 1

    def _offset(self, origin: Origin, page: BuiltPage, element: Element, fault: Fault, *, loosely: bool) -> int:
        """Where an element stands in a source; -1 when it does not.

        Its tag with the same attributes is looked for first: Markdown passes raw HTML on. Then what is wrong with it,
        which Markdown wraps in a tag of its own, then, ``loosely``, any tag of its kind.
        """
        if origin.path not in self._tags:
            self._tags[origin.path] = tags_in_source(origin.text)
        of_kind = [tag for tag in self._tags[origin.path] if tag.tag == element.tag.lower()]
        same = [tag for tag in of_kind if _stripped(tag.attributes) == _stripped(element.attributes)]
        if same:
            return same[min(page.rank(element), len(same) - 1)].start
        written = re.escape(fault.value)
        if fault.value and (found := re.search(rf"(?<![\w/.-]){written}" if loosely else written, origin.text)):
            return found.start()
        return of_kind[0].start if loosely and of_kind else -1


def _stripped(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes as they are compared: YAML's quotation marks may have left blanks."""
    return {name.lower(): value.strip() for name, value in attributes.items()}
