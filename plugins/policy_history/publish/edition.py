"""The policies as they stand on one day, with everything that is derived from their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from ..limits import spend
from ..model import ChangeClass, Erratum, Policy, Revision, RevisionId, State, settled_day
from ..problems import Problem, ProblemsFound, collecting
from ..redline.anchors import Anchors, anchors_of
from ..redline.comparison_data import ComparedTexts
from ..redline.model import is_word
from ..text.article import Article
from ..text.document import Document
from ..text.languages import isolated
from ..text.read_blocks import ReadBlock
from . import addresses
from .comparison import Comparison, article_of, comparison_of
from .history_facts import HistoryFacts
from .ready_made import DEFAULT, ReadyMade
from .steps import RevisionStep, step_of


@dataclass(frozen=True, eq=False)
class PublishedRevision:
    """One published revision of a policy, on the day of the edition. Its text is read when it is asked for."""

    home: PolicyEdition = field(repr=False)
    number: int
    revision: Revision
    state: State
    before: PublishedRevision | None = field(repr=False)
    following: Revision | None

    @property
    def policy(self) -> Policy:
        """The policy it is a revision of."""
        return self.home.policy

    @cached_property
    def document(self) -> Document:
        """Its text, with the ids that last."""
        return self.anchors.document(self.revision.text)

    @property
    def anchors(self) -> Anchors:
        """What lasts of its text."""
        return self.home.anchors[self.number]

    @cached_property
    def step(self) -> RevisionStep:
        """What it did to the text before it."""
        if self.number in self.home.steps:
            return self.home.steps[self.number]
        root = addresses.root_from(addresses.revision(self.policy, self.revision))
        return step_of(self.document, root, self.before.document if self.before else None, self.comparison)

    @property
    def previous(self) -> Revision | None:
        """The revision before this one."""
        return self.before.revision if self.before else None

    @cached_property
    def article(self) -> Article:
        """The text as HTML."""
        return article_of(self.document)

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return sum(count for _, count in self.document.once(_word_count))

    @property
    def last_day(self) -> date | None:
        """The last day on which the revision applies; None while nothing is to follow it and no end is known."""
        end = self.following.effective if self.following else self.policy.withdrawn
        return end - timedelta(days=1) if end else None

    @cached_property
    def errata(self) -> tuple[Erratum, ...]:
        """The recorded changes to its file, oldest first."""
        return self.policy.errata_of(self.revision)

    @property
    def changed(self) -> date:
        """The day on which its file was published, or mended last."""
        return max([self.revision.published, *(erratum.day for erratum in self.errata)])

    @property
    def redline_at_hand(self) -> Revision | None:
        """The revision whose redline is nearest: its own, or for the first one that of the one that followed it."""
        return self.revision if self.before else self.following

    @cached_property
    def comparison(self) -> Comparison | None:
        """What changed against the revision before; None for the first one."""
        return comparison_of(self.before.document, self.document) if self.before else None

    def against_previous(self) -> tuple[PublishedRevision, Comparison]:
        """The one before this one and the comparison with it. Raises ValueError for the first revision."""
        if self.before is None or self.comparison is None:
            raise ValueError(f"{self.revision.id} is the first revision: there is none before it.")
        return self.before, self.comparison


@dataclass(frozen=True)
class PolicyEdition:
    """A policy on the day of the edition: its published revisions, oldest first.

    ``base`` is the address of the site, which ends in a slash; empty when it is not known. ``printed`` says that its
    revisions and redlines are published as PDF too. ``known`` are the anchors of its texts, where they were found
    before, ``steps`` what some of its revisions did, by their numbers, and ``facts`` what else is known of them.
    """

    policy: Policy
    today: date
    base: str = ""
    printed: bool = False
    ready_made: ReadyMade = DEFAULT
    known: Sequence[Anchors] = ()
    steps: Mapping[int, RevisionStep] = field(default_factory=dict)
    facts: HistoryFacts = field(default_factory=HistoryFacts)

    @cached_property
    def names(self) -> dict[str, str]:
        """``title`` and ``publisher`` for a sentence, each kept together where it is written in another direction."""
        language = self.policy.language
        return {"title": isolated(self.policy.title, language), "publisher": isolated(self.policy.publisher, language)}

    @cached_property
    def entries(self) -> tuple[PublishedRevision, ...]:
        """Its published revisions, oldest first."""
        published = self.policy.published_by(self.today)
        entries: list[PublishedRevision] = []
        for number, (revision, following) in enumerate(zip(published, (*published[1:], None), strict=False)):
            state = self.policy.state(revision, self.today)
            before = entries[-1] if entries else None
            entries.append(PublishedRevision(self, number, revision, state, before, following))
        return tuple(entries)

    @cached_property
    def anchors(self) -> Sequence[Anchors]:
        """What lasts of the texts of its entries."""
        return self.known or anchors_of([entry.revision.text for entry in self.entries])

    @cached_property
    def texts(self) -> ComparedTexts:
        """The texts of its entries, as any two are compared from a file."""
        return self.facts.texts(self.entries)

    @cached_property
    def in_force(self) -> PublishedRevision | None:
        """The entry that applies on the day."""
        return None if self.withdrawn else self.applied_last

    @cached_property
    def applied_last(self) -> PublishedRevision | None:
        """The entry that applies on the day, or of a withdrawn policy the one that did last."""
        return next((entry for entry in self.entries if entry.state in (State.IN_FORCE, State.WITHDRAWN)), None)

    @property
    def withdrawn(self) -> date | None:
        """The first day on which the policy no longer applied; None while it does."""
        return self.policy.withdrawn if self.policy.is_withdrawn(self.today) else None

    @property
    def ends(self) -> date | None:
        """The first day, still to come, on which the policy no longer applies."""
        return None if self.withdrawn else self.policy.withdrawn

    @property
    def upcoming(self) -> tuple[PublishedRevision, ...]:
        """The entries that do not apply yet, the next one first."""
        return tuple(entry for entry in self.entries if entry.state is State.UPCOMING)

    def accepted_from(self, entry: PublishedRevision) -> PublishedRevision:
        """The earliest revision whose acceptance still holds while that one applies.

        That is the last revision of class material up to that one, since nothing but a material change asks to be
        agreed to anew; the first revision when there is none.
        """
        return self._accepted[entry.number]

    @cached_property
    def _accepted(self) -> Sequence[PublishedRevision]:
        def later(accepted: PublishedRevision, entry: PublishedRevision) -> PublishedRevision:
            return entry if entry.revision.change_class is ChangeClass.MATERIAL else accepted

        return list(accumulate(self.entries, later))

    @cached_property
    def comparisons(self) -> Mapping[RevisionId, Comparison]:
        """Ready-made comparisons with the text that applied last, by where they begin, newest first. ProblemsFound."""
        found: dict[RevisionId, Comparison] = {}
        current = self.applied_last
        left = self.ready_made.bytes_for(entry.revision for entry in self.entries)
        superseded = [entry for entry in reversed(self.entries) if entry.state is State.SUPERSEDED]
        problems: list[Problem] = []
        if current is None:
            return found
        for entry in superseded[: self.ready_made.newest]:
            with collecting(problems):
                comparison = _compared(entry, current)
                left -= len(comparison.folded.html.encode())
                if left < 0:
                    break
                found[entry.revision.id] = comparison
        if problems:
            raise ProblemsFound(problems)
        return found

    def faults(self, entries: Sequence[PublishedRevision]) -> list[Problem]:
        """What is wrong with the redlines of these entries, and with the ready-made ones: every one is made."""
        problems: list[Problem] = []
        for entry in entries:
            if entry.before:
                with collecting(problems):
                    problems += _fault(entry, _compared(entry.before, entry))
        with collecting(problems):
            for entry in self.entries:
                if comparison := self.comparisons.get(entry.revision.id):
                    problems += _fault(entry, comparison)
        return problems

    @property
    def last_change(self) -> PublishedRevision | None:
        """The newest change that has taken effect; None while there is nothing before it to differ from."""
        past = (entry for entry in reversed(self.entries) if entry.state is not State.UPCOMING)
        return next((entry for entry in past if entry.previous), None)

    @property
    def redline_at_hand(self) -> Revision | None:
        """The revision of the newest change that has taken effect, or else of the first that is to come."""
        entry = self.last_change or next((each for each in self.upcoming if each.before), None)
        return entry.revision if entry else None


@dataclass(frozen=True)
class Edition:
    """All policies on one day. A policy with nothing but drafts is not in it.

    ``base`` is the address of the site, which ends in a slash; empty when it is not known.
    """

    policies: tuple[PolicyEdition, ...]
    today: date
    base: str = ""
    ready_made: ReadyMade = DEFAULT

    @classmethod
    def of(
        cls,
        policies: Iterable[Policy],
        today: date,
        base: str = "",
        *,
        printed: bool = False,
        ready_made: ReadyMade = DEFAULT,
    ) -> Edition:
        """The edition of that day. Nothing of its texts is read yet."""
        base = base and base.rstrip("/") + "/"
        editions = (PolicyEdition(each, settled_day([each], today), base, printed, ready_made) for each in policies)
        return cls(tuple(each for each in editions if each.entries), today, base, ready_made)

    def check(self) -> None:
        """Make every redline. ProblemsFound when one does not give back both its texts, or costs too much."""
        if faults := [problem for policy in self.policies for problem in policy.faults(policy.entries)]:
            raise ProblemsFound(faults)

    def find(self, slug: str) -> PolicyEdition | None:
        """The policy of that slug."""
        return next((each for each in self.policies if each.policy.slug == slug), None)


def _word_count(read: ReadBlock) -> int:
    return sum(is_word(token.text) for token in read.tokens)


def _fault(entry: PublishedRevision, comparison: Comparison) -> list[Problem]:
    path, line, fault = entry.revision.path, entry.revision.text_line, comparison.fault
    return [Problem(path, line, 1, "redline", f"In its redline {fault}.")] if fault else []


def _compared(old: PublishedRevision, new: PublishedRevision) -> Comparison:
    """What changed from one entry to a later one. ProblemsFound, about the longer text, when it costs too much."""
    longest = max((old.revision, new.revision), key=lambda revision: len(revision.text))
    are_neighbours = new.before is old
    return spend(
        longest.path,
        lambda _: comparison_of(old.document, new.document, are_neighbours=are_neighbours),
        line=longest.text_line,
        size=4 * len(longest.text),
        doing="Comparing",
    )
