"""A redline that went out to Word comes back as the text it was, but for what somebody changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.oxml.ns import qn

from policy_history.importing.draft import Draft, draft_of
from policy_history.word.package import Package
from policy_history.word.reading import read_docx
from word_files import imported, redline_of, with_part

OLD = """# Rules of the library {#rules}

Ask at the [desk](https://example.org/desk), or see [fines](#fines-of-old).[^1]

[^1]: Open on *weekdays*; see [the hours](https://example.org/hours).

    Closed in August.

## 1. Loans {#loans}

1.  Books go out for two weeks.

    Guests may keep them for one.

2.  Maps stay.
    1.  Old ones anyway.
    2.  New ones too.
3.  Films go out for a night.

(a) First

(b) Second

| What | How long |
| --- | --- |
| Books[^2] | two weeks[^1] |
| Films |  |
| `maps` | **never** |

> Who asks, gets.

-   Cards

    They are free.

-   Keys

Guest
:   Who comes with a member.

Member
:   Who has a card.

## 2. Fines {#fines-of-old}

Ten cents.

[^2]: And maps.

```
fine = days * 10
```
"""
EDITS = {
    "two weeks": "three weeks",
    "Maps stay.": "Maps stay in the house.",
    "They are free.": "They are free for all.",
    "Who comes with a member.": "Who comes with a member of the library.",
    "Ten cents.": "Twenty cents a day.",
    "Closed in August.": "Closed in July.",
    "And maps.": "And maps, old ones.",
}


def edited(text: str) -> str:
    for old, new in EDITS.items():
        text = text.replace(old, new)
    return text


def back(content: bytes, changes: str) -> Draft:
    draft = draft_of(read_docx(content, changes), [OLD])  # type: ignore[arg-type]
    assert not draft.missing
    return draft


@pytest.mark.parametrize(("changes", "text"), [("accept", edited(OLD)), ("reject", OLD)])
def test_ids_links_numbers_lists_terms_and_tables_come_back(changes: str, text: str) -> None:
    assert back(redline_of(OLD, edited(OLD)), changes).markdown == text


def test_what_the_other_side_tracked_in_an_accepted_redline_is_the_only_change() -> None:
    content = redline_of(OLD, OLD)
    tracked = (
        '<w:ins w:id="9001" w:author="Counsel" w:date="2026-05-01T00:00:00Z"><w:r><w:t xml:space="preserve"> Or twenty.'
        "</w:t></w:r></w:ins>"
    )
    made = with_document(content, lambda xml: xml.replace("Ten cents.</w:t></w:r>", f"Ten cents.</w:t></w:r>{tracked}"))
    assert len(read_docx(made, "refuse").unresolved) == 1
    assert back(made, "accept").markdown == OLD.replace("Ten cents.", "Ten cents. Or twenty.")
    assert back(made, "reject").markdown == OLD


def test_indents_that_an_office_program_dropped_are_no_change() -> None:
    made = with_document(
        redline_of(OLD, OLD), lambda xml: xml.replace('<w:ind w:left="720"/>', "").replace('<w:ind w:left="720" />', "")
    )
    assert made != redline_of(OLD, OLD)
    assert back(made, "accept").markdown == OLD


def with_document(content: bytes, change: Callable[[str], str]) -> bytes:
    """The document with the XML of its body changed."""
    return with_part(content, "word/document.xml", lambda data: change(data.decode()).encode())


def test_letters_from_right_to_left_have_their_own_mark_and_raised_ones_theirs() -> None:
    text = "# ا\n\nنحتفظ **دائما** 10<sup>6</sup>{}.\n"
    content = redline_of(text.format(""), text.format(" يوم"), language="ar")
    assert [[child.tag for child in each.getparent()] for each in Package(content).body.iter(qn("w:vertAlign"))] == [
        [qn("w:vertAlign"), qn("w:rtl")]
    ]
    assert all(each.getnext().tag == qn("w:bCs") for each in Package(content).body.iter(qn("w:b")))
    assert imported(content).markdown == text.format(" يوم")
