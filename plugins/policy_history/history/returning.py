"""Words that stood between two others once, were gone, and stand there again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..redline.chain import Run, heaviest_chain
from .places import Place, stands

_LEAST = 3  # so many words in a row can hardly be there by chance
_FREQUENT = 12  # three words in a row that occur more often prove nothing
_EARLIER = 8  # how many earlier states of a stretch are compared as a whole


def came_back(gone: Sequence[Place], keys: Sequence[int], is_word: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pairs of a new word, by its place among ``keys``, and the place of ``gone`` it takes again; both in
    order.

    ``gone`` are the places of the stretch that do not stand now; ``is_word`` tells of each key whether it is
    a word.
    """
    if not gone:
        return
    head, tail = _edges(gone, keys)
    yield from head
    start, first = (head[-1][0] + 1, head[-1][1] + 1) if head else (0, 0)
    end, last = tail[0] if tail else (len(keys), len(gone))
    middle = [place.key for place in gone[first:last]]
    for run in _runs(middle, keys[start:end], is_word):
        for step in range(run.length):
            yield start + run.new + step, first + run.old + step
    yield from tail


Pairs = list[tuple[int, int]]


def _edges(gone: Sequence[Place], keys: Sequence[int]) -> tuple[Pairs, Pairs]:
    """How the stretch begins and ends like one of its earlier states, if it is at least half the same again.

    However short: a figure that was changed and changed back is the same figure.
    """
    best: tuple[Pairs, Pairs] = [], []
    most = 0
    for state in _states(gone):
        states = [gone[which].key for which in state]
        head = _common(keys, states)
        tail = _common(keys[head:][::-1], states[head:][::-1])
        if head + tail > most and 2 * (head + tail) >= min(len(states), len(keys)):
            most = head + tail
            shift = len(keys) - len(state)
            best = (
                [(at, state[at]) for at in range(head)],
                [(at + shift, state[at]) for at in range(len(state) - tail, len(state))],
            )
    return best


def _states(gone: Sequence[Place]) -> Iterator[list[int]]:
    """What stood in the stretch in earlier revisions, the latest first: places that stood there together."""
    turns = [list(place.spellings.values()) for place in gone]
    ends = {max(each[-1] for each in spellings) - 1 for spellings in turns}
    for revision in sorted(ends, reverse=True)[:_EARLIER]:
        yield [at for at, spellings in enumerate(turns) if any(stands(each, revision) for each in spellings)]


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many items both begin with."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _runs(gone: Sequence[int], keys: Sequence[int], is_word: Sequence[bool]) -> list[Run]:
    """The longest runs of at least three words that stand in both and keep their order."""
    there: dict[tuple[int, ...], list[int]] = {}
    for at, triple in enumerate(zip(gone, gone[1:], gone[2:])):
        there.setdefault(triple, []).append(at)
    runs: list[Run] = []
    reached: dict[int, int] = {}
    for at, triple in enumerate(zip(keys, keys[1:], keys[2:])):
        places = there.get(triple, ())
        for place in places if len(places) <= _FREQUENT else ():
            if reached.get(place - at, -1) <= at:
                run = _extended(gone, keys, place, at)
                reached[place - at] = run.new + run.length
                if sum([is_word[key] for key in keys[run.new : run.new + run.length]]) >= _LEAST:
                    runs.append(run)
    return heaviest_chain(runs, [run.length - 1.0 for run in runs])


def _extended(gone: Sequence[int], keys: Sequence[int], old: int, new: int) -> Run:
    while old and new and gone[old - 1] == keys[new - 1]:
        old, new = old - 1, new - 1
    length = _LEAST
    while old + length < len(gone) and new + length < len(keys) and gone[old + length] == keys[new + length]:
        length += 1
    return Run(old, new, length)
