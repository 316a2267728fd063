"""Numbers of lists in the forms that Word has besides 1, a and i."""

from __future__ import annotations

import re

import pytest

from policy_history.importing.item_labels import FORMATS
from test_import_word import with_part
from word_files import document_of, imported, level, numbered, numbering_of, paragraph


def labels(numbering: str, *levels: int) -> list[str]:
    """What stands before the text of items of those levels."""
    draft = imported(document_of(*(numbered("text", each) for each in levels), numbering=numbering))
    assert not draft.missing
    return [line.removesuffix("text").strip() for line in draft.markdown.splitlines() if line]


def test_legal_numbering_has_figures_on_every_level() -> None:
    article = level(0, "upperRoman", "Article %1")
    own_roman = level(1, "lowerRoman", "%1.%2", "<w:isLgl/>")
    assert labels(numbering_of(article, own_roman), 0, 1, 1) == ["Article I", "1.1", "1.2"]
    with_nought = level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>")
    assert labels(numbering_of(article, with_nought), 0, 1, 0, 1) == [
        "Article I",
        "Section 1.01",
        "Article II",
        "Section 2.01",
    ]


def test_a_number_that_word_hides_is_none() -> None:
    hidden = level(0, "decimal", "%1.").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    assert labels(numbering_of(hidden, level(1, "decimal", "%1.%2")), 0, 0, 1) == ["", "", "2.1"]


def test_a_list_that_begins_with_nought_keeps_it() -> None:
    nought = level(0, "decimal", "%1.").replace('<w:start w:val="1"/>', '<w:start w:val="0"/>')
    assert labels(numbering_of(nought), 0, 0, 0) == ["0\\.", "1.", "2."]


def test_a_form_that_stands_there_for_two_programs_is_read_once() -> None:
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    form = (
        f'<mc:AlternateContent {names}><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    definition = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{form}<w:lvlText w:val="%1"/></w:lvl>'
    assert labels(numbering_of(definition), 0, 0) == ["009", "010"]


def test_a_form_that_is_longer_than_any_number_is_told() -> None:
    form = f'<w:numFmt w:val="custom" w:format="{"0" * 5000}1, ..."/>'
    document = document_of(
        numbered("text"), numbering=numbering_of(f'<w:lvl w:ilvl="0">{form}<w:lvlText w:val="%1)"/></w:lvl>')
    )
    draft = imported(document)
    assert "1) text" in draft.markdown and any("“custom”" in remark for remark in draft.remarks)


def test_a_level_counts_on_where_the_list_says_that_none_above_begins_it_anew() -> None:
    above = level(0, "upperLetter", "%1)")
    assert labels(numbering_of(above, level(1, "decimal", "Item %2")), 0, 1, 0, 1)[1::2] == ["Item 1", "Item 1"]
    counting_on = level(1, "decimal", "Item %2", '<w:lvlRestart w:val="0"/>')
    assert labels(numbering_of(above, counting_on), 0, 1, 0, 1)[1::2] == ["Item 1", "Item 2"]


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("cardinalText", 21, "Twenty-one"),
        ("ordinal", 111, "111th"),
        ("ordinal", 112, "112th"),
        ("ordinal", 121, "121st"),
        ("ordinalText", 1, "First"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 32, "Thirty-second"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 112, "百十二"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("numberInDash", 3, "- 3 -"),
        ("ganada", 3, "다"),
        ("hebrew1", 15, "טו"),
        ("hebrew1", 16, "טז"),
        ("hebrew1", 17, "יז"),
        ("hebrew1", 421, "תכא"),
        ("arabicAlpha", 3, "ت"),
        ("russianLower", 10, "к"),
        ("thaiNumbers", 10, "๑๐"),
        ("aiueo", 5, "オ"),
        ("chicago", 5, "**"),
    ],
)
def test_numbers_are_written_as_word_writes_them(kind: str, number: int, text: str) -> None:
    assert FORMATS[kind](number) == text


def test_words_for_numbers_are_of_the_language_of_the_document() -> None:
    numbering = numbering_of(level(0, "ordinalText", "%1 Schedule"))
    assert labels(numbering, 0, 0) == ["First Schedule", "Second Schedule"]
    english = document_of(numbered("text"), numbering=numbering)
    unnamed = with_part(english, "word/styles.xml", lambda styles: re.sub(rb"<w:lang[^>]*/>", b"", styles))
    assert "First Schedule text" in imported(unnamed).markdown
    german = document_of(numbered("text"), numbering=numbering, language="de-DE")
    draft = imported(german)
    assert "1 Schedule text" in draft.markdown
    assert any("“ordinalText”" in remark for remark in draft.remarks)


def test_the_text_under_a_heading_that_is_based_on_its_style_is_no_heading() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Text2"><w:name w:val="Text of heading 2"/><w:basedOn w:val="Heading2"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    document = document_of(
        paragraph("Terms", style="Heading1"), paragraph("Fees", style="Heading2"), paragraph("None.", style="Text2"),
        styles=style,
    )  # fmt: skip
    assert imported(document).markdown == "# Terms\n\n## Fees\n\nNone.\n"
