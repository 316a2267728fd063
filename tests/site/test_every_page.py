"""What holds of every page of every site: links lead somewhere, the markup is sound, nothing runs."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from xml.etree import ElementTree

from html_pages import Built, Element, Page, broken_links


def test_every_link_and_fragment_leads_somewhere(site: Built) -> None:
    assert broken_links(site.folder, site.root, site.pages) == []


def test_every_link_within_the_site_is_relative(site: Built) -> None:
    absolute = [
        f"{page.address}: {written}"
        for page in site.pages.values()
        if page.address != "404.html"
        for element, written in page.links()
        if written.startswith(("/", site.root)) and element.attributes.get("rel") != "canonical"
    ]
    assert absolute == []


def test_every_page_names_its_own_address_as_the_canonical_one(site: Built) -> None:
    canonical = {
        page.address: [e.attributes["href"] for e in page.all("link") if e.attributes["rel"] == "canonical"]
        for page in site.pages.values()
    }
    del canonical["404.html"]
    assert canonical == {address: [site.root + address] for address in canonical}


def test_every_page_has_one_main_heading(site: Built) -> None:
    headings = {page.address: len(page.all("h1")) for page in site.pages.values()}
    assert headings == dict.fromkeys(headings, 1)


def test_no_id_stands_twice_on_a_page(site: Built) -> None:
    twice = [
        f"{page.address}: {name}"
        for page in site.pages.values()
        for name, times in Counter(page.ids).items()
        if times > 1
    ]
    assert twice == []


def test_every_reference_between_elements_finds_its_element(site: Built) -> None:
    references = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
    lost = [
        f"{page.address}: {name}={target}"
        for page in site.pages.values()
        for element in page.elements
        for name in references
        for target in element.attributes.get(name, "").split()
        if target not in page.ids
    ]
    assert lost == []


def test_every_page_has_a_title_and_a_description_of_its_own(site: Built) -> None:
    titles = Counter(page.text_of("title") for page in site.pages.values() if page.address != "404.html")
    assert [title for title, times in titles.items() if times > 1 or not title] == []
    descriptions = Counter(
        meta.attributes["content"]
        for page in site.pages.values()
        for meta in page.all("meta")
        if meta.attributes.get("name") == "description" and page.address != "404.html"
    )
    assert [text for text, times in descriptions.items() if times > 1 or not text] == []
    assert descriptions.total() == titles.total()


def test_nothing_on_a_page_runs_but_the_files_that_compare_and_that_ask_the_browser(site: Built) -> None:
    running = [
        f"{page.address}: <{element.tag} {' '.join(element.attributes)}>"
        for page in site.pages.values()
        for element in page.elements
        if (element.tag == "script" and not _is_allowed(element, page))
        or element.tag in {"style", "iframe", "object", "embed", "base"}
        or "style" in element.attributes
        or any(name.startswith("on") for name in element.attributes)
    ]
    assert running == []
    written = [each for page in site.pages.values() for element, each in page.links() if not _is_icon(element, each)]
    schemes = {match[1] for address in written if (match := re.match(r"([\w+.-]+):|", address.lower()))}
    assert schemes <= {None, "https", "mailto"}


def _is_icon(element: Element, address: str) -> bool:
    """Whether that is the icon, which is written into the page."""
    return element.attributes.get("rel") == "icon" and address.startswith("data:image/svg+xml,")


def _is_allowed(script: Element, page: Page) -> bool:
    """Choosing any two revisions, searching them and seeing what is stored need a script, a form is safer with one, and a late build
    is told of by one; it is a file of the site, and never part of a page.

    JSON-LD is data, which no browser runs.
    """
    if script.attributes == {"type": "application/ld+json"}:
        return True
    source = script.attributes.get("src", "")
    if source.endswith("../javascripts/policy-form.js"):
        return any("policy-form" in form.attributes.get("class", "") for form in page.all("form"))
    if source.endswith("../javascripts/policy-sent.js"):
        return page.address == "contact/sent/"
    if source.endswith("javascripts/policy-clock.js"):
        return any("data-policy-effective" in element.attributes for element in page.elements) and not script.text
    needing = f"/{page.address}".endswith(("/compare/", "/search/")) or page.address == "cookies/"
    return needing and source.startswith("../") and not script.text


def test_no_page_names_another_host_but_in_a_link_to_follow(site: Built) -> None:
    fetched = [
        f"{page.address}: {written}"
        for page in site.pages.values()
        for element, written in page.links()
        if "//" in written and element.tag not in {"a", "form"} and not written.startswith(site.root)
        if not _is_icon(element, written)
    ]
    assert fetched == []


def test_no_template_leaves_its_marks(site: Built) -> None:
    left = re.compile(r"\{\{|\}\}|\{%|\[policy:|policy-site:|\bNone\b|&amp;(?:amp|lt|gt|#\d+);")
    found = {page.address: left.findall(page.html) for page in site.pages.values()}
    assert {address: marks for address, marks in found.items() if marks} == {}


def test_the_sitemap_lists_what_is_indexed_with_no_day_but_its_revisions_own(site: Built) -> None:
    text = (site.folder / "sitemap.xml").read_bytes()
    assert gzip.decompress((site.folder / "sitemap.xml.gz").read_bytes()) == text
    names = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ElementTree.fromstring(text).findall("url", names)
    listed = [url.findtext("loc", "", names).removeprefix(site.root) for url in urls]
    unlisted = {page.address for page in site.pages.values() if '<meta name="robots" content="noindex">' in page.html}
    assert sorted(listed) == sorted(site.pages.keys() - unlisted - {"404.html"})
    days = {address: url.findtext("lastmod", "", names) for address, url in zip(listed, urls, strict=True)}
    for address, day in days.items():
        policy = site.folder / address.split("/")[0]
        sources = "".join(path.read_text("utf-8") for path in policy.glob("*.md"))
        declared = re.findall(r"^(?:published|effective): ([0-9-]{10})$", sources, re.MULTILINE)
        assert day in declared if declared else day == "", f"/{address} has the day “{day}”"


def test_nothing_is_published_that_no_page_needs(site: Built) -> None:
    for_hosts = {"_headers", "_server/nginx.conf", "_server/Caddyfile", "SHA256SUMS"}
    files = {path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()}
    kinds = {path.suffix for path in files if path.as_posix() not in for_hosts}
    assert kinds <= {".html", ".link", ".lock", ".md", ".xml", ".gz", ".css", ".js", ".json", ".map", ".png", ".svg"}
