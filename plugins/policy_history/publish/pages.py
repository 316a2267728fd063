"""Every page and file the engine publishes, each with its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from ..model import Revision, State
from ..redline.html import side_by_side_html
from ..source.provenance import Provenance
from ..text.article import Article, render_article
from ..text.document import Clause
from . import addresses
from .annotations import with_notes
from .clauses import clause_histories, newest_words, with_margin_marks
from .compare_file import compare_file
from .edition import Edition, Entry, PolicyEdition
from .picture import draw
from .scripts import modules
from .templating import day_in_words, render


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it stands, what it says, and what others must know of it. Title and description are texts.

    ``contents`` are its headings; ``parent`` is the address of the page it belongs under; ``changed`` is the day
    its text was last changed, by the revisions' own dates. ``body`` makes its HTML, anew each time: a site is never in
    memory whole.
    """

    address: str
    title: str
    description: str
    body: Callable[[], Markup]
    changed: date
    contents: tuple[Clause, ...] = ()
    searchable: bool = True
    parent: str = ""

    @property
    def html(self) -> Markup:
        """What stands on the page, made for whoever asks."""
        return self.body()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    address: str
    content: bytes


def pages(edition: Edition, provenance: Provenance) -> Iterator[Page]:
    """Every page of every policy."""
    for policy in edition.policies:
        yield _in_force_page(policy)
        yield _history_page(policy, provenance)
        yield _clauses_page(policy)
        if len(policy.entries) > 1:
            yield _compare_page(policy)
        for entry in policy.entries:
            yield _revision_page(policy, entry, provenance)
            if entry.previous:
                yield _changes_page(policy, entry)
                yield _side_by_side_page(policy, entry)
            if entry.state is State.SUPERSEDED and policy.in_force:
                yield _since_page(policy, entry, policy.in_force)


def assets(edition: Edition) -> Iterator[Asset]:
    """The source of every published revision, byte for byte, and the file from which any two are compared."""
    for policy in edition.policies:
        if len(policy.entries) > 1:
            yield Asset(addresses.compare_file(policy.policy), compare_file(policy))
        for entry in policy.entries:
            yield Asset(addresses.source(policy.policy, entry.revision), entry.revision.source)


def overview(edition: Edition, root: str) -> Markup:
    """The list of policies for the home page, as HTML for a page from which ``root`` leads to the site's root."""
    return render("overview.html", edition=edition, root=root)


def statement(policy: PolicyEdition, root: str, *, heading_shift: int, id_prefix: str) -> Markup:
    """The text in force for use inside another page."""
    entry = policy.in_force
    article = render_article(entry.document, heading_shift=heading_shift, id_prefix=id_prefix) if entry else None
    return render("statement.html", policy=policy, entry=entry, article=article, root=root)


def _in_force_page(policy: PolicyEdition) -> Page:
    entry = policy.in_force
    address = addresses.in_force(policy.policy)
    if entry is None:
        return _page(address, policy.policy.title, "Not in force yet.", "not_yet.html", policy, policy.entries[0])
    since = day_in_words(entry.revision.effective)
    histories = clause_histories(policy.entries[: policy.entries.index(entry) + 1])
    clauses = addresses.root_from(address) + addresses.clauses(policy.policy)
    marked = with_margin_marks(with_notes(entry), histories, clauses)
    return _page(
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
    return _page(
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


def _changes_page(policy: PolicyEdition, entry: Entry) -> Page:
    previous, comparison = entry.against_previous()
    return _page(
        addresses.changes(policy.policy, entry.revision),
        f"{policy.policy.title}: what changed on {revision_name(entry)}",
        f"Redline of the {policy.policy.title}: every word added and removed on {revision_name(entry)}.",
        "changes.html",
        policy,
        entry,
        contents=_contents_of_changes(comparison.article.clauses),
        searchable=False,
        parent=addresses.history(policy.policy),
        sides=(previous, entry.revision),
    )


def _since_page(policy: PolicyEdition, entry: Entry, current: Entry) -> Page:
    comparison = policy.comparison_since(entry, current)
    between = policy.entries[policy.entries.index(entry) + 1 : policy.entries.index(current) + 1]
    return _page(
        addresses.since(policy.policy, entry.revision),
        f"{policy.policy.title}: what changed since {revision_name(entry)}",
        f"Redline of the {policy.policy.title} from {revision_name(entry)} to the text in force.",
        "since.html",
        policy,
        entry,
        contents=_contents_of_changes(comparison.article.clauses),
        searchable=False,
        parent=addresses.history(policy.policy),
        sides=(entry.revision, current.revision),
        current=current,
        between=between,
        late=lambda: {"comparison": policy.comparison_since(entry, current)},
    )


def _compare_page(policy: PolicyEdition) -> Page:
    return _page(
        addresses.compare(policy.policy),
        f"{policy.policy.title}: compare any two revisions",
        f"Any two revisions of the {policy.policy.title}, and what changed since you agreed to it.",
        "compare.html",
        policy,
        policy.entries[-1],
        searchable=False,
        parent=addresses.history(policy.policy),
        modules=modules(),
    )


def _side_by_side_page(policy: PolicyEdition, entry: Entry) -> Page:
    previous, comparison = entry.against_previous()

    def rows() -> Mapping[str, object]:
        found = side_by_side_html(comparison.redline, heading_shift=1)
        return {"rows": [(Article(old, ()), Article(new, ())) for old, new in found]}

    return _page(
        addresses.side_by_side(policy.policy, entry.revision),
        f"{policy.policy.title}: side by side, {revision_name(entry)}",
        f"The {policy.policy.title} before and after {revision_name(entry)}, side by side.",
        "side_by_side.html",
        policy,
        entry,
        searchable=False,
        parent=addresses.history(policy.policy),
        sides=(previous, entry.revision),
        late=rows,
    )


def _clauses_page(policy: PolicyEdition) -> Page:
    histories = clause_histories(policy.entries)
    order = {clause.id: number for number, clause in enumerate(policy.entries[-1].document.clauses)}
    present = sorted((each for each in histories if not each.removed), key=lambda each: order[each.id])
    return _page(
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
    return _page(
        addresses.history(policy.policy),
        f"{policy.policy.title}: history",
        f"Every revision of the {policy.policy.title} of {policy.policy.publisher}, with dates, notes and changes.",
        "history.html",
        policy,
        policy.entries[-1],
        provenance=provenance,
        late=lambda: {"picture": draw(policy.entries)},
    )


def _page(
    address: str,
    title: str,
    description: str,
    template: str,
    policy: PolicyEdition,
    entry: Entry,
    *,
    contents: Sequence[Clause] = (),
    searchable: bool = True,
    parent: str = "",
    sides: Sequence[Revision] = (),
    late: Callable[[], Mapping[str, object]] = dict,
    **values: object,
) -> Page:
    """``sides`` are the revisions whose text the page shows; ``late`` gives the values that are made with its HTML."""

    def body() -> Markup:
        paper = render("paper.html", policy=policy, entry=entry, title=title, address=address, sides=sides, State=State)
        root = addresses.root_from(address)
        return paper + render(template, policy=policy, entry=entry, root=root, State=State, **late(), **values)

    changed = (
        max(entry.revision.published, entry.revision.effective)
        if entry.state is State.IN_FORCE
        else (entry.revision.published)
    )
    # Every page has a place to skip to (WCAG 2.4.1): its first heading where it lists no contents.
    listed = tuple(contents) or (Clause("text", title, 1, -1),)
    return Page(address, title, description, body, changed, listed, searchable, parent)


def revision_name(entry: Entry) -> str:
    """A revision's id in words: its day, and its number where the day has several."""
    number = entry.revision.id.number
    return day_in_words(entry.revision.id.day) + (f" ({number})" if number > 1 else "")


def _contents_of_changes(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The page's own two headings, then the sections of the text; its title repeats the page's."""
    headings = (
        ("list-of-changes", "List of changes"),
        ("summary-of-changes", "Summary"),
        ("redline", "The whole text"),
    )
    own = tuple(Clause(name, title, 2, -1) for name, title in headings)
    return own + tuple(replace(clause, level=2) for clause in clauses if clause.level == 2)
