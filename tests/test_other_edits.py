"""The second generator of known edits: that its truth is the truth, its scorer sees faults, and our redlines land above thresholds.

Its texts here are the policies written for the tests; ``scripts/bench redline`` takes real ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.second import segments_of, total
from known_edits.sources import WRITTEN
from other_edits.generate import ALONE, MIXED, SCORING_SEEDS, TUNING_SEED, alone, mixed, usable
from other_edits.made import Case
from other_edits.pieces import read
from other_edits.scoring import Segment, score


def _texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]


POLICIES = usable({folder.name: _texts(folder) for folder in sorted(WRITTEN.iterdir()) if folder.is_dir()})


def true_segments(case: Case) -> list[Segment]:
    """The redline that the case was made by; only for cases in which nothing moved."""
    gone, come = case.changed()
    olds, news = list(enumerate(case.old)), list(enumerate(case.new))
    found: list[Segment] = []
    while olds or news:
        old, new = olds[0] if olds else None, news[0] if news else None
        if old and (not new or old[0] in gone or (not old[1].is_word and old[1].text != new[1].text)):
            found.append(("delete", olds.pop(0)[1].text, "", "wording", None))
        elif new and (not old or new[0] in come or not new[1].is_word):
            equal = old is not None and not old[1].is_word and old[1].text == new[1].text
            found.append(
                ("equal" if equal else "insert", olds.pop(0)[1].text if equal else "", new[1].text, "wording", None)
            )
            news.pop(0)
        else:
            found.append(("equal", olds.pop(0)[1].text, news.pop(0)[1].text, None, None))
    return found


def _steady(seed: int, each: int = 4) -> list[Case]:
    return [case for case in mixed(POLICIES, seed, each) if not case.moves]


def test_the_redline_an_edit_was_made_by_is_perfect() -> None:
    """What the scorer calls right is what was done, word for word."""
    cases = [case for case in _steady(TUNING_SEED) if not set(case.kinds) & {"sentence_cut", "sentence_split"}]
    assert len(cases) > 5
    found = [score(case, true_segments(case)) for case in cases]
    assert [each.f1 for each in found] == [1.0] * len(cases)
    assert all(each.perfect for each in found)


def test_a_redline_that_strikes_all_or_shows_nothing_is_not_perfect() -> None:
    for case in _steady(TUNING_SEED, 2):
        old, new = case.texts
        everything = score(case, [("delete", old, "", "wording", None), ("insert", "", new, "wording", None)])
        nothing = score(case, [("equal", old, new, None, None)])
        assert everything.recall == 1.0 > everything.precision and not everything.perfect
        assert nothing.recall in (0.0, 1.0) and nothing.perfect == (nothing.true == 0)


def test_segments_that_are_not_the_texts_are_refused() -> None:
    case = _steady(TUNING_SEED, 1)[0]
    with pytest.raises(ValueError, match="are not the two texts"):
        score(case, [("equal", "a", "a", None, None)])


def test_a_word_moved_is_neither_kept_nor_struck() -> None:
    case = next(alone(POLICIES, "move item", TUNING_SEED))
    old, new = case.texts
    assert not score(case, [("equal", old, new, None, None)]).perfect
    assert not score(case, [("delete", old, "", "wording", None), ("insert", "", new, "wording", None)]).perfect


def test_the_same_seed_makes_the_same_cases() -> None:
    first, second = ([case.texts for case in mixed(POLICIES, TUNING_SEED, 2)] for _ in range(2))
    assert first == second


def test_a_text_read_and_written_keeps_its_words() -> None:
    for texts in POLICIES.values():
        again = read(texts[-1]).written()
        assert [p.text for p in read(again).pieces if p.is_word] == [
            p.text for p in read(texts[-1]).pieces if p.is_word
        ]


def test_every_kind_of_edit_is_made() -> None:
    made = {kind for case in mixed(POLICIES, TUNING_SEED, 12) for kind in case.kinds}
    assert {edit.__name__ for edit in MIXED} <= made | {"sentence_split"}
    for kind in ALONE:
        assert any(alone(POLICIES, kind, TUNING_SEED, 6)), kind


@pytest.mark.parametrize("seed", SCORING_SEEDS)
def test_many_edits_are_told_as_they_were_made(seed: int) -> None:
    found = total(mixed(POLICIES, seed, 6))
    assert found.f1 >= 0.975
    assert found.moves_found >= found.moves_made - 1


@pytest.mark.parametrize("kind", ["move paragraph", "renumber"])
def test_one_edit_alone_is_told_as_it_was_made(kind: str) -> None:
    found = total(alone(POLICIES, kind, SCORING_SEEDS[0], 5))
    assert found.pairs and found.perfect >= 0.95 * found.pairs


def test_a_short_item_that_moved_is_told_as_moved() -> None:
    found = total(alone(POLICIES, "move item", TUNING_SEED, 5))
    assert found.perfect >= 0.95 * found.pairs


def test_segments_have_the_form_that_is_printed() -> None:
    (only,) = segments_of("A word.\n", "A word.\n")
    assert only == ("equal", "A word.\n", "A word.\n", None, None)
