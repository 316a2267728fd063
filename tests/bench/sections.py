"""The sections of the report: each measures one thing and says how it stands to the goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from known_edits import Library

from . import fuzz, quiet, steadiness, truth, worst
from .corpus import Corpus, Pair, every
from .engines import OURS, OURS_AGAIN, Engine
from .goals import Goal, at_least, at_most, none
from .measuring import HEADINGS, Measured, measure, rows, together
from .report import table


@dataclass(frozen=True)
class Extent:
    """How much is measured. The seeds for scoring are never used for tuning."""

    pairs: int | None = None
    distant: int | None = None
    known: int = 120
    kinds: int = 20
    seeds: tuple[int, ...] = (2, 3)
    fuzzed: int = 100_000
    steady: int = 60
    histories: int = 8
    revisions: int = 60
    second: int = 13
    alone: int = 20
    is_whole: bool = True
    processes: int = 2


QUICK = Extent(
    pairs=16,
    distant=8,
    known=8,
    kinds=1,
    seeds=(2,),
    fuzzed=1_000,
    steady=6,
    histories=1,
    revisions=12,
    second=1,
    alone=1,
    is_whole=False,
    processes=1,
)
SAMPLE = Extent(
    pairs=48,
    distant=48,
    known=16,
    kinds=1,
    fuzzed=3_000,
    steady=6,
    histories=1,
    revisions=50,
    second=2,
    alone=2,
    is_whole=False,
    processes=6,
)


@dataclass
class Section:
    """A part of the report."""

    title: str
    text: str
    goals: list[Goal] = field(default_factory=list)


def real_pairs(engines: Sequence[Engine], corpus: Corpus, extent: Extent) -> list[Section]:
    """Speed, exactness and legibility on successive and on distant revisions."""
    found = []
    measured: list[list[Measured]] = []
    for title, pairs, count in (
        ("Successive revisions", corpus.successive, extent.pairs),
        ("Distant revisions", corpus.distant, extent.distant),
    ):
        chosen = pairs if count is None else every(pairs, count)
        measured.append(measure(engines, chosen, title.lower()))
        section = Section(title, table(HEADINGS, rows(measured[-1], _base(measured[-1]))))
        section.goals = list(_speed_goals(title.lower(), measured[-1]))
        found.append(section)
    whole = [together(parts) for parts in zip(*measured, strict=True)]
    found[0].goals[:0] = _reading_goals(whole[0])
    return found


def _base(measured: Sequence[Measured]) -> Measured:
    return next((one for one in measured if one.engine.name == "rapidfuzz words"), measured[0])


def _reading_goals(whole: Measured) -> list[Goal]:
    return [
        none("all pairs: sides not exact", 2 * len(whole.places) - whole.exact_old - whole.exact_new),
        none("all pairs: cuts inside words", whole.cuts),
    ]


_SPEED = {
    "successive revisions": {OURS.name: (0.19, 0.40), OURS_AGAIN.name: (0.19, 0.40)},
    "distant revisions": {OURS.name: (1.5, 1.0), OURS_AGAIN.name: (0.75, 0.5)},
}
"""The most that the median and the total may be, as parts of rapidfuzz's on words."""


def _speed_goals(what: str, measured: Sequence[Measured]) -> Iterator[Goal]:
    """Against rapidfuzz on words, on the same pairs in the same run."""
    base = _base(measured)
    for one in measured:
        if one.engine.name in _SPEED[what] and base is not measured[0]:
            median, total = _SPEED[what][one.engine.name]
            yield at_most(f"{what}, {one.engine.name}: median time against rapidfuzz", one.median / base.median, median)
            yield at_most(f"{what}, {one.engine.name}: total time against rapidfuzz", one.total / base.total, total)


def fuzzed(corpus: Corpus, extent: Extent) -> Section:
    """Exactness on damaged pieces of text."""
    faults = fuzz.faults(corpus, extent.fuzzed)
    text = f"{extent.fuzzed:,} pieces of real texts, compared with copies damaged one to five times.\n"
    return Section("Fuzzed edits", text, [none(f"fuzzed edits not exact, of {extent.fuzzed:,}", faults)])


def worst_cases(engines: Sequence[Engine], corpus: Corpus, quick: bool) -> Section:
    """Long texts, and memory."""
    chosen = [OURS] if quick else worst.takers(engines)
    cases = list(worst.rows(corpus, chosen))
    memory = list(worst.memory_rows(corpus))
    text = (
        "Seconds of the processor, one run.\n\n"
        + table(["case", *(engine.name for engine in chosen)], cases)
        + "\nOur peak of memory (`tracemalloc`, which slows but does not change it):\n\n"
        + table(
            [
                "each side",
                "unrelated MB",
                "edited MB",
                "unrelated bytes a character",
                "edited bytes a character",
            ],
            memory,
        )
    )
    seconds = {case[0]: float(case[1]) for case in cases}
    growth = max(float(memory[-1][at]) / float(memory[0][at]) for at in (3, 4))
    goals = [
        at_most(
            "200 KB against an unrelated 200 KB",
            seconds["200 KB against an unrelated 200 KB"],
            0.5,
            "{:.2f}",
            " s",
        ),
        at_most("200 KB on one line", seconds["200 KB on one line against an edited copy"], 1.0, "{:.2f}", " s"),
        at_most("memory a character at 200 KB against 50 KB", growth, 1.3, "{:.2f}"),
    ]
    return Section("Worst cases", text, goals)


def determinism(corpus: Corpus, extent: Extent) -> Section:
    """The same bytes whatever the hash seed and the load."""
    pairs = every(corpus.successive, extent.steady // 2) + every(corpus.distant, extent.steady // 2)
    differing, circumstances = steadiness.differing(pairs)
    text = f"{len(pairs)} pairs through the door, once each: {', '.join(circumstances)}.\n"
    return Section("Determinism", text, [none("pairs that gave other bytes on another run", differing)])


def quietness(corpus: Corpus, extent: Extent, hard: Sequence[dict[str, Any]]) -> list[Section]:
    """Revisions that change no word, and the hard pairs."""
    pairs = corpus.successive if extent.is_whole else every(corpus.successive, 20)
    still = quiet.quiet_pairs(pairs)
    loud = list(quiet.rows(still))
    strict = [pair for pair in still if quiet.has_same_signs(pair)]
    names = {pair.name for pair in strict}
    strictly = sum(row[0] in names for row in loud)
    text = (
        f"Of {len(pairs)} successive pairs, {len(still)} change no word of the page that Python-Markdown "
        f"makes of them; {len(strict)} of these change no sign either. Pairs with a change of each class:\n\n"
        + table(["class", "pairs"], quiet.totals(still).most_common())
        + ("\nThose of which we report wording:\n\n" + table(["pair", "classes", "shown"], loud) if loud else "")
    )
    goals = [
        none("revisions without a changed word that show wording", len(loud)),
        none("revisions without a changed word or sign that show wording", strictly),
    ]
    headings = ["pair", "what is hard", "classes", "moves", "words shown", "islands", "ms"]
    shapes = Section("The hard pairs", table(headings, quiet.hard_rows(corpus, hard)), _hard_goals(corpus, hard))
    return [Section("Quiet", text, goals), shapes]


def _hard_goals(corpus: Corpus, hard: Sequence[dict[str, Any]]) -> list[Goal]:
    """What their descriptions say outright: no word changed, or one text twice."""
    wrong = []
    for each in hard:
        pair: Pair = corpus.pair(each["document"], each["from"], each["to"])
        classes = quiet.counts_by_class(pair)
        if (each["equal"] and classes) or ("no word changed" in each["why"] and classes["wording"]):
            wrong.append(pair.name)
    return [Goal("hard pairs called wrongly", "0", ", ".join(wrong) or "0", not wrong)]


def known_edits(engines: Sequence[Engine], library: Library, extent: Extent) -> list[Section]:
    """How true the redlines are."""
    found = []
    for seed in extent.seeds:
        for lenient in (False, True)[: 1 + extent.is_whole]:
            known = truth.edits(library, seed, extent.known, lenient)
            headings = [heading.replace("{true}", str(truth.true_runs(known))) for heading in truth.HEADINGS]
            chosen = [engine for engine in engines if engine.every == 1 or not lenient]
            lines = list(truth.rows(chosen, known))
            name = f"Known edits, seed {seed}" + (", as drawn" if lenient else "")
            section = Section(name, table(headings, lines))
            section.goals = [] if lenient else list(_truth_goals(seed, lines[0]))
            found.append(section)
    kinds = table(truth.KIND_HEADINGS, truth.kind_rows(library, extent.seeds[0], extent.kinds))
    return [*found, Section("Known edits one at a time, ours", kinds)]


def _truth_goals(seed: int, line: Sequence[Any]) -> list[Goal]:
    perfect, _, count = str(line[5]).partition(" of ")
    return [
        at_least(f"known edits, seed {seed}: F1", float(line[1]), 0.998),
        at_least(f"known edits, seed {seed}: perfect pairs", 100 * int(perfect) / int(count), 95, "{:.0f}", " %"),
        none(f"known edits, seed {seed}: cuts", int(line[6])),
        at_most(f"known edits, seed {seed}: islands per 1,000 runs", 1000 * line[8] / max(1, line[7]), 5),
        at_least(f"known edits, seed {seed}: moves P", float(line[9]) if line[9] != "-" else 0, 0.99, "{:.3f}"),
        at_least(f"known edits, seed {seed}: moves R", float(line[10]) if line[10] != "-" else 0, 0.99, "{:.3f}"),
    ]
