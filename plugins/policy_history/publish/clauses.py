"""The history of every clause: when its wording was first attested, when it last changed, and where to read each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from ..redline.destinations import destinations
from ..redline.model import Entry as RedlineEntry
from ..redline.model import Operation, Redline
from ..text.document import Clause
from ..text.markup import element
from .edition import Entry
from .templating import day_in_words


@dataclass(slots=True)
class ClauseHistory:
    """One clause through the revisions. ``events`` say what each revision that touched it did to it, oldest first.

    Of one that was ``removed``, ``destination`` is the clause of the last revision in which its words stand now, if
    they were not removed with it.
    """

    id: str
    clause: Clause
    events: list[tuple[Entry, str]] = field(default_factory=list)
    removed: Entry | None = None
    destination: Clause | None = None

    @property
    def first(self) -> Entry:
        """The revision with which the clause came."""
        return self.events[0][0]

    @property
    def first_attested(self) -> Entry | None:
        """The first revision of original wording that has the clause; a reconstruction attests nothing."""
        return self.attested[0] if self.attested else None

    @property
    def last_changed(self) -> Entry | None:
        """The last revision known to have changed its wording: against an attested one, not a reconstruction."""
        known = [
            entry
            for entry, what in self.events
            if what == CHANGED and entry.before is not None and not entry.before.revision.is_reconstructed
        ]
        return known[-1] if known else None

    attested: list[Entry] = field(default_factory=list)


NEW, CHANGED, MOVED, RESTYLED = "added", "wording changed", "moved", "form or links changed"


def clause_histories(entries: Sequence[Entry]) -> list[ClauseHistory]:
    """Every clause the policy ever had, in the order in which they came."""
    histories: dict[str, ClauseHistory] = {}
    for entry in entries:
        present = {clause.id: clause for clause in entry.document.clauses}
        touched = touched_clauses(entry.comparison.redline) if entry.comparison else {}
        for name, clause in present.items():
            history = histories.get(name)
            if history is None:
                history = histories[name] = ClauseHistory(name, clause, [(entry, NEW)])
            elif name in touched:
                history.events.append((entry, touched[name]))
            history.clause, history.removed, history.destination = clause, None, None
            if not entry.revision.is_reconstructed:
                history.attested.append(entry)
        went = destinations(entry.comparison.redline) if entry.comparison else {}
        for name, history in histories.items():
            if name not in present and history.removed is None:
                history.removed, history.destination = entry, went.get(name)
    for history in histories.values():
        history.destination = _final(history, histories)
    return list(histories.values())


def _final(history: ClauseHistory, histories: Mapping[str, ClauseHistory]) -> Clause | None:
    """Where a removed clause's words stand in the last revision: what it became part of may itself have gone since."""
    seen = {history.id}
    while history.removed and history.destination and history.destination.id not in seen:
        history = histories[history.destination.id]
        seen.add(history.id)
    return history.clause if not history.removed and len(seen) > 1 else None


def touched_clauses(redline: Redline) -> Mapping[str, str]:
    """The clauses that a revision touched, by id, and the weightiest thing it did to each."""
    order = (CHANGED, MOVED, RESTYLED)
    touched: dict[str, str] = {}
    for entry in redline.entries:
        what = _what_happened(entry)
        if entry.new is not None:
            clause = redline.new.clause_of(entry.new)
        else:
            clause = redline.old.clause_of(entry.old) if entry.old is not None else None
        if what and clause:
            touched[clause.id] = min(touched.get(clause.id, what), what, key=order.index)
    return touched


def _what_happened(entry: RedlineEntry) -> str:
    operations = {span.operation for span in entry.all_spans()}
    if operations & {Operation.DELETE, Operation.INSERT}:
        return CHANGED
    if operations & {Operation.MOVE_AWAY, Operation.MOVE_HERE}:
        return MOVED
    return RESTYLED if entry.form or entry.joins else ""


_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">.*?</h\1>', re.DOTALL)


def with_margin_marks(html: Markup, histories: Sequence[ClauseHistory], address: str) -> Markup:
    """An article whose headings are followed by a mark where their clause changed, leading to its history."""
    known = {history.id: history for history in histories}

    def marked(match: re.Match[str]) -> str:
        history = known.get(match[2])
        words = _mark(history) if history else ""
        if not words:
            return match[0]
        link = element("a", words, href=f"{address}#{match[2]}")
        return match[0] + str(element("p", link, class_="policy-mark policy-mark-shown policy-since"))

    return Markup(_HEADING.sub(marked, html))  # noqa: S704 (only a mark is added)


def _mark(history: ClauseHistory) -> str:
    changed = history.last_changed
    if changed:
        return f"changed {day_in_words(changed.revision.effective)}"
    first = history.first
    is_later = first.before is not None and not first.before.revision.is_reconstructed
    return f"new {day_in_words(first.revision.effective)}" if is_later else ""
