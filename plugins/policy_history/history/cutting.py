"""A weave -> its store: places that share their fate become one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from ..text.words import BLOCK_MARK, CELL_MARK, ROW_MARK
from .spelling import Spelling
from .store import Revision, RunStyle, Store
from .weave import Weave

_MARKS = {BLOCK_MARK: "block", ROW_MARK: "row", CELL_MARK: "cell"}


class _Node(NamedTuple):
    """One spelling of one place."""

    identity: int
    spelling: Spelling
    turns: int
    style: int
    is_respelled: bool


class _Numbers(dict[Any, int]):
    """Numbers things in the order they are asked for."""

    def __missing__(self, key: Any) -> int:
        self[key] = len(self)
        return self[key]


Pattern = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Cut:
    """The nodes of a weave in order; of each identity that has several, which ones, and how these differ."""

    nodes: list[_Node]
    copies: dict[int, list[int]]
    patterns: dict[int, Pattern]


def cut(weave: Weave, revisions: Sequence[Revision]) -> Store:
    """The store of a weave whose revisions are called so."""
    turns, styles = _Numbers(), _Numbers()
    spellings = weave.speller.spellings
    style_of = [styles[_style(spelling)] for spelling in spellings]
    nodes = [
        _Node(weave.places[place].identity, spellings[word], turns[each], style_of[word], is_respelled)
        for place, word, each, is_respelled in _in_order(weave)
    ]
    copies = _copies(nodes)
    found = _Cut(nodes, copies, {identity: _pattern(nodes, members) for identity, members in copies.items()})
    starts = [at for at in range(len(nodes)) if not at or not _goes_on(found, at)]
    return _store(found, starts, tuple(revisions), list(turns), list(styles))


def _in_order(weave: Weave) -> Iterator[tuple[int, int, tuple[int, ...], bool]]:
    """Every spelling of every place with its turns; neighbours respelled at the same turns go in parallel."""
    places = ((place, _turns(weave, place)) for place in weave.sequence)
    for turns, group in groupby(places, key=lambda each: each[1]):
        members = [place for place, _ in group]
        spelled = [list(weave.places[place].spellings) for place in members]
        for at, each in enumerate(turns):
            for place, words in zip(members, spelled):
                yield place, words[at], each, at > 0


def _turns(weave: Weave, place: int) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, weave.places[place].spellings.values()))


def _style(spelling: Spelling) -> RunStyle:
    mark = "" if spelling.form is None else _MARKS[spelling.key]
    return RunStyle(spelling.look, mark, spelling.form, spelling.alone)


def _copies(nodes: Sequence[_Node]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at, node in enumerate(nodes):
        found.setdefault(node.identity, []).append(at)
    return {identity: members for identity, members in found.items() if len(members) > 1}


def _pattern(nodes: Sequence[_Node], members: Sequence[int]) -> Pattern:
    """Which of the nodes of one identity are the same in their letters, and which in their source."""
    letters, sources = _Numbers(), _Numbers()
    return tuple((letters[nodes[at].spelling.text], sources[nodes[at].spelling.source]) for at in members)


def _goes_on(found: _Cut, at: int) -> bool:
    """Whether a node goes on in the run of the node before it; then so does every copy of it."""
    last, node = found.nodes[at - 1], found.nodes[at]
    lasts, copies = found.copies.get(last.identity), found.copies.get(node.identity)
    if lasts is None or copies is None:
        return lasts is copies and _fits(last, node)
    if found.patterns[last.identity] != found.patterns[node.identity]:
        return False
    pairs = zip(lasts, copies)
    return all(before + 1 == at and _fits(found.nodes[before], found.nodes[at]) for before, at in pairs)


def _fits(last: _Node, node: _Node) -> bool:
    """Whether two neighbours have all in common that a run has; marks and hidden text begin a new one."""
    if last.turns != node.turns or last.style != node.style or last.is_respelled != node.is_respelled:
        return False
    spelling = node.spelling
    return spelling.form is None and last.spelling.shown is spelling.shown is None and not spelling.skipped


def _store(
    found: _Cut,
    starts: Sequence[int],
    revisions: tuple[Revision, ...],
    turns: list[tuple[int, ...]],
    styles: list[RunStyle],
) -> Store:
    nodes = found.nodes
    heads = [nodes[start] for start in starts]
    spans = pairwise((*starts, len(nodes)))
    links = _Numbers({None: 0})
    return Store(
        revisions=revisions,
        turns=turns,
        looks=styles,
        texts=["".join([node.spelling.source for node in nodes[start:end]]) for start, end in spans],
        sets=[head.turns for head in heads],
        styles=[head.style for head in heads],
        links=[links[head.identity if head.identity in found.copies else None] for head in heads],
        letters=[_letters(found, head, start) for head, start in zip(heads, starts)],
        skipped=[head.spelling.skipped for head in heads],
        shown={run: head.spelling.shown for run, head in enumerate(heads) if head.spelling.shown is not None},
        respelled=frozenset(run for run, head in enumerate(heads) if head.is_respelled),
    )


def _letters(found: _Cut, head: _Node, at: int) -> int:
    """Which of the ways in which a word is written that node has; 0 when there is but one."""
    copies = found.copies.get(head.identity)
    return found.patterns[head.identity][copies.index(at)][0] if copies else 0
