"""The letters that differ within a word: pairs of words as a careful reader would set them off, and what always holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_history.redline.letters import Stretches, differing_letters

PAIRS = [
    tuple(line.split(" → "))
    for line in (Path(__file__).parent / "golden" / "letters.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_letters(old: str, new: str) -> None:
    words = [word.replace("⟨", "").replace("⟩", "") for word in (old, new)]
    letters = differing_letters(*words)
    assert [written(side) for side in letters or [((word, False),) for word in words]] == [old, new]


def written(side: Stretches) -> str:
    return "".join(f"⟨{part}⟩" if differs else part for part, differs in side)


def test_an_accent_is_not_parted_from_its_letter() -> None:
    letters = differing_letters("re\u0301sume\u0301", "re\u0301sume")
    assert letters is not None
    assert letters.old == (("re\u0301sum", False), ("e\u0301", True))


@settings(deadline=None, derandomize=True, database=None)
@given(st.text("abcé.-/0\u0301👩‍👧", max_size=14), st.text("abcé.-/0\u0301👩‍👧", max_size=14))
def test_both_words_are_recovered(old: str, new: str) -> None:
    letters = differing_letters(old, new)
    if letters is not None:
        assert ["".join(part for part, _ in side) for side in letters] == [old, new]
        kept = ["".join(part for part, differs in side if not differs) for side in letters]
        assert kept[0] == kept[1]
        assert any(differs for side in letters for _, differs in side)
