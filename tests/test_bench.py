"""The parts of the bench that could mislead: how others are read, and what is called quiet."""

from __future__ import annotations

import shutil

import pytest

from bench import commands, quiet
from bench.corpus import Pair
from bench.engines import Engine, Missing, run
from bench.goals import at_least, at_most, none
from bench.histories import births_right
from bench.report import table
from bench.rivals import encode, from_codes, from_pairs, python_rivals, tokens
from bench.spreading import spread
from bench.wikidiff2 import wikidiff2
from known_edits import Segment, generate_history, made_up_library
from known_edits.segments import joins_to

OLD = """\
# Title one

We may share café data for thirty days.

* a
* b

This paragraph is going to be moved by us.

Last."""
NEW = """\
# Title two

We must share café data for forty days.

This paragraph is going to be moved by you.

* a
* b

Last."""


def solid(text: str) -> str:
    return "".join(text.split())


def engines() -> list[Engine | Missing]:
    return [*python_rivals(), *commands.command_rivals()]


@pytest.mark.parametrize("engine", engines(), ids=lambda engine: engine.name)
def test_what_other_engines_say_is_read_without_loss(engine: Engine | Missing) -> None:
    if isinstance(engine, Missing):
        pytest.skip(f"not installed: {engine.remedy}")
    for old, new in ((OLD, NEW), (NEW, OLD), (OLD, OLD), (OLD + "\n", NEW + "\n"), ("x y z", "x z")):
        seconds, answer = run(engine, old, new, repeats=1)
        segments = engine.read(answer, old, new)
        assert seconds >= 0
        assert solid("".join(each.old for each in segments)) == solid(old)
        assert solid("".join(each.new for each in segments)) == solid(new)
        assert joins_to(spread(segments, old, new), old, new) == (True, True)
        assert any(each.is_change for each in segments) or old == new


def test_wikidiff2_shows_moves_and_the_edits_inside() -> None:
    engine = wikidiff2()
    if engine is None:
        pytest.skip("wikidiff2 is not installed")
    segments = engine.read(engine.compare(OLD + "\n", NEW + "\n"), OLD + "\n", NEW + "\n")
    moved = [each for each in segments if each.operation == "move"]
    assert {bool(each.old) for each in moved} == {True, False} and len({each.move for each in moved}) == 1
    assert any(each.operation == "delete" and each.move and "us" in each.old for each in segments)


def test_white_space_that_was_lost_is_put_back_where_it_stood() -> None:
    segments = [Segment("equal", "a b", "a b"), Segment("delete", "c", ""), Segment("insert", "", "d")]
    laid = spread(segments, "a\n b  c\n", "a b\td")
    assert joins_to(laid, "a\n b  c\n", "a b\td") == (True, True)
    assert laid[1].old.strip() == "c" and laid[2].new.strip() == "d"


def test_tokens_join_to_the_text_and_survive_encoding() -> None:
    text = "We’ll keep 1,000.50 € — “for now”\r\n\t日本語 \u200b\U0001f600."
    assert "".join(tokens(text)) == text
    many = [str(number) for number in range(60_000)]  # past the surrogates
    (encoded,), by_number = encode([many])
    assert len(encoded) == len(set(encoded)) == len(by_number) == 60_000
    encoded.encode("utf-8")


def test_operations_become_segments() -> None:
    assert [each.operation for each in from_pairs([(-1, "a"), (0, "b"), ("+", "c")])] == [
        "delete",
        "equal",
        "insert",
    ]
    codes = [("equal", 0, 1, 0, 1), ("replace", 1, 2, 1, 3), ("delete", 2, 3, 3, 3)]
    segments = from_codes(codes, ["a", "b", "c"], ["a", "x", "y"])
    assert joins_to(segments, "abc", "axy") == (True, True)
    assert [each.operation for each in segments] == ["equal", "delete", "insert", "delete"]


@pytest.mark.parametrize(
    ("old", "new", "is_quiet"),
    [
        ("* one\n* two\n", "- one\n- two\n", True),
        ("We [say](/a).\n", "We [say](/b).\n", True),
        ("one\ntwo\n", "one two\r\n", True),
        ("He “said”.\n", 'He "said".\n', True),
        ("## One\n", "### One\n", True),
        ("We may go.\n", "We may not go.\n", False),
        ("30 days\n", "45 days\n", False),
    ],
)
def test_quiet_is_what_changes_no_word_of_the_page(old: str, new: str, is_quiet: bool) -> None:
    assert bool(quiet.quiet_pairs([Pair("made up", 1, 2, old, new)])) is is_quiet


def test_signs_tell_two_kinds_of_quiet_apart() -> None:
    assert not quiet.has_same_signs(Pair("made up", 1, 2, "Yes, we do.", "Yes we do."))
    assert quiet.has_same_signs(Pair("made up", 1, 2, "Yes,  we do.", "Yes,\nwe *do*."))


def test_births_are_compared_word_by_word() -> None:
    library = made_up_library()
    history = generate_history(library.documents["made-up 2"][0], library.pool("made-up 2"), 1, revisions=5)
    told = [list(each) for each in history.births]
    assert births_right(history, {"births": told}) == "100.00 %"
    assert births_right(history, {"births": [[".", 1], *told]}) == "100.00 %"
    wrong = [[word, revision + 1] for word, revision in told]
    assert births_right(history, {"births": wrong}) == "0.00 %"
    assert float(births_right(history, {"births": told[: len(told) // 2]}).removesuffix(" %")) < 51


def test_goals_say_whether_they_are_met() -> None:
    assert at_most("time", 0.2, 0.25).is_met and not at_most("time", 0.3, 0.25).is_met
    assert at_least("F1", 0.995, 0.995).is_met and not at_least("F1", 0.99, 0.995).is_met
    assert none("cuts", 0).is_met and none("cuts", 3).row()[-1] == "**no**"


def test_tables_hold_bars_apart_and_line_up() -> None:
    lines = table(["name", "count"], [["a|b", 3], ["c", 12]]).splitlines()
    assert "a\\|b" in lines[2] and lines[1].endswith(": |")
    assert len({len(line) for line in lines}) == 1


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_configuration_of_this_user_does_not_reach_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "diff.wordRegex")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", ".")
    engine = commands.git()
    segments = engine.read(engine.compare("one two", "one three"), "one two", "one three")
    assert [each.new.strip() for each in segments if each.operation == "insert"] == ["three"]
