"""Sections on how true redlines are beyond the first generator: another one, histories, numbers, marks by hand."""

from __future__ import annotations

from known_edits import Library
from marked_by_hand import held_against, ours, plainest, read_marked

from . import again, histories, numbered, second
from .corpus import Corpus, every
from .goals import at_least, none
from .report import table
from .sections import Extent, Section

_WANTED_AT = {5: 0.997, 20: 0.994, 45: 0.991}


def second_generator(corpus: Corpus, extent: Extent) -> list[Section]:
    """Edits by a generator that shares nothing with the first: many in a pair, and those kinds alone that are not all right."""
    found = list(second.rows(corpus, extent.second, extent.alone))
    mixed, alone = ([each for each in found if each[0].startswith("mixed") is is_mixed] for is_mixed in (True, False))
    shares = [[100 * score.perfect / max(1, score.pairs) for _, score in each] for each in (mixed, alone)]
    goals = [
        at_least("second generator, the worse seed: F1", min(score.f1 for _, score in mixed), 0.996),
        at_least("second generator, the worse seed: perfect pairs", min(shares[0]), 85, "{:.1f}", " %"),
        at_least(
            f"second generator, the worst of {len(alone)} kinds: perfect pairs", min(shares[1]), 95, "{:.1f}", " %"
        ),
    ]
    wrong = [(name, score) for name, score in alone if score.perfect < score.pairs]
    rows = [second.row(name, score) for name, score in [*mixed, *wrong]]
    return [Section("Known edits of a second generator", table(second.HEADINGS, rows), goals)]


def known_histories(library: Library, extent: Extent) -> list[Section]:
    """Any two texts of a history whose truth is known."""
    made = histories.known_histories(library, extent.seeds[0], extent.histories, extent.revisions)
    by_distance = histories.measured(made)
    goals = [
        at_least(f"known histories: F1 at distance {distance}", by_distance[distance], wanted)
        for distance, wanted in _WANTED_AT.items()
        if distance in by_distance
    ]
    return [Section("Known histories", "", goals)]


def numbered_clauses(corpus: Corpus) -> list[Section]:
    """Clauses with numbers, each taken out and put in."""
    rows = list(numbered.rows(corpus))
    faulty = [row for row in rows if any(row[3:])]
    what = (
        f"of {sum(row[2] for row in rows):,} redlines of numbered clauses: wrong, id lost or given away, not told once"
    )
    text = table(numbered.HEADINGS, faulty) if faulty else ""
    return [Section("Numbered clauses", text, [none(what, sum(sum(row[3:]) for row in rows))])]


def marked_by_hand() -> list[Section]:
    """Sentences that a person marked before any program did."""
    sentences = read_marked()
    found, rival = (held_against(sentences, program) for program in (ours, plainest))
    goals = [
        at_least(
            "marked by hand: words that stayed, kept, against the plainest rival", found.kept, rival.kept, "{:.0f}"
        ),
        at_least("marked by hand: exactly alike, against the plainest rival", found.exactly, rival.exactly, "{:.0f}"),
    ]
    return [Section("Marked by hand", "", goals)]


def removed_and_added_again(corpus: Corpus, extent: Extent) -> list[Section]:
    """Words struck and written again in one passage."""
    successive, distant = (
        pairs if count is None else every(pairs, count)
        for pairs, count in ((corpus.successive, extent.pairs), (corpus.distant, extent.distant))
    )
    rows = [again.row("successive revisions", successive), again.row("distant revisions", distant)]
    return [Section("Removed and added again", table(again.HEADINGS, rows))]
