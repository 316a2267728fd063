"""Every page and file the engine publishes, each with its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from ..days import day_in_words
from ..source.provenance import Provenance
from ..text.article import Article, render_article
from . import addresses
from .annotations import with_notes
from .clauses import ClauseHistory, clause_histories, newest_words, with_margin_marks
from .comparison_pages import comparison_pages
from .edition import Edition, Entry, PolicyEdition
from .page import Asset, Page, page_of, revision_name
from .picture import draw
from .templating import render


def pages(edition: Edition, provenance: Provenance) -> Iterator[Page]:
    """Every page of every policy."""
    for policy in edition.policies:
        yield from pages_of(policy, provenance)


def pages_of(policy: PolicyEdition, provenance: Provenance) -> Iterator[Page]:
    """Every page of a policy."""
    histories = clause_histories(policy.entries)
    yield _in_force_page(policy, histories)
    yield _history_page(policy, provenance)
    yield _clauses_page(policy, histories)
    yield from comparison_pages(policy)
    yield from (_revision_page(policy, entry, provenance) for entry in policy.entries)


def sources(edition: Edition) -> Iterator[Asset]:
    """The source of every published revision, byte for byte."""
    for policy in edition.policies:
        for entry in policy.entries:
            yield Asset(addresses.source(policy.policy, entry.revision), entry.revision.source)


def overview(edition: Edition, root: str) -> Markup:
    """The list of policies for the home page, as HTML for a page from which ``root`` leads to the site's root."""
    return render("overview.html", edition=edition, root=root)


def questions(edition: Edition, root: str) -> list[Markup]:
    """The forms of that list."""
    asked = (policy for policy in edition.policies if policy.last_change and policy.in_force)
    return [render("since_form.html", policy=policy, root=root) for policy in asked]


def statement(policy: PolicyEdition, root: str, *, heading_shift: int, id_prefix: str) -> Markup:
    """The text in force for use inside another page."""
    entry = policy.in_force
    article = render_article(entry.document, heading_shift=heading_shift, id_prefix=id_prefix) if entry else None
    return render("statement.html", policy=policy, entry=entry, article=article, root=root)


def _in_force_page(policy: PolicyEdition, histories: Sequence[ClauseHistory]) -> Page:
    entry = policy.in_force
    address = addresses.in_force(policy.policy)
    if entry is None:
        return page_of(address, policy.policy.title, "Not in force yet.", "not_yet.html", policy, policy.entries[0])
    since = day_in_words(entry.revision.effective)
    if policy.upcoming:
        histories = clause_histories(policy.entries[: policy.entries.index(entry) + 1])
    clauses = addresses.root_from(address) + addresses.clauses(policy.policy)
    marked = with_margin_marks(with_notes(entry), histories, clauses)
    return page_of(
        address,
        policy.policy.title,
        f"{policy.policy.title} of {policy.policy.publisher}, in force since {since}.",
        "in_force.html",
        policy,
        entry,
        contents=entry.article.clauses,
        sides=(entry.revision,),
        article=Article(marked, entry.article.clauses),
        former=[history for history in histories if history.removed],
    )


def _revision_page(policy: PolicyEdition, entry: Entry, provenance: Provenance) -> Page:
    name = revision_name(entry)
    return page_of(
        addresses.revision(policy.policy, entry.revision),
        f"{policy.policy.title}, revision of {name}",
        f"The {policy.policy.title} of {policy.policy.publisher} in its revision of {name}: {entry.state}.",
        "revision.html",
        policy,
        entry,
        contents=entry.article.clauses,
        searchable=False,
        parent=addresses.history(policy.policy),
        sides=(entry.revision,),
        provenance=provenance,
        late=lambda: {"article": Article(with_notes(entry), entry.article.clauses)},
    )


def _clauses_page(policy: PolicyEdition, histories: Sequence[ClauseHistory]) -> Page:
    order = {clause.id: number for number, clause in enumerate(policy.entries[-1].document.clauses)}
    present = sorted((each for each in histories if not each.removed), key=lambda each: order[each.id])
    return page_of(
        addresses.clauses(policy.policy),
        f"{policy.policy.title}: clause by clause",
        f"When each clause of the {policy.policy.title} is first attested, when it last changed, and what changed.",
        "clauses.html",
        policy,
        policy.entries[-1],
        contents=[replace(history.clause, level=2) for history in present],
        parent=addresses.history(policy.policy),
        searchable=False,
        present=present,
        former=[history for history in histories if history.removed],
        late=lambda: {"newest": newest_words(policy.entries)},
    )


def _history_page(policy: PolicyEdition, provenance: Provenance) -> Page:
    return page_of(
        addresses.history(policy.policy),
        f"{policy.policy.title}: history",
        f"Every revision of the {policy.policy.title} of {policy.policy.publisher}, with dates, notes and changes.",
        "history.html",
        policy,
        policy.entries[-1],
        parent=addresses.in_force(policy.policy),
        provenance=provenance,
        late=lambda: {"picture": draw(policy.entries)},
    )
