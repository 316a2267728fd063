"""Passages of a Word draft that stand within others, or hold nothing: where code, quotations and empty items go."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE

from test_import_word import LISTS, text_of
from word_files import document_of, imported, numbered, paragraph


def test_an_item_without_words_leaves_nothing() -> None:
    body = (numbered(""), paragraph("A"), numbered(""), paragraph("B"), numbered(""))
    assert text_of(*body, numbering=LISTS) == "A\n\nB\n"


def test_code_behind_a_quotation_is_none_and_code_in_an_item_is_of_it() -> None:
    indented = '<w:ind w:left="720"/>'
    body = (
        paragraph("As they said", style="Quote"),
        paragraph("rate = 3", style="PolicyCodeBlock"),
        numbered("Then"),
        paragraph("rate = 4", style="PolicyCodeBlock", properties=indented),
    )
    document = docx.Document(BytesIO(document_of(*body, numbering=LISTS)))
    document.styles.add_style("PolicyCodeBlock", WD_STYLE_TYPE.PARAGRAPH)
    written = BytesIO()
    document.save(written)
    assert imported(written.getvalue()).markdown == (
        "> As they said\n\n```\nrate = 3\n```\n\n1.  Then\n\n        rate = 4\n"
    )
