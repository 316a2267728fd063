"""Text that tries to become markup, in every field of a site: the published site has the shape it has without it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from browsing import serving_folder, visiting
from hostile import FRAMES, HARMLESS, HOSTILE, hostile_site, in_a_file_name, without_placeholders
from lxml import html
from playwright.sync_api import Browser, Dialog
from trees import Shape, files_of, html_shape, json_shape, xml_shape

from building import build
from policy_history.printing.engine import pdf_of
from policy_history.printing.printed_site import documents
from policy_history.publish.edition import Edition
from policy_history.source.folder import read_policies

pytestmark = pytest.mark.slow

DAY = "2026-06-15"
ADDRESS = "https://harbour.example/"
PRINTED = b"%PDF-1.7 of another day"


def _forms() -> Iterator[tuple[str, str]]:
    """The hostile text and the harmless one as pages have them: whole, in mkdocs.yml, in a cookie's name, in JSON."""
    for pair in ((HOSTILE, HARMLESS), (without_placeholders(HOSTILE), without_placeholders(HARMLESS))):
        yield pair
        yield unescape(pair[0]), pair[1]
        yield json.dumps(pair[0])[1:-1], pair[1]
    yield quote(HOSTILE, safe=""), quote(HARMLESS, safe="")
    yield HOSTILE.split()[0], HARMLESS.split()[0]
    names = in_a_file_name(HOSTILE), in_a_file_name(HARMLESS)
    yield names
    yield quote(names[0]), quote(names[1])
    yield json.dumps(names[0])[1:-1], names[1]


TEXTS = dict(_forms())


@pytest.fixture(scope="module", params=FRAMES)
def folders(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder with the hostile text, and the one with the harmless text."""
    place = tmp_path_factory.mktemp(request.param)
    hostile, harmless = (
        hostile_site(place / name, request.param, text) for name, text in (("hostile", HOSTILE), ("harmless", HARMLESS))
    )
    return hostile, harmless


@pytest.fixture(scope="module")
def sites(folders: tuple[Path, Path]) -> tuple[Path, Path]:
    """Both sites. Their PDF files are taken for printed already, since printing takes longer than all else."""
    for folder in folders:
        (folder / ".cache/policy-pdf").mkdir(parents=True)
        for document in printed(folder).values():
            (folder / ".cache/policy-pdf" / f"{sha256(document.encode()).hexdigest()}.pdf").write_bytes(PRINTED)
    hostile, harmless = (build(folder, folder.with_name(f"{folder.name}-site"), DAY) for folder in folders)
    return hostile, harmless


def printed(folder: Path) -> dict[str, str]:
    """The document from which each PDF of a site is printed, by its address."""
    edition = Edition.of(read_policies(folder), date.fromisoformat(DAY), ADDRESS)
    return dict(documents(edition, ADDRESS))


def shapes(site: Path, texts: dict[str, str]) -> dict[str, Shape]:
    found = {path: html_shape((site / path).read_text("utf-8"), texts) for path in files_of(site, ".html")}
    found |= {path: xml_shape((site / path).read_bytes(), texts) for path in files_of(site, ".xml")}
    found |= {path: json_shape((site / path).read_text("utf-8"), texts) for path in files_of(site, ".json")}
    return {path.replace(in_a_file_name(HOSTILE), in_a_file_name(HARMLESS)): shape for path, shape in found.items()}


def test_no_page_feed_or_data_has_another_shape(sites: tuple[Path, Path]) -> None:
    hostile, harmless = (shapes(site, texts) for site, texts in zip(sites, (TEXTS, {}), strict=True))
    assert hostile.keys() == harmless.keys() and len(hostile) > 40
    for path, shape in harmless.items():
        more = [line for line in hostile[path] if line not in shape]
        assert not more, path
        assert hostile[path] == shape, path


def test_what_is_said_of_pages_to_programs_is_whole(sites: tuple[Path, Path]) -> None:
    site, _ = sites
    page = html.parse(site / "terms/index.html").getroot()
    (data,) = [
        json.loads(script.text or "") for script in page.iter("script") if script.get("type") == "application/ld+json"
    ]
    assert data["name"] == f"Policy title {HOSTILE}"
    assert data["publisher"]["name"] == f"Policy publisher {HOSTILE}"


FIELDS = [
    *("Site name", "Home", "Cookies", "Out", "Home title", "Home heading", "Own section", "Copyright"),
    *("Other title", "Policy title", "Policy publisher", "Erratum", "Note", "Basis", "Link basis", "Annotation"),
    *("An item", "A step", "Name", "Cell", "link", "Use of", "Purpose", "Old purpose", "Duration", "Party", "Reason"),
    *("Where", "Law", "Receives", "Kept", "Also ask", "Other way"),
]


def test_every_field_is_shown_as_it_is_written(sites: tuple[Path, Path]) -> None:
    pages = (html.parse(sites[0] / path).getroot() for path in files_of(sites[0], ".html"))
    shown = " ".join(" ".join(page.text_content().split()) for page in pages)
    for field in FIELDS:
        texts = {HOSTILE, without_placeholders(HOSTILE), unescape(HOSTILE)}
        assert any(f"{field} {' '.join(text.split())}" in shown for text in texts), field


def test_search_results_are_texts(sites: tuple[Path, Path]) -> None:
    indexes = [site / "search/search_index.json" for site in sites]
    if not indexes[0].exists():
        pytest.skip("a plain site has no search")
    tags = []
    for index in indexes:
        entries = json.loads(index.read_text("utf-8"))["docs"]
        # Material shows titles and texts as HTML.
        trees = [
            html.fragment_fromstring(entry[key], create_parent=True) for entry in entries for key in ("title", "text")
        ]
        tags.append([[(node.tag, sorted(node.attrib)) for node in tree.iter()] for tree in trees])
    assert tags[0] == tags[1]


def test_what_is_printed_has_no_other_shape_either(folders: tuple[Path, Path], sites: tuple[Path, Path]) -> None:
    paths = files_of(sites[0], ".pdf")
    if not paths:
        pytest.skip("this site has none")
    hostile, harmless = (printed(folder) for folder in folders)
    assert [*hostile] == [*harmless] and sorted(hostile) == paths and len(paths) > 5
    for path in paths:
        assert (sites[0] / path).read_bytes() == PRINTED, "it is printed from another document"
        assert html_shape(hostile[path], TEXTS) == html_shape(harmless[path], {}), path


@pytest.mark.parametrize("folders", ["plain"], indirect=True)
def test_a_pdf_has_titles_but_no_more_links_or_actions(folders: tuple[Path, Path]) -> None:
    document = "terms/2023-01-01/changes.pdf"
    hostile, harmless = (pikepdf.open(BytesIO(pdf_of(printed(folder)[document]))) for folder in folders)
    assert _links(hostile) == _links(harmless)
    assert hostile.Root.keys() == harmless.Root.keys()
    assert HOSTILE.split()[0] in str(hostile.docinfo["/Title"])


def _links(pdf: pikepdf.Pdf) -> set[str]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    # The query of one is the text itself, in which nothing is left that ends an address.
    return {re.sub(r"\?q=\S+$", "?q", str(note.A.get("/URI", note.A.S))) for note in notes if "/A" in note}


PAGES = ["", "cookies/", "write/", "terms/", "terms/2022-01-01/changes/", "terms/clauses/", "terms/compare/2021-01-01/"]


@pytest.mark.browser
def test_nothing_runs_even_without_a_content_security_policy(sites: tuple[Path, Path], browser: Browser) -> None:
    with serving_folder(sites[0]) as address, visiting(browser, bypass_csp=True) as visit:
        dialogs: list[str] = []

        def keep(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        visit.page.on("dialog", keep)
        for path in (*PAGES, "terms/compare/?from=2021-01-01&to=2023-01-01"):
            visit.page.goto(address + path)
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.title() != "OWNED", path
            assert visit.page.evaluate("[...document.querySelectorAll('[onerror], [onmouseover]')].length") == 0, path
        assert not dialogs
