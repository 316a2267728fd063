"""A weave -> its store: places that share their fate become one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ..text.words import BLOCK_MARK, CELL_MARK, ROW_MARK
from .spelling import Spelling
from .store import Revision, Store, Style
from .weave import Weave

_MARKS = {BLOCK_MARK: "block", ROW_MARK: "row", CELL_MARK: "cell"}


class _Node(NamedTuple):
    """One spelling of one place."""

    identity: int
    spelling: int
    turns: int
    style: int


class _Numbers(dict):  # type: ignore[type-arg]
    """Numbers things in the order they are asked for."""

    def __missing__(self, key: object) -> int:
        self[key] = len(self)
        return self[key]


def cut(weave: Weave, revisions: Sequence[Revision]) -> Store:
    """The store of a weave whose revisions are called so."""
    turns, styles = _Numbers(), _Numbers()
    spellings = weave.speller.spellings
    style_of = [styles[_style(spelling)] for spelling in spellings]
    nodes = [
        _Node(weave.places[place].identity, word, turns[each], style_of[word])
        for place, word, each in _in_order(weave)
    ]
    copies = _copies(nodes)
    kinds = {identity: _pattern(nodes, members, spellings) for identity, members in copies.items()}
    starts = [at for at in range(len(nodes)) if not at or not _joins(nodes, at, copies, kinds, spellings)]
    return _assemble(revisions, turns, styles, nodes, starts, copies, kinds, spellings)


def _in_order(weave: Weave) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Every spelling of every place with its turns; neighbours that are respelled at the same turns go in parallel."""
    places = ((place, _turns(weave, place)) for place in weave.sequence)
    for turns, group in groupby(places, key=lambda each: each[1]):
        members = [place for place, _ in group]
        spelled = [list(weave.places[place].spellings) for place in members]
        for at, each in enumerate(turns):
            for place, words in zip(members, spelled):
                yield place, words[at], each


def _turns(weave: Weave, place: int) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, weave.places[place].spellings.values()))


def _style(spelling: Spelling) -> Style:
    mark = "" if spelling.form is None else _MARKS[spelling.key]
    return Style(spelling.look, mark, spelling.form, spelling.alone)


def _copies(nodes: Sequence[_Node]) -> dict[int, list[int]]:
    """The nodes of each identity that has several."""
    found: dict[int, list[int]] = {}
    for at, node in enumerate(nodes):
        found.setdefault(node.identity, []).append(at)
    return {identity: members for identity, members in found.items() if len(members) > 1}


Pattern = tuple[tuple[int, int], ...]


def _pattern(nodes: Sequence[_Node], members: Sequence[int], spellings: Sequence[Spelling]) -> Pattern:
    """Which of the nodes of one identity are the same in their letters, and which in their source."""
    letters, sources = _Numbers(), _Numbers()
    found = [spellings[nodes[at].spelling] for at in members]
    return tuple((letters[spelling.text], sources[spelling.source]) for spelling in found)


def _joins(
    nodes: Sequence[_Node],
    at: int,
    copies: dict[int, list[int]],
    kinds: dict[int, Pattern],
    spellings: Sequence[Spelling],
) -> bool:
    """Whether a node goes on in the run of the node before it: so does then every copy of it."""
    last, node = nodes[at - 1], nodes[at]
    mine, others = copies.get(node.identity), copies.get(last.identity)
    if mine is None or others is None:
        return mine is others and _fits(last, node, spellings)
    if len(mine) != len(others) or kinds[node.identity] != kinds[last.identity]:
        return False
    return all(
        other + 1 == each and _fits(nodes[other], nodes[each], spellings) for other, each in zip(others, mine)
    )


def _fits(last: _Node, node: _Node, spellings: Sequence[Spelling]) -> bool:
    if last.turns != node.turns or last.style != node.style:
        return False
    one, other = spellings[last.spelling], spellings[node.spelling]
    return other.form is None and one.shown is None and other.shown is None and not other.skipped


def _assemble(revisions, turns, styles, nodes, starts, copies, kinds, spellings) -> Store:  # type: ignore[no-untyped-def]
    texts, letters, links = [], [], []
    numbers = _Numbers()
    numbers[None]  # 0 is no link
    firsts = [(nodes[start], start) for start in starts]
    run_of = {start: run for run, start in enumerate(starts)}
    for start, end in pairwise((*starts, len(nodes))):
        texts.append("".join([spellings[node.spelling].source for node in nodes[start:end]]))
        members = copies.get(nodes[start].identity)
        links.append(numbers[nodes[start].identity] if members else 0)
        letters.append(kinds[nodes[start].identity][members.index(start)][0] if members else 0)
    heads = [spellings[node.spelling] for node, _ in firsts]
    return Store(
        tuple(revisions),
        list(turns),
        list(styles),
        texts,
        [node.turns for node, _ in firsts],
        [node.style for node, _ in firsts],
        links,
        letters,
        [head.skipped for head in heads],
        {run: head.shown for run, head in enumerate(heads) if head.shown is not None},
    )
