"""Which list an item of a Word document stands in: Word says how far it is indented, Markdown wants it nested."""

from __future__ import annotations

from dataclasses import dataclass

from .numbering import Label


@dataclass(frozen=True, slots=True)
class _Open:
    list: str
    level: int
    left: int
    container: str
    number: int


class Nesting:
    """The items that are open while the paragraphs are read in order."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._quoted = False

    def close(self) -> None:
        """A heading or table ends all lists."""
        self._open = []
        self._quoted = False

    def item(self, label: Label, *, quoted: bool) -> tuple[tuple[str, ...], bool]:
        """The containers of a paragraph with a label, and whether it is an item of a Markdown list.

        A list in a quotation and one outside of it are never one.

        It is none, but text with its label in it, when Markdown could not show that label: (a), 1.1, or a number that
        begins anew right behind a list of the same depth.
        """
        if quoted is not self._quoted:
            self.close()
        self._quoted = quoted
        outer = ("quote",) if quoted else ()
        last: _Open | None = None
        while self._open and self._is_beside(self._open[-1], label):
            last = self._open.pop()
        shape = (*outer, *(each.container for each in self._open))
        container = "ul" if not label.text else "ol"
        can_be_item = not label.text or label.number is not None
        if can_be_item and last and container == last.container == "ol" and label.number != last.number + 1:
            can_be_item = False
        if not can_be_item:
            return shape, False
        self._open.append(_Open(label.list, label.level, label.left, container, label.number or 1))
        return (*shape, container), True

    def _is_beside(self, other: _Open, label: Label) -> bool:
        if other.list == label.list:
            return other.level >= label.level
        return other.left >= label.left

    def continued(self, distance: int, *, quoted: bool) -> tuple[str, ...]:
        """The containers of a paragraph without a label: it goes on with the items it is indented as far as."""
        if self._quoted and not quoted:
            self.close()
        while self._open and (distance <= 0 or self._open[-1].left > distance):
            self._open.pop()
        lists = tuple(each.container for each in self._open)
        quote = ("quote",) if quoted else ()
        return quote + lists if self._quoted else lists + quote
