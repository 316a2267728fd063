"""Sections on how true redlines are beyond the first generator: another one, histories, numbers, marks by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from known_edits import Library

from . import again, by_hand, histories, numbered, second
from .corpus import Corpus, every
from .goals import Goal, at_least, none
from .report import table
from .sections import Extent, Section

_WANTED_AT = {5: 0.997, 20: 0.994, 45: 0.991}


def second_generator(corpus: Corpus, extent: Extent) -> list[Section]:
    """Edits by a generator that shares nothing with the first."""
    found = list(second.rows(corpus, extent.second, extent.alone))
    goals = [goal for row in found for goal in _second_goals(row)]
    return [Section("Known edits of a second generator", table(second.HEADINGS, found), goals)]


def _second_goals(row: list[Any]) -> Iterator[Goal]:
    name, share = f"second generator, {row[0]}", float(row[6])
    if row[0].startswith("mixed"):
        yield at_least(f"{name}: F1", float(row[2]), 0.996)
        yield at_least(f"{name}: perfect pairs", share, 85, "{:.1f}", " %")
    else:
        yield at_least(f"{name}: perfect pairs", share, 95, "{:.1f}", " %")


def known_histories(library: Library, extent: Extent) -> list[Section]:
    """Any two texts of a history whose truth is known."""
    made = histories.known_histories(library, extent.seeds[0], extent.histories, extent.revisions)
    rows, by_distance = histories.measured(made)
    goals = [
        at_least(f"known histories: F1 at distance {distance}", by_distance[distance], wanted)
        for distance, wanted in _WANTED_AT.items()
        if distance in by_distance
    ]
    return [Section("Known histories", table(histories.HEADINGS, rows), goals)]


def numbered_clauses(corpus: Corpus) -> list[Section]:
    """Clauses with numbers, each taken out and put in."""
    rows = list(numbered.rows(corpus))
    sums = [sum(row[at] for row in rows) for at in range(2, len(numbered.HEADINGS))]
    goals = [
        none(f"numbered clauses, of {sums[0]:,} redlines: {what}", count)
        for what, count in zip(numbered.HEADINGS[3:], sums[1:], strict=True)
    ]
    return [Section("Numbered clauses", table(numbered.HEADINGS, [*rows, ["**all**", "", *sums]]), goals)]


def marked_by_hand() -> list[Section]:
    """Sentences that a person marked before any program did."""
    rows = list(by_hand.rows())
    text = table(by_hand.HEADINGS, rows) + "\n" + table(by_hand.KIND_HEADINGS, by_hand.kind_rows())
    text += "\nOurs where it differs (changed words in brackets):\n\n"
    text += table(["line", "a person", "ours"], by_hand.differing())
    (ours, plainest) = rows
    kept, best = (int(row[2].partition(" of ")[0]) for row in (ours, plainest))
    goals = [
        at_least("marked by hand: words that stayed, kept, against the plainest rival", kept, best, "{:.0f}"),
        at_least("marked by hand: exactly alike, against the plainest rival", ours[4], plainest[4], "{:.0f}"),
    ]
    return [Section("Marked by hand", text, goals)]


def removed_and_added_again(corpus: Corpus, extent: Extent) -> list[Section]:
    """Words struck and written again in one passage."""
    successive, distant = (
        pairs if count is None else every(pairs, count)
        for pairs, count in ((corpus.successive, extent.pairs), (corpus.distant, extent.distant))
    )
    rows = [again.row("successive revisions", successive), again.row("distant revisions", distant)]
    return [Section("Removed and added again", table(again.HEADINGS, rows))]
