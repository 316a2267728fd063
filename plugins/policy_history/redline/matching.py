"""Finds the runs of words that two texts share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, compress, repeat
from operator import add, mul

from .chain import Run, heaviest_chain, joined, with_trimmed

# What one more kept run costs, in words: below this a common word between two changes is not worth a break.
_BREAK = 0.85
# How often a word, a pair or a triple of words may occur and still be a seed: what is everywhere anchors nothing.
_FREQUENT = {1: 48, 2: 12, 3: 5}
# Up to this many comparisons every word is a seed; above, only pairs and then triples of words are.
_SMALL, _MIDDLING = 2_500, 250_000
# A word is worth more than this, a sign or a mark at most as much.
_SIGN = 0.3
# A word that is worth this much means something by itself.
_CONTENT = 0.99


class Matcher:
    """Finds the kept runs of stretches of two sequences of word numbers.

    ``weights`` gives what keeping a word is worth, by its number; ``ends`` are the numbers of what ends a block or row,
    ``brackets`` those of the brackets that open, by those that close.
    """

    def __init__(
        self,
        old: Sequence[int],
        new: Sequence[int],
        weights: Sequence[float],
        ends: Set[int],
        brackets: Mapping[int, int],
    ) -> None:
        self.old = old
        self.new = new
        self.ends = ends
        self.brackets = brackets
        self._sums = [list(accumulate(map(weights.__getitem__, words), initial=0.0)) for words in (old, new)]
        self._base = len(weights)

    def chain(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        """The best kept runs of two stretches at a first look: words at their edges are no surer than others."""
        runs = with_trimmed(self._candidates(a, a_end, b, b_end))
        sums = self._sums[0]
        return heaviest_chain(runs, [sums[at + length] - sums[at] - _BREAK for at, _, length in runs])

    def match(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        """The kept runs of ``old[a:a_end]`` and ``new[b:b_end]``, in order."""
        found: list[Run] = []
        waiting = [(a, a_end, b, b_end)]
        while waiting:
            waiting.extend(self._match(*waiting.pop(), found))
        found.sort()
        return joined(found)

    def _match(self, a: int, a_end: int, b: int, b_end: int, found: list[Run]) -> list[tuple[int, int, int, int]]:
        """Match what can be matched at once; returns the stretches between, to be looked at more closely."""
        old, new = self.old, self.new
        # Two labels that meet match nothing, and must not keep apart what stands behind them in their blocks.
        bodies = min(self.body_of_old(a), a_end), min(self.body_of_new(b), b_end)
        if bodies[0] > a and bodies[1] > b and not self._is_end(*bodies, a_end, b_end):
            a, b = bodies
        start = a
        while a < a_end and b < b_end and old[a] == new[b]:
            a, b = a + 1, b + 1
        if a > start:
            found.append(Run(start, b - (a - start), a - start))
        end = a_end
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
        if a_end < end:
            found.append(Run(a_end, b_end, end - a_end))
        if a == a_end or b == b_end:
            return []
        chain = self.chain(a, a_end, b, b_end)
        found.extend(chain or self._same_but_signs(a, a_end, b, b_end) or self._renamed(a, a_end, b, b_end))
        return _between(chain, a, a_end, b, b_end) if chain else []

    def _is_end(self, a: int, b: int, a_end: int, b_end: int) -> bool:
        """Whether a block ends at either of two places."""
        return (a < a_end and self.old[a] in self.ends) or (b < b_end and self.new[b] in self.ends)

    def _same_but_signs(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        """The words of two stretches that differ in their signs only, each as a run."""
        olds, news = (
            [at for at in range(start, end) if sums[at + 1] - sums[at] > _SIGN]
            for sums, start, end in ((self._sums[0], a, a_end), (self._sums[1], b, b_end))
        )
        if len(olds) != len(news) or any(self.old[at] != self.new[there] for at, there in zip(olds, news, strict=True)):
            return []
        return [Run(at, there, 1) for at, there in zip(olds, news, strict=True)]

    def _renamed(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        """What two stretches share that differ by one term only, which got another name in several places."""
        old, new = self.old[a:a_end], self.new[b:b_end]
        changed = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
        if len(old) != len(new) or len(changed) < 2 or len(set(changed)) > 1:
            return []
        return [Run(a + at, b + at, 1) for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] == pair[1]]

    def long_runs(self, old_partner: Sequence[int], new_partner: Sequence[int]) -> list[Run]:
        """Every maximal run of words without partners that has an uncommon triple of them, in any order."""
        old, new = self.old, self.new
        places = self.places
        runs: list[Run] = []
        reached: dict[int, int] = {}
        for at, triple in self.shared_triples[0]:
            if not old_partner[at] == old_partner[at + 1] == old_partner[at + 2] == -1:
                continue
            there = [
                place
                for place in places[triple]
                if new_partner[place] == new_partner[place + 1] == new_partner[place + 2] == -1
            ]
            for place in there if len(there) <= _FREQUENT[3] else ():
                if reached.get(place - at, -1) >= at:
                    continue
                start, other = at, place
                while start and other and old[start - 1] == new[other - 1]:
                    if old_partner[start - 1] >= 0 or new_partner[other - 1] >= 0:
                        break
                    start, other = start - 1, other - 1
                end, last = at + 3, place + 3
                while end < len(old) and last < len(new) and old[end] == new[last]:
                    if old_partner[end] >= 0 or new_partner[last] >= 0:
                        break
                    end, last = end + 1, last + 1
                reached[place - at] = end - 1
                runs.append(Run(start, other, end - start))
        return runs

    @cached_property
    def triples(self) -> tuple[Sequence[int], Sequence[int]]:
        """A number for each three words in succession, on both sides."""
        return self._grams(self.old, 3), self._grams(self.new, 3)

    def _grams(self, words: Sequence[int], width: int) -> Sequence[int]:
        """A number for each so many words in succession, the same for the same words."""
        grams = words
        for step in range(1, width):
            grams = list(map(add, map(mul, grams, repeat(self._base)), words[step:]))
        return grams

    @cached_property
    def shared_triples(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The triples that both sides have, each with its place before it, in order; on both sides."""
        olds, news = self.triples
        shared = set(olds).intersection(news) if len(olds) < len(news) else set(news).intersection(olds)
        is_shared = shared.__contains__
        return (
            list(compress(enumerate(olds), map(is_shared, olds))),
            list(compress(enumerate(news), map(is_shared, news))),
        )

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where in the new text the triples stand that both sides have."""
        places: dict[int, list[int]] = {}
        for place, triple in self.shared_triples[1]:
            if triple in places:
                places[triple].append(place)
            else:
                places[triple] = [place]
        return places

    def weight(self, run: Run) -> float:
        """What keeping that run is worth, in words."""
        return self.weight_of_old(run.old, run.old + run.length)

    def has_content(self, run: Run) -> bool:
        """Whether a run has a word that means something by itself, and not only words that sentences are built with."""
        sums = self._sums[0]
        return any(sums[at + 1] - sums[at] >= _CONTENT for at in range(run.old, run.old + run.length))

    def weight_of_old(self, start: int, end: int) -> float:
        """What the old words from ``start`` to ``end`` are worth; words that match nothing are worth nothing."""
        return self._sums[0][end] - self._sums[0][start]

    def weight_of_new(self, start: int, end: int) -> float:
        """What the new words from ``start`` to ``end`` are worth."""
        return self._sums[1][end] - self._sums[1][start]

    def body_of_old(self, start: int) -> int:
        """Where the words begin behind the label that may begin at ``start``."""
        return _behind_label(self._sums[0], start)

    def body_of_new(self, start: int) -> int:
        """The same of the new words."""
        return _behind_label(self._sums[1], start)

    def words_of_old(self, start: int, end: int) -> int:
        """How many of the old words from ``start`` to ``end`` are words and not signs or marks."""
        sums = self._sums[0]
        return sum(sums[at + 1] - sums[at] > _SIGN for at in range(start, end))

    def words_of_new(self, start: int, end: int) -> int:
        """How many of the new words from ``start`` to ``end`` are words and not signs or marks."""
        sums = self._sums[1]
        return sum(sums[at + 1] - sums[at] > _SIGN for at in range(start, end))

    def _candidates(self, a: int, a_end: int, b: int, b_end: int) -> list[Run]:
        size = (a_end - a) * (b_end - b)
        width = 1 if size <= _SMALL else 2 if size <= _MIDDLING else 3
        while True:
            runs = self._runs(a, a_end, b, b_end, width)
            if runs or width == 1 or size > _MIDDLING:
                return runs
            width -= 1

    def _runs(self, a: int, a_end: int, b: int, b_end: int, width: int) -> list[Run]:
        """The maximal runs that begin with a seed of that many words, those worth their break."""
        old, new, sums = self.old, self.new, self._sums[0]
        runs: list[Run] = []
        reached: dict[int, int] = {}
        for at, places in self._seeds(a, a_end - width + 1, b, b_end - width + 1, width):
            for place in places:
                if reached.get(place - at, -1) >= at:
                    continue
                start, other = at, place
                while start > a and other > b and old[start - 1] == new[other - 1]:
                    start, other = start - 1, other - 1
                end, last = at + width, place + width
                while end < a_end and last < b_end and old[end] == new[last]:
                    end, last = end + 1, last + 1
                reached[place - at] = end - 1
                if sums[end] - sums[start] > _BREAK:
                    runs.append(Run(start, other, end - start))
        return runs

    def _seeds(self, a: int, a_end: int, b: int, b_end: int, width: int) -> list[tuple[int, list[int]]]:
        """Where in the old stretch a seed stands, and where in the new one. What is frequent there is left out."""
        limit = _FREQUENT[width]
        if width == 3 and "shared_triples" in self.__dict__:  # which others asked for
            found = self.shared_triples[0]
            inner = found[bisect_left(found, (a,)) : bisect_left(found, (a_end,))]
            seeds = [(at, [place for place in self.places[triple] if b <= place < b_end]) for at, triple in inner]
            return [(at, places) for at, places in seeds if len(places) <= limit]
        stretch, others = (
            self._grams(words[start : end + width - 1], width)
            for words, start, end in ((self.old, a, a_end), (self.new, b, b_end))
        )
        there: dict[int, list[int]] = {seed: [] for seed in set(stretch).intersection(others)}
        for place, seed in enumerate(others, start=b):
            if seed in there:
                there[seed].append(place)
        there = {seed: places for seed, places in there.items() if len(places) <= limit}
        return [(at, there[seed]) for at, seed in enumerate(stretch, start=a) if seed in there]


def _behind_label(sums: Sequence[float], start: int) -> int:
    """The first place from ``start`` on at which a word is worth anything: labels are worth nothing."""
    while start + 1 < len(sums) and sums[start + 1] == sums[start]:
        start += 1
    return start


def _between(chain: Sequence[Run], a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int, int, int]]:
    """The stretches between the runs of a chain that have words on both sides."""
    stretches = []
    for run in (*chain, Run(a_end, b_end, 0)):
        if a < run.old and b < run.new:
            stretches.append((a, run.old, b, run.new))
        a, b = run.old + run.length, run.new + run.length
    return stretches
