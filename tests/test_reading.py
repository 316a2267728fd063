"""How the engine reads Markdown, and that a page shows it so.

Each file in golden/reading/ has cases of one construct: ``what`` the case shows, the Markdown in ``text``, and the
``blocks`` expected, a line each:

    heading 2 #rights | Your rights           the level, and the id when the source gives one
    list item in ul > ol | Delete it          the containers from the outside in, then the words a reader sees
    list item in ol from 3 | Third            the number it has, when that is not 1
    table row head left center | Data ‖ Why   the alignments, then the cells

``looks``, where a case has it, lists the words that are set in another way than plain, or lead somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import HealthCheck, example, given, settings

from golden_cases import files_of, read
from known_edits.sources import history_names, history_texts
from markdown_texts import arbitrary_texts, documents
from page_blocks import document_blocks, page_blocks
from policy_history.text.article import SITE_SCHEME, render_article
from policy_history.text.blocks import Block, Kind
from policy_history.text.document import Document
from policy_history.text.html_words import words_of
from sweeps import examples, sample

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in files_of("reading")
    for number, case in enumerate(read(path), start=1)
]

thoroughly = settings(
    max_examples=examples(20), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def test_there_are_cases() -> None:
    assert len(CASES) > 60


@pytest.mark.parametrize("case", CASES)
def test_blocks(case: dict[str, str]) -> None:
    document = Document(case["text"])
    assert list(_described(document)) == case["blocks"].splitlines()
    if "looks" in case:
        assert list(_looks(document)) == case["looks"].splitlines()
    _assert_sources_join(case["text"])
    assert words_of(render_article(document).html) == document.words


@thoroughly
@given(documents())
def test_well_formed_markdown_is_shown_as_read(text: str) -> None:
    """Words, blocks, the containers around them, emphasis, code and link targets are those of the page."""
    _assert_sources_join(text)
    document = Document(text)
    html = render_article(document).html
    assert words_of(html) == document.words
    if not any(block.kind is Kind.HTML for block in document.blocks):
        assert page_blocks(html.replace(f"{SITE_SCHEME}:", "")) == document_blocks(document)


@thoroughly
@given(arbitrary_texts)
@example("")
@example("\ufeff# Privacy\r\n\r\nWe collect nothing.\r\n")
@example("1" * 5000 + ". An item with a number no computer counts to")
@example("> " * 3000 + "deep")
@example("* " * 3000 + "deep")
@example("[" * 3000 + "a" + "](b)" * 3000)
@example("-" * 200 + " Original message " + "-" * 200)
@example("<div " * 3000)
@example("<a@" * 3000)
@example("_a" * 3000)
@example("[" * 30000)
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, nothing takes for ever, and every character of the source belongs to a block."""
    _assert_sources_join(text)
    document = Document(text)
    places = [place for token in document.all_tokens() for place in (token.start, token.end)]
    assert all(0 <= place <= len(text) for place in places)
    assert list(document.raw_tags()) == sorted(document.raw_tags())
    assert len({clause.id for clause in document.clauses}) == len(document.clauses)


def test_corpus_joins_back() -> None:
    for text in sample(list(_corpus()), 9):
        _assert_sources_join(text)


def test_corpus_is_shown_as_read() -> None:
    assert [text for text in sample(list(_corpus()), 80) if not _is_shown_as_read(text)] == []


def _corpus() -> Iterator[str]:
    for name in history_names():
        yield from (text.replace("\r\n", "\n") for text in history_texts(name))


def _is_shown_as_read(text: str) -> bool:
    document = Document(text)
    return words_of(render_article(document).html) == document.words


def _assert_sources_join(text: str) -> None:
    """Blocks joined are the source; only one without a word or a rule, such as a lone ``>``, has no block."""
    document = Document(text)
    blocks = document.blocks
    assert "".join(block.source for block in blocks) == (text if blocks else "")
    if not blocks:
        html = render_article(document).html
        assert "<hr>" not in html and not words_of(html)
    for block in blocks:
        pieces = [piece for pieces in block.cells or [block.pieces] for piece in pieces]
        assert all(0 <= piece.start <= piece.end <= len(block.source) for piece in pieces)


def _described(document: Document) -> Iterator[str]:
    for index, block in enumerate(document.blocks):
        cells = document.cells(index) if block.kind is Kind.ROW else [document.tokens(index)]
        shown = [" ".join(token.text for token in tokens if not token.is_image) for tokens in cells]
        words = " ‖ ".join(shown)
        yield (" ".join(_terms(block)) + (f" | {words}" if words else "")).rstrip()


def _terms(block: Block) -> Iterator[str]:
    yield block.kind
    if block.level:
        yield str(block.level)
    if block.explicit_id:
        yield f"#{block.explicit_id}"
    if block.is_header:
        yield "head"
    if block.shape:
        yield "in " + " > ".join(block.shape)
    if block.number != 1 and block.shape[-1:] == ("ol",):
        yield f"from {block.number}"
    yield from (alignment or "-" for alignment in block.alignments if any(block.alignments))


def _looks(document: Document) -> Iterator[str]:
    runs = [(run.style, run.text) for token in document.all_tokens() for run in token.runs]
    for style, stretch in groupby(runs, key=lambda run: run[0]):
        names = [name for name in ("strong", "emphasis", "code") if getattr(style, name)]
        places = (("link", style.link), ("picture", style.image))
        names += [f"{name} {place}" for name, place in places if place is not None]
        if names:
            yield f"{' '.join(names)} | {' '.join(text for _, text in stretch)}"
