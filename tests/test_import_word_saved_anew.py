"""What an office program changes when it saves a redline anew is no change of the text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from policy_history.importing.draft import Draft, draft_of
from policy_history.word.reading import read_docx
from test_import_word_round_trip import OLD, edited, with_document
from word_files import redline_of

LONG = "A member may keep a book for as long as nobody else has asked the library for it in writing."


def back(content: bytes, latest: str, changes: str = "accept") -> Draft:
    return draft_of(read_docx(content, changes), [latest])  # type: ignore[arg-type]


def test_a_place_of_a_footnote_may_begin_at_the_end_of_the_paragraph_before() -> None:
    def moved(xml: str) -> str:
        start = xml.index("<w:bookmarkStart", xml.rindex("</w:p>", 0, xml.index('w:name="_PolicyNote1"')))
        end = xml.index("/>", start) + 2
        mark = xml[start:end]
        before = xml.rindex("</w:p>", 0, start)
        return xml[:before] + mark + xml[before:start] + xml[end:]

    content = with_document(redline_of(OLD, edited(OLD)), moved)
    assert content != redline_of(OLD, edited(OLD))
    assert back(content, OLD).markdown == edited(OLD)


@pytest.mark.parametrize(
    ("was", "written"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org?a=b", "https://example.org/?a=b"),
        ("/cookies/#kept", "../../../cookies/#kept"),
        ("/cookies/", "file:///cookies/"),
        ("/cookies/", "file:///C:/cookies/"),
    ],
)
def test_an_address_that_was_written_in_another_way_is_as_it_was(was: str, written: str) -> None:
    text = "# Rules\n\nSee [this]({}).\n"
    assert back(redline_of(text.format(was), text.format(written)), text.format(was)).markdown == text.format(was)


def test_another_address_stays_another() -> None:
    text = "# Rules\n\nSee [this]({}).\n"
    for now in ("https://example.org/a", "http://example.org/", "/cookie/"):
        made = redline_of(text.format("https://example.org"), text.format(now))
        assert back(made, text.format("https://example.org")).markdown == text.format(now)


def test_a_link_to_a_clause_with_a_long_id_leads_there_still() -> None:
    title = "When we access or disclose what you have told us"
    name = title.lower().replace(" ", "-")
    text = f"# Rules\n\nSee [below](#{name}).\n\n## {title}\n\nNever.\n"
    draft = back(redline_of(text, text), text)
    assert draft.markdown.replace(f" {{#{name}}}", "") == text


def test_a_long_paragraph_does_not_become_a_heading_behind_one_that_was_removed() -> None:
    first, last = (
        f"# Rules\n\n{LONG.replace('book', 'map')} Maps are read in the house by everybody.",
        "## Fines\n\nA late day costs ten cents.\n",
    )
    old, new = f"{first}\n\n## Loans\n\n{LONG}\n\n{last}", f"{first}\n\n{LONG}\n\n{last}"
    made = with_document(
        redline_of(old, new),
        lambda xml: xml.replace(
            f'<w:p><w:r><w:t xml:space="preserve">{LONG}',
            f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>{LONG}',
        ),
    )
    draft = back(made, old)
    assert draft.markdown == new
    assert any("It stays a paragraph: “A member may keep" in remark for remark in draft.remarks)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize(("changes", "text"), [("accept", edited(OLD)), ("reject", OLD)])
def test_libreoffice_saves_a_redline_and_nothing_changes(tmp_path: Path, changes: str, text: str) -> None:
    (tmp_path / "redline.docx").write_bytes(redline_of(OLD, edited(OLD)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "saved"), str(tmp_path / "redline.docx")],
        check=True,
        timeout=120,
        capture_output=True,
    )
    draft = back((tmp_path / "saved/redline.docx").read_bytes(), OLD, changes)
    assert (draft.markdown, draft.missing) == (text, [])
