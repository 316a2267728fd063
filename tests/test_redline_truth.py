"""How true redlines are: held against edits that are known, with the thresholds below which nothing may land.

The texts are those written for the tests and made-up ones, so that the thresholds hold wherever the tests run.
``scripts/bench redline`` measures the same on real policies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import pytest

from bench.engines import OURS
from known_edits import KnownEdit, Score, made_up_library, pairs, score, written_library
from known_edits.generate import EDITS
from policy_history.redline.capitals import differ_in_capital
from policy_history.redline.compare import beginnings_of_renumberings, changes, compare
from policy_history.redline.description import describe
from policy_history.redline.html import redline_html, texts_differ
from policy_history.redline.identity import with_permanent_ids
from policy_history.redline.model import ChangeKind
from policy_history.redline.sameness import only_difference
from policy_history.redline.segments import counts, segments
from policy_history.redline.terminal import terminal_lines
from policy_history.text.document import read_document
from sweeps import sample

pytestmark = pytest.mark.slow

LIBRARIES = {"written": written_library(), "made up": made_up_library()}


@cache
def forty_edits(library: str, seed: int) -> list[KnownEdit]:
    """Forty of them."""
    return list(pairs(seed, 40, LIBRARIES[library]))


def score_of(edits: Sequence[KnownEdit]) -> Score:
    """The sum of their scores."""
    total = Score()
    for known in edits:
        total += score(known, OURS.read(OURS.compare(known.old, known.new), known.old, known.new))
    return total


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("seed", sample([2, 3], 2))
def test_known_edits_are_told_as_they_were_made(library: str, seed: int) -> None:
    total = score_of(forty_edits(library, seed))
    assert total.exact_old == total.exact_new == total.pairs == 40
    assert (total.cuts, total.unfaithful) == (0, 0)
    assert total.f1 >= 0.998
    assert total.perfect >= 0.95 * total.pairs
    assert total.move_precision >= 0.99
    assert total.move_recall >= 0.99


def test_every_kind_of_edit_is_among_them() -> None:
    seen = {edit for known in forty_edits("made up", 2) for edit in known.edits}
    assert set(EDITS) <= seen


BUTTER = "We keep what you tell us at the counter in a book, and nobody but the manager of the shop may read it."
CHEESE = "Cheese that you bring back within two days is replaced, or paid for, as you like, if you have the receipt."
HONEY = "Honey is sold by the jar; a jar that is brought back clean is worth ten pence, and two jars a quarter."


def ids_of(*texts: str) -> list[list[str]]:
    """The ids of the clauses of successive texts."""
    return [[clause.id for clause in document.clauses] for document in with_permanent_ids(texts)]


def test_a_clause_that_kept_a_fifth_of_its_words_is_another_clause() -> None:
    """A permanent link leads to what it led to, or says that this is gone; never to another clause."""
    other = f"## Returns\n\n{CHEESE} {HONEY} Nobody but the manager of the shop decides.\n"
    assert ids_of(f"## The counter\n\n{BUTTER}\n", other) == [["the-counter"], ["returns"]]


def test_a_clause_with_another_heading_and_more_than_half_its_words_is_the_same_clause() -> None:
    shortened = BUTTER.replace(" at the counter", "").replace(" of the shop", "").replace("nobody but ", "only ")
    assert ids_of(f"## The counter\n\n{BUTTER}\n", f"## The book\n\n{shortened}\n") == [
        ["the-counter"],
        ["the-counter"],
    ]


def test_an_id_that_was_used_is_never_given_to_another_clause() -> None:
    texts = (f"## Returns\n\n{CHEESE}\n", f"## Deposits\n\n{HONEY}\n", f"## Returns\n\n{BUTTER}\n")
    assert ids_of(*texts) == [["returns"], ["deposits"], ["returns-2"]]


def test_a_bullet_that_is_a_sign_in_the_text_is_no_wording() -> None:
    found = counts(segments("• Bread\n\n• Butter\n", "Bread\n\nButter\n"))
    assert found[ChangeKind.STRUCTURE] and not found[ChangeKind.WORDING]


def test_may_not_stays_where_it_stayed() -> None:
    """Short words that decide what a sentence permits weigh like long ones; else the sentence is struck whole."""
    redline = compare(read_document("You may not lend it.\n"), read_document("We may not keep it.\n"))
    assert [(change.removed, change.added) for change in changes(redline)] == [("You", "We"), ("lend", "keep")]


def test_what_moved_is_set_off_in_the_terminal() -> None:
    redline = compare(*map(read_document, (f"{BUTTER}\n\n{CHEESE}\n\n{HONEY}\n", f"{HONEY}\n\n{BUTTER}\n\n{CHEESE}\n")))
    lines = "\n".join(terminal_lines(redline, width=400))
    assert f"{{>{HONEY}>}}" in lines
    assert f"[<{HONEY}<]" in lines


def test_a_run_of_renumbered_clauses_is_one_change() -> None:
    old = f"## 1. Counter\n\n{BUTTER}\n\n## 2. Returns\n\n{CHEESE}\n\n## 3. Deposits\n\n{HONEY}\n"
    new = f"## 1. Returns\n\n{CHEESE}\n\n## 2. Deposits\n\n{HONEY}\n"
    redline = compare(read_document(old), read_document(new))
    (told,) = [change for change in changes(redline) if change.kind is ChangeKind.NUMBERING]
    assert describe(told) == "1. Returns: Clauses 2 to 3 are now 1 to 2"
    html = redline_html(redline)
    assert html.count('<del class="policy-numbering" role="none">') == 2
    assert html.count(f'id="change-{told.number}"') == 1
    assert texts_differ(html, redline) == ""
    assert ids_of(old, new)[1] == ids_of(old, new)[0][1:]


def test_of_a_reference_that_followed_only_its_number_is_marked() -> None:
    old = f"## 1. Counter\n\n{BUTTER}\n\n## 2. Returns\n\n{CHEESE}\n\n## 3. Deposits\n\nSee section 2 for more.\n"
    new = f"## 1. Returns\n\n{CHEESE}\n\n## 2. Deposits\n\nSee section 1 for more.\n"
    html = redline_html(compare(read_document(old), read_document(new)))
    assert "See section <" in html
    assert '<del class="policy-numbering" role="none">2</del>' in html
    assert '<ins class="policy-numbering" role="none">1</ins>' in html


def test_labels_that_are_counted_anew_and_labels_that_take_another_shape_have_the_ids_of_the_list() -> None:
    old = f"## 1. Counter\n\n{BUTTER}\n\n(a) {CHEESE}\n\n## 2. Jars\n\n(b) {HONEY}\n\nSee section 2 for more.\n"
    new = f"## Article 1: Counter\n\n{BUTTER}\n\n(b) {CHEESE}\n\n## Article 2: Jars\n\n(c) {HONEY}\n\nSee it.\n"
    redline = compare(read_document(old), read_document(new))
    html = redline_html(redline)
    found = changes(redline)
    told = {change.number: describe(change) for change in found if change.kind is ChangeKind.NUMBERING}
    assert list(told.values()) == [
        "Article 1: Counter: Clauses 1 to 2 are now Article 1 to Article 2",
        "Article 1: Counter: Items a to b are now b to c",
    ]
    marked = re.findall(
        r'<span class="policy-change"([^>]*)>(?:<span[^>]*>[^<]*</span>)?<(?:del|ins) class="policy-numbering"', html
    )
    assert [id_ for id_ in marked if id_] == [f' id="change-{number}"' for number in told]
    assert (redline.words_removed(), redline.words_added()) == (4, 1)
    assert sum(change.words_removed for change in found) == 4
    assert html.count('<ins class="policy-numbering"') == len(beginnings_of_renumberings(redline)) == 4
    assert texts_differ(html, redline) == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["i.", "ii.", "iii."], ["(a)", "(b)", "(c)"], ["Items i to iii are now a to c"]),
        (["(a)", "(b)", "(c)"], ["1.1", "1.2", "1.3"], ["Items a to c are now 1.1 to 1.3"]),
        (["1.", "2.", "3."], ["1)", "2)", "3)"], ["Clauses 1. to 3. are now 1) to 3)"]),
        (["1.", "2.", "3."], ["§ 1", "§ 2", "§ 4"], ["Clauses 1 to 2 are now § 1 to § 2", "Clause 3 is now § 4"]),
        (["1.", "2.", "3."], ["", "", ""], ["number “1.” removed", "number “2.” removed", "number “3.” removed"]),
    ],
)
def test_a_run_of_labels_that_took_another_shape_is_told_once(old: list[str], new: list[str], told: list[str]) -> None:
    titles = ("Counter", "Returns", "Deposits")
    bodies = (BUTTER, CHEESE, HONEY)
    texts = (
        "\n".join(f"## {label} {title}\n\n{body}\n" for label, title, body in zip(labels, titles, bodies, strict=True))
        for labels in (old, new)
    )
    found = changes(compare(*map(read_document, texts)))
    assert [describe(change).split(": ", 1)[1].split("Counter: ")[-1] for change in found] == told


CAPITALS = "The [fee](/fees/) is due. Honey is sold.\n", "Now the [fee](/fees/) is due, and honey is sold.\n"


def test_a_capital_for_its_place_is_marked_quietly_and_is_typography() -> None:
    redline = compare(*map(read_document, CAPITALS))
    html = redline_html(redline)
    assert '<del class="policy-quiet" role="none">The</del><ins class="policy-quiet" role="none">the</ins>' in html
    assert html.count('<ins class="policy-quiet"') == 2
    assert texts_differ(html, redline) == ""
    assert (redline.words_removed(), redline.words_added()) == (0, 2)
    found = segments(*CAPITALS)
    assert ["".join(str(segment[side]) for segment in found) for side in (1, 2)] == list(CAPITALS)
    typography = [(each.old.strip(), each.new.strip()) for each in found if each.kind is ChangeKind.TYPOGRAPHY]
    assert typography == [("The", "the"), ("Honey", "honey")]


def test_a_word_that_is_linked_keeps_its_link_where_its_capital_changes() -> None:
    redline = compare(*map(read_document, ("[The fee](/fees/) is due.\n", "Now [the fee](/fees/) is due.\n")))
    html = redline_html(redline)
    assert re.search(r'<ins class="policy-quiet" role="none"><a href="[^"]*/fees/">the</a></ins>', html)


def test_capitals_alone_are_named_as_the_only_difference() -> None:
    redline = compare(*map(read_document, ("Note: the office is shut.\n", "Note: The office is shut.\n")))
    assert changes(redline) == ()
    assert only_difference(redline) == "The two sources differ in capitals."


@pytest.mark.parametrize(
    ("old", "new", "is_capital"),
    [
        ("the", "The", True),
        ("we'll", "We'll", True),
        ("über", "Über", True),
        ("we", "WE", False),
        ("the", "the", False),
        ("3d", "3D", False),
        ("iOS", "IOS", True),
        ("eBay", "ebay", False),
        ("i", "İ", False),
        ("ı", "I", False),
        ("ς", "Σ", False),
        ("利", "用", False),
        ("these", "The", False),
    ],
)
def test_words_that_differ_in_their_first_capital_alone(old: str, new: str, is_capital: bool) -> None:
    assert differ_in_capital(old, new) is differ_in_capital(new, old) is is_capital


def test_a_reference_in_letters_is_no_capital() -> None:
    old = f"## (a) Counter\n\n{BUTTER}\n\n## (b) Returns\n\n{CHEESE}\n\nSee section b there.\n"
    new = f"## (A) Counter\n\n{BUTTER}\n\n## (B) Returns\n\n{CHEESE}\n\nSee section B there.\n"
    told = [str(change.kind) for change in changes(compare(*map(read_document, (old, new))))]
    assert told == ["numbering"]


@pytest.mark.parametrize(
    ("old", "new"), [("   ", " "), ("\n", ""), ("\n\n", "One.\n"), ("One.\n", "\t\n"), (" \n", " \n"), ("", "")]
)
def test_a_text_of_blanks_alone_comes_back_too(old: str, new: str) -> None:
    found = segments(old, new)
    assert ("".join(each.old for each in found), "".join(each.new for each in found)) == (old, new)
    assert bool(counts(found)[ChangeKind.WORDING]) is bool(old.strip() or new.strip())


def test_items_of_a_numbered_list_are_shown_with_the_numbers_that_they_have() -> None:
    """Counted by the browser, the removed item would count too, and "2." of the text in force be shown as "3."."""
    old = "1. You pay.\n2. You wait for a week.\n3. You collect it.\n"
    new = "1. You pay.\n2. You collect it.\n3. You bring it back.\n"
    redline = compare(read_document(old), read_document(new))
    tags = re.findall(r"<(?:ol|li)[^>]*>", str(redline_html(redline)))
    assert tags == ["<ol>", "<li>", "<li>", '<li value="2">', "<li>"]
    shown = [line for line in terminal_lines(redline) if line[:1].isdigit()][-4:]
    assert shown == ["1. You pay.", "2. [-You wait for a week.-]", "2. You collect it.", "3. {+You bring it back.+}"]


def test_a_nested_list_goes_on_with_its_own_numbers() -> None:
    old = "4. One way:\n    1. by letter,\n    2. by telephone,\n    3. by email.\n5. Another way.\n"
    new = "4. One way:\n    1. by letter,\n    2. by email.\n5. Another way, too.\n"
    tags = re.findall(r"<(?:ol|li)[^>]*>", str(redline_html(compare(read_document(old), read_document(new)))))
    assert tags == ['<ol start="4">', "<li>", "<ol>", "<li>", "<li>", '<li value="2">', "<li>"]
