"""Where a file costs too much, the passage that does is named, by halving; a part need not make sense."""

from __future__ import annotations

import time

import pytest

from policy_history.limits import spend
from policy_history.limits.spending import SETTING
from policy_history.problems import ProblemsFound

PASSAGES = [f"Passage {number} is read at once.\n\n" for number in range(8)]


@pytest.mark.parametrize(("at", "parts_make_sense"), [(0, False), (2, True), (5, False), (7, True)])
def test_of_many_passages_the_slow_one_is_named(
    at: int, parts_make_sense: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "0.1")

    def work(text: str) -> None:
        end = time.process_time() + 0.3
        while "slow" in text and time.process_time() < end:
            pass
        if not parts_make_sense and "slow" not in text:
            raise ValueError("Half a text makes no sense.")

    text = "".join(each.replace("at once", "slow") if place == at else each for place, each in enumerate(PASSAGES))
    with pytest.raises(ProblemsFound) as found:
        spend("terms.md", work, text, line=5)
    assert [(each.path, each.line) for each in found.value.problems] == [("terms.md", 5 + 2 * at)]


def test_where_only_the_whole_is_slow_its_beginning_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "0.1")
    whole = "".join(PASSAGES)

    def work(text: str) -> None:
        end = time.process_time() + 0.3
        while text == whole and time.process_time() < end:
            pass

    with pytest.raises(ProblemsFound) as found:
        spend("terms.md", work, whole, line=5)
    assert [each.line for each in found.value.problems] == [5]
