"""Every page and file the engine publishes, each with its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from ..days import day_in_words
from ..model import Annotation
from ..source.provenance import Provenance
from ..text.annotation_places import annotated
from ..text.article import Article, render_article
from ..wording import _, translated
from . import addresses
from .citable import with_ids, with_margin
from .clause_pages import clause_pages
from .clauses import ClauseHistory, clause_histories
from .comparison_pages import compare_page, comparison_pages
from .edition import Edition, PolicyEdition, PublishedRevision
from .history_page import history_page
from .page import Asset, Page, Shown, page_of, revision_name
from .scripts import modules
from .templating import render


def pages(edition: Edition, provenance: Provenance) -> Iterator[Page]:
    """Every page of every policy."""
    for policy in edition.policies:
        yield from pages_of(policy, provenance)


def pages_of(policy: PolicyEdition, provenance: Provenance) -> Iterator[Page]:
    """Every page of a policy."""
    yield from pages_of_all(policy)
    for entry in policy.entries:
        yield from pages_of_revision(policy, entry, provenance)


def pages_of_all(policy: PolicyEdition) -> Iterator[Page]:
    """The pages of a policy that are about all of its revisions, or the text in force."""
    histories = clause_histories(policy.entries)
    yield _in_force_page(policy, histories)
    yield history_page(policy)
    yield from clause_pages(policy, histories)
    if policy.base or policy.policy.mailing_list:
        yield _follow_page(policy)
    if len(policy.entries) > 1:
        yield compare_page(policy)
        yield _search_page(policy)


def pages_of_revision(policy: PolicyEdition, entry: PublishedRevision, provenance: Provenance) -> Iterator[Page]:
    """The pages about one revision."""
    yield _revision_page(policy, entry, provenance)
    yield from comparison_pages(policy, entry)


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
    entry = policy.applied_last
    address = addresses.in_force(policy.policy)
    if entry is None:
        said, first = _("Not in force yet."), policy.entries[0]
        page = page_of(Shown("not_yet.html", policy, first), address, policy.policy.title, said)
        return replace(page, language=policy.policy.language, searchable=True)
    if policy.upcoming:
        histories = clause_histories(policy.entries[: policy.entries.index(entry) + 1])
    permanent = addresses.root_from(address) + addresses.revision(policy.policy, entry.revision)
    marked = with_margin(_with_notes(entry, with_ids(entry, permanent)), entry, histories, permanent)
    page = page_of(
        Shown(
            "in_force.html",
            policy,
            entry,
            sides=(entry,),
            values={
                "article": Article(marked, entry.article.clauses),
                "former": [history for history in histories if history.removed],
                "address_of": lambda history: addresses.clause(policy.policy, history.id),
            },
        ),
        address,
        policy.policy.title,
        _description(policy, entry),
        contents=entry.article.clauses,
    )
    return replace(page, language=policy.policy.language, searchable=True)


def _description(policy: PolicyEdition, entry: PublishedRevision) -> str:
    if policy.withdrawn:
        ended = day_in_words(policy.withdrawn)
        return _("%(title)s of %(publisher)s, no longer in force since %(day)s.", day=ended, **policy.names)
    since = day_in_words(entry.revision.effective)
    return _("%(title)s of %(publisher)s, in force since %(day)s.", day=since, **policy.names)


def _revision_page(policy: PolicyEdition, entry: PublishedRevision, provenance: Provenance) -> Page:
    name, state = revision_name(entry), translated(entry.state)
    page = page_of(
        Shown(
            "revision.html",
            policy,
            entry,
            sides=(entry,),
            late=lambda: {"article": Article(_with_notes(entry, with_ids(entry)), entry.article.clauses)},
            values={"provenance": provenance},
        ),
        addresses.revision(policy.policy, entry.revision),
        _("%(title)s, version of %(name)s", name=name, **policy.names),
        _(
            "The %(title)s of %(publisher)s in its version of %(name)s: %(state)s.",
            name=name,
            state=state,
            **policy.names,
        ),
        contents=entry.article.clauses,
        parent=addresses.history(policy.policy),
    )
    return replace(page, language=policy.policy.language)


def _follow_page(policy: PolicyEdition) -> Page:
    """How to follow a policy. Only its row of ways changes with the revisions."""
    of = policy.policy
    return page_of(
        Shown(
            "follow.html",
            policy,
            policy.entries[-1],
            values={"feeds": (addresses.feed(of), addresses.material_feed(of), addresses.json_feed(of))},
        ),
        addresses.follow(of),
        _("%(title)s: get notified", **policy.names),
        _("How to be told when the %(title)s of %(publisher)s changes.", **policy.names),
        parent=addresses.history(of),
    )


def _search_page(policy: PolicyEdition) -> Page:
    """The page to search a policy. It has no result of its own: a script finds them in the file of the comparison."""
    return page_of(
        Shown("search.html", policy, policy.entries[-1], values={"modules": modules("policy-search.js")}),
        addresses.search(policy.policy),
        _("%(title)s: search every version", **policy.names),
        _(
            "Find words in every version of %(title)s: since when they stand in it, and when they were removed.",
            **policy.names,
        ),
        parent=addresses.history(policy.policy),
    )


def _with_notes(entry: PublishedRevision, html: Markup) -> Markup:
    """The HTML of a revision's article with its annotations, each behind the passage it is about."""
    notes = [note for note in entry.policy.annotations if note.revision == str(entry.revision.id)]
    return annotated(html, notes, _drawn) if notes else html


def _drawn(annotation: Annotation) -> Markup:
    return Markup("\n") + render("annotation.html", annotation=annotation).strip()
