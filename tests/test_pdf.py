"""Revisions and redlines as PDF: tagged, the words of the page, the same bytes each time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from building import program
from policies import policy_of, revision_of
from policy_command import run_policy
from policy_files import write_files, write_policy
from policy_history.printing import printed_site as printing_site
from policy_history.printing.documents import changes_html, revision_html
from policy_history.printing.engine import pdf_of
from policy_history.printing.printed_site import documents, print_site
from policy_history.publish.edition import Edition, PublishedRevision
from policy_history.source.folder import read_policies
from policy_history.text.html_words import words_of
from policy_history.text.splitting import words_in

EXAMPLE = Path(__file__).parent / "site" / "example"
URL = "https://policies.example.org/"
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not here")

OLD = """# Privacy

We keep your [name](/cookies/) for 30 days.

- One item
- Another item

| Data | Why |
| --- | --- |
| name | to greet you |
"""
NEW = OLD.replace("30 days", "60 days").replace("- Another item\n", "- Another item\n- A third, naïve one: 30–60 %\n")


@pytest.fixture(scope="module")
def entries() -> tuple[PublishedRevision, ...]:
    """A superseded revision, one in force, and one that is upcoming."""
    revisions = (
        revision_of("2020-01-01", OLD),
        revision_of("2021-01-01", NEW),
        revision_of("2022-01-01", NEW.replace("name", "address"), published=date(2021, 6, 1)),
    )
    return Edition.of([policy_of(*revisions)], date(2021, 7, 1)).policies[0].entries


@cache
def printed(html: str) -> bytes:
    """Many tests look at the same file."""
    return pdf_of(html)


def write(tmp_path: Path, html: str) -> Path:
    path = tmp_path / "it.pdf"
    path.write_bytes(printed(html))
    return path


def text_of(path: Path, *options: str) -> str:
    return subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout


def body_of(path: Path) -> list[str]:
    """The words between the margins."""
    return words_in(text_of(path, "-r", "72", "-x", "60", "-y", "60", "-W", "480", "-H", "708"))


def comes_in_order(words: Iterable[str], within: Iterable[str]) -> bool:
    found = iter(within)
    return all(word in found for word in words)


@needs_pdftotext
def test_the_words_of_a_revision_are_those_of_its_page(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    entry = entries[1]
    found = body_of(write(tmp_path, revision_html(entry, URL)))
    page = words_of(entry.article.html)
    start = len(found) - 1 - found[::-1].index("Privacy")
    assert comes_in_order(page, found)
    assert [word for word in found[start:] if word != "•"] == page


@needs_pdftotext
def test_a_redline_says_what_was_removed_and_added(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    entry = entries[1]
    assert entry.comparison is not None
    path = write(tmp_path, changes_html(entry, URL))
    page = words_of(entry.comparison.article.html, without_class="policy-numbers")
    assert comes_in_order(page, body_of(path))
    assert "[removed] 30 [end removed] [added] 60 [end added]" in " ".join(text_of(path).split())


@needs_pdftotext
def test_first_page_and_footer_say_what_it_is(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    text = " ".join(text_of(write(tmp_path, revision_html(entries[1], URL)), "-layout").split())
    sha256 = entries[1].revision.sha256[:12]
    for fact in ("Privacy Policy", "2021-01-01", "1 January 2021", f"{URL}privacy/2021-01-01/", sha256):
        assert fact in text
    assert "Published 2021-01-01, applies from 2021-01-01." in text
    assert "Page 1 of 1" in text


@needs_pdftotext
def test_an_upcoming_revision_is_called_a_draft(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    for make in (revision_html, changes_html):
        assert text_of(write(tmp_path, make(entries[2], URL))).count("Draft, not in force") == 2
        assert "not in force" not in text_of(write(tmp_path, make(entries[1], URL)))


def test_the_file_is_tagged_and_declares_itself(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    with pikepdf.open(write(tmp_path, changes_html(entries[1], URL))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == "Privacy Policy: what changed on 1 January 2021"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        kinds = {str(item.S) for item in structure(pdf.Root.StructTreeRoot)}
    assert {"/H1", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= kinds


def test_headers_links_and_edges_are_what_pdf_ua_asks_for(
    entries: tuple[PublishedRevision, ...], tmp_path: Path
) -> None:
    with pikepdf.open(write(tmp_path, changes_html(entries[1], URL))) as pdf:
        elements = structure(pdf.Root.StructTreeRoot)
        scopes = [str(each.A.Scope) for each in elements if each.S == "/TH"]
        assert scopes[:2] == ["/Column", "/Column"], "the corner above both sides is no header"
        assert set(scopes[2:-2]) == {"/Row"} and scopes[-2:] == ["/Column", "/Column"]
        assert [each for each in elements if each.S == "/Span" and not len(each.get("/K", []))] == []
        links = [each for page in pdf.pages for each in page.get("/Annots", [])]
        assert {int(each.F) & 4 for each in links} == {4}
        assert f"{URL}privacy/2021-01-01/changes/" in {str(each.A.URI) for each in links if "/A" in each}
        marked = [
            (str(operands[0]), operands[1])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC"
        ]
        numbers = {int(each["/MCID"]) for kind, each in marked if kind != "/Artifact"}
        assert any(each.get("/Type") == "/Pagination" for kind, each in marked if kind == "/Artifact")
        assert numbers == {int(each) for item in elements for each in item.get("/K", []) if isinstance(each, int)}


def test_the_first_sheet_of_a_text_links_to_its_address(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    with pikepdf.open(write(tmp_path, revision_html(entries[1], URL))) as pdf:
        targets = [str(each.A.URI) for each in pdf.pages[0].Annots if "/A" in each]
    assert f"{URL}privacy/2021-01-01/" in targets


def structure(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Every element of the structure tree."""
    found = []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += [child, *structure(child)]
    return found


def test_it_is_the_same_file_in_any_process(tmp_path: Path) -> None:
    write_policy(tmp_path, "2020-01-01")
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    options = ["--root", str(tmp_path), "--site-url"]
    assert run_policy("pdf", "privacy/2020-01-01", here, *options, URL).exit_code == 0
    subprocess.run(
        [sys.executable, "-c", "from policy_history.cli import main; main()", "pdf", "privacy/2020-01-01", str(there), *options, URL[:-1]],
        check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": "1"},
    )  # fmt: skip
    assert here.read_bytes() == there.read_bytes()


def test_nothing_is_fetched(entries: tuple[PublishedRevision, ...], tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>', encoding="utf-8")
    revision = revision_of("2020-01-01", f"# A\n\n![p](/logo.svg) ![q](https://127.0.0.1:9/x.png) {secret.as_uri()}\n")
    (entry,) = Edition.of([policy_of(revision)], date(2021, 1, 1)).policies[0].entries
    with pikepdf.open(write(tmp_path, revision_html(entry, URL))) as pdf:
        assert not any(page.get_images() for page in pdf.pages)


# The site


def test_every_revision_and_redline_has_its_address() -> None:
    edition = Edition.of(read_policies(EXAMPLE), date(2026, 6, 15))
    addresses = [address for address, _ in documents(edition, URL)]
    assert {"notice/2018-05-25.pdf", "notice/2020-03-02.2.pdf", "notice/2020-03-02.2/changes.pdf"} <= set(addresses)
    assert "notice/2018-05-25/changes.pdf" not in addresses
    assert not any("2027-01-01" in address for address in addresses)  # a draft


def test_what_was_printed_is_never_printed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_policy(tmp_path, "2020-01-01", "2021-01-01")
    made: list[str] = []
    monkeypatch.setattr(printing_site, "pdf_of", lambda html: made.append(html) or b"%PDF")  # type: ignore[func-returns-value]
    for day in (date(2021, 1, 1), date(2021, 1, 2), date(2026, 1, 1)):
        edition = Edition.of(read_policies(tmp_path), day)
        print_site(edition, URL, tmp_path / f"site-{day}", tmp_path / "cache")
    assert len(made) == 3
    assert (tmp_path / "site-2026-01-01/privacy/2021-01-01/changes.pdf").read_bytes() == b"%PDF"


def test_a_site_with_the_option_has_the_files_and_links_to_them(tmp_path: Path) -> None:
    write_policy(tmp_path, "2020-01-01")
    options = "plugins:\n  - policy-versions:\n      pdf: true\n"
    write_files(
        tmp_path,
        {
            "mkdocs.yml": f"site_name: x\nsite_url: {URL}\ntheme: {{name: material, font: false}}\n{options}",
            "docs/index.md": "# Home\n",
            "policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
        },
    )
    for _ in range(2):
        result = program("mkdocs", ["build", "--site-dir", str(tmp_path / "site")], tmp_path, os.environ)
        assert result.returncode == 0, result.stdout
    assert (tmp_path / "site/privacy/2020-01-01.pdf").read_bytes().startswith(b"%PDF")
    assert 'href="../../privacy/2020-01-01.pdf"' in (tmp_path / "site/privacy/2020-01-01/index.html").read_text("utf-8")
    assert len(list((tmp_path / ".cache/policy-pdf").iterdir())) == 1


# The command


def test_a_revision_that_is_not_published_is_told(tmp_path: Path) -> None:
    write_policy(tmp_path, "2020-01-01")
    for name, said in (("privacy/2021-01-01", "It has: 2020-01-01."), ("x/2020-01-01", "There are: privacy.")):
        result = run_policy("pdf", name, tmp_path / "x.pdf", "--root", tmp_path)
        assert result.exit_code == 1 and said in result.output
