"""What was posted, read and checked. No web framework, no storage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from policy_history.forms.dialect import GENERIC
from policy_history.forms.kinds import KINDS, kind_of
from policy_history.forms.model import LIMITS, Field, FieldKind, Kind, is_single_line, length, unix_lines

FORM_TYPE = "application/x-www-form-urlencoded"

# No narrower than what browsers accept, international addresses (RFC 6531) included: a reader cannot
# mend an address that the browser finds right and the handler finds wrong.
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
_HIDDEN = (GENERIC.subject, GENERIC.policy, GENERIC.policy_revision, GENERIC.redirect)
_KNOWN = frozenset(GENERIC.controls) | {field.name for kind in KINDS for field in kind.fields}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing the reader has to mend; ``field`` is empty when it is about the form as a whole."""

    message: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A request that may be stored. ``flagged`` means that the trap was filled, and no more than that."""

    kind: Kind
    fields: Mapping[str, str]
    policy: str = ""
    policy_revision: str = ""
    redirect: str = ""
    flagged: bool = False


class Refused(Exception):
    """A post that cannot be stored: every fault, and what was typed so that it can be given back."""

    def __init__(
        self, faults: Iterable[Fault], kind: Kind | None = None, values: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.faults = tuple(faults)
        self.kind = kind
        self.values = dict(values or {})


class TooLarge(Exception):
    """The text posted is longer than `LIMITS.body_bytes`."""


def read(body: bytes) -> Submission:
    """The request in a body of the type `FORM_TYPE` (URL Standard, section 5.1).

    Unknown names are left out; the subject is never read, since it belongs to the kind. Raises
    `Refused` with all faults at once, and `TooLarge`.
    """
    pairs = _pairs(body)
    if sum(len(name.encode()) + len(value.encode()) for name, value in pairs) > LIMITS.body_bytes:
        raise TooLarge
    values = {name: unix_lines(value) for name, value in pairs if name in _KNOWN}
    kind = kind_of(values.get(GENERIC.kind, ""))
    faults = [*_faults_of_form(pairs), *_faults_of_hidden(values)]
    if kind is None:
        faults.append(Fault("The form does not say which kind of request this is."))
        raise Refused(faults, values=values)
    fields = {field.name: _tidy(field, values.get(field.name, "")) for field in kind.fields}
    for asked in kind.fields:
        faults.extend(Fault(message, asked.name) for message in _faults_of_field(asked, fields[asked.name]))
    if faults:
        raise Refused(faults, kind, values | fields)
    return _submission(kind, fields, values)


def is_sound(name: str, value: str) -> bool:
    """Whether a hidden control's value is one line within the limits, whatever it says."""
    longest = LIMITS.address if name == GENERIC.redirect else LIMITS.identifier
    return is_single_line(value) and length(value) <= longest


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused([Fault("The form was not sent as UTF-8 text.")]) from None
    if text.count("&") >= LIMITS.fields:
        raise Refused([Fault(f"The form has more than {LIMITS.fields} fields.")])
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict")
    except UnicodeDecodeError:
        raise Refused([Fault("The form was not sent as UTF-8 text.")]) from None


def _submission(kind: Kind, fields: Mapping[str, str], values: Mapping[str, str]) -> Submission:
    return Submission(
        kind=kind,
        fields=fields,
        policy=values.get(GENERIC.policy, ""),
        policy_revision=values.get(GENERIC.policy_revision, ""),
        redirect=values.get(GENERIC.redirect, ""),
        flagged=bool(values.get(GENERIC.trap)),
    )


def _tidy(field: Field, value: str) -> str:
    """The value without the spaces around it; line ends are kept, so that they are seen and refused."""
    return value.strip(" \t") if field.is_single_line else value


def _faults_of_form(pairs: Iterable[tuple[str, str]]) -> Iterable[Fault]:
    names = [name for name, _ in pairs if name in _KNOWN]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(f"The form carries “{name}” more than once.")


def _faults_of_hidden(values: Mapping[str, str]) -> Iterable[Fault]:
    for name in _HIDDEN:
        if not is_sound(name, values.get(name, "")):
            yield Fault(f"The form’s “{name}” was not as the page had it. It has been taken out.")


def _faults_of_field(field: Field, value: str) -> Iterable[str]:
    if not value.strip():
        if field.required:
            yield f"Fill in “{field.label}”."
        return
    if field.is_single_line and not is_single_line(value):
        yield f"Write “{field.label}” on one line."
    elif "\0" in value:
        yield f"“{field.label}” contains a character that cannot be kept. Type the text again."
    elif field.kind is FieldKind.EMAIL and not _EMAIL.fullmatch(value):
        yield f"“{field.label}” must look like name@example.org."
    excess = length(value) - field.maximum
    if excess > 0:
        yield f"Shorten “{field.label}” by {excess} characters, to {field.maximum}."
