"""What an office program changes when it saves a redline anew is no change of the text."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from libreoffice import WRITTEN_ON
from machine import PATIENCE
from policy_history.importing.draft import Draft, draft_of
from policy_history.word.reading import read_docx
from test_import_word_round_trip import OLD, edited, with_document
from word_files import redline_of, with_part


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
    draft = back(of_libreoffice(made), FORMS[0], changes)
    assert (draft.markdown, draft.missing) == (FORMS[side], [])


def with_part_changed(content: bytes, part: str, old: str, new: str) -> bytes:
    assert old.encode() in ZipFile(BytesIO(content)).read(part)
    return with_part(content, part, lambda data: data.replace(old.encode(), new.encode()))


def of_libreoffice(content: bytes) -> bytes:
    return with_part_changed(content, "docProps/app.xml", "Microsoft Macintosh Word", "LibreOffice/7.4")


def test_the_last_line_of_a_redline_is_no_text_where_libreoffice_forgot_its_style() -> None:
    def forget(xml: str) -> str:
        at = xml.rindex('w:val="PolicyCover"')
        return xml[:at] + 'w:val="Normal"' + xml[at + len('w:val="PolicyCover"') :]

    draft = back(of_libreoffice(with_document(redline_of(*FORMS), forget)), FORMS[0], "accept")
    assert (draft.markdown, draft.missing) == (FORMS[1], [])


LOST = (
    ("# Rules\n\n### Loans of books and maps\n\nAsk.\n", "# Rules\n\n## New loans of books and maps\n\nAsk.\n"),
    ("# Rules\n\n## New loans of books and maps\n\nAsk.\n", "# Rules\n\n### Loans of books and maps\n\nAsk.\n"),
    ("# Rules\n\n### [A](/a/) loan\n\nAsk us.\n", "# Rules\n\n## [B](/b/) loan\n\nAsk us.\n"),
)


def without_first_mark(xml: str) -> str:
    """Take the mark off the change with which a paragraph begins whose form changed, as LibreOffice does."""
    start = xml.rindex("<w:bookmarkStart", 0, xml.index("_PolicyFirst"))
    end = xml.index("<w:bookmarkEnd", start)
    bare = re.sub(r"</?w:(?:ins|del)\b[^>]*>", "", xml[start:end]).replace("delText", "t")
    return xml[:start] + bare + xml[end:]


@pytest.mark.parametrize(("changes", "side"), [("accept", 1), ("reject", 0)])
@pytest.mark.parametrize("texts", LOST)
def test_a_change_whose_mark_libreoffice_lost_is_one_still(texts: tuple[str, str], changes: str, side: int) -> None:
    made = of_libreoffice(with_document(redline_of(*texts), without_first_mark))
    draft = back(made, texts[0], changes)
    assert (re.sub(r" \{#[a-z-]+\}", "", draft.markdown), draft.missing) == (texts[side], [])
    assert any("LibreOffice lost the mark of a change" in remark for remark in draft.remarks)


@pytest.mark.parametrize(("changes", "side"), [("accept", 1), ("reject", 0)])
@pytest.mark.parametrize("texts", LOST[:2])
def test_a_change_of_which_libreoffice_lost_the_first_part_is_one_still(
    texts: tuple[str, str], changes: str, side: int
) -> None:
    """As it does where the letters of a change are of several scripts."""
    begins = r"(_PolicyFirst[^>]*/>)(<w:(?:ins|del) [^>]*>)<w:r>(.*?)<w:(t|delText)([^>]*)>([^<])"
    parted = r"\1<w:r>\3<w:t>\6</w:t></w:r>\2<w:r>\3<w:\4\5>"

    def without_first_letter(xml: str) -> str:
        made, count = re.subn(begins, parted, xml, count=1)
        assert count
        return made

    draft = back(of_libreoffice(with_document(redline_of(*texts), without_first_letter)), texts[0], changes)
    assert (re.sub(r" \{#[a-z-]+\}", "", draft.markdown), draft.missing) == (texts[side], [])


LOOKS = (
    "# Rules\n\n**1. One thing.**\n\nSee [the *old* page](https://a.example/) and `code` here.\n",
    "# Rules\n\n## 1. One thing.\n\nSee [the old page](https://a.example/) and code here, too.\n",
)


@pytest.mark.parametrize(("changes", "side"), [("accept", 1), ("reject", 0)])
def test_looks_that_libreoffice_forgets_are_told_again(changes: str, side: int) -> None:
    """It ends a bookmark with which a link ends behind the link, or in the change that follows."""

    def forgotten(xml: str) -> str:
        bare, count = re.subn(r"<w:rPrChange.*?</w:rPrChange>", "", xml)
        assert count == 3
        return re.sub(r"(<w:bookmarkEnd[^>]*/>)(<w:ins [^>]*>)", r"\2\1", bare)

    draft = back(of_libreoffice(with_document(redline_of(*LOOKS), forgotten)), LOOKS[0], changes)
    assert (re.sub(r" \{#[0-9a-z-]+\}", "", draft.markdown), draft.missing) == (LOOKS[side], [])
    assert sum("LibreOffice lost a change of formatting" in remark for remark in draft.remarks) == 3


@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_what_the_other_side_did_there_stays(changes: str) -> None:
    """Whoever accepts or rejects the change and the form with it leaves nothing that is to be brought back."""
    texts = LOST[0]
    made = with_document(
        redline_of(*texts), lambda xml: re.sub(r"<w:pPrChange.*?</w:pPrChange>", "", without_first_mark(xml))
    )
    said = back(of_libreoffice(made), texts[0], changes).remarks
    assert not any("LibreOffice lost the mark" in remark for remark in said)


@pytest.mark.parametrize(("changes", "side"), [("accept", 1), ("reject", 0)])
def test_a_bookmark_that_went_into_a_change_tells_the_form_still(changes: str, side: int) -> None:
    texts = (
        "# Rules\n\nAsk at the desk for a card before you take anything out of the house.\n\n## Loans\n\nTwo weeks for a book, and three for a map.\n",
        "# Rules\n\nAsk at the desk for a card before you take anything out of the house.\n\nNew: two weeks for a book, and three for a map.\n",
    )

    def moved(xml: str) -> str:
        mark = r"(<w:bookmarkStart[^>]*_PolicyForm[^>]*/><w:bookmarkEnd[^>]*/>)"
        inside = re.sub(mark + r"(<w:(?:ins|del) [^>]*>)", r"\2\1", xml)
        assert inside != xml
        return re.sub(r"(<w:p>)(?:<w:pPr>)?(?:</w:pPr>)?(<w:(?:ins|del) )", _as_heading, inside)

    made = with_document(redline_of(*texts), moved)
    draft = back(of_libreoffice(made), texts[0], changes)
    assert (draft.markdown, draft.missing) == (texts[side], [])


def _as_heading(match: re.Match[str]) -> str:
    return f'{match[1]}<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{match[2]}'


@pytest.mark.parametrize("is_field", [True, False])
def test_a_link_goes_on_behind_the_end_of_its_field(is_field: bool) -> None:
    text = "# Rules\n\nSee [Firefox ヘルプ](https://example.org/help#こ) for it.\n"
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end"))
    instruction = '<w:r><w:instrText> HYPERLINK "https://example.org/help" \\l "こ"</w:instrText></w:r>'

    def shortened(xml: str) -> str:
        link = re.search(r"(<w:hyperlink[^>]*>)(.*?)(</w:hyperlink>)", xml)
        assert link
        first, rest = link[2].replace("ヘルプ", ""), link[2].replace("Firefox ", "")
        around = (begin + instruction + separate, end) if is_field else (link[1], link[3])
        return xml.replace(link[0], around[0] + first + around[1] + rest)

    assert back(with_document(redline_of(text, text), shortened), text).markdown == text


def test_the_sign_that_libreoffice_puts_into_an_empty_cell_is_no_text() -> None:
    old = "# Rules\n\n| What | When |\n| --- | --- |\n| Books | |\n"
    new = old + "| Maps | |\n"

    def filled(xml: str) -> str:
        at = xml.rindex("</w:p></w:tc></w:tr>")
        sign = '<w:ins w:id="900" w:author="x"><w:r><w:t>\u200d</w:t></w:r></w:ins>'
        return xml[:at] + sign + xml[at:]

    made = of_libreoffice(with_document(redline_of(old, new), filled))
    draft = back(made, old)
    assert (draft.markdown.replace("|  |", "| |"), draft.missing) == (new, [])


def test_a_row_with_fewer_cells_says_which_part_of_the_grid_it_leaves_free() -> None:
    old = "| A | B |\n| --- | --- |\n| one word | two words |\n"
    new = "| A | B | C |\n| --- | --- | --- |\n| quite another row | of new cells | at all |\n"
    with ZipFile(BytesIO(redline_of(old, new))) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    last = list(body.iter("{*}tbl"))[-1]
    for row in last.iter("{*}tr"):
        free = row.find("{*}trPr/{*}gridAfter")
        count = len(row.findall("{*}tc")) + (0 if free is None else int(next(iter(free.attrib.values()))))
        assert count == len(last.findall("{*}tblGrid/{*}gridCol"))


def test_bold_words_of_a_tables_head_come_back() -> None:
    text = "# Rules\n\n| **What** | When |\n| --- | --- |\n| Books | daily |\n"
    assert back(redline_of(text, text), text).markdown == text


def test_code_that_became_a_paragraph_is_one() -> None:
    old, new = "# Rules\n\n```\nfine = days * 10\n```\n\nPay it.\n", "# Rules\n\nThe fine is days * 10\n\nPay it.\n"

    def restyled(xml: str) -> str:
        return re.sub(
            r"<w:p>(?:<w:pPr>)?(?:</w:pPr>)?(<w:bookmarkStart[^>]*_PolicyForm)",
            r'<w:p><w:pPr><w:pStyle w:val="PolicyCodeBlock"/></w:pPr>\1',
            xml,
        )

    for changes, text in (("accept", new), ("reject", old)):
        made = of_libreoffice(with_document(redline_of(old, new), restyled))
        assert back(made, old, changes).markdown.replace("\\*", "*") == text


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
        timeout=PATIENCE,
        capture_output=True,
    )
    draft = back((tmp_path / "saved/redline.docx").read_bytes(), OLD, changes)
    assert (draft.markdown, draft.missing) == (text, [])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_somebody_accepts_a_change_and_tracks_another_and_nothing_else_changes(tmp_path: Path) -> None:
    (tmp_path / "redline.docx").write_bytes(redline_of(OLD, edited(OLD)))
    (tmp_path / "saved").mkdir()
    program = Path(__file__).with_name("libreoffice.py")
    command = ["/usr/bin/python3", str(program), "--edit", str(tmp_path / "saved"), str(tmp_path / "redline.docx")]
    subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True)
    content = (tmp_path / "saved" / "redline.docx").read_bytes()
    assert sum("“And so on.”" in each for each in read_docx(content).unresolved) == 1
    draft = back(content, OLD)
    assert draft.missing == [] and draft.markdown.count(WRITTEN_ON) == 1
    assert draft.markdown.replace(WRITTEN_ON, "") == edited(OLD)
    rejected = back(content, OLD, "reject").markdown
    assert WRITTEN_ON not in rejected and rejected != OLD
