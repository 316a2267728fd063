"""The page on which words are sought in every version of a policy."""

from __future__ import annotations

from ..wording import _
from . import addresses
from .edition import PolicyEdition
from .page import Page, page_of
from .scripts import modules


def search_page(policy: PolicyEdition) -> Page:
    """The page. It has no result of its own: a script finds them in the file of the comparison."""
    return page_of(
        addresses.search(policy.policy),
        _("%(title)s: search every version", **policy.names),
        _(
            "Find words in every version of %(title)s: since when they stand in it, and when they were removed.",
            **policy.names,
        ),
        "search.html",
        policy,
        policy.entries[-1],
        searchable=False,
        parent=addresses.history(policy.policy),
        modules=modules("policy-search.js"),
    )
