"""The pages that compare two texts of a policy. The texts in full stand at their own addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from markupsafe import Markup, escape

from ..model import ChangeClass, Policy, State
from ..redline.folding import folded
from ..redline.folds_html import NEW_TEXT, OLD_TEXT
from ..redline.html import side_by_side_html
from ..text.article import SITE_SCHEME, Article
from ..wording import _
from . import addresses
from .comparison import Comparison
from .edition import PolicyEdition, PublishedRevision
from .page import Page, Shown, page_of, revision_name
from .scripts import modules


def comparison_pages(policy: PolicyEdition, entry: PublishedRevision) -> Iterator[Page]:
    """The pages that compare a revision with the one before it, and with the text in force."""
    if entry.before:
        yield _changes_page(policy, entry)
        yield _side_by_side_page(policy, entry)
    if entry.state is State.SUPERSEDED and (last := policy.applied_last):
        comparison = policy.comparisons.get(entry.revision.id)
        yield since_page(policy, entry, last, comparison) if comparison else _way_page(policy, entry)


def _changes_page(policy: PolicyEdition, entry: PublishedRevision) -> Page:
    previous, comparison = entry.against_previous()
    name = {"day": revision_name(entry), **policy.names}
    return page_of(
        Shown(
            "changes.html",
            policy,
            entry,
            sides=(previous, entry),
            late=lambda: {"article": leading_to(policy.policy, comparison.folded, previous, entry)},
            anchors=("redline",),
        ),
        addresses.changes(policy.policy, entry.revision),
        (
            _("%(title)s: what will change on %(day)s", **name)
            if entry.state is State.UPCOMING
            else _("%(title)s: what changed on %(day)s", **name)
        ),
        _("Redline of the %(title)s: every word added and removed on %(day)s.", **name),
        parent=addresses.history(policy.policy),
    )


def since_page(
    policy: PolicyEdition, entry: PublishedRevision, current: PublishedRevision, comparison: Comparison
) -> Page:
    """The ready-made comparison of a superseded text with the one in force, or with the last of a withdrawn policy."""
    between = policy.entries[entry.number + 1 : current.number + 1]
    material = [step for step in between if step.revision.change_class is ChangeClass.MATERIAL]
    leading = (material or between)[-1]
    return page_of(
        Shown(
            "since.html",
            policy,
            entry,
            sides=(entry, current),
            late=lambda: {"article": leading_to(policy.policy, comparison.folded, entry, current)},
            anchors=("redline",),
            values={
                "current": current,
                "between": between,
                "material": material,
                "leading": leading,
                "others": [step for step in between if step is not leading],
                "comparison": comparison,
            },
        ),
        addresses.since(policy.policy, entry.revision),
        _("%(title)s: what changed since %(day)s", day=revision_name(entry), **policy.names),
        (
            _("Redline of the %(title)s from %(day)s to the last text.", day=revision_name(entry), **policy.names)
            if policy.withdrawn
            else _(
                "Redline of the %(title)s from %(day)s to the text in force.", day=revision_name(entry), **policy.names
            )
        ),
        parent=addresses.history(policy.policy),
    )


def _way_page(policy: PolicyEdition, entry: PublishedRevision) -> Page:
    """The ways from an older text to the text in force, in place of a ready-made comparison.

    It says nothing of what came after the next revision, so it stays as it is.
    """
    return page_of(
        Shown("way.html", policy, entry),
        addresses.since(policy.policy, entry.revision),
        _("%(title)s: what changed since %(day)s", day=revision_name(entry), **policy.names),
        _("How to see what changed in the %(title)s since %(day)s.", day=revision_name(entry), **policy.names),
        parent=addresses.history(policy.policy),
    )


def compare_page(policy: PolicyEdition) -> Page:
    """The page that compares any two revisions."""
    return page_of(
        Shown(
            "compare.html",
            policy,
            policy.entries[-1],
            values={
                "modules": modules("policy-compare.js"),
                "years": [
                    (year, list(entries))
                    for year, entries in groupby(
                        reversed(policy.entries), key=lambda entry: entry.revision.effective.year
                    )
                ],
            },
        ),
        addresses.compare(policy.policy),
        _("%(title)s: what changed since I agreed", **policy.names),
        _("What changed in the %(title)s since you agreed, and between any two versions.", **policy.names),
        parent=addresses.history(policy.policy),
    )


def _side_by_side_page(policy: PolicyEdition, entry: PublishedRevision) -> Page:
    previous, comparison = entry.against_previous()
    sides = (previous, entry)

    def rows() -> Mapping[str, object]:
        found = side_by_side_html(comparison.redline, comparison.redline.once(folded), heading_shift=1)
        return {
            "rows": [
                (name, *(leading_to(policy.policy, Article(side, ()), *sides) for side in row)) for name, *row in found
            ]
        }

    return page_of(
        Shown("side_by_side.html", policy, entry, sides=sides, late=rows),
        addresses.side_by_side(policy.policy, entry.revision),
        _("%(title)s: side by side, %(day)s", day=revision_name(entry), **policy.names),
        _("The %(title)s before and after %(day)s, side by side.", day=revision_name(entry), **policy.names),
        parent=addresses.history(policy.policy),
    )


def leading_to(policy: Policy, article: Article, old: PublishedRevision, new: PublishedRevision) -> Article:
    """A folded redline whose folds lead to the permanent addresses of these two texts."""
    html = str(article.html)
    for place, entry in ((OLD_TEXT, old), (NEW_TEXT, new)):
        address = escape(f"{SITE_SCHEME}:/{addresses.revision(policy, entry.revision)}")
        html = html.replace(f'href="{place}', f'href="{address}')
    return Article(Markup(html), article.clauses)  # noqa: S704 (only escaped addresses are added)
