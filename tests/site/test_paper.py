"""What a reader who prints a page holds in their hands."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import serving_folder, visiting
from playwright.sync_api import Browser
from publishing import Published

from building import EXAMPLE, ROOT, build
from policy_history.days import day_in_words
from policy_history.model import Revision
from policy_history.source.folder import read_policies

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext (apt install poppler-utils)"),
]

# Pages with a text, on both sites, and the revisions whose source each of them names.
TEXTS = [
    ("real", "privacy/", ["2014-09-24"]),
    ("real", "privacy/2014-09-24/changes/", ["2011-02-17", "2014-09-24"]),
    ("example", "notice/2020-03-02.2/", ["2020-03-02.2"]),
    ("example", "notice/2026-09-01/", ["2026-09-01"]),
    ("example", "notice/2023-09-01/changes/", ["2020-03-02.2", "2023-09-01"]),
    ("example", "notice/compare/2018-05-25/", ["2018-05-25", "2025-02-10"]),
]
ACROSS = "Not in force before 1 September 2026"


@dataclass(frozen=True)
class Paper:
    """A printed page: the words of each sheet, line by line, and the headings it has on the screen."""

    sheets: list[list[str]]
    headings: list[str]
    title: str

    @property
    def texts(self) -> list[str]:
        return [" ".join(lines) for lines in self.sheets]


def printed(browser: Browser, address: str, folder: Path) -> Paper:
    """Print the page at that address as a reader in the dark does, and read the paper back."""
    with visiting(browser, color_scheme="dark", java_script_enabled=False) as visit:
        visit.page.goto(address)
        file = folder / "page.pdf"
        visit.page.pdf(path=file, prefer_css_page_size=True, format="A4")
        headings = visit.page.locator("main :is(h1, h2, h3, h4)").all_inner_texts()
        title = visit.page.title()
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    sheets = [[" ".join(line.split()) for line in sheet.splitlines()] for sheet in text.split("\f")[:-1]]
    return Paper([list(filter(None, sheet)) for sheet in sheets], [" ".join(each.split()) for each in headings], title)


@dataclass(frozen=True)
class Text:
    """One of the texts on paper, with the revisions that it has to name."""

    address: str
    revisions: list[Revision]
    paper: Paper


@pytest.fixture(scope="module", params=TEXTS, ids=lambda each: each[1])
def text(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Text:
    which, address, names = request.param
    site: Published = request.getfixturevalue(f"published_{which}")
    root = EXAMPLE if which == "example" else ROOT
    policy = next(each for each in read_policies(root) if address.startswith(each.slug))
    revisions = [each for each in policy.revisions if str(each.id) in names]
    paper = printed(browser, site.address + address, tmp_path_factory.mktemp("paper"))
    return Text(site.address + address, revisions, paper)


def test_paper_says_which_text_it_holds(text: Text) -> None:
    paper, first = text.paper, text.paper.texts[0]
    assert paper.title.rpartition(" - ")[0] in first
    assert text.address in first
    assert not any("Side by side" in sheet for sheet in paper.texts), "a choice of views is for the screen"
    # The record comes last: what the text says before what proves it.
    record = " ".join(paper.texts).rpartition(" Record ")[2]
    for each in text.revisions:
        days = [day_in_words(day) for day in (each.published, each.effective)]
        lost = "Its wording is a reconstruction. " if each.is_reconstructed else ""
        assert re.search(rf"published on {days[0]}\. {lost}It appli(es|ed) from {days[1]}", record)
        assert f"SHA-256 fingerprint of its source: {each.sha256}" in record
        assert [sheet for sheet in paper.texts if each.sha256[:12] not in sheet or text.address not in sheet] == []
    numbers = [f"{number}/{len(paper.sheets)}" for number in range(1, len(paper.sheets) + 1)]
    assert [
        number for number, sheet in zip(numbers, paper.texts, strict=True) if number not in sheet.replace(" / ", "/")
    ] == []


def test_no_sheet_is_blank_and_no_heading_stranded(text: Text) -> None:
    for number, lines in enumerate(text.paper.sheets, 1):
        body = [line for line in lines if not re.search(r"SHA-256 [0-9a-f]{12}|https?://\S+/$|^\d+ ?/ ?\d+$", line)]
        assert len(body) >= 3, f"sheet {number} is all but blank: {body}"
        ends_with = [heading for heading in text.paper.headings if heading.endswith(body[-1])]
        assert ends_with == [], f"sheet {number} ends with a heading"


# Words of the site around a text, each on its screen: its ways, its forms, how to follow it, other texts.
FURNITURE = ["Clauses", "Compare", "Contents", "Get notified", "Follow", "JSON", "Proof and source", "Menu", "Read the"]


def test_paper_has_the_title_the_state_the_text_and_the_record_and_nothing_else(text: Text) -> None:
    whole = " ".join(text.paper.texts)
    is_redline = len(text.revisions) > 1
    assert [words for words in FURNITURE if words in whole] == (["Compare"] if is_redline else [])
    assert is_redline or re.search(r"(In force since|Not in force yet|No longer in force)", whole[:300])


def test_a_text_that_does_not_apply_yet_says_so_on_every_sheet(
    browser: Browser, published_example: Published, tmp_path: Path
) -> None:
    for address in ("notice/2026-09-01/", "notice/2026-09-01/changes/"):
        paper = printed(browser, published_example.address + address, tmp_path)
        assert [sheet for sheet in paper.texts if ACROSS not in sheet or not _has_across(sheet, ACROSS)] == []
    in_force = printed(browser, published_example.address + "notice/", tmp_path)
    assert not any(ACROSS in sheet or _has_across(sheet, ACROSS, misread=0) for sheet in in_force.texts)
    whole = " ".join(in_force.texts)
    assert "A new version takes effect" in whole and "Read it" not in whole, "a way is for the screen"


def test_a_preview_says_that_it_is_one_on_the_screen_and_across_the_paper(browser: Browser, tmp_path: Path) -> None:
    site = build(EXAMPLE, tmp_path / "site", "2026-06-15", POLICY_PREVIEW="true")
    with serving_folder(site) as root:
        for address in ("", "notice/", "notice/2026-09-01/"):
            paper = printed(browser, root + address, tmp_path)
            assert [sheet for sheet in paper.texts if not _has_across(sheet, "Draft, not in force")] == []
    pages = [page.read_text("utf-8") for page in site.rglob("*.html")]
    assert all("<strong>Preview.</strong>" in page and 'content="noindex"' in page for page in pages)


def test_redlines_keep_their_marks_in_words(browser: Browser, published_example: Published, tmp_path: Path) -> None:
    paper = printed(browser, published_example.address + "notice/2023-09-01/changes/", tmp_path)
    whole = " ".join(paper.texts)
    assert re.search(r"\[removed\W+24\W.{0,20}\[?added\W+12\W", whole), "24 and 12 months run into each other"


def _has_across(sheet: str, words: str, misread: int = 3) -> bool:
    """Whether the words lie across that sheet: read back, slanting letters come in ones and twos between the lines.

    Up to ``misread`` of them may have been read into a line of the text.
    """
    letters = Counter("".join(piece for piece in sheet.split() if len(piece) <= 4))
    return (Counter(words.replace(" ", "")) - letters).total() <= misread
