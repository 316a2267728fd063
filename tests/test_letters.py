"""The letters that differ within a word: pairs of words as a careful reader would set them off, and what always holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from policy_history.redline.comment_markdown import passages
from policy_history.redline.compare import changes, compare
from policy_history.redline.description import describe, description_html, sides_html
from policy_history.redline.html import redline_html, texts_differ
from policy_history.redline.letters import Stretches, differing_letters
from policy_history.redline.model import Redline
from policy_history.text.document import read_document

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


def test_letters_of_a_private_alphabet_are_themselves() -> None:
    """Signs stand for graphemes while words are compared; a text that has the same characters keeps its own."""
    letters = differing_letters("e\u0301cole\ue000x\ue001", "e\u0301cole\ue000x\ue002")
    assert letters is not None
    assert letters.old == (("e\u0301cole\ue000x", False), ("\ue001", True))
    assert letters.new == (("e\u0301cole\ue000x", False), ("\ue002", True))


_ALPHABET = "abcé.-/0\u0301👩‍👧\ue000\ue001"


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(_ALPHABET, max_size=14), st.text(_ALPHABET, max_size=14))
def test_both_words_are_recovered(old: str, new: str) -> None:
    letters = differing_letters(old, new)
    if letters is not None:
        assert ["".join(part for part, _ in side) for side in letters] == [old, new]
        kept = ["".join(part for part, differs in side if not differs) for side in letters]
        assert kept[0] == kept[1]
        assert any(differs for side in letters for _, differs in side)


def redline_of(old: str, new: str) -> Redline:
    return compare(read_document(old), read_document(new))


LETTERS = [
    ("You recieve it.", "You receive it.", "rec<b>i</b>eve", "rece<b>i</b>ve"),
    (
        "Write to https://x.org/ask today.",
        "Write to https://x.org/complaints today.",
        "https://x.org/<b>ask</b>",
        "https://x.org/<b>complaints</b>",
    ),
    (
        "Pay to **DE89370400440532013000**.",
        "Pay to **DE89370400440532013900**.",
        "DE89370400440532013<b>0</b>00",
        "DE89370400440532013<b>9</b>00",
    ),
]


@pytest.mark.parametrize(("old", "new", "removed", "added"), LETTERS)
def test_letters_are_set_off_on_the_page_and_in_every_list(old: str, new: str, removed: str, added: str) -> None:
    redline = redline_of(old + "\n", new + "\n")
    html = redline_html(redline)
    assert texts_differ(html, redline) == ""
    (change,) = changes(redline)
    lists = "".join((description_html(change), *sides_html(change, 160)))
    comment = "".join(passages(redline)).replace("&#58;", ":")
    for found in (html, lists, comment):
        bare = found.replace(' class="policy-letters"', "")
        assert removed in bare
        assert added in bare
    marks = re.sub(r"\[[a-z]+\] ?", "", Markup(description_html(change)).striptags())
    assert set(re.findall(r"\w+", marks)) <= set(re.findall(r"\w+", describe(change)))


def test_letters_of_a_link_target_are_set_off() -> None:
    redline = redline_of("See [it](https://x.org/ask).\n", "See [it](https://x.org/complaints).\n")
    (change,) = changes(redline)
    told = "https://x.org/<b>ask</b> → https://x.org/<b>complaints</b>"
    assert told in redline_html(redline).replace(' class="policy-letters"', "")
    assert "to “https://x.org/<b>complaints</b>”" in description_html(change).replace(' class="policy-letters"', "")


def test_of_more_words_than_there_were_no_letters_are_set_off() -> None:
    assert "policy-letters" not in redline_html(redline_of("You recieve it.\n", "You will receive it.\n"))


def test_letters_of_a_word_in_two_styles_keep_them() -> None:
    redline = redline_of("The organi**zation** decides.\n", "The organisation decides.\n")
    html = redline_html(redline)
    assert 'organi<strong><b class="policy-letters">z</b>ation</strong>' in html
    assert texts_differ(html, redline) == ""


def test_what_is_set_off_is_never_markup() -> None:
    redline = redline_of("Ask `a<b>ccc<d>` now.\n", "Ask `a<b>ccd<d>` now.\n")
    assert "<b>" not in redline_html(redline)
    assert all("<b>" not in description_html(change) for change in changes(redline))


def test_in_a_long_change_letters_are_set_off_up_to_the_cut() -> None:
    words = " ".join(f"fillings{number}" for number in range(40))
    (change,) = changes(redline_of(f"We recieve {words}.\n", f"We receive {words.replace('fill', 'moul')}.\n"))
    old, _ = sides_html(change, 160)
    assert old.striptags().endswith("...")
    assert old.startswith('rec<b class="policy-letters">i</b>eve ')
