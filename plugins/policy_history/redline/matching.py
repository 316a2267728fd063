"""Finds the runs of words that two texts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import accumulate, compress, repeat
from operator import add, mul

from .chain import Run, heaviest_chain, joined, with_trimmed
from .in_place import strangers

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
    ``brackets`` those of the brackets that open, by those that close. ``lines`` are the places on both sides at which
    lines begin within blocks.
    """

    def __init__(
        self,
        old: Sequence[int],
        new: Sequence[int],
        weights: Sequence[float],
        ends: Set[int],
        brackets: Mapping[int, int],
        lines: tuple[Set[int], Set[int]],
    ) -> None:
        self.old = old
        self.new = new
        self.ends = ends
        self.brackets = brackets
        self.lines = lines
        sides = zip((old, new), lines, strict=True)
        self._sums = [list(accumulate(_weighed(words, weights, starts), initial=0.0)) for words, starts in sides]
        self._base = len(weights)
        self._known: dict[int, tuple[Sequence[int], Sequence[int]]] = {1: (old, new)}

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
        if a == a_end or b == b_end or self._are_strangers(a, a_end, b, b_end):
            return []
        chain = self.chain(a, a_end, b, b_end)
        found.extend(chain or self._same_but_signs(a, a_end, b, b_end) or self._renamed(a, a_end, b, b_end))
        return _between(chain, a, a_end, b, b_end) if chain else []

    def _are_strangers(self, a: int, a_end: int, b: int, b_end: int) -> bool:
        """Whether two short stretches share no word at all, as two in five do that are looked at."""
        is_short = (a_end - a) * (b_end - b) <= _SMALL
        return is_short and set(self.old[a:a_end]).isdisjoint(self.new[b:b_end])

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

    def long_runs(self, old_partner: Sequence[int], new_partner: Sequence[int], fewest: int) -> list[Run]:
        """Every maximal run of words without partners that has an uncommon triple of them, in any order.

        Runs of less than ``fewest`` words may be left out.
        """
        old, new = self.old, self.new
        old_end, new_end = len(old), len(new)
        triples, others = self.grams(3)
        ats = [at for start, end in strangers(old_partner) if end - start >= fewest for at in range(start, end - 2)]
        known = {triples[at] for at in ats}.__contains__
        places: dict[int, list[int]] = defaultdict(list)
        for start, end in strangers(new_partner) if ats else ():
            stretch = others[start : max(start, end - 2)]
            for place, triple in compress(enumerate(stretch, start), map(known, stretch)):
                places[triple].append(place)
        runs: list[Run] = []
        reached: dict[int, int] = {}
        for at, there in ((at, places[triples[at]]) for at in ats if triples[at] in places):
            for place in there if len(there) <= _FREQUENT[3] else ():
                if reached.get(place - at, -1) >= at:
                    continue
                start, other = at, place
                while start and other and old[start - 1] == new[other - 1]:
                    if old_partner[start - 1] >= 0 or new_partner[other - 1] >= 0:
                        break
                    start, other = start - 1, other - 1
                end, last = at + 3, place + 3
                while end < old_end and last < new_end and old[end] == new[last]:
                    if old_partner[end] >= 0 or new_partner[last] >= 0:
                        break
                    end, last = end + 1, last + 1
                reached[place - at] = end - 1
                runs.append(Run(start, other, end - start))
        return runs

    def grams(self, width: int) -> tuple[Sequence[int], Sequence[int]]:
        """For each of the old words, and of the new ones, a number for it and those behind it, so many in all.

        It is the same where these words are.
        """
        if width not in self._known:
            shorter = self.grams(width - 1)
            words = self.old[width - 1 :], self.new[width - 1 :]
            olds, news = (list(map(add, map(mul, shorter[at], repeat(self._base)), words[at])) for at in (0, 1))
            self._known[width] = olds, news
        return self._known[width]

    def weight(self, run: Run) -> float:
        """What keeping that run is worth, in words."""
        at, _, length = run
        return self._sums[0][at + length] - self._sums[0][at]

    def weight_of_old(self, start: int, end: int) -> float:
        """What keeping the old words from ``start`` to ``end`` is worth."""
        return self._sums[0][end] - self._sums[0][start]

    def weight_of_new(self, start: int, end: int) -> float:
        """The same of the new words."""
        return self._sums[1][end] - self._sums[1][start]

    def has_content(self, run: Run) -> bool:
        """Whether a run has a word that means something by itself, and not only words that sentences are built with."""
        sums = self._sums[0]
        return any(sums[at + 1] - sums[at] >= _CONTENT for at in range(run.old, run.old + run.length))

    def change(self, before: Run, after: Run) -> float:
        """The weight of what was changed between two kept runs: the larger of what was removed and what was added."""
        old, new, length = before
        olds, news = self._sums
        removed, added = olds[after.old] - olds[old + length], news[after.new] - news[new + length]
        return max(removed, added)

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
                if end > at + width:
                    reached[place - at] = end - 1
                if sums[end] - sums[start] > _BREAK:
                    runs.append(Run(start, other, end - start))
        return runs

    def _seeds(self, a: int, a_end: int, b: int, b_end: int, width: int) -> list[tuple[int, list[int]]]:
        """Where in the old stretch a seed stands, and where in the new one. What is frequent there is left out."""
        olds, news = self.grams(width)
        stretch, others = olds[a : max(a, a_end)], news[b : max(b, b_end)]
        shared = set(stretch).intersection(others)
        if not shared:
            return []
        there: dict[int, list[int]] = {seed: [] for seed in shared}
        for place, seed in compress(enumerate(others, start=b), map(shared.__contains__, others)):
            there[seed].append(place)
        seeds = compress(enumerate(stretch, start=a), map(shared.__contains__, stretch))
        return [(at, there[seed]) for at, seed in seeds if len(there[seed]) <= _FREQUENT[width]]


def _weighed(words: Sequence[int], weights: Sequence[float], starts: Set[int]) -> Iterable[float]:
    """What keeping each of the words is worth; what begins a line, as "DPO:" does, is a word whole."""
    found = map(weights.__getitem__, words)
    return found if not starts else (worth and 1.0 if at in starts else worth for at, worth in enumerate(found))


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
