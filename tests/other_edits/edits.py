"""Edits of words, sentences and paragraphs. Each returns whether it found a place."""

from __future__ import annotations

import re
from random import Random

from .made import Draft, Move
from .pieces import Block, Line, Piece, Text, copy, long_words, said, words

_OPENERS = frozenset("We You The This These Those If Our Your It When They Any All In Such".split())
_APART = 5
"""Words left between two words that are replaced: nearer ones a person would mark as one stretch."""


def free(draft: Draft, kind: str) -> list[int]:
    """The numbers of blocks of a kind that no edit was made in or beside."""
    return [n for n, block in enumerate(draft.text.blocks) if block.kind == kind and id(block) not in draft.touched]


def touch(draft: Draft, *numbers: int) -> None:
    """Keep other edits away from these blocks and their neighbours."""
    for number in numbers:
        for near in draft.text.blocks[max(number - 1, 0) : number + 2]:
            draft.touched.add(id(near))


def sentences(line: Line) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph stand: first and last+1 piece, the space behind included."""
    found, start = [], 0
    for n, piece in enumerate(line):
        ends = (
            piece.text in ".!?" and n + 2 < len(line) and line[n + 1].text.isspace() and line[n + 2].text[:1].isupper()
        )
        if ends or n == len(line) - 1:
            edge = n + 2 if ends else n + 1
            if len(words(line[start:edge])) >= 4 and not _broken(said(line[start:edge])):
                found.append((start, edge))
            start = edge
    return found


def _broken(text: str) -> bool:
    """Whether a stretch has an opening sign without the closing one (it is cut inside a link or in brackets)."""
    return any(text.count(a) != text.count(b) for a, b in ("[]", "()", "“”")) or any(
        text.count(sign) % 2 for sign in ("*", "_", "`", '"')
    )


def paragraph_in(draft: Draft, other: Text, rng: Random) -> bool:
    """A paragraph of another policy."""
    theirs = [
        b
        for b in other.blocks
        if b.kind == "paragraph" and len(words(b.parts[0])) >= 8 and not _broken(said(b.parts[0]))
    ]
    places = free(draft, "paragraph")
    if not theirs or not places:
        return False
    place = rng.choice(places)
    touch(draft, place)
    block = Block("paragraph", [copy(rng.choice(theirs).parts[0])])
    draft.text.blocks.insert(place + 1, block)
    draft.touched.add(id(block))
    return True


def paragraph_out(draft: Draft, other: Text, rng: Random) -> bool:
    """A paragraph leaves."""
    places = [n for n in free(draft, "paragraph") if len(words(draft.text.blocks[n].parts[0])) >= 5]
    if not places:
        return False
    place = rng.choice(places)
    touch(draft, place)
    del draft.text.blocks[place]
    return True


def sentence_in(draft: Draft, other: Text, rng: Random) -> bool:
    """A sentence of another policy, between two sentences."""
    theirs = [b.parts[0][s:e] for b in other.blocks if b.kind == "paragraph" for s, e in sentences(b.parts[0])[:-1]]
    places = [n for n in free(draft, "paragraph") if len(sentences(draft.text.blocks[n].parts[0])) >= 2]
    if not theirs or not places:
        return False
    place = rng.choice(places)
    line = draft.text.blocks[place].parts[0]
    start = rng.choice(sentences(line)[1:])[0]
    line[start:start] = copy(rng.choice(theirs))
    touch(draft, place)
    return True


def sentence_out(draft: Draft, other: Text, rng: Random) -> bool:
    """A sentence leaves a paragraph of several."""
    places = [n for n in free(draft, "paragraph") if len(sentences(draft.text.blocks[n].parts[0])) >= 3]
    if not places:
        return False
    place = rng.choice(places)
    line = draft.text.blocks[place].parts[0]
    start, end = rng.choice(sentences(line)[:-1])
    del line[start:end]
    touch(draft, place)
    return True


def sentence_cut(draft: Draft, other: Text, rng: Random) -> bool:
    """Two sentences become one (``. We`` -> ``, and we``): the capital that goes with the edge is no change."""
    places = []
    for number in free(draft, "paragraph"):
        line = draft.text.blocks[number].parts[0]
        places += [
            (number, start)
            for start, _ in sentences(line)[1:]
            if line[start].text in _OPENERS and line[start - 2].text == "."
        ]
    if not places:
        return False
    number, start = rng.choice(places)
    line = draft.text.blocks[number].parts[0]
    joint = rng.choice(["and", "but", "so", "while"])
    first = line[start]
    line[start] = Piece(first.text.lower(), origin=first)
    line[start - 2 : start] = [Piece(","), line[start - 1], Piece(joint), Piece(" ")]
    touch(draft, number)
    return True


def sentence_split(draft: Draft, other: Text, rng: Random) -> bool:
    """One sentence becomes two (``, and we`` -> ``. We``)."""
    places = []
    for number in free(draft, "paragraph"):
        line = draft.text.blocks[number].parts[0]
        places += [(number, n) for n in range(len(line) - 5) if _begins_a_sentence(line[n : n + 5])]
    if not places:
        return False
    number, n = rng.choice(places)
    line = draft.text.blocks[number].parts[0]
    line[n : n + 5] = [Piece("."), line[n + 1], Piece(line[n + 4].text.capitalize(), origin=line[n + 4])]
    touch(draft, number)
    return True


def _begins_a_sentence(line: Line) -> bool:
    """Whether these five pieces are a comma, a blank, a joint, a blank and a word that can open a sentence."""
    comma, _, joint, _, first = (piece.text for piece in line)
    return comma == "," and joint in ("and", "but", "so") and first.capitalize() in _OPENERS


def words_replaced(draft: Draft, other: Text, rng: Random) -> bool:
    """One to three words of a paragraph or an item become words of another policy."""
    supply = long_words(other)
    places = [
        (n, k)
        for kind in ("paragraph", "list")
        for n in free(draft, kind)
        for k in range(len(draft.text.blocks[n].parts))
    ]
    rng.shuffle(places)
    for number, part in places:
        line = draft.text.blocks[number].parts[part]
        spots = plain_words(line)
        if len(spots) < 8 or not supply:
            continue
        present = {piece.text.casefold() for piece in line}
        fresh = [word for word in supply if word.casefold() not in present]
        chosen: list[int] = []
        for spot in rng.sample(spots, min(3, len(spots))):
            if all(len(words(line[min(spot, c) : max(spot, c)])) > _APART for c in chosen):
                chosen.append(spot)
        for spot in chosen[: rng.randint(1, 3)] if fresh else []:
            line[spot] = Piece(rng.choice(fresh))
        touch(draft, number)
        return bool(chosen and fresh)
    return False


def plain_words(line: Line) -> list[int]:
    """The words that stand between spaces, outside links, code and emphasis."""
    spots, depth = [], 0
    for n, piece in enumerate(line):
        depth += {"[": 1, "(": 1, "<": 1, "]": -1, ")": -1, ">": -1}.get(piece.text, 0)
        around = (line[n - 1].text if n else "x") + (line[n + 1].text if n + 1 < len(line) else "x")
        if depth == 0 and around == "  " and re.fullmatch(r"[^\W\d_]{3,}", piece.text):
            spots.append(n)
    return spots


def _weight(blocks: list[Block]) -> int:
    return sum(len(words(part)) for block in blocks for part in block.parts)


def sections_swapped(draft: Draft, other: Text, rng: Random) -> bool:
    """Two clauses that follow one another, each a heading with its text, change places."""
    blocks = draft.text.blocks
    edges = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    fits = []
    for a, b, c in zip(edges, edges[1:], [*edges[2:], len(blocks)], strict=False):
        inside = blocks[a:c]
        same = blocks[a].level == blocks[b].level and (c == len(blocks) or blocks[c].level <= blocks[a].level)
        is_free = not any(id(block) in draft.touched for block in inside)
        if same and is_free and all(e - s > 1 and _weight(blocks[s:e]) >= 12 for s, e in ((a, b), (b, c))):
            fits.append((a, b, c))
    if not fits:
        return False
    a, b, c = rng.choice(fits)
    touch(draft, *range(a, c))
    first, second = blocks[a:b], blocks[b:c]
    blocks[a:c] = second + first
    draft.moves.append(Move(*([p for block in side for part in block.parts for p in part] for side in (first, second))))
    return True
