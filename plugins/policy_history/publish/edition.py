"""The policies as they stand on one day, with everything that is derived from their texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from ..model import Policy, Revision, State
from ..problems import Problem, ProblemsFound
from ..redline.compare import changes, compare
from ..redline.html import redline_html, texts_differ
from ..redline.model import Change, Redline, count_words
from ..text.article import Article, render_article
from ..text.document import Document, read_document


@dataclass(frozen=True, slots=True)
class Comparison:
    """The redline of two texts with all that pages need of it.

    ``quiet`` counts the differences in quotation marks and spaces alone; ``fault`` says why it must not be published.
    """

    redline: Redline
    article: Article
    changes: tuple[Change, ...]
    words_added: int
    words_removed: int
    words_moved: int
    quiet: int
    fault: str


@lru_cache(maxsize=1024)
def article_of(text: str) -> Article:
    """The article of that text; rendered once however many pages show it."""
    return render_article(read_document(text))


@lru_cache(maxsize=1024)
def comparison_of(old: str, new: str) -> Comparison:
    """The comparison of two texts, read back from its own HTML to prove that neither text was altered."""
    redline = compare(read_document(old), read_document(new))
    html = redline_html(redline, heading_shift=1)
    return Comparison(
        redline,
        Article(html, redline.new.clauses),
        changes(redline),
        redline.words_added(),
        redline.words_removed(),
        redline.words_moved(),
        html.count('<ins class="policy-quiet"'),
        texts_differ(html, redline),
    )


@dataclass(frozen=True)
class Entry:
    """One published revision of a policy, on the day of the edition."""

    policy: Policy
    revision: Revision
    state: State
    previous: Revision | None
    following: Revision | None

    @property
    def document(self) -> Document:
        return read_document(self.revision.text)

    @property
    def article(self) -> Article:
        return article_of(self.revision.text)

    @property
    def words(self) -> int:
        """How many words the text has."""
        return count_words(list(self.document.all_tokens()))

    @property
    def last_day(self) -> date | None:
        """The last day on which the revision applies; None while nothing is to follow it."""
        return self.following.effective - timedelta(days=1) if self.following else None

    @property
    def comparison(self) -> Comparison | None:
        """What changed against the revision before; None for the first one."""
        return comparison_of(self.previous.text, self.revision.text) if self.previous else None


@dataclass(frozen=True)
class PolicyEdition:
    """A policy on the day of the edition: its published revisions, oldest first."""

    policy: Policy
    today: date

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        published = self.policy.published_by(self.today)
        before = (None, *published)
        after = (*published[1:], None)
        return tuple(
            Entry(self.policy, revision, self.policy.state(revision, self.today), previous, following)
            for revision, previous, following in zip(published, before, after)
        )

    @property
    def in_force(self) -> Entry | None:
        """The entry that applies on the day."""
        return next((entry for entry in self.entries if entry.state is State.IN_FORCE), None)

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """The entries that do not apply yet, the next one first."""
        return tuple(entry for entry in self.entries if entry.state is State.UPCOMING)

    @property
    def last_change(self) -> Entry | None:
        """The newest entry that has something before it to differ from."""
        return next((entry for entry in reversed(self.entries) if entry.previous), None)


@dataclass(frozen=True)
class Edition:
    """All policies on one day. A policy with nothing but drafts is not in it."""

    policies: tuple[PolicyEdition, ...]
    today: date

    @classmethod
    def of(cls, policies: Iterable[Policy], today: date) -> Edition:
        """The edition of that day; ProblemsFound when a redline does not give back both its texts."""
        editions = (PolicyEdition(policy, today) for policy in policies)
        edition = cls(tuple(each for each in editions if each.entries), today)
        faults = list(edition._faults())
        if faults:
            raise ProblemsFound(faults)
        return edition

    def _faults(self) -> Iterable[Problem]:
        for policy in self.policies:
            for entry in policy.entries:
                if entry.comparison and entry.comparison.fault:
                    line = entry.revision.text_line
                    yield Problem(entry.revision.path, line, 1, "redline", f"In its redline {entry.comparison.fault}.")

    def find(self, slug: str) -> PolicyEdition | None:
        """The policy of that slug."""
        return next((each for each in self.policies if each.policy.slug == slug), None)
