"""What a handler calls the things every form carries besides the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from policy_history.forms.model import Kind


@dataclass(frozen=True, slots=True)
class Dialect:
    """The control names one handler understands.

    ``trap`` is the field people leave empty. Its name resembles nothing a browser fills in by itself,
    because a filled trap casts doubt on a request that may have been made under a statute.
    """

    name: str
    kind: str
    subject: str
    policy: str
    policy_revision: str
    redirect: str
    trap: str

    @property
    def controls(self) -> tuple[str, ...]:
        """All names the dialect takes for itself; no field may have one of them."""
        return (self.kind, self.subject, self.policy, self.policy_revision, self.redirect, self.trap)

    def hidden(self, kind: Kind, policy: str, revision: str, redirect: str) -> tuple[tuple[str, str], ...]:
        """The hidden controls of one form as (name, value), those without a value left out."""
        values = (
            (self.kind, kind.slug),
            (self.subject, kind.subject),
            (self.policy, policy),
            (self.policy_revision, revision),
            (self.redirect, redirect),
        )
        return tuple((name, value) for name, value in values if value)


GENERIC = Dialect(
    name="generic",
    kind="kind",
    subject="subject",
    policy="policy",
    policy_revision="policy_revision",
    redirect="redirect",
    trap="leave_empty",
)
