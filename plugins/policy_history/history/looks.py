"""What the words of runs look like, as it is written into the file of a store, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from ..redline.model import ChangeKind
from ..text.inline import Style
from .spelling import Form, Look
from .store import RunStyle, Store


def write_looks(store: Store) -> list[dict[str, Any]]:
    """One object a look. An address that stands in a run is given as that run, a place in it and a length."""
    whole = "\n".join(store.texts)
    starts = list(accumulate((len(text) + 1 for text in store.texts), initial=0))
    return [_fields(look, whole, starts) for look in store.looks]


def _fields(style: RunStyle, whole: str, starts: Sequence[int]) -> dict[str, Any]:
    if style.mark:
        return {"mark": style.mark, "form": style.form}
    look = style.look
    if look is None or isinstance(look, Style):
        written: Any = _written(look or Style(), whole, starts)
    else:
        written = [[text, _written(each, whole, starts)] for text, each in look]
    fields = {"look": written} if written else {}
    return fields if style.alone is ChangeKind.WORDING else {**fields, "alone": style.alone}


def _written(style: Style, whole: str, starts: Sequence[int]) -> dict[str, Any]:
    """What of a style is not as in plain text."""
    plain = Style()._asdict()
    return {
        name: _place(value, whole, starts) if isinstance(value, str) else value
        for name, value in style._asdict().items()
        if value != plain[name]
    }


def _place(address: str, whole: str, starts: Sequence[int]) -> object:
    """Where an address stands; itself when nowhere, or where languages would count characters differently."""
    at = whole.find(f"]({address})")
    if at < 0:
        return address
    at += 2
    run = bisect_right(starts, at) - 1
    before = whole[starts[run] : at + len(address)]
    if "\n" in address or len(before.encode("utf-16-le", "surrogatepass")) != 2 * len(before):
        return address
    return [run, at - starts[run], len(address)]


def read_looks(written: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> list[RunStyle]:
    """The looks in a file whose runs have these texts."""
    return [_look(fields, texts) for fields in written]


def _look(fields: Mapping[str, Any], texts: Sequence[str]) -> RunStyle:
    if "mark" in fields:
        return RunStyle(None, fields["mark"], _form(fields["form"]), ChangeKind.STRUCTURE)
    written = fields.get("look", {})
    look: Look
    if isinstance(written, list):
        look = tuple((text, _style(each, texts)) for text, each in written)
    else:
        look = _style(written, texts)
    return RunStyle(look, "", None, ChangeKind(fields.get("alone", ChangeKind.WORDING)))


def _style(fields: Mapping[str, Any], texts: Sequence[str]) -> Style:
    given = {name: _address(value, texts) for name, value in fields.items() if isinstance(value, list)}
    return Style(**{**fields, **given})


def _address(place: Sequence[int], texts: Sequence[str]) -> str:
    run, start, length = place
    return texts[run][start : start + length]


def _form(written: Sequence[Any]) -> Form:
    return tuple(tuple(each) if isinstance(each, list) else each for each in written)
