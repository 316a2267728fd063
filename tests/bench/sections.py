"""The sections of the report: each measures one thing and says how it stands to the goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from known_edits import Library, Score

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
    """A part of the report. One whose goals say everything has no text."""

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
        none("all pairs: sides not exact", 2 * len(whole.seconds) - whole.exact_old - whole.exact_new),
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
    """Exactness on pieces of real texts, compared with copies damaged one to five times."""
    faults = fuzz.faults(corpus, extent.fuzzed)
    return Section("Fuzzed edits", "", [none(f"fuzzed edits not exact, of {extent.fuzzed:,}", faults)])


def worst_cases(engines: Sequence[Engine], corpus: Corpus, quick: bool) -> Section:
    """Long texts, and memory."""
    chosen = [OURS] if quick else engines
    cases = list(worst.rows(corpus, chosen))
    memory = list(worst.memory_rows(corpus))
    peaks = f"Our peak of memory at {memory[-1][0]}: {memory[-1][1]} MB unrelated, {memory[-1][2]} MB edited.\n"
    text = table(["seconds", *(engine.name for engine in chosen)], cases) + "\n" + peaks
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
    goal = none(f"pairs that gave other bytes on another run, of {len(pairs)}", steadiness.differing(pairs))
    return Section("Determinism", "", [goal])


def quietness(corpus: Corpus, extent: Extent, hard: Sequence[dict[str, Any]]) -> list[Section]:
    """Revisions that change no word, and the hard pairs."""
    pairs = corpus.successive if extent.is_whole else every(corpus.successive, 20)
    still = quiet.quiet_pairs(pairs)
    loud = list(quiet.rows(still))
    strict = [pair for pair in still if quiet.has_same_signs(pair)]
    names = {pair.name for pair in strict}
    strictly = sum(row[0] in names for row in loud)
    goals = [
        none(f"revisions without a changed word that show wording, of {len(still)}", len(loud)),
        none(f"revisions without a changed word or sign that show wording, of {len(strict)}", strictly),
    ]
    shown = table(["pair", "classes", "wording shown"], loud) if loud else ""
    return [Section("Quiet", shown, goals), Section("The hard pairs", "", [_hard_goal(corpus, hard)])]


def _hard_goal(corpus: Corpus, hard: Sequence[dict[str, Any]]) -> Goal:
    """What their descriptions say outright: no word changed, or one text twice."""
    wrong = []
    for each in hard:
        pair: Pair = corpus.pair(each["document"], each["from"], each["to"])
        classes = quiet.counts_by_class(pair)
        if (each["equal"] and classes) or ("no word changed" in each["why"] and classes["wording"]):
            wrong.append(pair.name)
    return Goal(f"hard pairs called wrongly, of {len(hard)}", "0", ", ".join(wrong) or "0", not wrong)


def known_edits(engines: Sequence[Engine], library: Library, extent: Extent) -> Section:
    """How true the redlines are."""
    lines: list[list[Any]] = []
    ours: list[Score] = []
    for lenient in (False, True)[: 1 + extent.is_whole]:
        chosen = [each for each in engines if each is not OURS_AGAIN]
        for seed in extent.seeds:
            scores = truth.scores(chosen, truth.edits(library, seed, extent.known, lenient))
            name = f"{seed}" + (", as drawn" if lenient else "")
            lines += ([name, *truth.row(engine, score)] for engine, score in zip(chosen, scores, strict=True))
            ours += [] if lenient else scores[:1]
    kinds = list(truth.kind_rows(library, extent.seeds[0], extent.kinds))
    faulty = [kind for kind, is_right in kinds if not is_right]
    text = table(["seed", *truth.HEADINGS], lines)
    text += f"\nOne edit at a time, ours is right in {len(kinds) - len(faulty)} of {len(kinds)} kinds"
    text += f"; wrong: {', '.join(faulty)}.\n" if faulty else ".\n"
    return Section("Known edits", text, list(_truth_goals(ours)))


def _truth_goals(ours: Sequence[Score]) -> Iterator[Goal]:
    """Of the seeds the worst one counts."""
    name = "known edits, the worse seed"
    yield at_least(f"{name}: F1", min(each.f1 for each in ours), 0.998)
    yield at_least(f"{name}: perfect pairs", min(100 * each.perfect / each.pairs for each in ours), 95, "{:.0f}", " %")
    yield none(f"{name}: cuts", max(each.cuts for each in ours))
    yield at_most(
        f"{name}: islands per 1,000 changes", max(1000 * each.islands / max(1, each.runs) for each in ours), 5
    )
    yield at_least(f"{name}: moves P", min(each.move_precision for each in ours), 0.99, "{:.3f}")
    yield at_least(f"{name}: moves R", min(each.move_recall for each in ours), 0.99, "{:.3f}")
