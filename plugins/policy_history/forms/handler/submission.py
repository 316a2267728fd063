"""What was posted, read and checked. No web framework, no storage."""

from __future__ import annotations

import json
import re
from binascii import a2b_qp
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from ...wording import _, translated
from ..dialect import GENERIC, Dialect
from ..kinds import KINDS, kind_of
from ..messages import MESSAGES
from ..model import LIMITS, Field, FieldKind, RequestKind, is_single_line, length, unix_lines
from ..reference import is_reference

FORM_TYPE = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
TRAP = "trap"
ORIGIN = "origin"
"""Why a request is flagged: the field people leave empty was filled in; it came from another site."""

# No narrower than what browsers accept, international addresses (RFC 6531) included: a reader cannot
# mend an address that the browser finds right and the handler finds wrong.
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
_HIDDEN = (GENERIC.subject, GENERIC.policy, GENERIC.policy_revision, GENERIC.clause, GENERIC.redirect)
COPY = "receipt"
"""The control by which a reader asks for a copy of what was sent, before coming back."""
_KNOWN = {*GENERIC.controls, COPY} | {field.name for kind in KINDS for field in kind.fields}
_PAIR_END, _NAME_END = "\x1e", "\x1f"
_AS_QUOTED_PRINTABLE = bytes.maketrans(b"+&=%", f" {_PAIR_END}{_NAME_END}=".encode())


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One thing the reader has to mend; ``field`` is empty when it is about the form as a whole.

    ``code`` names it for programs, in the words of Formspree where that has one.
    """

    message: str
    field: str = ""
    code: str = "INVALID"


class Submission(NamedTuple):
    """A request that may be stored. ``flags`` are reasons to look twice, never to drop it.

    ``reference`` is empty when the form carried none; ``redirect`` is as sent, less a fragment with the
    reference; ``copy`` is not empty where the reader asked for a copy of what was sent, and says what that is to call
    the text that was read.
    """

    kind: RequestKind
    fields: Mapping[str, str]
    policy: str = ""
    policy_revision: str = ""
    clause: str = ""
    reference: str = ""
    redirect: str = ""
    copy: str = ""
    flags: tuple[str, ...] = ()


class Refused(Exception):
    """A post that cannot be stored: every fault, and what was typed so that it can be given back."""

    def __init__(
        self, faults: Iterable[FieldFault], kind: RequestKind | None = None, values: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.faults = tuple(faults)
        self.kind = kind
        self.values = dict(values or {})


class TooLarge(Exception):
    """The text posted is longer than `LIMITS.body_bytes`."""


def read(body: bytes, dialect: Dialect = GENERIC, content_type: str = FORM_TYPE) -> Submission:
    """The request in a body of the type `FORM_TYPE` (URL Standard, section 5.1) or `JSON_TYPE` (one flat object).

    Unknown names are left out; the subject is never read, since it belongs to the kind. Raises
    `Refused` with all faults at once, and `TooLarge`.
    """
    pairs = _pairs(body) if content_type == FORM_TYPE else _pairs_of_json(body)
    # Most bodies are too short for that: UTF-8 takes at most half as much again as the UTF-16 that JSON may come in.
    if len(body) > LIMITS.body_bytes // 2 and _bytes_of(pairs) > LIMITS.body_bytes:
        raise TooLarge
    pairs = pairs if dialect is GENERIC else _in_generic(pairs, dialect)
    known = [pair for pair in pairs if pair[0] in _KNOWN]
    values = {name: unix_lines(value) if "\r" in value else value for name, value in known}
    kind = kind_of(values.get(GENERIC.kind, ""))
    faults = [*_faults_of_form(known, values), *_faults_of_hidden(values)]
    if kind is None:
        faults.append(FieldFault(_("The form does not say which kind of request this is.")))
        raise Refused(faults, values=values)
    fields = {}
    for asked in kind.fields:
        fields[asked.name] = value = _tidy(asked, values.get(asked.name, ""))
        faults += _faults_of_field(asked, value)
    if faults:
        raise Refused(faults, kind, values | fields)
    return _submission(kind, fields, values)


def is_sound(name: str, value: str) -> bool:
    """Whether a hidden control's value is one line within the limits, whatever it says."""
    longest = LIMITS.address if name == GENERIC.redirect else LIMITS.identifier
    return is_single_line(value) and (2 * len(value) <= longest or length(value) <= longest)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    if body.count(b"&") >= LIMITS.fields:
        raise Refused([FieldFault(_("The form has more than %(most)s fields.", most=LIMITS.fields))])
    try:
        if pairs := _pairs_of_browsers(body):
            return pairs
        parts = [part.partition("=") for part in body.decode().replace("+", " ").split("&") if part]
        return [
            (_decoded(name) if "%" in name else name, _decoded(value) if "%" in value else value)
            for name, __, value in parts
        ]
    except UnicodeDecodeError:
        raise Refused([FieldFault(_("The form was not sent as UTF-8 text."))]) from None


def _pairs_of_browsers(body: bytes) -> list[tuple[str, str]] | None:
    """The same in one step for what browsers write; None where that step could read it otherwise.

    Quoted-printable (RFC 2045, 6.7) is percent-encoding with another sign, and soft line ends; it is decoded in C.
    """
    if b"\n" in body or b"\r" in body or body.endswith(b"%"):
        return None
    try:
        text = a2b_qp(body.translate(_AS_QUOTED_PRINTABLE)).decode()
    except UnicodeDecodeError:  # of two of the sign one is left, as of none of an encoding
        return None
    parts = text.split(_PAIR_END)
    # A sign that is left was none of an encoding; one more end was written in an encoding.
    if "=" in text or len(parts) != body.count(b"&") + 1 or text.count(_NAME_END) != body.count(b"="):
        return None
    pairs = [(name, value) for part in parts if part for name, __, value in (part.partition(_NAME_END),)]
    is_each_whole = text.count(_NAME_END) == len(pairs) and not any(_NAME_END in value for _, value in pairs)
    return pairs if is_each_whole else None


def _decoded(part: str) -> str:
    return unquote_to_bytes(part).decode()


def _bytes_of(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(len(name.encode()) + len(value.encode()) for name, value in pairs)


def _pairs_of_json(body: bytes) -> list[tuple[str, str]]:
    """The pairs of a flat JSON object of texts, as Formspree's own client sends it."""
    try:
        pairs = json.loads(body, object_pairs_hook=list)
    except (ValueError, RecursionError):
        pairs = None
    if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
        raise Refused([FieldFault(_("The request was not sent as one JSON object."))])
    if len(pairs) > LIMITS.fields:
        raise Refused([FieldFault(_("The form has more than %(most)s fields.", most=LIMITS.fields))])
    if not all(isinstance(value, str) and _is_text(name + value) for name, value in pairs):
        raise Refused([FieldFault(_("Every value of the JSON object has to be a text."))])
    return pairs


def _is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: JSON can name halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _in_generic(pairs: Iterable[tuple[str, str]], dialect: Dialect) -> list[tuple[str, str]]:
    names = dict(zip(dialect.named_controls, GENERIC.named_controls, strict=True))
    return [(names.get(name, name), value) for name, value in pairs if name != dialect.key]


def _submission(kind: RequestKind, fields: Mapping[str, str], values: Mapping[str, str]) -> Submission:
    reference = values.get(GENERIC.reference, "")
    reference = reference if is_reference(reference) else ""
    return Submission(
        kind=kind,
        fields=fields,
        policy=values.get(GENERIC.policy, ""),
        policy_revision=values.get(GENERIC.policy_revision, ""),
        clause=values.get(GENERIC.clause, ""),
        reference=reference,
        redirect=values.get(GENERIC.redirect, "").removesuffix(f"#ref={reference}"),
        copy=values.get(COPY, ""),
        flags=(TRAP,) if values.get(GENERIC.trap) else (),
    )


def _tidy(field: Field, value: str) -> str:
    """The value without the spaces around it; line ends are kept, so that they are seen and refused."""
    return value.strip(" \t") if field.is_single_line else value


def _faults_of_form(known: Sequence[tuple[str, str]], values: Mapping[str, str]) -> list[FieldFault]:
    if len(values) == len(known):
        return []
    names = [name for name, __ in known]
    repeated = sorted({name for name in names if names.count(name) > 1})
    return [FieldFault(_("The form carries “%(name)s” more than once.", name=name)) for name in repeated]


def _faults_of_hidden(values: Mapping[str, str]) -> list[FieldFault]:
    return [
        FieldFault(_("The form’s “%(name)s” was not as the page had it. It has been taken out.", name=name))
        for name in _HIDDEN
        if name in values and not is_sound(name, values[name])
    ]


def _faults_of_field(field: Field, value: str) -> list[FieldFault]:
    if not value.strip():
        missing = "unchosen" if field.options else "empty"
        return [_fault(field, missing, "REQUIRED_FIELD_EMPTY")] if field.required else []
    faults: list[FieldFault] = []
    if field.options and value not in field.options:
        faults.append(_fault(field, "unchosen"))
    elif field.is_single_line and not is_single_line(value):
        faults.append(_fault(field, "lines", "TYPE_TEXT"))
    elif "\0" in value:
        faults.append(_fault(field, "character", "TYPE_TEXT"))
    elif field.kind is FieldKind.EMAIL and not _EMAIL.fullmatch(value):
        faults.append(_fault(field, "email", "TYPE_EMAIL"))
    # No character is longer than two units.
    if 2 * len(value) > field.maximum and (excess := length(value) - field.maximum) > 0:
        faults.append(_fault(field, "long", count=excess, maximum=field.maximum))
    return faults


def _fault(field: Field, message: str, code: str = "INVALID", **numbers: int) -> FieldFault:
    words = translated(MESSAGES[message]).format(label=translated(field.label), **numbers)
    return FieldFault(words, field.name, code)
