"""The handler's own pages. Their markup is in templates/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from ...wording import N_, translated
from ...wording.templates import install
from ..dialect import CARRIED, GENERIC
from ..kinds import KINDS, kind_of
from ..model import RequestKind
from ..reference import is_reference, new_reference
from ..settings import RequestSettings
from .answers import due_in_words
from .store import StoredRequest
from .submission import FieldFault, Refused, Submission, is_sound

# What a reader is told when a post cannot be read at all: a heading and what to do.
ANSWERS = {
    HTTPStatus.NOT_FOUND: (N_("Nothing here"), N_("There is no page at this address.")),
    HTTPStatus.FORBIDDEN: (N_("Only the inbox's own page may do that"), N_("Open the inbox and choose it there.")),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        N_("Only forms are received here"),
        N_("Open the page with the form and send it from there."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        N_("Too long"),
        N_("Nothing has been stored. Go back, shorten the text, and send it again."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        N_("Not sent as a form"),
        N_("Only forms are received here, as UTF-8 text. Nothing has been stored."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        N_("The handler has failed"),
        N_("Your request may not have been stored. Go back and send it again, or get in touch in another way."),
    ),
}
OTHER_ANSWER = (N_("The request could not be understood"), N_("Nothing has been stored."))
NOT_STORED = FieldFault(N_("Your request could not be stored just now. Please wait a moment and send it again."))
TOO_MANY = FieldFault(
    N_("Too many requests have come from your connection at once. Please wait a minute and send this again.")
)


_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("policy_history.forms.handler"), PackageLoader("policy_history.publish")]),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
"""The handler's own pages, and the controls of the published forms, drawn in one place only."""
_TEMPLATES.globals["dialect"] = GENERIC
install(_TEMPLATES)


def render(name: str, **values: object) -> str:
    """The page of the template of that name."""
    return _TEMPLATES.get_template(name).render(values)


def page_of_answer(status: HTTPStatus) -> str:
    """The page for a post that was not read at all."""
    title, sentence = ANSWERS.get(status, OTHER_ANSWER)
    return render("problem.html", title=translated(title), sentence=translated(sentence))


def page_of_receipt(stored: StoredRequest, settings: RequestSettings, following: str, read: str) -> str:
    """What was sent, of which text, under which reference, and when an answer is due; the last two may be empty."""
    kind = kind_of(stored.kind)
    labels = {field.name: translated(field.label) for field in kind.fields} if kind else {}
    return render(
        "received.html",
        stored=stored,
        kind=kind,
        sent=[(labels.get(name, name), value) for name, value in stored.fields.items()],
        due=due_in_words(stored, settings),
        also=settings.also_ask,
        following=following,
        read=read,
    )


def page_to_correct(refused: Refused) -> str:
    """Every fault in words, and the form with what was typed in it."""
    if refused.kind is None:
        labels = {field.name: translated(field.label) for kind in reversed(KINDS) for field in kind.fields}
        typed = [(label, refused.values[name]) for name, label in labels.items() if refused.values.get(name)]
        return render("unknown.html", faults=refused.faults, typed=typed)
    return _form_again(refused.kind, refused.faults, refused.values)


def page_to_send_again(submission: Submission, fault: FieldFault) -> str:
    """The form as it was sent, when nothing is wrong with it."""
    carried = {name: getattr(submission, name) for name in CARRIED}
    return _form_again(submission.kind, [fault], {**carried, **submission.fields})


def _form_again(kind: RequestKind, faults: Sequence[FieldFault], values: Mapping[str, str]) -> str:
    # What would be refused again is left out, since no reader could mend it.
    carried = {name: value for name in CARRIED if is_sound(name, value := values.get(name, ""))}
    if not is_reference(carried.get(GENERIC.reference, "")):
        carried[GENERIC.reference] = new_reference()
    return render(
        "correct.html",
        kind=kind,
        faults=faults,
        errors={fault.field: fault.message for fault in faults if fault.field},
        values={field.name: values.get(field.name, "").replace("\0", "") for field in kind.fields},
        hidden=GENERIC.hidden(kind, carried),
    )
