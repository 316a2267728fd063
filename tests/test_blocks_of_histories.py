"""What texts of a history have in common is read and rendered once: each comes out as it does alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markdown_texts import arbitrary_texts, documents
from policy_history.redline.compare import compare
from policy_history.redline.html import redline_html, texts_differ
from policy_history.redline.identity import with_permanent_ids
from policy_history.text import keeping
from policy_history.text.article import _parts_of, render_article
from policy_history.text.blocks import parse_blocks
from policy_history.text.document import Document, read_document
from policy_history.text.keeping import begin_round, kept
from policy_history.text.parts import cut
from sweeps import examples

CORPUS = Path(__file__).parent / "corpus"
HISTORIES = sorted(path for path in CORPUS.iterdir() if path.is_dir())

FENCE = "# Fees\n\n```\nA fence\n\n# no heading\n\nwords\n```\n\nBehind it.\n\n~~~\nnever closed\n\n# Again\n"
RAW = "Before.\n\n<div>\nraw\n\n# no heading\n\nwords\n</div>\n\nBehind.\n\n<!-- a\n\nb -->\n\nText.\n\n<div>\n\nopen\n"
OPEN_TAG = "One <b>bold\n\nTwo\n\n# Three\n\nFour</b> and five.\n"
TABLE = "A table:\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nText\n\n| A | B |\n|---|---|\n| 1 | `x\n\n# Last\n"
LABELS = 'See [the rules][R] and [R].\n\nMore on [r].\n\n[R]: /rules/ "Rules"\n\n# End\n\n[a b\n\nc]: /there/\n'
NOTES = "Fees[^f] and[^g]\n\nAgain[^f].\n\n[^f]: A note.\n\n    Its second paragraph.\n\n[^g]: Another.\n\nText.\n"
LISTS = "Two lists:\n\n- a\n- b\n\n1. c\n2. d\n\n    inside\n\nText\n\n- e\n\n\n- f\n\n> q\n\n> r\n\n    code\n\n\n    code\n\nText\n"
TERMS = "Term\n:   Meaning\n\nOther\n:   Meaning\n\nText\n\nThird\n\n:   Meaning\n\n# Head\n\nText\n"
ENDS = "Title\r\n===\r\n\r\nText\r\n\r\n- item\r\n\r\nText\r\n\t\r\n# Head\r\n"
RETURNS = "One\r\rTwo\n\nThree\r# Four\n"
EMPTY_ITEM = "- \n\nText  \n\n\t\n\n- "
HARD = (
    EMPTY_ITEM,
    FENCE,
    RAW,
    OPEN_TAG,
    TABLE,
    LABELS,
    NOTES,
    LISTS,
    TERMS,
    ENDS,
    RETURNS,
    "\n\n  \n",
    "",
    "\ufeff# A\n\nB\n",
)


def article_of_whole(text: str) -> str:
    """The article of a text that is not cut."""
    document = Document(text)
    document.parts = [type(document.parts[0])(text)]
    return str(render_article(document).html)


def assert_same(text: str) -> None:
    """Cut into parts a text has the blocks and the article that it has as a whole."""
    document = Document(text)
    assert "".join(cut(text)) == text
    assert document.blocks == parse_blocks(text)
    assert str(render_article(document).html) == article_of_whole(text)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda path: path.name)
def test_texts_of_a_history_are_rendered_as_they_are_alone(history: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(history.iterdir())]
    for text in texts:
        assert_same(text)
    for old, new in zip(*(with_permanent_ids(texts)[at:] for at in (0, 1)), strict=False):
        redline = compare(old, new)
        shown = str(redline_html(redline))
        assert texts_differ(shown, redline) == ""
        begin_round(), begin_round()
        again = [Document(each.source).named([clause.id for clause in each.clauses]) for each in (old, new)]
        assert str(redline_html(compare(*again))) == shown


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("behind", HARD)
def test_what_reaches_across_is_not_cut(text: str, behind: str) -> None:
    assert_same(text + "\n" + behind)


@settings(max_examples=examples(20), deadline=None, derandomize=True, database=None)
@given(st.lists(documents() | arbitrary_texts, min_size=1, max_size=3).map("\n\n".join))
def test_any_text_is_rendered_as_a_whole(text: str) -> None:
    assert_same(text)


def test_texts_share_their_blocks() -> None:
    old = read_document("# Rules\n\nNobody runs.\n\nNobody shouts.\n")
    new = read_document("# Rules\n\nNobody walks.\n\nNobody shouts.\n")
    assert [a is b for a, b in zip(old.reads, new.reads, strict=True)] == [True, False, True]


def test_texts_share_the_html_of_their_parts() -> None:
    """To the object: a long history does not hold each part's HTML once a text, nor hash it each time anew."""
    texts = [f"# Rules\n\nNobody {verb}.\n\n## Noise\n\nNobody shouts.\n\nEnd.\n" for verb in ("runs", "walks")]
    old, new = (_parts_of(document, document.clauses, "") for document in map(read_document, texts))
    assert [a is b for a, b in zip(old[:-1], new[:-1], strict=True)] == [True, False, True, True]


def _results_kept() -> int:
    return sum(len(results.now) + len(results.before) for results in keeping._all)


def test_what_two_rounds_did_not_ask_for_is_dropped() -> None:
    made = []

    @kept
    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    begin_round(), begin_round()
    before = _results_kept()
    assert [double(number) for _ in range(2) for number in range(2000)] == [*range(0, 4000, 2)] * 2
    assert len(made) == 2000
    begin_round()
    assert double(7) == 14 and len(made) == 2000
    begin_round(), begin_round()
    assert _results_kept() == before
    assert double(7) == 14 and len(made) == 2001
