"""The history store through its door, ``scripts/score history``: any pair of revisions, births, size,
time.
"""

from __future__ import annotations

import gzip
import json
import lzma
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from known_edits import KnownHistory, Library, Score, generate_history, score, segments_from
from known_edits.reading import plain
from known_edits.reading_segments import read_side
from known_edits.segments import Segment, joins_to
from policy_history.history.building import Wording, build
from policy_history.history.store import Revision
from policy_history.publish.compare_file import store_record

from .corpus import Corpus
from .engines import OURS
from .measuring import milliseconds, progress
from .steadiness import door, write_lines

DISTANCES = (1, 5, 20, 45)
_PAIRS = 10  # of each distance in each history


class NoDoor(Exception):
    """The door did not open; says why."""


@dataclass(frozen=True)
class Answer:
    """What came through the door for one history: the segments of each pair, in order, and the last line."""

    segments: list[list[Segment]]
    seconds: list[float]
    summary: dict[str, Any]


def ask(revisions: Sequence[dict[str, Any]], asked: Sequence[tuple[int, int]]) -> Answer:
    """The redlines of those pairs of revisions, counted from 1, from the history store. Raises NoDoor."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [{"id": number, "from": start, "to": end} for number, (start, end) in enumerate(asked)]
        files = Path(folder, "revisions.jsonl"), Path(folder, "pairs.jsonl")
        for path, rows in zip(files, (revisions, pairs), strict=True):
            write_lines(path, rows)
        done = door("history", *files)
    if done.returncode:
        raise NoDoor((done.stderr.strip().splitlines() or ["no reason given"])[-1])
    *lines, summary = map(json.loads, done.stdout.splitlines())
    return Answer([segments_from(line["segments"]) for line in lines], [line["seconds"] for line in lines], summary)


def revisions_of(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Made-up revisions in the form of the corpus."""
    return [
        {
            "document": "known",
            "revision": number,
            "date": f"{2000 + number // 12}-{number % 12 + 1:02}-01T00:00:00+00:00",
            "text": text,
        }
        for number, text in enumerate(texts, 1)
    ]


def asked_pairs(count: int, seed: str) -> dict[int, list[tuple[int, int]]]:
    """For each distance some pairs of revisions, of so many revisions, that far apart."""
    random = Random(seed)
    found = {}
    for distance in DISTANCES:
        possible = [(start, start + distance) for start in range(1, count - distance + 1)]
        if possible:
            found[distance] = sorted(random.sample(possible, min(_PAIRS, len(possible))))
    return found


def known_histories(library: Library, seed: int, count: int, revisions: int) -> list[KnownHistory]:
    """Histories with reverts whose truth is known, each of another text."""
    found = []
    for number in range(count):
        progress(f"known histories: making {number + 1} of {count}")
        random = Random(f"history {seed}/{number}")
        name, text = library.draw(random)
        found.append(generate_history(text, library.pool(name), random.random(), revisions))
    return found


def known_rows(histories: Sequence[KnownHistory]) -> Iterator[list[Any]]:
    """Each history: F1 by distance, births right, size, time; and the F1 of direct redlines for
    comparison.
    """
    totals: dict[int, tuple[Score, Score]] = {}
    for number, history in enumerate(histories, 1):
        progress(f"known histories: {number} of {len(histories)}")
        asked = asked_pairs(len(history.texts), f"known {number}")
        answer = ask(revisions_of(history.texts), [pair for pairs in asked.values() for pair in pairs])
        found = iter(answer.segments)
        figures = []
        for distance in DISTANCES:
            scores = [_scores(history, start, end, next(found)) for start, end in asked.get(distance, ())]
            stored, direct = (sum((each[at] for each in scores), Score()) for at in (0, 1))
            before = totals.get(distance, (Score(), Score()))
            totals[distance] = before[0] + stored, before[1] + direct
            figures.append(f"{stored.f1:.4f} ({direct.f1:.4f})")
        yield [
            f"known {number}",
            len(history.texts),
            *figures,
            births_right(history, answer.summary),
            *_size(history.texts, answer),
        ]
    sums = [f"**{stored.f1:.4f}** ({direct.f1:.4f})" for stored, direct in totals.values()]
    yield ["**all**", "", *sums, "", "", "", "", "", ""]


def _scores(history: KnownHistory, start: int, end: int, stored: Sequence[Segment]) -> tuple[Score, Score]:
    known = history.between(start, end)
    direct = OURS.read(OURS.compare(known.old, known.new), known.old, known.new)
    return score(known, stored), score(known, direct)


def births_right(history: KnownHistory, summary: dict[str, Any]) -> str:
    """The part of the last text's words to which the right revision is given. A word not named counts as
    wrong.
    """
    told = [(plain(str(word)), int(revision)) for word, revision in summary["births"]]
    told = [(word, revision) for word, revision in told if any(character.isalnum() for character in word)]
    true = [(plain(word), revision) for word, revision in history.births]
    matcher = SequenceMatcher(None, [word for word, _ in true], [word for word, _ in told], autojunk=False)
    right = sum(
        true[a + at][1] == told[b + at][1] for a, b, size in matcher.get_matching_blocks() for at in range(size)
    )
    return f"{100 * right / max(1, len(true)):.2f} %"


def _size(texts: Sequence[str], answer: Answer) -> list[str]:
    xz = len(lzma.compress("".join(texts).encode(), preset=9))
    stored = answer.summary["store_bytes_gz"]
    times = answer.seconds
    return [
        f"{stored / 1000:,.0f}",
        f"{xz / 1000:,.0f}",
        f"{stored / xz:.2f}",
        f"{answer.summary['build_seconds']:.1f}",
        milliseconds(median(times)) if times else "-",
    ]


def real_rows(corpus: Corpus, names: Sequence[str]) -> Iterator[list[Any]]:
    """Each real history: whether exact, words shown against the direct redline by distance, size, time."""
    for name in names:
        progress(f"real histories: {name}")
        rows = corpus.documents[name]
        asked = asked_pairs(len(rows), name)
        pairs = [corpus.pair(name, *each) for each in (pair for pairs in asked.values() for pair in pairs)]
        answer = ask(rows, [(pair.start, pair.end) for pair in pairs])
        exact = sum(
            all(joins_to(segments, pair.old, pair.new)) for segments, pair in zip(answer.segments, pairs, strict=True)
        )
        parts = iter(
            _words(segments, pair.old, pair.new) / max(1, _words(_direct(pair.old, pair.new), pair.old, pair.new))
            for segments, pair in zip(answer.segments, pairs, strict=True)
        )
        shown = [[next(parts) for _ in asked.get(distance, ())] for distance in DISTANCES]
        figures = [f"{median(each):.3f}" if each else "-" for each in shown]
        texts = [row["text"] for row in rows]
        published = f"{_published_size(rows) / len(lzma.compress(''.join(texts).encode(), preset=9)):.2f}"
        yield [name, len(rows), *figures, f"{exact} of {len(pairs)}", *_size(texts, answer), published]


def _published_size(rows: Sequence[dict[str, Any]]) -> int:
    """How large, gzipped, the file is from which the reader's browser compares, what the site adds to it apart."""
    store = build([Wording(Revision(str(row["revision"])), row["text"]) for row in rows])
    record = json.dumps({"store": store_record(store)}, ensure_ascii=False, separators=(",", ":"))
    return len(gzip.compress(record.encode("utf-8", "surrogatepass"), mtime=0))


def _direct(old: str, new: str) -> list[Segment]:
    return OURS.read(OURS.compare(old, new), old, new)


def _words(segments: Sequence[Segment], old: str, new: str) -> int:
    return sum(len(read_side(segments, which, text).changed) for which, text in (("old", old), ("new", new)))


KNOWN_HEADINGS = [
    "history",
    "revisions",
    *(f"F1 at {distance} (direct)" for distance in DISTANCES),
    "births right",
    "store gz KB",
    "all revisions xz KB",
    "gz / xz",
    "build s",
    "pair ms",
]
REAL_HEADINGS = [
    "history",
    "revisions",
    *(f"words shown / direct at {distance}" for distance in DISTANCES),
    "exact",
    *KNOWN_HEADINGS[-5:],
    "published gz / xz",
]
