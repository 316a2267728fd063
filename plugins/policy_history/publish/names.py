"""What a policy and its publisher are called in a sentence that is text and no HTML."""

from __future__ import annotations

from functools import cached_property

from ..model import Policy
from ..text.languages import isolated


class Named:
    """Something that is about one policy."""

    policy: Policy

    @cached_property
    def names(self) -> dict[str, str]:
        """``title`` and ``publisher``, each kept together where it is written in another direction."""
        language = self.policy.language
        return {"title": isolated(self.policy.title, language), "publisher": isolated(self.policy.publisher, language)}
