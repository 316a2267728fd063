"""How much a page asks of a reader's connection, and the site of a publisher's disk."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from html_pages import Built, Page
from long_history import MANY_CHANGES, day_of, write_long_history
from weighing import on_the_wire, requested

from building import build
from policy_history.publish.scripts import scripts

KILOBYTE = 1000
_SCRIPTS = frozenset(scripts().values())
# A text in force, a revision, a redline, a history: what readers come for, and what needs no script.
TEXT_PAGE = re.compile(r"[\w-]+/(history/|follow/|clauses/(?:[\w-]+/)?|[\d.-]+/(changes/)?)?")


def text_pages(site: Built) -> list[Page]:
    policies = {page.address.split("/")[0] for page in site.pages.values() if page.address.endswith("/history/")}
    pages = [page for page in site.pages.values() if page.address.split("/")[0] in policies]
    return [page for page in pages if TEXT_PAGE.fullmatch(page.address)]


def test_a_text_page_is_light(site: Built, long_history: Built) -> None:
    for each in (site, long_history):
        pages = text_pages(each)
        assert len(pages) > 5
        # A short text would hide a heavy frame: nothing but the text itself may grow a page beyond this.
        limit = {page.address: 14 * KILOBYTE + len(gzip.compress(page.text_of("main").encode())) for page in pages}
        heavy = {page.address: on_the_wire(each, page) for page in pages if "changes" not in page.address}
        assert {address: size for address, size in heavy.items() if size > limit[address]} == {}
        assert max(heavy.values()) <= 40 * KILOBYTE
        # The third is the script that says when a build is late, while a later text is announced.
        most = {page.address: 2 + ("policy-clock.js" in page.html) for page in pages}
        assert [page.address for page in pages if len(list(requested(each, page))) > most[page.address]] == []


def test_a_redline_with_300_changes_is_light(long_history: Built) -> None:
    page = long_history[f"rules/{day_of(1)}/changes/"]
    assert len(page.all("del")) >= MANY_CHANGES
    assert on_the_wire(long_history, page) <= 45 * KILOBYTE


def test_a_form_is_light(site: Built) -> None:
    forms = [page for page in site.pages.values() if "policy-form.js" in page.html]
    weights = {
        page.address: sum(len(gzip.compress(each, 6, mtime=0)) for each in requested(site, page) if each in _SCRIPTS)
        for page in forms
    }
    assert {address: size for address, size in weights.items() if not 0 < size <= 7.2 * KILOBYTE} == {}


def test_nothing_of_the_theme_is_published_that_no_page_asks_for(site: Built) -> None:
    asked_for = {
        urldefrag(urljoin(site.root + page.address, written)).url.removeprefix(site.root)
        for page in site.pages.values()
        for _, written in page.links()
    }
    asked_for.add("stylesheets/feed.css")  # by feeds
    static = {path for path in site.folder.rglob("*") if path.suffix in {".css", ".js", ".png", ".svg", ".map"}}
    assert {str(path.relative_to(site.folder)) for path in static} - asked_for == set()


def test_a_larger_site_keeps_its_theme(tmp_path: Path) -> None:
    folder = write_long_history(tmp_path, revisions=1)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("[policy-versions]", "[{policy-versions: {plain_pages: false}}]"))
    site = build(folder, folder / "site", "2026-01-01")
    assert list(site.glob("assets/stylesheets/main.*.min.css"))
    assert list(site.glob("assets/javascripts/bundle.*.min.js"))
    assert len(list(site.glob("stylesheets/policies.*.css"))) == 1
