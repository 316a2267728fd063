"""A heading that changed as HTML: it says what it says now, and a sentence below it what it said before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from ..text.markup import element, html_of
from ..text.tokens import Token
from ..wording import _
from .compare import kind_of_edit
from .inline_html import NUMBERING, change_html, tokens_html
from .letters import Stretches, letters_of_spans, mark
from .model import EDITS, ChangeKind, Entry, Operation, Span, change_groups
from .numbering import MARK_CLASS, Numbering
from .renumbering import renumbered
from .styles import style_changes

_WHOLE = "policy-heading"

Gap = Callable[[Token], str]


def is_renamed(entry: Entry) -> bool:
    """Whether a heading of both texts got other words, or another number, and nothing else became of it."""
    if entry.is_same or entry.old is None or entry.new is None:
        return False
    kinds = [kind for span in entry.spans if span.operation is Operation.EQUAL for _, kind, *_ in style_changes(span)]
    is_edited = any(span.operation in EDITS for span in entry.spans)
    is_plain = all(span.operation in EDITS or span.operation is Operation.EQUAL for span in entry.spans)
    return is_plain and all(kind is ChangeKind.NUMBERING for kind in kinds) and (is_edited or bool(kinds))


_PLACE = "\0"
"""Where in a sentence a heading stands, which has elements."""


def renamed_html(spans: Sequence[Span], numbering: Numbering, gap: Gap) -> tuple[Markup, Markup]:
    """What such a heading holds, and the sentence below it. Words of a mark are marked within their own heading."""
    sides = _Sides(numbering, gap)
    for group in change_groups(spans):
        if group[0].operation is Operation.EQUAL:
            sides.keep(group[0])
        else:
            sides.change(group)
    heading = mark("ins", *sides.new, class_=_WHOLE)
    was = mark("del", *sides.old, class_=_WHOLE)
    before, after = _("The heading was “%(heading)s”.", heading=_PLACE).split(_PLACE)
    said = element("p", _own(before), was, _own(after), class_="policy-was")
    return heading, said


def _own(text: str) -> Markup:
    return element("span", text, class_=f"{MARK_CLASS} policy-mark-shown")


class _Sides:
    """Both headings in the making."""

    def __init__(self, numbering: Numbering, gap: Gap) -> None:
        self._numbering, self._gap = numbering, gap
        self.old: list[Markup] = []
        self.new: list[Markup] = []

    def keep(self, span: Span) -> None:
        """Add kept words, among which a number may have changed."""
        done = 0
        for (_start, end), *_changes in style_changes(span):
            first, behind = renumbered(span, done, end)
            self._plain(span, done, first)
            name = self._numbering.of_label()
            self._add(self.old, span.old[first:behind], tag="del", class_=NUMBERING)
            self._add(self.new, span.new[first:behind], tag="ins", class_=NUMBERING, name=name)
            self._plain(span, behind, end)
            done = end
        self._plain(span, done, len(span.new))

    def change(self, group: Sequence[Span]) -> None:
        """Add what was removed, what was added, or both."""
        is_label = kind_of_edit(group) is ChangeKind.NUMBERING
        name = self._numbering.of_label() if is_label else self._numbering.of_edit(group)
        for span, letters in zip(group, letters_of_spans(group), strict=True):
            is_old = span.operation.is_old
            side, tag = (self.old, "del") if is_old else (self.new, "ins")
            own = name if span is group[-1] else ""
            self._add(side, span.tokens, letters, tag=tag, class_=NUMBERING if is_label else None, name=own)

    def _plain(self, span: Span, start: int, end: int) -> None:
        self._add(self.old, span.old[start:end])
        self._add(self.new, span.new[start:end])

    def _add(
        self,
        side: list[Markup],
        tokens: Sequence[Token],
        letters: Mapping[int, Stretches] | None = None,
        *,
        tag: str = "",
        class_: str | None = None,
        name: str = "",
    ) -> None:
        if not tokens:
            return
        lead = self._gap(tokens[0]) if side and tokens[0].space else ""
        words = tokens_html(tokens, self._gap, letters)
        marked = mark(tag, words, class_=class_) if tag else words
        side.append(html_of(lead, change_html(name, marked) if name else marked))
