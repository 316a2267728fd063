"""Redlines a lawyer would sign: what is listed as changed, and that both texts come back from every one of them.

Each file in golden/redline/ has ``what`` it shows, the ``old`` and the ``new`` text, and the ``changes`` expected, a
line each: the kind of change, the clause it is in, and what was removed → what was added. Where it matters in which
place something is marked, ``text`` has the lines of the marked text as the terminal shows them.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from itertools import compress
from operator import not_
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from golden_cases import each, files_of, read
from markdown_texts import WORDS, arbitrary_texts, blocks, documents
from policy_history.redline.compare import changes, compare
from policy_history.redline.html import redline_html, texts_differ
from policy_history.redline.identity import aligned
from policy_history.redline.model import Operation, Redline, count_words
from policy_history.redline.numbering import MARK_CLASS
from policy_history.redline.terminal import terminal_lines
from policy_history.text.document import read_document
from policy_history.text.html_words import words_of
from policy_history.text.tokens import Token
from sweeps import examples

CASES = files_of("redline")

thoroughly = settings(
    max_examples=examples(12), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and what an editor made of it: blocks dropped, repeated, put elsewhere, and words replaced."""
    pool = draw(st.lists(blocks().map("\n".join), min_size=1, max_size=6))
    kept = draw(st.lists(st.sampled_from(pool), max_size=7))
    old, new = "\n\n".join(pool), "\n\n".join(kept)
    for _ in range(draw(st.integers(0, 3))):
        gone, come = draw(st.sampled_from(WORDS)), draw(st.sampled_from((*WORDS, "**new**", "", "[a](/b)")))
        new = new.replace(gone, come, draw(st.integers(1, 3)))
    return old + "\n", new + draw(st.sampled_from(("\n", "")))


def reads_alike(texts: tuple[str, str]) -> bool:
    """Whether what is written alike is read alike: a label may be defined in one text only, a list end before it."""
    readings: dict[str, set[tuple[object, ...]]] = {}
    for document in map(read_document, texts):
        for index, block in enumerate(document.blocks):
            words = (token.text for token in document.tokens(index))
            source = block.source.strip("\n")
            readings.setdefault(source, set()).add((block.kind, block.shape, *words))
    return all(len(found) == 1 for found in readings.values())


# The redline does not yet compare texts in which one passage, written alike, reads otherwise.
pairs = st.one_of(edited_texts(), edited_texts(), st.tuples(documents(), documents())).filter(reads_alike)
odd_pairs = st.tuples(arbitrary_texts, arbitrary_texts).filter(reads_alike)


def redline_of(old: str, new: str) -> Redline:
    """The redline from one text to the other."""
    return compare(read_document(old), read_document(new))


def changes_in_words(redline: Redline) -> list[str]:
    """The list of changes, a line each."""
    found = []
    for change in changes(redline):
        clause = f" in “{change.clause.title}”" if change.clause else ""
        origin = f", {'moved from' if change.move else 'of'} “{change.from_clause.title}”" if change.from_clause else ""
        column = "" if change.column is None else f" of the column “{change.column}”"
        words = f"{change.removed or '–'} → {change.added or '–'}"
        found.append(f"{change.kind}{clause}{column}{origin}: {words}")
    return found


@each("redline")
def test_changes(case: Path) -> None:
    expected = read(case)
    old, new = read_document(expected["old"]), read_document(expected["new"])
    redline, reverse = compare(old, new), compare(new, old)
    assert changes_in_words(redline) == expected["changes"].splitlines()
    if "text" in expected:
        lines = list(terminal_lines(redline, width=400))[len(changes(redline)) + 3 :]
        assert "\n".join(line.rstrip() for line in lines).rstrip() == expected["text"].rstrip()
    _assert_recoverable(redline)
    _assert_recoverable(reverse)
    _assert_partners_fit(expected["old"], expected["new"])


def test_partners_are_each_others_where_references_are_counted_anew() -> None:
    # With the second clause goes a reference that reads as another one does afterwards.
    old = "## 1. Data\n\nAll of section 3.\n\n## 2. Fees\n\nSee section 2 or section 3.\n\n## 3. Law\n\nDue soon.\n"
    new = "## 1. Data\n\nAll of section 2.\n\n## 2. Law\n\nDue soon.\n"
    _assert_partners_fit(old, new)


@thoroughly
@given(pairs)
def test_both_texts_come_back_and_changes_are_ordered_numbered_and_counted(texts: tuple[str, str]) -> None:
    redline = redline_of(*texts)
    html = redline_html(redline)
    _assert_recoverable(redline)
    _assert_deletions_stand_before_insertions(redline)
    numbers = [int(each.id.removeprefix("change-")) for each in LexborHTMLParser(html).css("[id^=change-]")]
    assert numbers == [change.number for change in changes(redline)] == list(range(1, len(numbers) + 1))
    # What was in the old text, less what was removed, and with what was added, is what the new one has.
    old, new = (count_words(document.all_tokens()) for document in (redline.old, redline.new))
    assert old - redline.words_removed() + redline.words_added() == new
    _assert_partners_fit(*texts)


@thoroughly
@given(odd_pairs)
def test_no_text_is_too_odd_to_compare(texts: tuple[str, str]) -> None:
    redline = redline_of(*texts)
    redline_html(redline)
    assert [change.number for change in changes(redline)] == list(range(1, len(changes(redline)) + 1))


@thoroughly
@given(documents())
def test_a_text_compared_with_itself_has_no_change(text: str) -> None:
    redline = redline_of(text, text)
    assert changes(redline) == ()
    assert (redline.words_added(), redline.words_removed()) == (0, 0)
    assert not LexborHTMLParser(redline_html(redline)).css("ins, del")


def fingerprint() -> str:
    """The hash of the redlines of all cases."""
    found = sha256()
    for case in map(read, CASES):
        redline = redline_of(case["old"], case["new"])
        found.update((redline_html(redline) + repr(changes(redline))).encode())
    return found.hexdigest()


def test_the_redline_is_the_same_under_any_hash_seed() -> None:
    program = "import test_redline; print(test_redline.fingerprint())"
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == fingerprint()


def test_a_redline_that_lost_a_word_is_found_out() -> None:
    redline = redline_of("We may sell your data.\n", "We never sell your data.\n")
    html = redline_html(redline)
    assert texts_differ(html, redline) == ""
    assert "the old text does not come back" in texts_differ(html.replace("may", ""), redline)
    assert "the new text does not come back" in texts_differ(html.replace("never", "always"), redline)
    assert texts_differ(html.replace("data", "date"), redline) != ""


def _assert_deletions_stand_before_insertions(redline: Redline) -> None:
    for entry in redline.entries:
        for spans in entry.parts():
            operations = [span.operation for span in spans]
            assert (Operation.INSERT, Operation.DELETE) not in set(itertools.pairwise(operations))


def _assert_recoverable(redline: Redline) -> None:
    spans = [span for entry in redline.placed() for span in entry.all_spans()]
    assert _places(token for span in spans for token in span.old) == _places(redline.old.all_tokens())
    assert _places(token for span in spans for token in span.new) == _places(redline.new.all_tokens())
    html = redline_html(redline)
    assert words_of(html, without_tags=frozenset({"ins"}), without_class=MARK_CLASS) == redline.old.words
    assert words_of(html, without_tags=frozenset({"del"}), without_class=MARK_CLASS) == redline.new.words
    assert texts_differ(html, redline) == ""


def _assert_partners_fit(old: str, new: str) -> None:
    """In either direction two words are each other's partner, or neither has one; no kept one crosses what is the same
    to the letter."""
    for texts in ((old, new), (new, old)):
        found = aligned(*texts)
        olds = {(at, partner) for at, partner in enumerate(found.old_partner) if partner >= 0}
        news = {(partner, at) for at, partner in enumerate(found.new_partner) if partner >= 0}
        assert olds == news
        gaps = [set(compress(range(*gap.old), map(not_, found.old_move[slice(*gap.old)]))) for gap in found.gaps]
        places = [{found.old_partner[at] for at in gap} - {-1} for gap in gaps]
        assert all(inside <= set(range(*gap.new)) for inside, gap in zip(places, found.gaps, strict=True))


def _places(tokens: Iterable[Token]) -> list[tuple[str, int, int]]:
    return [(token.text, token.start, token.end) for token in tokens]
