"""What ``policy redline`` shows on a terminal, says besides, and allows itself for a page or a document."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import Result
from docx.oxml.ns import qn

from policy_command import run_policy
from policy_files import revision_file
from policy_history.limits import spending
from policy_history.source import frontmatter

LONG = "We keep what you tell us for as long as the law asks, and for no longer than a year after that. " * 5


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two texts, the second with fields and with a mark of another program."""
    (tmp_path / "old.md").write_text(f"# Privacy\n\n{LONG}\n", "utf-8")
    new = f"# Privacy\n\n{LONG}Ask us.\n\n!!! note\n"
    (tmp_path / "2026-01-01.md").write_text(revision_file("2026-01-01", new), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def redline(*arguments: str, **environment: str) -> Result:
    result = run_policy("redline", "old.md", "2026-01-01.md", *arguments, env=environment)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.usefixtures("place")
def test_lines_are_as_wide_as_the_terminal_and_never_wider_than_can_be_read() -> None:
    def widest(columns: str) -> int:
        return max(map(len, redline(COLUMNS=columns).stdout.splitlines()))

    assert 60 < widest("80") <= 80 < widest("300") <= 100


@pytest.mark.usefixtures("place")
def test_a_mark_that_pages_would_print_is_told_at_its_line_of_the_file() -> None:
    lines = Path("2026-01-01.md").read_text("utf-8").splitlines()
    at = lines.index("!!! note") + 1
    assert f"2026-01-01.md:{at}:1: “!!! note” is an admonition" in redline().stderr


def test_with_a_file_nothing_is_shown_unless_it_is_asked_for(place: Path) -> None:
    assert redline("--docx", "out.docx").stdout == ""
    assert (place / "out.docx").exists()
    assert redline("--docx", "out.docx", "--json").stdout.startswith("{")


@pytest.mark.usefixtures("place")
def test_a_document_may_cost_more_than_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    allowance = spending.allowance
    monkeypatch.setattr(spending, "allowance", lambda size: sizes.append(size) or allowance(size))
    redline("--docx", "out.docx")
    assert max(sizes) > 10 * len(LONG)


def test_no_bookmark_has_a_longer_name_than_word_takes(place: Path) -> None:
    titles = ("What we do with the name and the address that you leave at the desk", "Fees")
    text = "".join(
        f"## {title}\n\nSee [the fees](#fees), and [the desk](#{'-'.join(titles[0].lower().split())}).\n\n"
        for title in titles
    )
    for name in ("old.md", "2026-01-01.md"):
        (place / name).write_text(text, "utf-8")
    redline("--docx", "out.docx")
    names = [each.get(qn("w:name")) for each in docx.Document("out.docx").element.iter(qn("w:bookmarkStart"))]
    assert "fees" in names and max(map(len, names)) == 29


@pytest.mark.usefixtures("place")
def test_fields_are_read_only_where_they_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_revision = frontmatter.read_revision
    monkeypatch.setattr(frontmatter, "read_revision", lambda *file: read.append(file[1]) or read_revision(*file))
    redline()
    assert not read
    redline("--html")
    assert read == ["2026-01-01.md"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"# Terms\n\nCaf\xe9.\n", "old.md:3:4: Byte 0xE9 is not UTF-8 (in Windows-1252 it is é)."),
        ("Terms\n".encode("utf-16"), "old.md:1:1: This file is in UTF-16."),
        (b"word " * 400_001, "old.md:1:1: This file has 2,001 kB; the limit is 2,000 kB."),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_place(content: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "old.md").write_bytes(content)
    (tmp_path / "new.md").write_text("Terms.\n", "utf-8")
    result = run_policy("redline", tmp_path / "old.md", tmp_path / "new.md")
    assert result.exit_code == 1 and result.output.startswith(f"Error: {why}")


def test_a_file_of_unknown_language_is_written_the_way_of_most_of_its_letters(place: Path) -> None:
    words = {"ar": "نجمع الاسم والعنوان (GDPR).", "he": "אנו אוספים שם וכתובת.", "en": "We keep names (الاسم)."}
    for name, text in words.items():
        place.joinpath(f"{name}.md").write_text(f"# X\n\n{text}\n", encoding="utf-8")
    for name, tag in (
        ("ar", ' lang="und-Arab" dir="rtl"'),
        ("he", ' lang="und-Hebr" dir="rtl"'),
        ("en", ' dir="auto"'),
    ):
        html = run_policy("redline", place / "en.md", place / f"{name}.md", "--html").output
        assert f'<article class="policy-redline"{tag}>' in html
    run_policy("redline", place / "ar.md", place / "he.md", "--docx", place / "made.docx")
    assert docx.Document(str(place / "made.docx")).element.body.findall(f".//{qn('w:bidi')}")


def test_a_character_that_xml_cannot_have_is_a_sign_in_word(place: Path) -> None:
    (place / "old.md").write_text("We keep \x1b[31mred \x00\ufffe [logs](https://a.example/\x1b).\n", encoding="utf-8")
    redline("--docx", "out.docx")
    assert "\ufffd[31mred" in "".join(docx.Document("out.docx").element.body.itertext())
