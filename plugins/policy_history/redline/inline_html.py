"""Tokens and spans as HTML: the marks within one block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from ..text.article import site_address
from ..text.inline import PLAIN, Style
from ..text.tokens import Token
from .compare import change_groups, style_changes
from .model import ChangeKind, Operation, Span

Gap = Callable[[Token], str]
Number = Callable[[], int]

MARK_CLASS = "policy-mark"
"""The class of every label the redline adds; what carries it is no part of either text."""

_LABELS = {Operation.DELETE: ("removed", "del"), Operation.INSERT: ("added", "ins")}


def spans_html(spans: Sequence[Span], number: Number, gap: Gap) -> str:
    """One block's spans. ``number`` gives the next change's number, ``gap`` the white space before a token.

    White space belongs to a side like any word: what stands on one side only stands inside that side's element.
    """
    parts: list[str] = []
    for group in change_groups(spans):
        if group[0].operation is Operation.EQUAL:
            parts.extend(_kept(group[0], number, gap))
        else:
            parts.append(_changed(group, number(), gap))
    return "".join(parts)


def _changed(group: Sequence[Span], number: int, gap: Gap) -> str:
    shared = all(span.tokens[0].space for span in group)
    marks = "".join(_marked(span, gap, leads=not shared) for span in group)
    lead = gap(group[-1].tokens[0]) if shared else ""
    return f'{lead}<span class="policy-change" id="change-{number}">{marks}</span>'


def _marked(span: Span, gap: Gap, *, leads: bool) -> str:
    label, tag = _LABELS[span.operation]
    first = span.tokens[0]
    lead = gap(first) if leads and first.space else ""
    return (
        f'<span class="{MARK_CLASS}">[{label}: </span>'
        f"<{tag}>{lead}{tokens_html(span.tokens, gap)}</{tag}>"
        f'<span class="{MARK_CLASS}">] </span>'
    )


def _kept(span: Span, number: Number, gap: Gap) -> Iterator[str]:
    done = 0
    for end, kind, before, after in style_changes(span):
        yield _plain(span, done, end, gap)
        yield _note(number(), kind, before, after)
        done = end
    yield _plain(span, done, len(span.new), gap)


def _plain(span: Span, start: int, end: int, gap: Gap) -> str:
    """Kept tokens; where only one side has white space before a token, that white space is marked."""
    parts = []
    while start < end:
        stop = next((at for at in range(start + 1, end) if span.old[at].space != span.new[at].space), end)
        parts.append(_lead(span.old[start], span.new[start], gap) + tokens_html(span.new[start:stop], gap))
        start = stop
    return "".join(parts)


def _lead(old: Token, new: Token, gap: Gap) -> str:
    if old.space and new.space:
        return gap(new)
    if old.space:
        return f"<del>{gap(old)}</del>"
    return f"<ins>{gap(new)}</ins>" if new.space else ""


def _note(number: int, kind: ChangeKind, before: str, after: str) -> str:
    if kind is ChangeKind.LINK:
        text = f"link: {before or 'none'} → {after or 'none'}"
    else:
        text = f"formatting: {before} → {after}"
    return note_html(number, text)


def note_html(number: int, text: str) -> str:
    """A change that is told in words because no word of the text changed."""
    return f'<span class="policy-change {MARK_CLASS} policy-mark-shown" id="change-{number}"> [{escape(text)}]</span>'


def tokens_html(tokens: Sequence[Token], gap: Gap) -> str:
    """Tokens as HTML with their emphasis, code and links; no space before the first one."""
    return _styled(list(_stretches(tokens, gap)), _LEVELS)


def _stretches(tokens: Sequence[Token], gap: Gap) -> Iterator[tuple[str, Style]]:
    before = PLAIN
    for position, token in enumerate(tokens):
        if position and token.space:
            yield gap(token), before if before == token.runs[0].style else _common(before, token.runs[0].style)
        for run in token.runs:
            yield run.text, run.style
        before = token.runs[-1].style


def _common(a: Style, b: Style) -> Style:
    return Style(*(x if x == y else default for x, y, default in zip(a, b, PLAIN)))


def _link(content: str, style: Style) -> str:
    return f'<a href="{escape(site_address(style.link or ""))}">{content}</a>'


def _image(content: str, style: Style) -> str:
    return f'<img src="{escape(site_address(style.image or ""))}" alt="{content}">'


_LEVELS: tuple[tuple[str, Callable[[str, Style], str]], ...] = (
    ("link", _link),
    ("image", _image),
    ("strong", lambda content, _: f"<strong>{content}</strong>"),
    ("emphasis", lambda content, _: f"<em>{content}</em>"),
    ("code", lambda content, _: f"<code>{content}</code>"),
)


def _styled(
    stretches: Sequence[tuple[str, Style]], levels: Sequence[tuple[str, Callable[[str, Style], str]]]
) -> str:
    if not levels:
        return escape("".join(text for text, _ in stretches))
    (name, wrap), *deeper = levels
    parts = []
    for value, group in groupby(stretches, key=lambda stretch: getattr(stretch[1], name)):
        members = list(group)
        content = _styled(members, deeper)
        parts.append(wrap(content, members[0][1]) if value not in (None, False) else content)
    return "".join(parts)
