"""``policy verify``: what a host shows in place of a page that is proven is found, though the settings file names it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from policy_history.site_audit.sums import read_line, write_sums
from policy_history.verify.in_place_of import in_place_of_pages, is_for_hosts, links_in
from policy_history.verify.site_files import Deviates, SiteFiles

PAGE = b"<!doctype html><p>We never sell."
MADE = {"notice/index.html", "notice/2023-09-01/index.html", "notice/feed.xml", "404.html", "sitemap.xml"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "notice").mkdir()
    (tmp_path / "notice/index.html").write_bytes(PAGE)
    return tmp_path


def found(site: Path, path: str, content: bytes) -> list[str]:
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_bytes(content)
    return [str(each) for each in in_place_of_pages(SiteFiles(site), {path}, MADE)]


@pytest.mark.parametrize(
    "path",
    [
        *("notice/index.html.gz", "notice/index.html.GZ", "notice/index.html.br", "notice/index.html.zst"),
        *("notice/index.htm", "notice/index.php", "notice/INDEX.shtml", "notice/default.html", "notice/default.aspx"),
        *("notice/index.pl", "notice/Default.cfm", "notice/index.html5", "notice.mhtml"),
        *("notice.html", "notice.htm", "notice.php"),
        *("Notice/index.html", "notice/Index.HTML", "notice/index.html.", "notice /index.html", "ｎotice/index.html"),
    ],
)
def test_what_is_sent_in_place_of_a_page_is_found(site: Path, path: str) -> None:
    said = f"/{path}: A host may send it in place of /notice/index.html, which says something else."
    assert found(site, path, b"<p>We always sell.") == [said]


@pytest.mark.parametrize(
    "path", ["notice/logo.svg", "notice/index.json", "notice/other.html.gz", "notices.html", "a.php"]
)
def test_other_files_of_a_theme_or_plugin_are_not(site: Path, path: str) -> None:
    assert found(site, path, b"x") == []


def test_a_packed_file_may_unpack_to_the_same(site: Path) -> None:
    assert found(site, "notice/index.html.gz", gzip.compress(PAGE)) == []
    assert found(site, "notice/index.html.gz", gzip.compress(PAGE + b" ")) != []
    assert found(site, "notice/index.html.gz", gzip.compress(PAGE[:-1])) != []
    assert found(site, "notice/index.html.gz", gzip.compress(bytes(10_000_000))) != []


def test_a_link_to_a_folder_is_an_address_that_nobody_made(site: Path) -> None:
    (site / "notice/2022-01-01").symlink_to("../notice")
    (site / "page.html").symlink_to("notice/index.html")
    assert [each.path for each in links_in(site)] == ["page.html", "notice/2022-01-01"]


@pytest.mark.parametrize(
    "path",
    [
        *("_redirects", "notice/.htaccess", "_worker.js", "Web.config", "200.html", "notice/404.html", "CNAME"),
        *("_config.yml", "firebase.json", "middleware.ts", "wrangler.jsonc", "customHttp.yml", "_worker.js/index.js"),
        *("functions/notice/[[path]].js", "api/notice.py", "netlify/edge-functions/a.ts", ".vercel/output/config.json"),
    ],
)
def test_what_hosts_obey_is_told_apart_from_pictures(path: str) -> None:
    assert is_for_hosts(path)


@pytest.mark.parametrize(
    "path",
    ["api/index.html", "api.js", "functions/logo.svg", "notice/api/a.js", "cname/index.html", "javascripts/api.js"],
)
def test_what_only_looks_like_it_is_not(path: str) -> None:
    assert not is_for_hosts(path)


def test_a_file_that_cannot_be_read_is_a_deviation(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    for ask in (SiteFiles(site).read, SiteFiles(site).sha256):
        with pytest.raises(Deviates, match="It cannot be read: permission denied"):
            ask("notice/index.html")


def test_a_name_with_a_line_separator_is_one_line_of_the_sums(site: Path) -> None:
    (site / "a\u2028b\x85c.txt").write_bytes(b"")
    write_sums(site)
    lines = (site / "SHA256SUMS").read_text("utf-8").removesuffix("\n").split("\n")
    assert [read[0] for line in lines if (read := read_line(line))] == ["a\u2028b\x85c.txt", "notice/index.html"]
