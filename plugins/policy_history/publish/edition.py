"""The policies as they stand on one day, with everything that is derived from their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ..budget import spend
from ..model import ChangeClass, Erratum, Policy, Revision, State
from ..problems import Problem, ProblemsFound
from ..redline.compare import beginnings_of_renumberings, changes, compare
from ..redline.html import redline_html, texts_differ
from ..redline.identity import with_lasting_ids
from ..redline.model import Change, Redline, is_word
from ..redline.sameness import only_difference
from ..redline.summary import SectionSummary, by_section, summary_of
from ..source.collecting import collecting
from ..text.article import Article, render_article
from ..text.document import Document, read_document
from ..text.keeping import kept


@dataclass(frozen=True, slots=True)
class Comparison:
    """The redline of two texts with all that pages need of it.

    ``quiet`` counts the differences in quotation marks and spaces alone, ``numbering`` the labels of clauses and the
    references to them that changed; ``fault`` says why it must not be published.
    """

    redline: Redline
    article: Article
    changes: tuple[Change, ...]
    words_added: int
    words_removed: int
    words_moved: int
    quiet: int
    numbering: int
    fault: str

    @property
    def sections(self) -> list[SectionSummary]:
        """The figures of each section that changed."""
        return by_section(self.changes)

    @property
    def only_difference(self) -> str:
        """In what the two texts differ when there is no change."""
        return only_difference(self.redline)

    @property
    def total(self) -> SectionSummary:
        """The figures of all changes, of which there must be one."""
        return summary_of(self.changes)


@kept
def _article_of(text: str, ids: tuple[str, ...]) -> Article:
    return render_article(read_document(text).named(ids))


@kept
def _comparison_of(
    old: str, old_ids: tuple[str, ...], new: str, new_ids: tuple[str, ...], are_neighbours: bool
) -> Comparison:
    documents = read_document(old).named(old_ids), read_document(new).named(new_ids)
    redline = compare(*documents, are_neighbours=are_neighbours)
    html = redline_html(redline, heading_shift=1)
    return Comparison(
        redline,
        Article(html, redline.new.clauses),
        changes(redline),
        redline.words_added(),
        redline.words_removed(),
        redline.words_moved(),
        html.count('<ins class="policy-quiet"'),
        len(beginnings_of_renumberings(redline)),
        texts_differ(html, redline),
    )


def article_of(document: Document) -> Article:
    """The article of a document; rendered once however many pages show it."""
    return _article_of(document.source, _ids(document))


def comparison_of(old: Document, new: Document, *, are_neighbours: bool = True) -> Comparison:
    """The comparison of two documents, read back from its own HTML to prove that neither text was altered."""
    return _comparison_of(old.source, _ids(old), new.source, _ids(new), are_neighbours)


def _ids(document: Document) -> tuple[str, ...]:
    return tuple(clause.id for clause in document.clauses)


@dataclass(frozen=True)
class Entry:
    """One published revision of a policy, on the day of the edition."""

    policy: Policy
    revision: Revision
    state: State
    document: Document
    before: Entry | None
    following: Revision | None

    @property
    def previous(self) -> Revision | None:
        """The revision before this one."""
        return self.before.revision if self.before else None

    @property
    def article(self) -> Article:
        """The text as HTML."""
        return article_of(self.document)

    @property
    def words(self) -> int:
        """How many words the text has."""
        return sum(is_word(token.text) for token in self.document.all_tokens())

    @property
    def last_day(self) -> date | None:
        """The last day on which the revision applies; None while nothing is to follow it."""
        return self.following.effective - timedelta(days=1) if self.following else None

    @property
    def errata(self) -> tuple[Erratum, ...]:
        """The recorded changes to its file, oldest first."""
        return self.policy.errata_of(self.revision)

    @property
    def changed(self) -> date:
        """The day on which its file was published, or mended last."""
        return max([self.revision.published, *(erratum.day for erratum in self.errata)])

    @property
    def comparison(self) -> Comparison | None:
        """What changed against the revision before; None for the first one."""
        return comparison_of(self.before.document, self.document) if self.before else None

    def against_previous(self) -> tuple[Revision, Comparison]:
        """The revision before this one and the comparison with it. Raises ValueError for the first revision."""
        if self.before is None:
            raise ValueError(f"{self.revision.id} is the first revision: there is none before it.")
        return self.before.revision, comparison_of(self.before.document, self.document)


@dataclass(frozen=True)
class PolicyEdition:
    """A policy on the day of the edition: its published revisions, oldest first.

    ``base`` is the address of the site, which ends in a slash; empty when it is not known. ``printed`` says that its
    revisions and redlines are published as PDF too.
    """

    policy: Policy
    today: date
    base: str = ""
    printed: bool = False

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Its published revisions, oldest first."""
        published = self.policy.published_by(self.today)
        documents = with_lasting_ids([revision.text for revision in published])
        entries: list[Entry] = []
        for revision, document, following in zip(published, documents, (*published[1:], None), strict=False):
            state = self.policy.state(revision, self.today)
            before = entries[-1] if entries else None
            entries.append(Entry(self.policy, revision, state, document, before, following))
        return tuple(entries)

    @property
    def in_force(self) -> Entry | None:
        """The entry that applies on the day."""
        return next((entry for entry in self.entries if entry.state is State.IN_FORCE), None)

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """The entries that do not apply yet, the next one first."""
        return tuple(entry for entry in self.entries if entry.state is State.UPCOMING)

    def accepted_from(self, entry: Entry) -> Entry:
        """The earliest revision whose acceptance still holds while that one applies.

        That is the last revision of class material up to that one, since nothing but a material change asks to be
        agreed to anew; the first revision when there is none.
        """
        known = self.entries[: self.entries.index(entry) + 1]
        material = (each for each in reversed(known) if each.revision.change_class is ChangeClass.MATERIAL)
        return next(material, known[0])

    def comparisons(self, entry: Entry) -> Iterator[Comparison]:
        """The comparisons published for that entry: with the one before it, and with the text in force."""
        if entry.comparison:
            yield entry.comparison
        if entry.state is State.SUPERSEDED and self.in_force:
            yield self.comparison_since(entry, self.in_force)

    def comparison_since(self, entry: Entry, current: Entry) -> Comparison:
        """What changed from that entry to a later one."""
        if current.before is entry and current.comparison:
            return current.comparison
        return comparison_of(entry.document, current.document, are_neighbours=False)

    @property
    def last_change(self) -> Entry | None:
        """The newest change that has taken effect; None while there is nothing before it to differ from."""
        past = (entry for entry in reversed(self.entries) if entry.state is not State.UPCOMING)
        return next((entry for entry in past if entry.previous), None)


@dataclass(frozen=True)
class Edition:
    """All policies on one day. A policy with nothing but drafts is not in it.

    ``base`` is the address of the site, which ends in a slash; empty when it is not known.
    """

    policies: tuple[PolicyEdition, ...]
    today: date
    base: str = ""

    @classmethod
    def of(cls, policies: Iterable[Policy], today: date, base: str = "", *, printed: bool = False) -> Edition:
        """The edition of that day; ProblemsFound when a redline does not give back both its texts."""
        base = base and base.rstrip("/") + "/"
        editions = (PolicyEdition(policy, today, base, printed) for policy in policies)
        edition = cls(tuple(each for each in editions if each.entries), today, base)
        faults = edition._faults()
        if faults:
            raise ProblemsFound(faults)
        return edition

    def _faults(self) -> list[Problem]:
        problems: list[Problem] = []
        for policy in self.policies:
            for entry in policy.entries:
                with collecting(problems):
                    faults = (comparison.fault for comparison in _made(policy, entry) if comparison.fault)
                    path, line = entry.revision.path, entry.revision.text_line
                    problems += [Problem(path, line, 1, "redline", f"In its redline {fault}.") for fault in faults]
        return problems

    def find(self, slug: str) -> PolicyEdition | None:
        """The policy of that slug."""
        return next((each for each in self.policies if each.policy.slug == slug), None)


def _made(policy: PolicyEdition, entry: Entry) -> list[Comparison]:
    """The comparisons published for an entry. ProblemsFound, about their longest text, when they cost too much."""
    compared = [each for each in (entry, entry.before, policy.in_force) if each]
    longest = max((each.revision for each in compared), key=lambda revision: len(revision.text))
    return spend(
        longest.path,
        lambda _: list(policy.comparisons(entry)),
        line=longest.text_line,
        size=4 * len(longest.text),
        doing="Comparing",
    )
