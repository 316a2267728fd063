"""The pages of clauses: the list of them, and for each its text and every change of it.

The page of a clause says nothing of revisions that did nothing to it, so it stays as it is when one comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from ..redline.clause_html import clause_text_html
from ..text.article import Article
from ..text.document import Clause
from ..text.languages import isolated
from ..wording import _
from . import addresses
from .clauses import BACK, BACK_EDITED, KNOWN, NEW, REMOVED, SUCCEEDED, ClauseHistory, Event, newest_words
from .comparison_pages import leading_to
from .edition import PolicyEdition, PublishedRevision
from .page import Page, Shown, page_of, revision_name

_BOUNDS = (NEW, KNOWN, BACK, BACK_EDITED, REMOVED)
"""Events at which all of a clause comes or goes: its text says what."""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event as the page of a clause shows it.

    ``place`` leads to it in the revision's redline; ``redline`` is None where the text itself says what it is about.
    """

    event: Event
    place: str
    redline: Article | None


def clause_pages(policy: PolicyEdition, histories: Sequence[ClauseHistory]) -> Iterator[Page]:
    """The list of the clauses, and the page of each, also of those that are gone."""
    entries = policy.entries[: policy.applied_last.number + 1] if policy.applied_last else policy.entries
    newest, shown = cache(lambda: newest_words(entries)), cache(lambda: _with_texts(policy.entries, entries))
    yield _list_page(policy, histories)
    for history in histories:
        yield _clause_page(policy, history, newest, shown)


def in_order(policy: PolicyEdition, histories: Sequence[ClauseHistory]) -> list[ClauseHistory]:
    """The clauses that are not gone, in the order of the last text; others stay behind what they followed."""
    order: list[str] = []
    for entry in reversed(policy.entries[policy.applied_last.number if policy.applied_last else 0 :]):
        at = 0
        for clause in entry.step.clauses:
            if clause.id not in order:
                order.insert(at, clause.id)
            at = order.index(clause.id) + 1
    return sorted((each for each in histories if not each.is_gone), key=lambda each: order.index(each.id))


def _list_page(policy: PolicyEdition, histories: Sequence[ClauseHistory]) -> Page:
    of = policy.policy
    return page_of(
        Shown(
            "clauses.html",
            policy,
            policy.entries[-1],
            values={
                "present": in_order(policy, histories),
                "former": [history for history in histories if history.is_gone],
                "address_of": lambda history: addresses.clause(of, history.id),
            },
        ),
        addresses.clauses(of),
        _("%(title)s: clauses", **policy.names),
        _("History of each clause of the %(title)s: when it came in and every time it changed.", **policy.names),
        parent=addresses.history(of),
    )


def _clause_page(
    policy: PolicyEdition,
    history: ClauseHistory,
    newest: Callable[[], Mapping[str, PublishedRevision]],
    shown: Callable[[], Mapping[str, PublishedRevision]],
) -> Page:
    of, title = policy.policy, history.clause.title
    last = history.events[-1].entry

    def late() -> Mapping[str, object]:
        return {
            "text": _text(policy, history, shown()[history.id]),
            "shown": [_shown(policy, history, event) for event in reversed(history.events)],
            "newest": newest().get(history.id),
        }

    names = {"clause": isolated(title, of.language), **policy.names}
    return page_of(
        Shown(
            "clause.html",
            policy,
            last,
            late=late,
            values={
                "history": history,
                "address_of": lambda other: addresses.clause(of, other.id),
                "SUCCEEDED": SUCCEEDED,
            },
        ),
        addresses.clause(of, history.id),
        _("%(title)s: %(clause)s", **names),
        _("“%(clause)s” in the %(title)s: its text and every change of it.", **names),
        contents=[
            Clause(str(event.entry.revision.id), revision_name(event.entry), 2, -1) for event in history.events[::-1]
        ],
        parent=addresses.clauses(of),
    )


def _text(policy: PolicyEdition, history: ClauseHistory, entry: PublishedRevision) -> Article:
    after = policy.entries[entry.number + 1].step.left if entry.number + 1 < len(policy.entries) else {}
    if history.id in after:
        return Article(Markup(after[history.id].html), ())  # noqa: S704 (what the line below gave)
    return Article(clause_text_html(entry.document, history.id), ())


def _with_texts(
    every: Sequence[PublishedRevision], entries: Sequence[PublishedRevision]
) -> Mapping[str, PublishedRevision]:
    """For each clause the revision whose text of it is shown: the last of ``entries`` with it, else of ``every``."""
    return {clause.id: entry for some in (every, entries) for entry in some for clause in entry.step.clauses}


def _shown(policy: PolicyEdition, history: ClauseHistory, event: Event) -> ShownEvent:
    entry, html = event.entry, Markup(event.entry.step.redlines.get(history.id, ""))  # noqa: S704 (of clause_html.py)
    place = _place(history, event)
    if event.what in _BOUNDS or not html or entry.before is None:
        return ShownEvent(event, place, None)
    return ShownEvent(event, place, leading_to(policy.policy, Article(html, ()), entry.before, entry))


def _place(history: ClauseHistory, event: Event) -> str:
    """Where the redline of a revision shows what it did to a clause; of one that only goes on as another, at that."""
    step = event.entry.step
    is_there = any(clause.id == history.id for clause in step.clauses)
    if is_there or (history.id in step.left and step.left[history.id].is_struck):
        return f"#{history.id}"
    heirs = (each.other.id for each in event.relations if each.what == SUCCEEDED and not each.is_other)
    return next((f"#{heir}" for heir in heirs), "")
