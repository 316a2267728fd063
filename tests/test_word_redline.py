"""A redline as a Word document: accepting all changes gives the new text, rejecting all gives the old one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from golden_cases import files_of, read
from known_edits.sources import history_names, history_texts
from machine import PATIENCE
from policies import revision_of
from policy_history.text.document import Document, read_document
from policy_history.text.splitting import words_in
from sweeps import IS_WHOLE, examples, sample
from test_redline import pairs, thoroughly
from word_files import imported, redline_of, words_by_block

pytestmark = pytest.mark.slow

SITE = Path(__file__).parent / "site" / "example" / "policy_versions" / "notice"
PYTHON = "/usr/bin/python3"
CASES = files_of("redline")
TOGETHER = 24
STARTS = range(0, len(CASES), TOGETHER)
BOTH_WAYS = [(start, way * (-1) ** at) for way in (1, -1) for at, start in enumerate(STARTS)]
"""In the first half each once, there or back in turn."""


def texts_of(case: Path) -> tuple[str, str]:
    return read(case)["old"], read(case)["new"]


def together(cases: Sequence[Path]) -> tuple[str, str]:
    """The old and the new texts of several cases, all but the first in a clause of the case's name."""
    old, new = (
        "\n\n".join([texts[0], *(f"# {case.stem}\n\n{text}" for case, text in zip(cases[1:], texts[1:], strict=True))])
        for texts in zip(*map(texts_of, cases), strict=True)
    )
    return old, new


def example(name: str) -> str:
    """The text of a revision of the example site."""
    return (SITE / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def body_of(content: bytes) -> etree._Element:
    with ZipFile(BytesIO(content)) as file:
        return etree.fromstring(file.read("word/document.xml"))


def assert_both_come_back(old: str, new: str, *, may_count: bool = True) -> None:
    content = redline_of(old, new)
    for text, changes in ((new, "accept"), (old, "reject")):
        draft = imported(content, changes)
        assert not draft.missing
        found, expected = words_by_block(Document(draft.markdown)), words_by_block(read_document(text))
        assert may_count or not draft.added, changes
        if draft.added:
            # Two numbered lists with nothing but a comment or a definition between them: the second one's numbers come
            # as text, because Markdown would go on counting. Every word is there still.
            words = [word for block in expected for word in block]
            rest = iter(word for block in found for word in block)
            assert all(word in rest for word in words), changes
            continue
        assert found == expected, changes


@pytest.mark.parametrize("case", sample(CASES, 8), ids=lambda case: case.stem)
def test_both_texts_of_a_case_come_back(case: Path) -> None:
    """Alone: among others a case may be marked otherwise."""
    assert_both_come_back(*texts_of(case))


@pytest.mark.parametrize(("start", "way"), BOTH_WAYS if IS_WHOLE else BOTH_WAYS[: len(STARTS)])
def test_both_texts_of_cases_come_back_in_either_direction(start: int, way: int) -> None:
    """Several in a document, which takes longer to make than their words do."""
    assert_both_come_back(*together(CASES[start : start + TOGETHER])[::way], may_count=False)


@settings(thoroughly, max_examples=examples(6))
@given(pairs)
def test_both_texts_come_back(texts: tuple[str, str]) -> None:
    assert_both_come_back(*texts)


@pytest.mark.parametrize(
    "name", sample(history_names("basecamp-terms", "github-subprocessors", "us18f-open-source"), 2)
)
def test_both_texts_of_policies_come_back(name: str) -> None:
    texts = [text.replace("\r\n", "\n") for text in history_texts(name)]
    middle = len(texts) // 2
    assert_both_come_back(texts[middle], texts[middle + 1])
    assert_both_come_back(texts[0], texts[-1])


def test_a_blank_that_stays_between_words_of_code_that_go_is_no_code() -> None:
    met, share = (
        "Ultimately, the software that best meets the needs",
        "user chooses to distribute the outside the user's",
    )
    new = f"software distribute source code {share} itself. {met}\n"
    assert_both_come_back(f"        software. {met} should source code {share} ", new)


def test_a_paragraph_that_a_table_parts_comes_back_in_one_piece() -> None:
    ten, then = "We keep your name and your address for ten years.", "Then we delete both of them without asking you."
    table = "| Data | Why |\n| --- | --- |\n| name | to greet |\n"
    texts = f"{ten} {then}\n", f"{ten}\n\n{table}\n{then}\n"
    assert_both_come_back(*texts)
    assert_both_come_back(*texts[::-1])


def test_words_that_stayed_are_not_marked() -> None:
    body = body_of(redline_of("We keep it for 30 days.\n", "We keep it for 60 days.\n"))
    removed = ["".join(element.itertext()) for element in body.iter(qn("w:del"))]
    added = ["".join(element.itertext()) for element in body.iter(qn("w:ins"))]
    assert (removed, added) == (["30"], ["60"])


def test_another_form_of_a_paragraph_is_tracked() -> None:
    body = body_of(redline_of("## Fees\n\nThey are due in May.\n", "### Fees\n\nThey are due in May.\n"))
    (form,) = (each for each in body.findall(f".//{qn('w:pPr')}") if each.find(qn("w:pPrChange")) is not None)
    styles = [each.get(qn("w:val")) for each in form.iter(qn("w:pStyle"))]
    assert styles == ["Heading3", "Heading2"], "as it is, and as it was"


def test_paragraph_marks_are_tracked() -> None:
    body = body_of(redline_of("One stays here.\n", "One stays here.\n\nTwo is added here.\n"))
    assert body.findall(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:ins')}")


@pytest.mark.parametrize(("tag", "is_removed"), [("w:del", True), ("w:ins", False)])
def test_marks_are_tracked_as_someone_types_who_goes_on_behind_a_paragraphs_end(tag: str, is_removed: bool) -> None:
    """Whoever takes out the end of a paragraph and all of the next takes out the first mark, and the last one stays."""
    short, long = "One stays here.\n", "One stays here. More of it.\n\nTwo is another one.\n"
    body = body_of(redline_of(long, short) if is_removed else redline_of(short, long))
    paragraphs = [each for each in body.iter(qn("w:p")) if "".join(each.itertext()).strip()]
    first, last = (each for each in paragraphs if {"More", "Two"} & set("".join(each.itertext()).split()))
    assert first.findall(f"./{qn('w:pPr')}/{qn('w:rPr')}/{qn(tag)}")
    assert not last.findall(f"./{qn('w:pPr')}/{qn('w:rPr')}/{qn(tag)}")


def test_a_row_is_added_whole() -> None:
    old = "| Data | Why |\n| --- | --- |\n| name | to greet |\n"
    body = body_of(redline_of(old, old + "| address | to send |\n"))
    assert len(body.findall(f".//{qn('w:trPr')}/{qn('w:ins')}")) == 1


def test_a_column_is_removed_or_added_cell_by_cell_and_its_rows_stay() -> None:
    wide = "| Data | Why | Days |\n| --- | --- | --- |\n| name | to greet | 30 |\n| address | | 90 |\n"
    narrow = "| Data | Days |\n| --- | --- |\n| name | 30 |\n| address | 90 |\n"
    for texts, tag in (((wide, narrow), "w:cellDel"), ((narrow, wide), "w:cellIns")):
        body = body_of(redline_of(*texts))
        rows = list(body.iter(qn("w:tr")))[-3:]
        marked = [[cell.find(f".//{qn(tag)}") is not None for cell in row.iter(qn("w:tc"))] for row in rows]
        assert marked == [[False, True, False]] * 3
        assert not [
            row for row in rows for tag in ("w:ins", "w:del") if row.find(f"{qn('w:trPr')}/{qn(tag)}") is not None
        ]


def test_both_ends_of_a_move_bear_one_name() -> None:
    body = body_of(redline_of(*texts_of(next(case for case in CASES if case.stem == "paragraph-moved"))))
    names = [[start.get(qn("w:name")) for start in body.iter(qn(f"w:move{end}RangeStart"))] for end in ("From", "To")]
    assert names == [["move1"], ["move1"]]
    assert len(list(body.iter(qn("w:moveFromRangeEnd")))) == len(list(body.iter(qn("w:moveToRangeEnd")))) == 1
    assert list(body.iter(qn("w:moveFrom"))) and list(body.iter(qn("w:moveTo")))


def test_every_change_has_a_number_of_its_own_an_author_and_the_revisions_day() -> None:
    revision = revision_of("2026-12-01", published=date(2026, 11, 1))
    texts = example("2018-05-25"), example("2027-01-01")
    body = body_of(redline_of(*texts, revision=revision, publisher="Harbour Lane"))
    marks = [element for element in body.iter() if element.get(qn("w:author"))]
    assert len(marks) > 10
    assert {mark.get(qn("w:author")) for mark in marks} == {"Harbour Lane"}
    assert {mark.get(qn("w:date"))[:13] for mark in marks} == {"2026-11-01T00"}
    numbers = [mark.get(qn("w:id")) for mark in marks]
    assert len(numbers) == len(set(numbers))


def test_changes_on_both_sides_of_an_end_that_stays_are_of_different_minutes() -> None:
    """LibreOffice makes one change of two that touch, are of one author and less than a minute apart."""
    texts = texts_of(next(case for case in CASES if case.stem == "words-added-around-an-end"))
    body = body_of(redline_of(*texts, revision=revision_of("2026-12-01", published=date(2026, 11, 1))))
    minutes = [mark.get(qn("w:date"))[11:16] for mark in body.iter(qn("w:ins"))]
    assert minutes == ["00:00", "00:05"]


def test_a_text_without_a_day_gets_no_day() -> None:
    body = body_of(redline_of("a\n", "b\n"))
    assert not [element for element in body.iter() if element.get(qn("w:date"))]


def test_the_same_redline_is_the_same_file() -> None:
    texts = example("2018-05-25"), example("2027-01-01")
    assert redline_of(*texts) == redline_of(*texts)


def test_cover_and_last_line_stand_around_the_text_and_are_not_imported() -> None:
    content = redline_of("# A\n\nold\n", "# A\n\nnew\n", title="Privacy Policy")
    body = body_of(content)
    texts = ["".join(paragraph.itertext()) for paragraph in body.iter(qn("w:p"))]
    assert texts[0] == "Privacy Policy: redline"
    assert texts[-1] == "End of comparison"
    assert "old.md" in texts and "new.md" in texts
    assert any(text.startswith("1. A: removed “old”") for text in texts)
    assert imported(content).markdown == "# A\n\nnew\n"


def test_a_changed_link_is_told_in_words() -> None:
    body = body_of(redline_of("[here](/old/)\n", "[here](/new/)\n"))
    texts = ["".join(paragraph.itertext()) for paragraph in body.iter(qn("w:p"))]
    assert any("link target changed from “/old/” to “/new/”" in text for text in texts)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_accepts_and_rejects_to_the_two_texts(tmp_path: Path) -> None:
    """All golden cases as one document, there and back, and eight years of the example's policy.

    Footnotes are no paragraphs to LibreOffice, and descriptions of pictures are text; ``test_import_word_saved_anew.py``
    has the former saved by it.
    """
    golden = [case for case in CASES if not any(mark in text for mark in ("[^", "![") for text in texts_of(case))]
    old, new = together(golden)
    found = {"there": (old, new), "back": (new, old), "years": [example("2018-05-25"), example("2027-01-01")]}
    for name, (old, new) in found.items():
        (tmp_path / f"{name}.docx").write_bytes(redline_of(old, new, revision=revision_of("2026-01-01", new)))
    program = Path(__file__).parent / "libreoffice.py"
    files = [str(tmp_path / f"{name}.docx") for name in found]
    result = subprocess.run(
        [PYTHON, str(program), *files], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    if "No module named 'uno'" in result.stderr:
        pytest.skip("python3-uno is not here")
    assert result.returncode == 0, result.stderr
    for line in result.stdout.splitlines():
        seen = json.loads(line)
        old, new = found[seen["file"].removesuffix(".docx")]
        assert seen["changes"] > 10
        for text, paragraphs in ((new, seen["accepted"]), (old, seen["rejected"])):
            start = paragraphs.index("The whole text with its changes marked") + 1
            assert paragraphs[-1] == "End of comparison"
            words = [words_in(paragraph) for paragraph in paragraphs[start:-1]]
            assert [each for each in words if each] == words_by_block(read_document(text))


def test_an_end_that_stays_parts_a_word_that_became_a_link_from_the_paragraph_behind_it() -> None:
    """LibreOffice joins two changes of one minute and takes the paragraph's end between them for a part of both."""
    old, new = "See the list\n\nAsk us.\n", "See the [list](#list)\n\nThe list is long.\n\nAsk us.\n"
    body = body_of(redline_of(old, new, revision=revision_of("2026-01-01", new)))
    of_link, *of_paragraph = [mark.get(qn("w:date")) for mark in body.iter(qn("w:ins"))]
    assert len(of_paragraph) == 2 and of_link not in of_paragraph


def test_a_label_counted_anew_and_one_of_another_shape_are_tracked() -> None:
    old = "## 2. Fees\n\nThe fee is forty pounds.\n\n## 3. Notice\n\nWrite to us.\n"
    new = "## 1. Fees\n\nThe fee is forty pounds.\n\n## Article 2: Notice\n\nWrite to us.\n"
    body = body_of(redline_of(old, new))
    texts = [("".join(mark.itertext())).strip() for mark in body.iter(qn("w:del"), qn("w:ins"))]
    assert texts == ["2", "1", "3.", "Article 2:"]
    assert_both_come_back(old, new)


@pytest.mark.parametrize(
    ("language", "named"),
    [("en", {"val": "en"}), ("ar", {"val": "ar", "bidi": "ar"}), ("ja", {"val": "ja", "eastAsia": "ja"})],
)
def test_the_document_names_the_language_of_the_text_and_of_the_words_around_it(
    language: str, named: dict[str, str]
) -> None:
    content = redline_of("a\n", "b\n", title="Title", language=language)
    with ZipFile(BytesIO(content)) as file:
        styles = etree.fromstring(file.read("word/styles.xml"))
    (found,) = styles.iterfind("{*}docDefaults//{*}lang")
    assert dict(found.attrib) == {qn(f"w:{name}"): value for name, value in named.items()}
    covers = [
        style for style in styles.iterfind("{*}style") if style.get(qn("w:styleId"), "").startswith("PolicyCover")
    ]
    assert [style.find(".//{*}lang").get(qn("w:val")) for style in covers] == ["en", "en"]
    words = ["".join(paragraph.itertext()) for paragraph in body_of(content).iter(qn("w:p"))]
    assert not [each for each in words if "<" in each], "the cover is text, no markup"


def test_the_cover_counts_the_changes_of_each_class_that_has_any() -> None:
    body = body_of(redline_of("One old word.\n\nSee [this](/a/) there.\n", "One new word.\n\nSee [this](/b/) there.\n"))
    rows = [["".join(cell.itertext()) for cell in row.iter(qn("w:tc"))] for row in body.iter(qn("w:tr"))]
    assert rows[rows.index(["Class of change", "Changes"]) + 1 :] == [["wording", "1"], ["link target", "1"]]
