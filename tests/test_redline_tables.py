"""Tables edited in known ways: their columns, rows and cells are told as they were edited, and stand where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from selectolax.lexbor import LexborHTMLParser

from policy_history.redline.compare import changes, compare
from policy_history.redline.html import redline_html, side_by_side_html, texts_differ
from policy_history.redline.model import Operation, Redline
from policy_history.redline.segments import segments
from policy_history.text.blocks import Kind
from policy_history.text.document import Document, read_document
from sweeps import examples, sample
from table_edits import EDITS, KnownTable, Table, known_table, several_tables

SINGLE = (
    "column out",
    "column in",
    "column moved",
    "row in before an edited one",
    "row moved",
    "row out",
    "cell edited",
)


def redline_of(texts: Sequence[str]) -> Redline:
    """The redline of two texts."""
    return compare(*map(read_document, texts))


def words_by_cell(document: Document, table: Table) -> dict[int, int]:
    """The place of each word in a table, and the number of the cell it stands in."""
    rows = [index for index, block in enumerate(document.blocks) if block.kind is Kind.ROW]
    return {
        token.start: cell.number
        for index, row in zip(rows, table, strict=True)
        for tokens, cell in zip(document.cells(index), row, strict=True)
        for token in tokens
    }


def faults(known: KnownTable) -> list[str]:
    """Where a redline of a known table is not what was done to it."""
    redline = redline_of(known.texts)
    olds, news = words_by_cell(redline.old, known.old), words_by_cell(redline.new, known.new)
    stayed = set(olds.values()) & set(news.values())
    found = []
    for span in (span for entry in redline.placed() for span in entry.all_spans()):
        if span.operation is Operation.EQUAL:
            pairs = zip(span.old, span.new, strict=True)
            found += [a.text for a, b in pairs if olds.get(a.start) != news.get(b.start)]
        else:
            cells, is_edit = (
                olds if span.operation.is_old else news,
                span.operation in (Operation.DELETE, Operation.INSERT),
            )
            found += [token.text for token in span.tokens if (cells.get(token.start) in stayed) is is_edit]
    return found


@pytest.mark.parametrize("edit", SINGLE)
def test_a_table_that_got_one_edit_is_told_as_it_was_edited(edit: str) -> None:
    known = [known_table(f"{edit}/{seed}", (edit,)) for seed in sample(range(100), 4)]
    wrong = [each for each in known if faults(each)]
    assert len(wrong) <= 0.05 * len(known), wrong[0].texts


@pytest.mark.parametrize("edit", ["column out", "column in"])
def test_a_column_is_one_change_under_its_own_heading(edit: str) -> None:
    for seed in sample(range(60), 3):
        known = known_table(f"{edit}/{seed}", (edit,))
        before, after = ({cell.text for cell in table[0]} for table in (known.old, known.new))
        (heading,) = before ^ after
        (told,) = changes(redline_of(known.texts))
        assert told.column == heading
        assert (told.removed or told.added).startswith(heading)


def combined(count: int) -> Iterator[tuple[KnownTable, str]]:
    """Tables that got several edits."""
    random = Random(7)
    for seed in range(count):
        edits = tuple(random.choices(list(EDITS), k=random.randint(1, 5)))
        yield known_table(f"combined/{seed}", edits), f"{seed}: {edits}"


def test_whatever_is_done_to_a_table_both_texts_come_back_and_every_row_has_as_many_cells() -> None:
    for known, what in combined(examples(20)):
        redline = assert_recoverable(known.texts, what)
        assert len(set(cells_by_row(redline_html(redline)))) == 1, what
        for _, old, new in side_by_side_html(redline):
            assert set(cells_by_row(old)) <= {len(known.old[0])}, what
            assert set(cells_by_row(new)) <= {len(known.new[0])}, what
        # Its segments tell the same words.
        gone = [token.text for span in redline.spans() if span.operation is Operation.DELETE for token in span.old]
        told = "".join(each.old for each in segments(*known.texts) if each.operation == "delete")
        assert sorted(re.sub(r"[\s|]", "", "".join(gone))) == sorted(re.sub(r"[\s|:]|---", "", told)), what


def test_whatever_is_done_to_several_tables_both_texts_come_back() -> None:
    for seed in sample(range(120), 6):
        texts = several_tables(Random(seed))
        assert_recoverable(texts, str(seed))
        assert_recoverable(texts[::-1], f"{seed}, back")


def assert_recoverable(texts: tuple[str, str], what: str) -> Redline:
    """The page gives back the words of both texts, the segments both texts, and the list's numbers are the page's."""
    redline = redline_of(texts)
    html = redline_html(redline)
    assert texts_differ(html, redline) == "", what
    found = segments(*texts)
    assert ("".join(each.old for each in found), "".join(each.new for each in found)) == texts, what
    ids = re.findall(r'id="change-(\d+)"', html)
    assert [int(number) for number in ids] == [change.number for change in changes(redline)], what
    # A list made a table, or a table made a list, may have rows that are half an item.
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL) if "<li>" not in html else ():
        assert len(set(cells_by_row(table))) == 1, what
    return redline


def cells_by_row(html: str) -> list[int]:
    """How many cells each row of a page has."""
    return [len(row.css("td, th")) for row in LexborHTMLParser(html).css("tr")]
