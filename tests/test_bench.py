"""The parts of the bench that could mislead: how others are read, and what is called quiet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bench import again, commands, numbered, quiet
from bench.corpus import Corpus, Pair
from bench.engines import Engine, Missing, run
from bench.goals import HEADINGS, at_least, at_most, none
from bench.report import largest_of, renewed, table
from bench.rivals import from_codes, from_pairs, python_rivals, tokens
from bench.sections import Section
from bench.spreading import spread
from bench.wikidiff2 import wikidiff2
from known_edits import Segment
from known_edits.segments import joins_to
from policy_history.redline.segments import segments

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
        found = engine.read(answer, old, new)
        assert seconds >= 0
        assert solid("".join(each.old for each in found)) == solid(old)
        assert solid("".join(each.new for each in found)) == solid(new)
        assert joins_to(spread(found, old, new), old, new) == (True, True)
        assert any(each.is_change for each in found) or old == new


def test_wikidiff2_shows_moves_and_the_edits_inside() -> None:
    engine = wikidiff2()
    if engine is None:
        pytest.skip("wikidiff2 is not installed")
    found = engine.read(engine.compare(OLD + "\n", NEW + "\n"), OLD + "\n", NEW + "\n")
    moved = [each for each in found if each.operation == "move"]
    assert {bool(each.old) for each in moved} == {True, False} and len({each.move for each in moved}) == 1
    assert any(each.operation == "delete" and each.move and "us" in each.old for each in found)


def test_white_space_that_was_lost_is_put_back_where_it_stood() -> None:
    found = [Segment("equal", "a b", "a b"), Segment("delete", "c", ""), Segment("insert", "", "d")]
    laid = spread(found, "a\n b  c\n", "a b\td")
    assert joins_to(laid, "a\n b  c\n", "a b\td") == (True, True)
    assert laid[1].old.strip() == "c" and laid[2].new.strip() == "d"


def test_tokens_join_to_the_text() -> None:
    text = "We’ll keep 1,000.50 € — “for now”\r\n\t日本語 \u200b\U0001f600."
    assert "".join(tokens(text)) == text


def test_operations_become_found() -> None:
    assert [each.operation for each in from_pairs([(-1, "a"), (0, "b"), (1, "c")])] == [
        "delete",
        "equal",
        "insert",
    ]
    codes = [("equal", 0, 1, 0, 1), ("replace", 1, 2, 1, 3), ("delete", 2, 3, 3, 3)]
    found = from_codes(codes, ["a", "b", "c"], ["a", "x", "y"])
    assert joins_to(found, "abc", "axy") == (True, True)
    assert [each.operation for each in found] == ["equal", "delete", "insert", "delete"]


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


def test_a_word_removed_and_added_again_is_counted_on_both_sides() -> None:
    pairs = [Pair("made up", 1, 2, "We keep apples and pears here.\n", "We sell pears, apples, plums here.\n")]
    assert again.row("a", pairs)[2] == "0"  # what stayed is not struck, or moved
    assert [*again.passages_counted("red green blue", "blue black")] == [5, 2]


CLAUSES = "# Rules\n\n" + "".join(
    f"## {title}\n\nWhoever comes for {title.lower()} waits {days} days at most.\n\n"
    for title, days in (("Bread", 2), ("Cheese", 3), ("Honey", 5), ("Returns", 7), ("Deposits", 9))
)


def test_numbered_clauses_are_measured_in_every_form() -> None:
    corpus = Corpus(Path(), {"made up": [{"text": CLAUSES}]})
    found = {row[0]: row[1:6] for row in numbered.rows(corpus)}
    assert found == {form: [1, 6, 0, 0, 0] for form in numbered.FORMS}


def test_a_numbered_clause_that_is_kept_in_part_is_wrong() -> None:
    whole, part = "# P\n\n## 1. A\n\none two\n\n## 2. B\n\nthree\n", "# P\n\n## 1. B\n\nthree\n"
    place = range(whole.index("## 1"), whole.index("## 2"))
    assert not numbered.is_wrong(segments(whole, part), place, is_out=True)
    assert numbered.is_wrong(segments(whole, whole), place, is_out=True)
    assert numbered.is_wrong(segments(whole, ""), place, is_out=True)


def test_goals_say_whether_they_are_met() -> None:
    assert at_most("time", 0.2, 0.25).is_met and not at_most("time", 0.3, 0.25).is_met
    assert at_least("F1", 0.995, 0.995).is_met and not at_least("F1", 0.99, 0.995).is_met
    assert none("cuts", 0).is_met and none("cuts", 3).row()[-1] == "**3**"


def test_tables_hold_bars_apart_and_line_up() -> None:
    lines = table(["name", "count"], [["a|b", 3], ["c", 12]]).splitlines()
    assert "a\\|b" in lines[2] and lines[1].endswith(": |")
    assert len({len(line) for line in lines}) == 1


def test_parts_measured_anew_take_their_places_on_the_page() -> None:
    kept = "# P\n\n" + table(HEADINGS, [["a, of 3", "0", "0"]]) + "\n## One\n\nold\n\n## What is measured\n\nterms\n"
    parts = [Section("One", "new\n", [none("a, of 20", 1)]), Section("Two", "more\n"), Section("Three", "")]
    page = renewed(kept, parts)
    assert re.search(r"\| a, of 20 \| +0 \| +\*\*1\*\* \|", page) and "a, of 3 " not in page
    assert page.endswith("## One\n\nnew\n\n## Two\n\nmore\n\n## What is measured\n\nterms\n")


def test_of_all_documents_but_one_the_most_of_each_figure_is_told() -> None:
    assert largest_of([["a", 1, "9.5"], ["b", 2, "10.5"], ["c", 3, "1.0"]], "c") == [
        ["c", 3, "1.0"],
        ["the most of 2 others", 2, "10.5"],
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_configuration_of_this_user_does_not_reach_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "diff.wordRegex")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", ".")
    engine = commands.git()
    found = engine.read(engine.compare("one two", "one three"), "one two", "one three")
    assert [each.new.strip() for each in found if each.operation == "insert"] == ["three"]
