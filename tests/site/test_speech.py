"""What is heard of a redline: little before the first change, every boundary once."""

from __future__ import annotations

import re

import pytest
from browsing import visiting
from playwright.sync_api import Browser
from publishing import Published

from quality.speech import ADDRESS, GOLDEN, transcript, words_before_the_first_change

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def heard(browser: Browser, published_example: Published) -> list[str]:
    """The utterances of one redline."""
    with visiting(browser) as visit:
        visit.page.goto(published_example.address + ADDRESS)
        return transcript(visit.page)


def test_a_redline_is_heard_as_it_was_listened_to(heard: list[str]) -> None:
    assert heard == GOLDEN.read_text("utf-8").splitlines(), "scripts/quality speech writes it anew"


def test_little_is_heard_before_the_first_change(heard: list[str]) -> None:
    assert words_before_the_first_change(heard) <= 120


def test_a_replaced_word_takes_five_utterances_and_no_boundary_is_told_twice(heard: list[str]) -> None:
    at = heard.index("24")
    assert heard[at - 1 : at + 4] == ["[removed]", "24", "[end removed] [added]", "12", "[end added]"]
    assert not [said for said in heard if re.search(r"\b(deletion|insertion)\b", said)]


def test_no_number_of_a_change_is_heard_among_the_words(heard: list[str]) -> None:
    assert "With whom we share it, heading level 3" in heard
    named = [said for said in heard if re.fullmatch(r"change \d+ of 10, link", said)]
    assert named == [f"change {number} of 10, link" for number in range(1, 11)]
