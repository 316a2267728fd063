"""The page that says in words how to be told of changes to a policy."""

from __future__ import annotations

from ..wording import _
from . import addresses
from .edition import PolicyEdition
from .page import Page, page_of


def follow_page(policy: PolicyEdition) -> Page:
    """How to follow a policy. Only its row of ways changes with the revisions."""
    of = policy.policy
    return page_of(
        addresses.follow(of),
        _("%(title)s: get notified", **policy.names),
        _("How to be told when the %(title)s of %(publisher)s changes.", **policy.names),
        "follow.html",
        policy,
        policy.entries[-1],
        searchable=False,
        parent=addresses.history(of),
        feeds=(addresses.feed(of), addresses.material_feed(of), addresses.json_feed(of)),
    )
