"""Tokens and spans as HTML: the marks within one block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from ..text.article import site_address
from ..text.inline import PLAIN, Style
from ..text.tokens import Token
from .compare import change_groups, style_changes
from .model import ChangeKind, Operation, Span

Gap = Callable[[Token], str]

MARK_CLASS = "policy-mark"
"""The class of every label the redline adds; what carries it is no part of either text."""

_LABELS = {
    Operation.DELETE: ("removed", "del"),
    Operation.INSERT: ("added", "ins"),
    Operation.MOVE_AWAY: ("moved away", "del"),
    Operation.MOVE_HERE: ("moved here", "ins"),
}


class Numbering:
    """The numbers of the changes, given out in reading order, and where each move went.

    ``total`` is how many changes there are; ``moves`` gives for each move the names of the clauses it left and reached.
    A ``silent`` one gives no ids and no links, for views that show the same changes a second time.
    """

    def __init__(
        self,
        total: int,
        moves: Mapping[int, tuple[str, str]],
        renumberings: Iterable[bool] = (),
        *,
        silent: bool = False,
    ) -> None:
        self._total = total
        self._moves = {} if silent else moves
        self.silent = silent
        self._renumberings = iter(renumberings)
        self._last = 0
        self._numbered: set[int] = set()
        self._anchored: set[str] = set()
        self._is_going_on = False

    def next(self) -> str:
        """The id of the next change; empty in a silent numbering, and behind the beginning of one that goes on."""
        if self._is_going_on:
            return ""
        self._last += 1
        return "" if self.silent else f"change-{self._last}"

    def of_label(self) -> str:
        """The id of the next change of a label or a reference; nothing where it goes on in a run."""
        return self.next() if next(self._renumberings, False) else ""

    def one_change(self, parts: Sequence[Callable[[], str]]) -> list[str]:
        """What these give, of which the first that has a change begins one that goes on through the others."""
        found = []
        before = self._last
        for part in parts:
            found.append(part())
            self._is_going_on = self._last > before
        self._is_going_on = False
        return found

    def steps(self, name: str) -> str:
        """A change's number, a link to itself, and the ways to the one before and the one behind it.

        The links need no script: pages show them of the change that the address names.
        """
        if not name:
            return ""
        number = int(name.removeprefix("change-"))
        ways = ((number - 1, "previous"), (number + 1, "next"))
        links = " ".join(f'<a href="#change-{to}">{word}</a>' for to, word in ways if 0 < to <= self._total)
        return (
            f'<span class="{MARK_CLASS} policy-number"><i>Change </i><a href="#{name}">{number}</a>'
            f"<i> of {self._total} {links}</i></span>"
        )

    def of_move(self, move: int) -> str:
        """The id of a move's change where it is first met; afterwards nothing."""
        if move in self._numbered or move not in self._moves:
            return ""
        self._numbered.add(move)
        return self.next()

    def anchor(self, span: Span) -> str:
        """The id of the place a move left or reached; nothing behind its first block."""
        name = f"move-{span.move}-{'from' if span.operation.is_old else 'to'}"
        if name in self._anchored or span.move not in self._moves:
            return ""
        self._anchored.add(name)
        return name

    def other_end(self, span: Span) -> tuple[str, str]:
        """The id of a move's other end, and the name of the clause it lies in."""
        left, reached = self._moves[span.move]
        if span.operation.is_old:
            return f"move-{span.move}-to", reached
        return f"move-{span.move}-from", left


def spans_html(spans: Sequence[Span], numbering: Numbering, gap: Gap) -> str:
    """One block's spans; ``gap`` gives the white space before a token.

    White space belongs to a side like any word: what stands on one side only stands inside that side's element.
    """
    parts: list[str] = []
    for group in change_groups(spans):
        operation = group[0].operation
        if operation is Operation.EQUAL:
            parts.extend(_kept(group[0], numbering, gap))
        elif operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE):
            parts.append(_moved(group[0], numbering, gap))
        else:
            parts.append(_changed(group, numbering, gap))
    return "".join(parts)


# Two labels that meet are one.
_BETWEEN = f'</span><span class="{MARK_CLASS}">'


def _changed(group: Sequence[Span], numbering: Numbering, gap: Gap) -> str:
    name = numbering.next()
    shared = all(span.tokens[0].space for span in group)
    marks = "".join(_marked(span, gap, leads=not shared) for span in group).replace(_BETWEEN, " ")
    lead = gap(group[-1].tokens[0]) if shared else ""
    return f'{lead}<span class="policy-change"{_id(name)}>{marks}{numbering.steps(name)}</span>'


def _id(name: str) -> str:
    return f' id="{name}"' if name else ""


def _marked(span: Span, gap: Gap, *, leads: bool) -> str:
    """A stretch between two labels, siblings of it, which are copied and read out with it."""
    label, tag = _LABELS[span.operation]
    first = span.tokens[0]
    lead = gap(first) if leads and first.space else ""
    kind = ' class="policy-moved"' if span.operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE) else ""
    marked = f"<{tag}{kind}>{lead}{tokens_html(span.tokens, gap)}</{tag}>"
    return f"{_label(f'[{label}] ')}{marked}{_label(f' [end {label}]')}"


def _label(text: str) -> str:
    return f'<span class="{MARK_CLASS}">{text}</span>'


def _moved(span: Span, numbering: Numbering, gap: Gap) -> str:
    change, anchor = numbering.of_move(span.move), numbering.anchor(span)
    inner = _marked(span, gap, leads=True)
    if anchor:
        target, clause = numbering.other_end(span)
        words = f"moved to {clause}" if span.operation.is_old else f"moved from {clause}"
        link = f'<a class="{MARK_CLASS} policy-mark-shown" href="#{target}">{escape(words)}</a>'
        inner = f'<span id="{anchor}" class="policy-move">{inner}{_label(" ")}{link}</span>'
    return f'<span class="policy-change"{_id(change)}>{inner}{numbering.steps(change)}</span>'


def _kept(span: Span, numbering: Numbering, gap: Gap) -> Iterator[str]:
    done = 0
    for end, kind, before, after in style_changes(span):
        if kind is ChangeKind.NUMBERING:
            yield from _renumbered(span, done, end, numbering, gap)
        else:
            yield _plain(span, done, end, gap)
            yield _note(numbering, kind, before, after)
        done = end
    yield _plain(span, done, len(span.new), gap)


def _plain(span: Span, start: int, end: int, gap: Gap) -> str:
    """Kept tokens; what differs only in white space or in its quotation marks is marked, but quietly."""
    parts = []
    while start < end:
        stop = next((at for at in range(start + 1, end) if not _same(span.old[at], span.new[at])), end)
        if span.old[start].text != span.new[start].text:
            stop = start + 1
            both = (
                f'<{tag} class="policy-quiet">{escape(token.text)}</{tag}>'
                for tag, token in (("del", span.old[start]), ("ins", span.new[start]))
            )
            parts.append(_lead(span.old[start], span.new[start], gap) + "".join(both))
        else:
            parts.append(_lead(span.old[start], span.new[start], gap) + tokens_html(span.new[start:stop], gap))
        start = stop
    return "".join(parts)


def _renumbered(span: Span, start: int, end: int, numbering: Numbering, gap: Gap) -> Iterator[str]:
    """Kept tokens, and behind them the label, or the reference, that changed: as it was and as it is."""
    first = next(at for at in range(start, end) if span.old[at].key != span.new[at].key)
    last = next(at for at in range(end - 1, start - 1, -1) if span.old[at].key != span.new[at].key) + 1
    yield _plain(span, start, first, gap)
    name = numbering.of_label()
    old, new = span.old[first:last], span.new[first:last]
    marks = "".join(
        f'<{tag} class="policy-numbering">{tokens_html(tokens, gap)}</{tag}>'
        for tag, tokens in (("del", old), ("ins", new))
    )
    yield f'{_lead(old[0], new[0], gap)}<span class="policy-change"{_id(name)}>{marks}{numbering.steps(name)}</span>'
    yield _plain(span, last, end, gap)


def _same(old: Token, new: Token) -> bool:
    return old.space == new.space and old.text == new.text


def _lead(old: Token, new: Token, gap: Gap) -> str:
    if old.space and new.space:
        return gap(new)
    if old.space:
        return f'<del class="policy-quiet">{gap(old)}</del>'
    return f'<ins class="policy-quiet">{gap(new)}</ins>' if new.space else ""


def _note(numbering: Numbering, kind: ChangeKind, before: str, after: str) -> str:
    what = "link" if kind is ChangeKind.LINK else "formatting"
    return note_html(numbering, f"{what}: {before or 'none'} → {after or 'none'}")


def note_html(numbering: Numbering, text: str) -> str:
    """A change that is told in words because no word of the text changed."""
    name = numbering.next()
    marked = f"{_id(name)}> [{escape(text)}]{numbering.steps(name)}"
    return f'<span class="policy-change {MARK_CLASS} policy-mark-shown"{marked}</span>'


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


def _styled(stretches: Sequence[tuple[str, Style]], levels: Sequence[tuple[str, Callable[[str, Style], str]]]) -> str:
    if not levels:
        return escape("".join(text for text, _ in stretches))
    (name, wrap), *deeper = levels
    parts = []
    for value, group in groupby(stretches, key=lambda stretch: getattr(stretch[1], name)):
        members = list(group)
        content = _styled(members, deeper)
        parts.append(wrap(content, members[0][1]) if value not in (None, False) else content)
    return "".join(parts)
