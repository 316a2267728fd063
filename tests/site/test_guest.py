"""Policies in a site of others: their pages stay theirs, ours are held to the rules, and nothing is in the way."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Literal

import pytest
from browsing import serving_folder
from guest_policies import ADDRESS, GUEST, PLUGIN, guest_folder
from html_pages import Built, broken_links
from playwright.sync_api import Browser, BrowserContext, Page
from reading import axe_faults

from building import build, change, contents, mkdocs
from machine import PATIENCE

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return guest_folder(tmp_path / "folder", PLUGIN)


@pytest.fixture(scope="module")
def sites(guest: tuple[Built, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built, str]:
    """The site as it was, with the policies in it, and what the build of that said."""
    place = tmp_path_factory.mktemp("guest")
    before = build(Path(shutil.copytree(GUEST, place / "folder")), place / "before", "2026-06-15")
    return Built(before, ADDRESS), *guest


def article(site: Built, address: str) -> str:
    html = (site.folder / address / "index.html").read_text("utf-8")
    return html[html.index('<article class="md-content__inner') : html.index("</article>")]


def test_their_pages_say_what_they_said_byte_for_byte(sites: tuple[Built, Built, str]) -> None:
    before, after, _ = sites
    for address in ("", "news/", "about/team/"):
        assert article(after, address) == article(before, address)
        html = (after.folder / address / "index.html").read_text("utf-8")
        assert "Content-Security-Policy" not in html and 'name="referrer"' not in html


def test_our_pages_have_a_policy_of_their_own(sites: tuple[Built, Built, str]) -> None:
    _, after, _ = sites
    for address in ("privacy/", "privacy/2025-01-01/", "privacy/2026-01-01/changes/", "legal/ask/", "legal/sent/"):
        html = (after.folder / address / "index.html").read_text("utf-8")
        policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        assert len(policy) == 1 and "cdn.example" not in policy[0] and "default-src 'none'" in policy[0]


def test_what_the_theme_brings_is_told_once_where_it_is_asked_for_and_stops_nothing(
    sites: tuple[Built, Built, str],
) -> None:
    told = re.findall(r"warning: (mkdocs\.yml:\d+).* call ([\w.-]+), which", sites[2])
    assert sorted(told) == [
        ("mkdocs.yml:22", "www.google-analytics.com"),
        ("mkdocs.yml:22", "www.googletagmanager.com"),
        ("mkdocs.yml:26", "cdn.example"),
        ("mkdocs.yml:3", "api.github.com"),
        ("mkdocs.yml:4", "fonts.googleapis.com"),
        ("mkdocs.yml:4", "fonts.gstatic.com"),
    ]


def test_headers_are_for_our_pages_and_not_for_the_host(sites: tuple[Built, Built, str]) -> None:
    folder = sites[1].folder
    assert not (folder / "_headers").exists(), "that file is the site's own"
    rules = (folder / "_server" / "_headers").read_text("utf-8")
    assert [line for line in rules.splitlines() if line.startswith("/")] == [
        "/privacy/*",
        "/legal/ask/",
        "/legal/sent/",
    ]
    nginx = (folder / "_server" / "nginx.conf").read_text("utf-8")
    assert r"if ($uri ~ \"^/manual/(?:privacy/|legal/ask/$|legal/sent/$)\")".replace('\\"', '"') in nginx
    for text in (rules, nginx, (folder / "_server" / "Caddyfile").read_text("utf-8")):
        assert "Strict-Transport-Security" not in text and "404" not in text


def test_a_host_that_the_inventory_lists_is_called_by_our_pages_too(folder: Path) -> None:
    rows = "".join(
        f"\n  - host: {host}\n    reason: The letters\n    when: load"
        for host in ("fonts.googleapis.com", "fonts.gstatic.com")
    )
    change(folder, {"policy_versions/storage.yml": f"entries: []\nrequests:{rows}\nchecked: 2026-01-01\n"})
    site = build(folder, folder.parent / "site", "2026-06-15")
    html = (site / "privacy" / "index.html").read_text("utf-8")
    assert "style-src 'self' https://fonts.googleapis.com" in html
    assert re.search(r"font-src[^;]* https://fonts\.gstatic\.com", html), "a stylesheet from elsewhere asks for it"


REFUSED = {
    "a script beside a form": ("docs/legal/ask.md", "# Ask us\n\n[policy: form access]\n\n<script>alert(1)</script>\n"),
    "a form beside ours": (
        "docs/legal/ask.md",
        '# Ask us\n\n[policy: form access]\n\n<form method="post" action="https://letters.example/"></form>\n',
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_with_a_form_of_ours_is_held_to_the_rules(folder: Path, name: str) -> None:
    path, text = REFUSED[name]
    change(folder, {path: text})
    site = folder.parent / "site"
    site.mkdir()
    (site / "kept.txt").write_text("as it was")
    result = mkdocs(folder, site, "2026-06-15")
    assert result.returncode == 1 and f"{path}:5:1: " in result.stdout and "news.md" not in result.stdout
    assert contents(site) == {"kept.txt": b"as it was"}


def test_a_form_of_the_theme_that_sends_elsewhere_is_told_since_it_does_nothing_on_our_pages(folder: Path) -> None:
    block = '{% extends "base.html" %}\n{% block footer %}<form method="post" action="https://letters.example/">\n'
    change(
        folder, {"over/main.html": block + '<input type="email" name="a"><button>Join</button></form>{% endblock %}\n'}
    )
    change(folder, {"mkdocs.yml": {"replace": "  name: material\n", "by": "  name: material\n  custom_dir: over\n"}})
    result = mkdocs(folder, folder.parent / "site", "2026-06-15")
    assert result.returncode == 0
    assert result.stdout.count("warning: over/main.html:2:19: This form sends to “https://letters.example/”.") == 1


def test_a_site_may_choose_to_be_strict(folder: Path) -> None:
    change(
        folder, {"mkdocs.yml": {"replace": "plain_pages: false\n", "by": "plain_pages: false\n      strict: true\n"}}
    )
    said = mkdocs(folder, folder.parent / "site", "2026-06-15").stdout
    for place in (
        "docs/news.md:3:1",
        "docs/news.md:5:1",
        "docs/news.md:7:1",
        "docs/about/team.md:7:1",
        "mkdocs.yml:26",
    ):
        assert place in said


# How they look

LOOK = """() => [...document.querySelectorAll("body, .md-main, .md-content h1, .md-content p, .md-content a, .md-content td, .md-content .admonition")].map((each) => {
  const style = getComputedStyle(each);
  return [each.tagName, ...["color", "backgroundColor", "fontFamily", "fontSize", "fontWeight", "lineHeight", "marginTop",
    "textDecorationLine", "borderInlineStartWidth"].map((name) => style[name])].join(" ");
})"""


def opened(context: BrowserContext, address: str) -> Page:
    """The page, with whatever it asks for elsewhere refused at once."""
    page = context.new_page()
    page.set_default_timeout(250 * PATIENCE)
    page.route(lambda url: not url.startswith(address), lambda route: route.abort())
    return page


@pytest.mark.browser
def test_our_stylesheet_changes_nothing_on_their_pages(browser: Browser, sites: tuple[Built, Built, str]) -> None:
    looks: list[list[Any]] = []
    for site in sites[:2]:
        with serving_folder(site.folder) as address, browser.new_context(color_scheme="dark") as context:
            page = opened(context, address)
            looks.append([page.goto(address + path) and page.evaluate(LOOK) for path in ("", "news/", "about/team/")])
            page.set_viewport_size({"width": 320, "height": 640})
            looks[-1].append(page.evaluate(LOOK))
            page.emulate_media(media="print")
            looks[-1].append(page.evaluate(LOOK))
    assert looks[0] == looks[1] and len(looks[0][2]) > 5


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_pages_can_be_read_in_each_scheme_of_the_theme(
    browser: Browser, sites: tuple[Built, Built, str], scheme: Literal["light", "dark"]
) -> None:
    with serving_folder(sites[1].folder) as address, browser.new_context(color_scheme=scheme) as context:
        page = opened(context, address)
        for path in (
            "privacy/",
            "privacy/2025-01-01/",
            "privacy/2026-01-01/changes/",
            "privacy/history/",
            "legal/ask/",
        ):
            page.goto(address + path)
            faults = [
                fault for fault in axe_faults(page, ["color-contrast"]) if ".policy-" in fault or "article" in fault
            ]
            assert faults == [], f"{path} in the {scheme} scheme"
        page.evaluate("document.body.dataset.mdColorPrimary = 'yellow'")
        assert not [fault for fault in axe_faults(page, ["color-contrast"]) if "policy-form-submit" in fault]


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["{name: mkdocs, color_mode: dark}", "{name: mkdocs, custom_dir: over}"])
def test_our_parts_take_the_letters_of_a_dark_theme_that_has_no_variables_of_materials(
    folder: Path, browser: Browser, theme: str
) -> None:
    """The second one is dark by rules of its own, and its rem is small."""
    dark = "html { font-size: 10px; } body { --bs-body-bg: initial; background: #222; color: #eee; font-size: 15px; }\n"
    template = '{% extends "base.html" %}{% block styles %}{{ super() }}<link rel="stylesheet" href="{{ base_url }}/d.css">{% endblock %}'
    settings = f"site_name: Q\nsite_url: {ADDRESS}\ntheme: {theme}\nplugins:\n{PLUGIN}"
    change(folder, {"mkdocs.yml": settings, "over/main.html": template, "docs/d.css": dark})
    site = build(folder, folder.parent / "site", "2026-06-15")
    with serving_folder(site) as address, browser.new_context() as context:
        page = opened(context, address)
        for path in ("privacy/", "privacy/2026-01-01/changes/", "privacy/history/", "legal/ask/"):
            page.goto(address + path)
            faults = [fault for fault in axe_faults(page, ["color-contrast"]) if ".policy-" in fault]
            assert faults == [], path
        page.goto(address + "privacy/")
        size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('article.policy-text p')).fontSize)")
        assert size >= 15


@pytest.mark.browser
def test_in_a_theme_that_writes_from_right_to_left_each_text_has_its_own_direction(
    folder: Path, browser: Browser
) -> None:
    arabic = {"title: Privacy Policy": "title: الخصوصية\nlanguage: ar", "# Privacy": "# الخصوصية"}
    for file in sorted((folder / "policy_versions/privacy").iterdir()):
        text = file.read_text("utf-8")
        for old, new in arabic.items():
            text = text.replace(old, new)
        change(folder, {f"policy_versions/kitab/{file.name}": text})
    change(folder, {"mkdocs.yml": {"replace": "  name: material\n", "by": "  name: material\n  language: ar\n"}})
    site = build(folder, folder.parent / "site", "2026-06-15")
    said = "(name) => [...document.querySelectorAll(name)].map((each) => getComputedStyle(each).direction)"
    with serving_folder(site) as address, browser.new_context() as context:
        page = opened(context, address)
        for path, names, direction in (
            ("privacy/", "article.policy-text > *, .policy-about p", "ltr"),
            ("privacy/2026-01-01/changes/", ".policy-redline :is(p, td), h1", "ltr"),
            ("legal/ask/", ".policy-form label", "ltr"),
            ("legal/ask/", "h1, .md-nav__item", "rtl"),
            ("kitab/", ".policy-about", "ltr"),
            ("kitab/", "article.policy-text > :is(h1, h2, p:not([dir]))", "rtl"),
            ("kitab/2026-01-01/changes/", ".policy-redline td", "rtl"),
        ):
            page.goto(address + path)
            assert set(page.evaluate(said, names)) == {direction}, f"{path}: {names}"


@pytest.mark.browser
def test_paper_is_black_on_white_whatever_the_scheme(browser: Browser, sites: tuple[Built, Built, str]) -> None:
    with serving_folder(sites[1].folder) as address, browser.new_context(color_scheme="dark") as context:
        page = opened(context, address)
        page.goto(address + "privacy/")
        page.emulate_media(media="print")
        said = "(name) => getComputedStyle(document.querySelector('article.policy-text')).getPropertyValue(name).trim()"
        assert [page.evaluate(said, f"--policy-{name}") for name in ("ink", "ground")] == ["#000000", "#ffffff"]


def test_policies_may_stand_in_a_folder_of_the_site(folder: Path) -> None:
    change(
        folder, {"mkdocs.yml": {"replace": "plain_pages: false\n", "by": "plain_pages: false\n      base: legal/\n"}}
    )
    site = Built(build(folder, folder.parent / "site", "2026-06-15"), ADDRESS)
    assert "legal/privacy/2025-01-01/" in site.pages and "privacy/" not in site.pages
    assert broken_links(site.folder, site.root, site.pages) == []
    rules = (site.folder / "_server" / "_headers").read_text("utf-8")
    assert "\n/legal/privacy/*\n" in rules
