"""What several kinds of request have in common: fields, what is never asked, what is checked first."""

from __future__ import annotations

from dataclasses import replace

from ..wording import N_
from .model import LIMITS, Field, FieldKind

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
