"""Tokens and spans as HTML: the marks within one block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from ..text.article import site_address
from ..text.characters import told, without_figures
from ..text.inline import PLAIN, Style
from ..text.markup import element, html_of
from ..text.tokens import Token
from ..wording import N_, _, pieces, translated
from .compare import kind_of_edit, kind_of_form
from .letters import Stretches, differing_letters, letters_of_spans, mark, set_off, stretches_of
from .model import ChangeKind, Operation, Span, change_groups, joined
from .notes_html import note_number_html
from .numbering import MARK_CLASS, Numbering
from .renumbering import renumbered
from .styles import difference_in_words, style_changes

Gap = Callable[[Token], str]
"""The white space before a token, as text or, at the end of a line, as an element."""

NUMBERING = "policy-numbering"
"""The class of marks around numbers of clauses and references to them."""
_LABELS = {
    Operation.DELETE: (N_("[removed]"), N_("[end removed]"), "del"),
    Operation.INSERT: (N_("[added]"), N_("[end added]"), "ins"),
    Operation.MOVE_AWAY: (N_("[moved away]"), N_("[end moved away]"), "del"),
    Operation.MOVE_HERE: (N_("[moved here]"), N_("[end moved here]"), "ins"),
}


def spans_html(spans: Sequence[Span], numbering: Numbering, gap: Gap) -> Markup:
    """One block's spans; ``gap`` gives the white space before a token.

    White space belongs to a side like any word: what stands on one side only stands inside that side's element.
    """
    parts: list[Markup] = []
    for group in change_groups(spans):
        operation = group[0].operation
        if operation is Operation.EQUAL:
            parts.extend(_kept(group[0], numbering, gap))
        elif operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE):
            parts.append(_moved(group[0], numbering, gap))
        else:
            parts.append(_changed(group, numbering, gap))
    return html_of(*parts)


def _changed(group: Sequence[Span], numbering: Numbering, gap: Gap) -> Markup:
    is_label = kind_of_edit(group) is ChangeKind.NUMBERING
    name = numbering.of_label() if is_label else numbering.of_edit(group)
    are_two_sides = len({span.operation for span in group}) == len(group)
    shared = are_two_sides and len({span.tokens[0].gap for span in group}) == 1 and group[0].tokens[0].space
    marked = _labelled(group, gap, leads=not shared, class_=NUMBERING if is_label else None)
    lead = gap(group[-1].tokens[0]) if shared else ""
    unseen = told(*(joined([token for span in group for token in side(span)]) for side in (_old, _new)))
    if unseen:
        marked.append(
            element("span", f" [{without_figures(', '.join(unseen))}]", class_=f"{MARK_CLASS} policy-mark-shown")
        )
    return html_of(lead, change_html(name, *marked))


def _old(span: Span) -> Sequence[Token]:
    return span.old


def _new(span: Span) -> Sequence[Token]:
    return span.new


def change_html(name: str, *marked: Markup) -> Markup:
    """What changed, at the place with that id; without a name it goes on from another one."""
    return element("span", *marked, class_="policy-change", id=name or None)


def _labelled(group: Sequence[Span], gap: Gap, *, leads: bool, class_: str | None = None) -> list[Markup]:
    """Stretches between labels, siblings of theirs, which are copied and read out with them. Two that meet are one."""
    parts: list[Markup] = []
    ended, before = "", None
    for span, letters in zip(group, letters_of_spans(group), strict=True):
        begin, end, tag = _LABELS[span.operation]
        first = span.tokens[0]
        lead = gap(first) if leads and first.space else ""
        is_moved = span.operation in (Operation.MOVE_AWAY, Operation.MOVE_HERE)
        words = tokens_html(span.tokens, gap, letters)
        if span.operation is not before:
            parts.append(_label(f"{ended}{translated(begin)} "))
        parts.append(mark(tag, lead, words, class_="policy-moved" if is_moved else class_))
        ended, before = f" {translated(end)} ", span.operation
    return [*parts, _label(ended.rstrip())]


def _label(text: str) -> Markup:
    return element("span", text, class_=MARK_CLASS)


def _moved(span: Span, numbering: Numbering, gap: Gap) -> Markup:
    change, anchor = numbering.of_move(span.move), numbering.anchor(span)
    marked = _labelled([span], gap, leads=True)
    if anchor:
        target, clause = numbering.other_end(span)
        words = (
            _("moved to %(clause)s", clause=clause)
            if span.operation.is_old
            else _("moved from %(clause)s", clause=clause)
        )
        link = element("a", words, class_=f"{MARK_CLASS} policy-mark-shown", href=f"#{target}")
        marked = [element("span", *marked, _label(" "), link, id=anchor, class_="policy-move")]
    return change_html(change, *marked)


def _kept(span: Span, numbering: Numbering, gap: Gap) -> Iterator[Markup]:
    done = 0
    for (_start, end), kind, before, after in style_changes(span):
        if kind is ChangeKind.NUMBERING:
            yield from _renumbered(span, done, end, numbering, gap)
        else:
            yield _plain(span, done, end, gap)
            yield _note(numbering, kind, before, after)
        done = end
    yield _plain(span, done, len(span.new), gap)


def _plain(span: Span, start: int, end: int, gap: Gap) -> Markup:
    """Kept tokens; what differs in white space, quotation marks or a capital for its place is marked quietly."""
    parts: list[Markup] = []
    while start < end:
        stop = next((at for at in range(start + 1, end) if not _same(span.old[at], span.new[at])), end)
        old, new = span.old[start], span.new[start]
        parts.append(_lead(old, new, gap))
        if old.text != new.text:
            stop = start + 1
            parts += [_quiet("del", tokens_html([old], gap)), _quiet("ins", tokens_html([new], gap))]
        else:
            parts.append(tokens_html(span.new[start:stop], gap))
        start = stop
    return html_of(*parts)


def _quiet(tag: str, text: str) -> Markup:
    return mark(tag, text, class_="policy-quiet")


def _renumbered(span: Span, start: int, end: int, numbering: Numbering, gap: Gap) -> Iterator[Markup]:
    """Kept tokens, and among them the whole label, or the reference, that changed: as it was and as it is."""
    first, behind = renumbered(span, start, end)
    yield _plain(span, start, first, gap)
    sides = (("del", span.old[first:behind]), ("ins", span.new[first:behind]))
    yield _lead(span.old[first], span.new[first], gap)
    gone, come = (mark(tag, tokens_html(tokens, gap), class_=NUMBERING) for tag, tokens in sides)
    yield change_html(numbering.of_label(), _label(_("[was]") + " "), gone, _label(" " + _("[now]") + " "), come)
    yield _plain(span, behind, end, gap)


def _same(old: Token, new: Token) -> bool:
    return old.gap == new.gap and old.text == new.text


def _lead(old: Token, new: Token, gap: Gap) -> Markup:
    if old.gap == new.gap or (old.space and new.space and (old.gap + new.gap).isascii()):
        return html_of(gap(new)) if new.space else Markup()
    return html_of(*(_quiet(tag, gap(token)) for tag, token in (("del", old), ("ins", new)) if token.space))


def _note(numbering: Numbering, kind: ChangeKind, before: str, after: str) -> Markup:
    if kind is not ChangeKind.LINK:
        return note_html(numbering, difference_in_words(kind, before, after))
    letters = differing_letters(before, after)
    said = _("link: %(old)s → %(new)s", old=before or _("none"), new=after or _("none"))
    found = pieces("link: %(old)s → %(new)s", old=letters.old, new=letters.new) if letters else []
    return note_html(numbering, set_off(said, stretches_of(found)))


def note_html(numbering: Numbering, text: str) -> Markup:
    """A change that is told in words because no word of the text changed."""
    name = numbering.next()
    marks = f"policy-change {MARK_CLASS} policy-mark-shown"
    return element("span", " [", text, "]", class_=marks, id=name or None)


def form_html(form: tuple[str, str], numbering: Numbering) -> Markup:
    """The place of a change of a block's form, which the list of changes tells: no word says it in the text."""
    is_number = kind_of_form(form) is ChangeKind.NUMBERING
    return change_html(numbering.of_label() if is_number else numbering.next())


def kept_html(tokens: Sequence[Token], gap: Gap) -> Markup:
    """Tokens of which nothing changed, with the white space before the first."""
    return html_of(_lead(tokens[0], tokens[0], gap), tokens_html(tokens, gap)) if tokens else Markup()


def tokens_html(tokens: Sequence[Token], gap: Gap, letters: Mapping[int, Stretches] | None = None) -> Markup:
    """Tokens as HTML with their emphasis, code and links; no space before the first one.

    ``letters`` has the words of which some letters are set off, by their places.
    """
    return _styled(list(_stretches(tokens, gap, letters or {})), _LEVELS)


_Stretch = tuple[str, Style, bool]
"""A text, its style, and whether it is set off."""


def _stretches(tokens: Sequence[Token], gap: Gap, letters: Mapping[int, Stretches]) -> Iterator[_Stretch]:
    before = PLAIN
    for position, token in enumerate(tokens):
        if position and token.space:
            style = before if before == token.runs[0].style else before.shared(token.runs[0].style)
            yield gap(token), style, False
        if position in letters:
            yield from _runs(token, letters[position])
        else:
            yield from ((run.text, run.style, False) for run in token.runs)
        before = token.runs[-1].style


def _runs(token: Token, stretches: Stretches) -> Iterator[_Stretch]:
    """The runs of a token, cut where what is set off begins and ends."""
    waiting = list(stretches)
    for run in token.runs:
        text = run.text
        while text:
            part, differs = waiting.pop(0)
            length = min(len(part), len(text))
            yield text[:length], run.style, differs
            text = text[length:]
            if part[length:]:
                waiting.insert(0, (part[length:], differs))


_LEVELS = ("note", "link", "image", "strong", "emphasis", "code", "raised", "lowered")
"""The styles, the outermost first."""

_TAGS = {"strong": "strong", "emphasis": "em", "code": "code", "raised": "sup", "lowered": "sub"}


def _unstyled(stretches: Iterable[_Stretch]) -> Markup:
    parts: list[str] = []
    for differs, group in groupby(stretches, key=itemgetter(2)):
        if differs:
            parts += [set_off(text, [(text, True)]) for text, _, _ in group]
        else:
            parts += [text for text, _, _ in group]
    return html_of(*parts)


def _styled(stretches: Sequence[_Stretch], levels: Sequence[str]) -> Markup:
    if not levels or all(style is PLAIN or style == PLAIN for _, style, _ in stretches):
        return _unstyled(stretches)
    name, *deeper = levels
    parts: list[Markup] = []
    for value, group in groupby(stretches, key=lambda stretch: getattr(stretch[1], name)):
        members = list(group)
        if value in (None, False):
            parts.append(_styled(members, deeper))
        elif name == "image":
            words = "".join(" " if isinstance(text, Markup) else text for text, _, _ in members)
            parts.append(element("img", src=site_address(value), alt=words))
        elif name == "note":
            parts.append(note_number_html("".join(text for text, _, _ in members), value))
        elif name == "link":
            parts.append(element("a", _styled(members, deeper), href=site_address(value)))
        else:
            parts.append(element(_TAGS[name], _styled(members, deeper)))
    return html_of(*parts)
