"""Where kept words changed in another way than in their wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..text.characters import told, without_figures
from ..text.clause_names import is_name, name_ending, names_number_before
from ..text.labels import behind_names, references
from ..text.tokens import Token
from ..text.words import NOTE_KEY
from ..wording import N_, _, translated
from .capital_passages import differ_in_case
from .capitals import differ_in_capital
from .label_parts import names_list
from .model import REPLACED, ChangeKind, Span, joined
from .other_references import han_around, without_particle
from .renumbering import is_renumbered, label_change, note_name


def style_changes(span: Span) -> Iterator[tuple[tuple[int, int], ChangeKind, str, str]]:
    """Where kept words got another link target, another look, or characters that cannot be told apart by looking.

    Yields, for each stretch, where among the tokens of the span it begins and ends, what changed, and both states in
    words; of spaces and of characters that cannot be seen, both states themselves.
    """
    if all(map(_are_alike, span.old, span.new)):
        return
    at = 0
    for found, group in groupby(_through_capitals(span, list(_token_changes(span)))):
        start, at = at, at + len(list(group))
        yield from (((start, at), *change) for change in found)


def _are_alike(old: Token, new: Token) -> bool:
    return (
        old.text == new.text
        and old.key == new.key
        and old.gap == new.gap
        and old.is_label == new.is_label
        and old.runs == new.runs
    )


# "Goal 2", where clauses are called so.
_OWN_NAME, _OWN_NUMBER = re.compile(r"[A-Z][^\W\d_]+\Z"), re.compile(r"(?:\d+|[A-Z]|[IVXLC]+)\Z")
_Found = tuple[tuple[ChangeKind, str, str], ...]


def _token_changes(span: Span) -> Iterator[_Found]:
    """For each kept token in what it changed: its block's label, the clause it refers to, or its style."""
    label = label_change(span)
    lists = _lists(span) if any(map(is_renumbered, span.old, span.new)) else {}
    names = "", ""
    texts = [token.text for token in span.old], [token.text for token in span.new]
    for at, (old, new) in enumerate(zip(span.old, span.new, strict=True)):
        if label and old.is_label:
            yield ((ChangeKind.NUMBERING, *label),)
        elif is_renumbered(old, new):
            alone = _reference(names[0], span.old, at), _reference(names[1], span.new, at)
            yield ((ChangeKind.NUMBERING, *lists.get(at, alone)),)
        else:
            yield _style_changes(old, new)
        names = _name(names[0], texts[0], at, old), _name(names[1], texts[1], at, new)


def _through_capitals(span: Span, found: list[_Found]) -> list[_Found]:
    """What ``_token_changes`` yields; figures, signs and the like within a passage that left capitals are of it too."""
    last = -1
    for at, (each, old, new) in enumerate(zip(found, span.old, span.new, strict=True)):
        if each and _CAPITALS in each[-1][1] + each[-1][2]:
            if last >= 0 and found[last] == each:
                found[last:at] = [each] * (at - last)
            last = at
        elif each or (old.text != old.text.upper() and not differ_in_capital(old.key, new.key)):
            last = -1
    return found


def _name(name: str, texts: Sequence[str], at: int, token: Token) -> str:
    """What stands before the next word of a reference: "section ", "section 4", "section 4(", "section 4(c)"."""
    if found := name_ending(texts, at):
        return f"{found} "
    if name.endswith(")") and token.text == "(" and token.gap:
        return f"{name.partition(' ')[0]} ("  # another item of a list: "paragraphs (a) and (b)"
    is_inside = name.endswith("(") or token.text in ("(", ")")
    return name + token.text if name and (is_inside or (name.endswith(" ") and token.text[:1].isdecimal())) else name


def _lists(span: Span) -> dict[int, tuple[str, str]]:
    """For each word of a reference to several clauses that reference in either text: "Sections 2, 4 and 5"."""
    keys = [token.key for token in span.old]
    found: dict[int, tuple[str, str]] = {}
    for start, end in references(keys, {at for at, token in enumerate(span.old) if token.is_label}, behind_names(keys)):
        old, new = (
            f"{name_ending([token.text for token in side], start - 1)} {joined(side[start:end])}"
            for side in (span.old, span.new)
        )
        if names_list(old):
            found.update(dict.fromkeys(range(start, end), (old, new)))
    return found


def _reference(name: str, tokens: Sequence[Token], at: int) -> str:
    """What a number refers to: a footnote, what the word before it or behind it names, or an item."""
    number = tokens[at]
    if number.key == NOTE_KEY:
        return note_name(number)
    if name.endswith("("):
        return f"{name}{number.text})"
    texts = [token.text for token in tokens]
    before, behind = "".join(texts[at - 1 : at]), "".join(texts[at + 1 : at + 2])
    if behind and not is_name(before):
        named = f" {behind}" if is_name(behind) else names_number_before(texts, at)
        if named:
            return f"{number.text}{named}"
    if behind == ")" and not name:
        return f"{before}{number.text})" if before == "(" else f"{number.text})"
    start, end = han_around(texts, at)
    is_own = not name and _OWN_NUMBER.match(number.text) and _OWN_NAME.match(before)
    name = before if is_own else name.partition(" ")[0]
    return "".join(texts[start:end]) or f"{name} {without_particle(texts, at)}".strip()


def _targets(token: Token) -> list[str]:
    """Where the links and pictures of a token lead."""
    return sorted({target for run in token.runs for target in (run.style.link, run.style.image) if target is not None})


def _style_changes(old: Token, new: Token) -> _Found:
    if old.runs == new.runs and old.gap == new.gap:
        return ()
    found = []
    if old.gap != new.gap and not (old.gap + new.gap).isascii():
        found.append((ChangeKind.TYPOGRAPHY, old.gap, new.gap))
    if old.text != new.text and told(old.text, new.text):
        found.append((ChangeKind.UNSEEN, old.text, new.text))
    left, now = _targets(old), _targets(new)
    if left != now:
        found.append((ChangeKind.LINK, ", ".join(left), ", ".join(now)))
    else:
        is_case = differ_in_case(old.key, new.key) and not differ_in_capital(old.key, new.key)
        before, after = (_look(token, is_case=is_case) for token in (old, new))
        found += [(ChangeKind.FORMATTING, before, after)] if before != after else []
    return tuple(found)


def difference_in_words(kind: ChangeKind, before: str, after: str) -> str:
    """What ``style_changes`` yields, as a mark says it: what changed, and both states, or what cannot be seen of it.

    Figures are left to the list of changes: beside words of a text none may stand that is not the text's.
    """
    if kind in REPLACED:
        what = _("spaces") if kind is ChangeKind.TYPOGRAPHY else translated(kind)
        return _("%(what)s: %(signs)s", what=what, signs=without_figures(", ".join(told(before, after))))
    values = {"old": translated(before) if before else _("none"), "new": translated(after) if after else _("none")}
    return _("%(kind)s: %(old)s → %(new)s", kind=translated(kind), **values)


def quoted(words: str) -> str:
    """The words to which a change of a link or a style belongs, in front of what is said of it."""
    return _("“%(words)s”:", words=words) + " " if words else ""


_CAPITALS = N_("capitals")


def _look(token: Token, *, is_case: bool) -> str:
    names = [
        name
        for name in (N_("strong"), N_("emphasis"), N_("code"), N_("raised"), N_("lowered"))
        if any(getattr(run.style, name) for run in token.runs)
    ]
    if is_case and token.text == token.text.upper():
        names.append(_CAPITALS)
    return " ".join(names) or N_("plain")
