"""The letters that the browser sets off within a word are those that the engine sets off."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest

from in_node import answers
from known_edits.sources import corpus_folder, history_names, history_texts
from policy_history.redline.letters import differing_letters
from policy_history.text.splitting import words_in
from sweeps import examples
from test_alignment_in_javascript import SCRIPTS, WRITTEN
from test_letters import _ALPHABET, PAIRS

_COUNT = examples(400)  # pairs of each way of finding them


def _assert_same(pairs: list[tuple[str, str]]) -> None:
    expected = [differing_letters(*pair) for pair in pairs]
    written = [each and [[list(part) for part in side] for side in each] for each in expected]
    found = answers(SCRIPTS, "letters.mjs", pairs)
    assert [each for each in zip(pairs, found, written, strict=True) if each[1] != each[2]] == []
    assert sum(each is not None for each in expected) > len(pairs) // 20


def _alike(words: list[str], random: Random) -> list[tuple[str, str]]:
    """Words that begin or end alike, and words with a few letters of others put in."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for end in {word[:4], word[-5:]}:
            groups[end].append(word)
    several = [group for group in groups.values() if len(group) > 1]
    pairs = [(a, b) for a, b in (random.sample(random.choice(several), 2) for _ in range(_COUNT))]
    for word in random.choices(words, k=_COUNT):
        start, piece = random.randrange(len(word)), random.choice(words)[: random.randint(0, 3)]
        pairs.append((word, word[:start] + piece + word[start + random.randint(0, 2) :]))
    return pairs


def _words(names: list[str]) -> list[str]:
    texts = (text for name in names for text in (history_texts(name)[0], history_texts(name)[-1]))
    return sorted({word for text in texts for word in words_in(text) if len(word) > 4})


def test_golden_pairs_differ_in_the_same_letters() -> None:
    pairs = [
        (old, new) for old, new in ([word.translate({0x27E8: None, 0x27E9: None}) for word in each] for each in PAIRS)
    ]
    _assert_same(pairs + [(new, old) for old, new in pairs])


def test_words_of_policies_differ_in_the_same_letters() -> None:
    _assert_same(_alike(_words(WRITTEN), Random(1)))


@pytest.mark.skipif(corpus_folder() is None, reason="the real policies are not at hand")
def test_words_of_real_policies_differ_in_the_same_letters() -> None:
    _assert_same(_alike(_words(history_names()), Random(2)))


def test_odd_words_differ_in_the_same_letters() -> None:
    random = Random(3)
    words = ["".join(random.choices(_ALPHABET, k=random.randint(5, 14))) for _ in range(_COUNT)]
    _assert_same(_alike(words, random))
