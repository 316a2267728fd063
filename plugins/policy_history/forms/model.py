"""Forms a reader can send: kinds, fields, limits, and what several kinds have in common. No input, no output."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ..wording import N_

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

TOKENS = frozenset({"", "name", "email", "username", "tel"})
"""The autocomplete tokens fields may carry (HTML, section 4.10.18.7; WCAG 2.2, criterion 1.3.5).

None is “off”: with it a browser empties the field when the reader comes back to the page, so that a long
message is lost to any failure."""


@dataclass(frozen=True, slots=True)
class FormLimits:
    """How much a form may carry: the one table that both the page and the handler obey.

    Lengths are in UTF-16 code units of the text with LF line ends, as HTML's ``maxlength`` counts.
    ``body_bytes`` is the text in UTF-8 before percent-encoding; ``wire_bytes`` allows for the
    encoding, which makes three bytes of one. So the fullest form fits in every script.
    """

    name: int = 200
    email: int = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
    identifier: int = 200
    message: int = 5000
    address: int = 2000
    fields: int = 20
    body_bytes: int = 32 * 1024

    @property
    def wire_bytes(self) -> int:
        return 3 * self.body_bytes


LIMITS = FormLimits()


class FieldKind(StrEnum):
    """Which control a field is."""

    TEXT = "text"
    EMAIL = "email"
    TEXTAREA = "textarea"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for.

    ``maximum`` is in the unit of `Limits`; ``autocomplete`` is one of `TOKENS`, empty for
    anything that is not about the reader. ``options`` are the answers of a choice, none of them chosen
    beforehand. Raises ValueError when one of these is not so.
    """

    name: str
    label: str
    kind: FieldKind
    maximum: int
    autocomplete: str = ""
    required: bool = True
    hint: str = ""
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _FIELD_NAME.fullmatch(self.name):
            raise ValueError(f"“{self.name}” is not a field name such as child_account")
        if self.autocomplete not in TOKENS:
            raise ValueError(f"{self.name}: “{self.autocomplete}” is not an autocomplete token used here")
        if not 0 < self.maximum <= LIMITS.message or not self.label.strip():
            raise ValueError(f"{self.name}: a field needs a label and a length within the limits")
        if (self.kind is FieldKind.CHOICE) != (len(set(self.options)) > 1):
            raise ValueError(f"{self.name}: a choice needs two different answers, and nothing else has any")

    @property
    def is_single_line(self) -> bool:
        return self.kind is not FieldKind.TEXTAREA


@dataclass(frozen=True, slots=True)
class RequestKind:
    """A kind of request: what is asked, what never is, and the fixed subject it goes under.

    ``not_to_send`` is told to the reader; ``not_asked`` are names no field of this kind may have;
    ``verification`` says what is checked before anything is done. ``asks_clause`` offers the reader the
    clauses of the policy to name the one it is about.
    ``prefix`` begins the id of every control, so that several kinds can stand on one page.
    Raises ValueError for a kind that breaks its own rules.
    """

    slug: str
    title: str
    subject: str
    introduction: str
    fields: tuple[Field, ...]
    not_to_send: tuple[str, ...]
    not_asked: frozenset[str] = frozenset()
    verification: str = ""
    asks_clause: bool = False
    prefix: str = ""

    def __post_init__(self) -> None:
        if not self.prefix:
            object.__setattr__(self, "prefix", self.slug)
        if not _SLUG.fullmatch(self.slug) or not _SLUG.fullmatch(self.prefix):
            raise ValueError(f"“{self.slug}” or its prefix is not a slug such as general-question")
        if not is_single_line(self.subject) or not self.subject.strip():
            raise ValueError(f"{self.slug}: the subject is one line that is not empty")
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise ValueError(f"{self.slug}: a field name stands twice")
        if forbidden := self.not_asked.intersection(names):
            raise ValueError(f"{self.slug}: asks for {', '.join(sorted(forbidden))}, which must not be asked")

    def field(self, name: str) -> Field | None:
        """The field of that name, if the kind has one."""
        return next((field for field in self.fields if field.name == name), None)


def length(text: str) -> int:
    """The length of a text in the unit of `Limits`."""
    text = unix_lines(text)
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def unix_lines(text: str) -> str:
    """The text with LF line ends; a browser sends CRLF (HTML, 4.10.22.7) and counts LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_single_line(text: str) -> bool:
    """Whether no NUL and nothing that any program takes for a line end is in it.

    A line end in a subject or an address ends a header of the mail made from it (RFC 5322, 2.2).
    """
    return text.isprintable() or ("\0" not in text and len(f"{text}.".splitlines()) == 1)


NEVER_SEND = (
    N_("copies of identity documents"),
    N_("card or account numbers"),
    N_("passwords"),
)
# GDPR, article 12, and EDPB guidelines 01/2022 (access needs no reason, no identity card by default);
# California Code of Regulations, title 11, section 7060 (no more than verification needs).
NEVER_ASK = frozenset(
    """
    reason identity_document passport driving_licence card_number password confirm_email birth_date date_of_birth age
    gender school notarised_statement power_of_attorney signature upload
    """.split()
)

NAME = Field("name", N_("Your name"), FieldKind.TEXT, LIMITS.name, "name")
OPTIONAL_NAME = replace(NAME, required=False)
EMAIL = Field(
    "email",
    N_("Your email address"),
    FieldKind.EMAIL,
    LIMITS.email,
    "email",
    hint=N_("The answer goes to this address."),
)
ACCOUNT = Field(
    "account",
    N_("User name, or the email address you used with us"),
    FieldKind.TEXT,
    LIMITS.identifier,
    "username",
    required=False,
    hint=N_("Leave this empty if it is the email address above, or if you have no account."),
)
EARLIER = Field(
    "earlier_request",
    N_("Reference of your earlier request, or the day you sent it"),
    FieldKind.TEXT,
    LIMITS.identifier,
    hint=N_("A reference looks like PR-7K3M-Q9XD-4T. It is on the receipt."),
)
OPTIONAL_EARLIER = replace(EARLIER, required=False)

# EDPB guidelines 01/2022, 65 to 78; California Code of Regulations, title 11, sections 7060 to 7063.
MATCHED = N_(
    "We first check that it is you: we compare what you write with what we hold, and may email you at the address you "
    "used with us. You need no identity document for that."
)
NOT_VERIFIED = N_("You don’t have to prove who you are.")


def message(label: str, hint: str = "", *, required: bool = True) -> Field:
    """The free text of a kind."""
    return Field("message", label, FieldKind.TEXTAREA, LIMITS.message, required=required, hint=hint)
