"""What an office program changes when it saves a redline anew is no change of the text."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from policy_history.importing.draft import Draft, draft_of
from policy_history.word.reading import read_docx
from test_import_word_round_trip import OLD, edited, with_document
from word_files import change, document_of, imported, paragraph, redline_of, text_run


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
        ("cookies/", "../cookies/"),
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


def test_a_link_of_which_some_words_were_removed_is_a_link_still() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = '<w:r><w:delInstrText> HYPERLINK "https://example.org/a" </w:delInstrText></w:r>'
    body = paragraph(
        "See ",
        change("del", mark("begin"), instruction),
        mark("separate"),
        change("del", text_run("old ", tag="w:delText")),
        text_run("rules"),
        mark("end"),
    )
    draft = imported(document_of(body))
    assert (draft.markdown, draft.missing) == ("See [rules](https://example.org/a)\n", [])


@pytest.mark.parametrize("target", ["a b.pdf", "/cookies/(old)", "{{ site.help }}"])
def test_an_address_with_blanks_or_brackets_comes_back(target: str) -> None:
    text = f"# Rules\n\nSee [this](<{target}>).\n"
    assert back(redline_of(text, text), text).markdown == text


FORMS = (
    "# Rules\n\n## Loans\n\nTwo weeks for a book.\n\n## Fines\n\nTen cents for a late day.\n",
    "# Rules\n\nTen cents for a late day, and twenty for a lost card.\n\n## Who pays\n\nEvery member does.\n",
)


@pytest.mark.parametrize(("changes", "side"), [("accept", 1), ("reject", 0)])
@pytest.mark.parametrize("style", ["", "Heading1", "Heading4"])
def test_libreoffice_does_not_tell_the_form_of_what_stands_where_ends_come_or_go(
    changes: str, side: int, style: str
) -> None:
    def restyled(xml: str) -> str:
        """Give every paragraph with a bookmark of ours for its form another style, as LibreOffice does."""
        parts = re.split(r"(<w:p>.*?</w:p>)", xml, flags=re.DOTALL)
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        for at, part in enumerate(parts):
            if "_PolicyForm" in part:
                bare = re.sub(r"<w:pStyle[^>]*/>", "", part)
                parts[at] = bare.replace("<w:pPr>", f"<w:pPr>{named}", 1)
        return "".join(parts)

    made = with_document(redline_of(*FORMS), restyled)
    assert made != redline_of(*FORMS)
    saved = with_part_changed(made, "docProps/app.xml", "Microsoft Macintosh Word", "LibreOffice/7.4")
    draft = back(saved, FORMS[0], changes)
    assert (draft.markdown, draft.missing) == (FORMS[side], [])


def with_part_changed(content: bytes, part: str, old: str, new: str) -> bytes:
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            assert name != part or old.encode() in data, data
            target.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    return written.getvalue()


def test_in_word_a_form_is_what_its_style_says() -> None:
    old, new = "# Rules\n\nAway.\n\nKept.\n", "# Rules\n\nKept.\n"
    made = with_document(
        redline_of(old, new),
        lambda xml: re.sub(
            r"<w:p>(<w:bookmarkStart[^>]*_PolicyForm)", r'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>\1', xml
        ),
    )
    assert back(made, old).markdown == "# Rules\n\n## Kept.\n"


def test_a_link_to_no_clause_that_the_latest_text_has_too_is_no_change() -> None:
    old = "# Rules\n\nSee [fines](#gone) and [loans](#never).\n"
    assert back(redline_of(old, old.replace("See", "Read")), old).markdown == old.replace("See", "Read")


def test_two_lists_that_became_one_begin_anew_when_changes_are_rejected() -> None:
    old = "# Rules\n\n1.  Books\n2.  Maps\n\nFor guests:\n\n1.  Films\n2.  Games\n"
    new = "# Rules\n\n1.  Books\n2.  Maps\n3.  Films\n4.  Games\n"
    assert back(redline_of(old, new), old).markdown == new
    rejected = back(redline_of(old, new), old, "reject").markdown
    assert "1.  Films\n2.  Games" in rejected.replace("1\\. Films", "1.  Films").replace("\n\n2.", "\n2.")


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
