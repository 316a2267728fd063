"""The kinds of request, as data. A new kind is a new entry here and nothing else."""

from __future__ import annotations

from policy_history.forms.model import LIMITS, Field, FieldKind, Kind

NEVER_SEND = (
    "copies of identity documents",
    "card or account numbers",
    "passwords",
)
# GDPR, article 12, and EDPB guidelines 01/2022 (access needs no reason, no identity card by default);
# California Code of Regulations, title 11, section 7060 (no more than verification needs).
NEVER_ASK = frozenset({"reason", "identity_document", "passport", "card_number", "password", "confirm_email"})

NAME = Field("name", "Your name", FieldKind.TEXT, LIMITS.name, "name")
EMAIL = Field(
    "email",
    "Your email address",
    FieldKind.EMAIL,
    LIMITS.email,
    "email",
    hint="The answer goes to this address.",
)
ACCOUNT = Field(
    "account",
    "User name, or the email address you used with us",
    FieldKind.TEXT,
    LIMITS.identifier,
    "username",
    required=False,
    hint="Leave this empty if it is the email address above, or if you have no account.",
)


def message(label: str, hint: str = "", *, required: bool = True) -> Field:
    """The free text of a kind."""
    return Field("message", label, FieldKind.TEXTAREA, LIMITS.message, required=required, hint=hint)


CONTACT = Kind(
    slug="contact",
    title="General question",
    subject="General question",
    introduction="Use this form for any question about the policy or about how your information is used.",
    fields=(
        Field("name", "Your name", FieldKind.TEXT, LIMITS.name, "name", required=False),
        EMAIL,
        message("Your question"),
    ),
    not_to_send=NEVER_SEND,
    not_asked=NEVER_ASK,
)

ACCESS = Kind(
    slug="access",
    title="See your information",
    subject="Request for access to personal information",
    introduction="Use this form to ask for the personal information held about you. You need not say why.",
    fields=(
        NAME,
        EMAIL,
        ACCOUNT,
        message(
            "What you would like to see",
            "Leave this empty to ask for everything held about you.",
            required=False,
        ),
    ),
    not_to_send=NEVER_SEND,
    not_asked=NEVER_ASK,
)

DELETION = Kind(
    slug="deletion",
    title="Have your information deleted",
    subject="Request to delete personal information",
    introduction=(
        "Use this form to ask for personal information about you to be deleted. You need not say why. "
        "Sending the form deletes nothing by itself: the request is read and checked first."
    ),
    fields=(
        NAME,
        EMAIL,
        ACCOUNT,
        message(
            "What should be deleted",
            "For example: the whole account, or one comment and where it stands.",
        ),
    ),
    not_to_send=NEVER_SEND,
    not_asked=NEVER_ASK,
)

CORRECTION = Kind(
    slug="correction",
    title="Have your information corrected",
    subject="Request to correct personal information",
    introduction=(
        "Use this form to ask for personal information about you to be corrected. "
        "Sending the form changes nothing by itself: the request is read and checked first."
    ),
    fields=(NAME, EMAIL, ACCOUNT, message("What is wrong, and what is right")),
    not_to_send=NEVER_SEND,
    not_asked=NEVER_ASK,
)

# 16 CFR 312.6 lets a parent review, delete and refuse; the child's own data is not needed to ask.
CHILDREN = Kind(
    slug="children",
    title="A child’s information: request by a parent or guardian",
    subject="COPPA Information Request",
    introduction=(
        "Use this form if you are a parent or legal guardian and think that your child has given personal "
        "information without your permission. If you are a child, please ask a parent or guardian to write."
    ),
    fields=(
        Field("name", "Your name (the parent or guardian)", FieldKind.TEXT, LIMITS.name, "name"),
        EMAIL,
        Field(
            "child_account",
            "The child’s user name, or the email address the child used",
            FieldKind.TEXT,
            LIMITS.identifier,
            hint="This is only used to find the account.",
        ),
        message(
            "What you would like to be done",
            "For example: let you see the information, delete it, or stop collecting it.",
        ),
    ),
    not_to_send=(
        "the child’s birth date, full name or school",
        *NEVER_SEND,
    ),
    not_asked=NEVER_ASK | {"child_name", "birth_date", "date_of_birth", "age", "school", "address"},
)

KINDS: tuple[Kind, ...] = (CONTACT, ACCESS, DELETION, CORRECTION, CHILDREN)


def kind_of(slug: str) -> Kind | None:
    """The kind of that slug; None when there is none."""
    return next((kind for kind in KINDS if kind.slug == slug), None)
