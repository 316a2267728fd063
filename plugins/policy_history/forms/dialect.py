"""What a handler calls the things every form carries besides the reader's words.

A dialect stands here only if ``tests/test_forms_dialects.py`` posts its form to something that runs and speaks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .model import RequestKind

_NAMED = ("kind", "subject", "policy", "policy_revision", "clause", "reference", "redirect", "trap")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The control names one handler understands.

    ``trap`` is the field people leave empty. It never has the name under which a service drops what it
    takes for spam (Formspree's ``_gotcha``, Web3Forms's ``botcheck``): a filled trap casts doubt on a
    request that may have been made under a statute, and doubt is no reason to lose it. ``key`` carries the
    account at the service, ``fixed`` what it wants besides. ``carries`` are the only fields the handler
    passes on, None when it passes on all. ``answers_scripts`` says that it answers the script of another
    site in JSON (Fetch Standard, 3.3). ``tells_failure`` says that it sends readers to the confirmation
    page also when it has failed, with the word for it in the address.
    """

    name: str
    kind: str = "kind"
    subject: str = "subject"
    policy: str = "policy"
    policy_revision: str = "policy_revision"
    clause: str = "clause"
    reference: str = "reference"
    redirect: str = "redirect"
    trap: str = "leave_empty"
    key: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    carries: frozenset[str] | None = None
    answers_scripts: bool = False
    tells_failure: bool = False

    @property
    def named_controls(self) -> tuple[str, ...]:
        """The names of the controls that every dialect has a name for, or an empty one, in a fixed order."""
        return tuple(getattr(self, name) for name in _NAMED)

    @property
    def controls(self) -> tuple[str, ...]:
        """All names the dialect takes for itself; no field may have one of them."""
        own = (*self.named_controls, self.key, *(name for name, _ in self.fixed))
        return tuple(name for name in own if name)

    def hidden(self, kind: RequestKind, carried: Mapping[str, str], key: str = "") -> tuple[tuple[str, str], ...]:
        """The hidden controls of one form as (name, value), those without a value or a name left out.

        ``carried`` has what the form carries, by the names of `GENERIC`.
        """
        said = {GENERIC.kind: kind.slug, GENERIC.subject: kind.subject, **carried}
        named = zip(self.named_controls, GENERIC.named_controls, strict=True)
        values = (*self.fixed, (self.key, key), *((own, said.get(name, "")) for own, name in named))
        return tuple((name, value) for name, value in values if name and value)

    def lost_fields(self, kind: RequestKind) -> tuple[str, ...]:
        """The labels of the fields this handler would not pass on."""
        if self.carries is None:
            return ()
        return tuple(field.label for field in kind.fields if field.name not in self.carries)


GENERIC = Dialect("generic", answers_scripts=True)
CARRIED = (GENERIC.policy, GENERIC.policy_revision, GENERIC.clause, GENERIC.reference, GENERIC.redirect)
"""What a form carries besides its kind and the reader's words."""
FORMSPREE = Dialect("formspree", subject="_subject", redirect="_next", answers_scripts=True)
WEB3FORMS = Dialect("web3forms", key="access_key", answers_scripts=True)
# hugo-mx-gateway puts five fields into its mail and no others. It sends the reader back in either case.
HUGO_MX = Dialect(
    "hugo-mx",
    kind="",
    policy="",
    policy_revision="organization",
    clause="",
    reference="",
    redirect="requestOrigin",
    fixed=(("target", "contact"),),
    carries=frozenset({"name", "email", "message"}),
    tells_failure=True,
)

DIALECTS: tuple[Dialect, ...] = (GENERIC, FORMSPREE, WEB3FORMS, HUGO_MX)


def dialect_of(name: str) -> Dialect | None:
    """The dialect of that name; None when there is none."""
    return next((dialect for dialect in DIALECTS if dialect.name == name), None)
