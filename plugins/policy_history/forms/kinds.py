"""The kinds of request, as data. A new kind is a new entry here and nothing else."""

from __future__ import annotations

from functools import partial

from ..wording import N_
from .model import (
    ACCOUNT,
    EARLIER,
    EMAIL,
    LIMITS,
    MATCHED,
    NAME,
    NEVER_ASK,
    NEVER_SEND,
    NOT_VERIFIED,
    OPTIONAL_EARLIER,
    OPTIONAL_NAME,
    Field,
    FieldKind,
    RequestKind,
    message,
)

_kind = partial(RequestKind, not_to_send=NEVER_SEND, not_asked=NEVER_ASK)

UNDER_13 = "under-13"
"""What stands in place of a form for a child: it asks for nothing and sends nothing (16 CFR 312.3 and 312.5)."""

CONTACT = _kind(
    slug="contact",
    title=N_("General question"),
    subject=N_("General question"),
    introduction=N_("Ask us anything about the policy or about how we use your information."),
    fields=(OPTIONAL_NAME, EMAIL, message(N_("Your question"))),
    verification=NOT_VERIFIED,
    asks_clause=True,
)

ACCESS = _kind(
    slug="access",
    title=N_("See your information"),
    subject=N_("Request for access to personal information"),
    introduction=N_("Ask us for the personal information we hold about you. You need not say why."),
    fields=(
        NAME,
        EMAIL,
        ACCOUNT,
        message(
            N_("What you would like to see"),
            N_("Leave this empty to see everything we hold about you."),
            required=False,
        ),
    ),
    verification=MATCHED,
)

DELETION = _kind(
    slug="deletion",
    title=N_("Have your information deleted"),
    subject=N_("Request to delete personal information"),
    introduction=N_(
        "Ask us to delete your personal information. You need not say why. "
        "Sending the form deletes nothing by itself: we read and check the request first."
    ),
    fields=(
        NAME,
        EMAIL,
        ACCOUNT,
        message(
            N_("What should be deleted"),
            N_("For example: the whole account, or one comment and where it stands."),
        ),
    ),
    verification=MATCHED,
)

# California Code of Regulations, title 11, section 7060(h): the disputed datum is no proof.
CORRECTION = _kind(
    slug="correction",
    title=N_("Have your information corrected"),
    subject=N_("Request to correct personal information"),
    introduction=N_(
        "Ask us to correct your personal information. "
        "Sending the form changes nothing by itself: we read and check the request first."
    ),
    fields=(NAME, EMAIL, ACCOUNT, message(N_("What is wrong, and what is right"))),
    verification=MATCHED,
)

# GDPR, article 20.
PORTABILITY = _kind(
    slug="portability",
    title=N_("Take your information with you"),
    subject=N_("Request for a copy of personal information to take elsewhere"),
    introduction=N_(
        "Ask us for the information you gave, in a form that a program can read, for yourself "
        "or for another service. You need not say why."
    ),
    fields=(
        NAME,
        EMAIL,
        ACCOUNT,
        message(
            N_("What you would like to take with you, and where to"),
            N_("Leave this empty to be sent everything you gave us."),
            required=False,
        ),
    ),
    verification=MATCHED,
)

# California Code of Regulations, title 11, sections 7026 and 7060(b): no account and no verification.
OPT_OUT = _kind(
    slug="opt-out",
    title=N_("Opt out of the sale and sharing of your information"),
    subject=N_("Request to opt out of sale and sharing"),
    introduction=N_(
        "Tell us not to sell information about you and not to share it for advertising. "
        "You need no account, and you need not say why."
    ),
    fields=(EMAIL,),
    not_asked=NEVER_ASK | {"account", "name", "message"},
    verification=NOT_VERIFIED,
)

# GDPR, articles 7(3), 18 and 21: no grounds are needed against marketing.
OBJECTION = _kind(
    slug="objection",
    title=N_("Object, or withdraw your consent"),
    subject=N_("Objection to the use of personal information"),
    introduction=N_(
        "Object to a use of your information, have us restrict it, or withdraw a consent. "
        "You need no reason to object to marketing."
    ),
    fields=(EMAIL, ACCOUNT, message(N_("What you object to, or which consent you withdraw"))),
    verification=MATCHED,
    asks_clause=True,
)

# Laws of several US states let a refusal be appealed. WCAG 2.2, 3.3.7: nothing is asked for again.
APPEAL = _kind(
    slug="appeal",
    title=N_("Appeal against a refusal"),
    subject=N_("Appeal against the refusal of a request"),
    introduction=N_(
        "Use this form if we refused a request of yours, in whole or in part, and you would like us to decide it "
        "again. You need not write again what you wrote the first time."
    ),
    fields=(
        EMAIL,
        EARLIER,
        message(N_("What should be looked at again"), N_("You may leave this empty."), required=False),
    ),
    not_asked=NEVER_ASK | {"name", "account"},
    verification=N_("The appeal belongs to your earlier request, which we have checked. We ask for nothing more."),
)

# Data (Use and Access) Act 2025 (United Kingdom): complaints by electronic and other means.
COMPLAINT = _kind(
    slug="complaint",
    title=N_("Complain about the use of information"),
    subject=N_("Complaint about the use of personal information"),
    introduction=N_(
        "Complain about how we used information about you, or about our answer to a request. "
        "Your own words are enough: you need not name any article of a law."
    ),
    fields=(
        OPTIONAL_NAME,
        EMAIL,
        OPTIONAL_EARLIER,
        message(N_("What happened"), N_("When and where, as far as you know.")),
    ),
    not_asked=NEVER_ASK | {"legal_basis", "article"},
    verification=NOT_VERIFIED,
    asks_clause=True,
)

# 16 CFR 312.6 lets a parent review, delete and refuse; the child's own data is not needed to ask.
CHILDREN = _kind(
    slug="children",
    title=N_("A child’s information: request by a parent or guardian"),
    subject=N_("COPPA Information Request"),
    introduction=N_(
        "Use this form if you are a parent or legal guardian and think that your child has given personal "
        "information without your permission. If you are a child, please ask a parent or guardian to write."
    ),
    fields=(
        Field("name", N_("Your name (the parent or guardian)"), FieldKind.TEXT, LIMITS.name, "name"),
        EMAIL,
        Field(
            "child_account",
            N_("The child’s user name, or the email address the child used"),
            FieldKind.TEXT,
            LIMITS.identifier,
            hint=N_("This is only used to find the account."),
        ),
        message(
            N_("What you would like to be done"),
            N_("For example: let you see the information, delete it, or stop collecting it."),
        ),
    ),
    not_to_send=(N_("the child’s birth date, full name or school"), *NEVER_SEND),
    not_asked=NEVER_ASK | {"child_name", "address"},
    verification=N_(
        "Before we show a child’s information, we check that you are a parent or guardian, in a way that we agree "
        "with you by email. Do not send any document with this form."
    ),
)

# California Code of Regulations, title 11, section 7063: proof of permission, but no power of attorney by form.
AGENT = _kind(
    slug="agent",
    title=N_("Request on behalf of someone else"),
    subject=N_("Request by an authorised agent"),
    introduction=N_(
        "Use this form if somebody has asked you to make a request for them, as their agent, representative or "
        "friend. Parents and guardians of a child have a form of their own."
    ),
    fields=(
        Field("name", N_("Your name (the agent)"), FieldKind.TEXT, LIMITS.name, "name"),
        EMAIL,
        Field(
            "on_behalf_of",
            N_("The person’s user name, or the email address they used with us"),
            FieldKind.TEXT,
            LIMITS.identifier,
            hint=N_("This is only used to find the account."),
        ),
        Field(
            "permission",
            N_("Do you have the person’s signed permission?"),
            FieldKind.CHOICE,
            LIMITS.identifier,
            options=(N_("Yes"), N_("No")),
            hint=N_("Do not send it now."),
        ),
        message(N_("What the person asks for"), N_("For example: to see, correct or delete their information.")),
    ),
    not_to_send=(N_("the permission itself"), *NEVER_SEND),
    verification=N_(
        "Before we do anything, we may ask the person whether they gave you permission, and ask you to show it. "
        "It need not be notarised."
    ),
)

KINDS = (CONTACT, ACCESS, DELETION, CORRECTION, PORTABILITY, OPT_OUT, OBJECTION, APPEAL, COMPLAINT, CHILDREN, AGENT)
_BY_SLUG = {kind.slug: kind for kind in KINDS}


def kind_of(slug: str) -> RequestKind | None:
    """The kind of that slug; None when there is none."""
    return _BY_SLUG.get(slug)
