"""Footnotes of a policy are footnotes of Word: referred to, tracked, and back where they stood."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from policy_history.redline.compare import changes, compare
from policy_history.text.document import read_document
from word_files import imported, redline_of

OLD = """# Loans

Books go out for two weeks.[^term] Maps stay.[^maps]

[^term]: Guests have *one* week.

    Staff have four.

Fines are ten cents a day.[^term]

[^maps]: Old ones anyway; see [the list](https://example.org/list).
"""


def part(content: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(content)) as file:
        return etree.fromstring(file.read(f"word/{name}.xml"))


def text_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t"), qn("w:delText")))


def footnotes(content: bytes) -> list[etree._Element]:
    """The footnotes that have text, without the lines that part them from it."""
    return [each for each in part(content, "footnotes") if each.get(qn("w:type")) is None]


def references(content: bytes) -> list[etree._Element]:
    return list(part(content, "document").iter(qn("w:footnoteReference")))


def assert_both_come_back(old: str, new: str) -> bytes:
    """Accepting and rejecting gives texts in which nothing differs, also not where a note stands."""
    content = redline_of(old, new)
    for text, verb in ((new, "accept"), (old, "reject")):
        draft = imported(content, verb)
        assert not draft.missing and not draft.added
        assert not [change.added for change in changes(compare(read_document(text), read_document(draft.markdown)))]
    return content


def test_notes_stand_outside_of_the_text_once_and_a_second_reference_is_a_field() -> None:
    content = assert_both_come_back(OLD, OLD)
    assert [text_of(note).strip() for note in footnotes(content)] == [
        "Guests have one week.Staff have four.",
        "Old ones anyway; see the list.",
    ]
    assert [each.get(qn("w:id")) for each in references(content)] == ["1", "2"]
    body = text_of(part(content, "document"))
    assert "Guests" not in body and "[1]" not in body
    instructions = [each.text or "" for each in part(content, "document").iter(qn("w:instrText"))]
    assert [each.split() for each in instructions] == [["NOTEREF", "_PolicyNoteRef1", "\\h"]]


def test_changes_within_a_note_are_tracked_there_and_its_reference_stays() -> None:
    content = assert_both_come_back(OLD, OLD.replace("one* week", "three* weeks").replace("four", "five"))
    first = footnotes(content)[0]
    assert [text_of(each).strip() for each in first.iter(qn("w:del"))] == ["one week", "four"]
    assert [text_of(each).strip() for each in first.iter(qn("w:ins"))] == ["three weeks", "five"]
    assert not any(is_tracked(each) for each in references(content))


def is_tracked(reference: etree._Element) -> bool:
    return any(
        each.tag in (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")) for each in reference.iterancestors()
    )


def test_a_note_that_comes_before_others_leaves_their_references_untouched() -> None:
    new = OLD.replace("go out", "go out[^new]") + "\n[^new]: But no atlases.\n"
    content = assert_both_come_back(OLD, new)
    assert [is_tracked(each) for each in references(content)] == [True, False, False]


def test_a_note_that_goes_is_removed_with_its_reference() -> None:
    new = OLD.replace("[^maps]\n", "\n").partition("[^maps]:")[0]
    content = assert_both_come_back(OLD, new)
    assert [is_tracked(each) for each in references(content)] == [False, True]
    assert next(text_of(each).strip()[:8] for each in footnotes(content)[1].iter(qn("w:del"))) == "Old ones"


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("two weeks.[^term]", "two weeks."),  # the second reference brings the note in
        OLD.replace("[^maps]:", "[^maps]: Not lent:").replace("Maps stay.[^maps]", "Maps[^maps] stay."),
        OLD.replace(
            "[^term]: Guests have *one* week.\n\n    Staff have four.\n\n", "Guests have *one* week.\n\n"
        ).replace("[^term]", ""),
        "# Loans\n\nFines are ten cents a day.[^term]\n\n[^term]: Guests have *one* week.\n",
        "# Loans\n\n| a | b |\n| --- | --- |\n| x[^term] | y |\n\n[^term]: Guests.\n\n| c |\n| --- |\n| z[^term] |\n",
        "Nothing is left.\n",
    ],
)
def test_texts_come_back_whatever_became_of_a_note(new: str) -> None:
    assert_both_come_back(OLD, new)
    assert_both_come_back(new, OLD)


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("[^term]", "").replace(": Guests", "[^term]: Guests"),  # nothing refers to it
        OLD.replace("    Staff have four.\n", "    -   Staff have four.\n"),
        OLD.replace("Old ones anyway", "Old ones[^term] anyway"),  # a note that refers to another
    ],
)
def test_what_word_cannot_hold_as_a_note_stays_in_the_text_with_all_its_words(new: str) -> None:
    for old, newer in ((OLD, new), (new, OLD)):
        content = redline_of(old, newer)
        for text, verb in ((newer, "accept"), (old, "reject")):
            draft = imported(content, verb)
            assert not draft.missing and not draft.added
            # Word counts its own notes only, so that a number may be another one.
            found, expected = (
                sorted(word for word in read_document(each).words if word[:1] != "[") for each in (draft.markdown, text)
            )
            assert found == expected


def test_a_text_without_footnotes_has_no_such_part() -> None:
    with ZipFile(BytesIO(redline_of("Text.\n", "Texts.\n"))) as file:
        assert "word/footnotes.xml" not in file.namelist()


def test_ids_are_given_once_in_the_whole_document() -> None:
    content = redline_of(OLD, OLD.replace("four", "five"))
    marks = [qn(f"w:{name}") for name in ("ins", "del", "bookmarkStart")]
    found = [each.get(qn("w:id")) for name in ("document", "footnotes") for each in part(content, name).iter(*marks)]
    assert len(found) == len(set(found))
