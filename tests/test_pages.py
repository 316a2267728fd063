"""The hand-written pages: their front matter, directives, notes, links, and what they must never say."""

from __future__ import annotations

import itertools
import posixpath
import re
from datetime import date
from functools import cache
from pathlib import Path

import markdown
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from building import ROOT
from policy_history.forms.kinds import KINDS, kind_of

DOCS = ROOT / "docs"
POLICIES = ROOT / "policy_versions"
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]
NAMES = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]
PAGES = sorted(name for name in NAMES if not name.startswith("project/"))
DIRECTIVES = {
    "index.md": ["overview"],
    "cookies.md": ["text tracking", "storage", "panel", "links"],
    "contact.md": ["form contact"],
    "about.md": [],
    "requests.md": ["form under-13"],
    **{f"requests/{kind.slug}.md": [f"form {kind.slug}"] for kind in KINDS if kind.slug != "contact"},
    "contact/sent.md": ["receipt"],
    "promises.md": [],
    "search.md": ["search"],
    "verify.md": [],
}
MONTHS = "January February March April May June July August September October November December".split()
NOTE = re.compile(r"Editor's note, not part of the policy\. (\d{1,2}) (\w+) (\d{4})\.")


class Page:
    """A page as the site's Markdown extensions render it."""

    def __init__(self, name: str) -> None:
        _, front_matter, self.body = (DOCS / name).read_text(encoding="utf-8").split("---\n", 2)
        self.meta = yaml.safe_load(front_matter)
        self.html = markdown.markdown(self.body, extensions=EXTENSIONS)
        tree = LexborHTMLParser(self.html)
        self.ids = {each.id for each in tree.css("[id]")}
        self.links = [str(each.attributes["href"]) for each in tree.css("a")]
        self.headings = [int(each.tag[1]) for each in tree.css("h1, h2, h3, h4, h5, h6")]
        self.tags = {each.tag for each in tree.css("*")}
        boxes = tree.css("div")
        assert all(each.attributes == {"class": "policy-note", "role": "note"} for each in boxes)
        self.notes = [each.text() for each in boxes]


@cache
def page(name: str) -> Page:
    return Page(name)


def test_the_pages_are_the_known_ones() -> None:
    assert sorted(DIRECTIVES) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_and_a_description(name: str) -> None:
    meta = page(name).meta
    assert meta["title"].strip()
    assert 40 <= len(meta["description"]) <= 160


def test_titles_and_descriptions_are_told_apart() -> None:
    assert len({page(name).meta["title"] for name in PAGES}) == len(PAGES)
    assert len({page(name).meta["description"] for name in PAGES}) == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_first_heading_and_skips_no_level(name: str) -> None:
    levels = page(name).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_a_directive_is_a_paragraph_of_its_own(name: str) -> None:
    directives = re.findall(r"<p>\[policy: ([^\]\n]+)\]</p>", page(name).html)
    assert directives == DIRECTIVES[name]
    assert page(name).html.count("[policy:") == len(directives)


@pytest.mark.parametrize("name", PAGES)
def test_a_directive_names_what_exists(name: str) -> None:
    for directive in DIRECTIVES[name]:
        word, _, argument = directive.partition(" ")
        if word == "form":
            assert kind_of(argument) or argument == "under-13", argument
        if word == "text":
            assert list((POLICIES / argument).glob("*.md")), argument


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_markup_that_acts(name: str) -> None:
    acting = {"script", "style", "form", "input", "button", "iframe", "img", "base", "object"}
    assert page(name).tags.isdisjoint(acting)


# --- Links --------------------------------------------------------------------------------------


def generated(path: str) -> bool:
    """Whether the engine makes a page or file of that path from the policies as they are now."""
    of_policy, of_revision = r"(?:index|history/index|compare/index)\.md", r"([0-9.-]+)/(?:changes/)?index\.md"
    if path.endswith(("SHA256SUMS", "policy-site.json", "published.lock")):
        return True
    match = re.fullmatch(f"([a-z0-9-]+)/(?:{of_policy}|{of_revision})", path)
    if match is None:
        return False
    policy, revision = match.groups()
    return (POLICIES / policy / (f"{revision}.md" if revision else "policy.yml")).is_file()


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page_of_this_site(name: str) -> None:
    for link in page(name).links:
        path, _, fragment = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        assert target in PAGES or generated(target), link
        assert not fragment or fragment in page(target).ids, link


REVISIONS = sorted(POLICIES.glob("*/*.md"))


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_the_legal_texts_link_to_is_there(revision: Path) -> None:
    links = re.findall(r"\]\((/[^)\s]*)\)", revision.read_text(encoding="utf-8"))
    assert links
    for link in links:
        path, _, fragment = link.partition("#")
        name = f"{path.strip('/') or 'index'}.md"
        assert name in PAGES, link
        assert not fragment or fragment in page(name).ids, link


def test_home_leads_to_each_way_in() -> None:
    assert {"contact.md", "requests.md", "cookies.md"} <= set(page("index.md").links)


# --- What the pages say -------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_no_address_or_number_is_invented(name: str) -> None:
    text = re.sub(r"\d{4}-\d{2}-\d{2}", "", page(name).body)
    assert not re.search(r"\S@\S|mailto:|tel:", text)
    assert not re.search(r"\+?\d(?:[ ()/.-]{0,2}\d){6,}", text)


@pytest.mark.parametrize("name", PAGES)
def test_no_time_for_an_answer_is_promised(name: str) -> None:
    # What a law sets where it applies is no promise; that has a section of its own.
    promised = re.sub(r"\n## [^\n]*\{#when\}.*?(?=\n## )", "", page(name).body, flags=re.DOTALL)
    assert not re.search(r"\bwithin (?:\d|one|two|a )|\b\d+ (?:days|hours|weeks|months)\b", promised)


def test_the_notes_are_marked_and_dated() -> None:
    notes = page("cookies.md").notes
    assert len(notes) == 3
    for note in notes:
        match = NOTE.match(" ".join(note.split()))
        assert match, note
        assert date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])) >= date(2026, 11, 23)
    assert not any(page(name).notes for name in PAGES if name != "cookies.md")


def section(name: str, heading: str) -> str:
    """The source of what stands under the heading of that id, its runs of white space made one space."""
    after = page(name).body.split(f"{{#{heading}}}\n", 1)[1]
    return " ".join(re.split(r"^#{1,6} ", after, maxsplit=1, flags=re.MULTILINE)[0].split())


def test_the_note_on_flash_says_what_is_out_of_date() -> None:
    text = section("cookies.md", "flash")
    assert "31 December 2020" in text
    assert "no longer works" in text
    assert "nothing you need to do today" in text


def test_the_note_on_do_not_track_names_its_successor() -> None:
    text = section("cookies.md", "do-not-track")
    assert "never became a web standard" in text
    assert "January 2019" in text
    assert "version 135, in February 2025" in text
    assert "Global Privacy Control" in text
    assert "This site tracks nobody" in text


def test_the_statement_is_headed_by_the_day_of_the_one_in_the_repository() -> None:
    newest = max(path.stem for path in (POLICIES / "tracking").glob("*.md"))
    day = date.fromisoformat(newest)
    heading = f"## The statement of {day.day} {MONTHS[day.month - 1]} {day.year} {{#statement}}"
    assert heading in page("cookies.md").body
    assert f"tracking/{newest}/index.md" in page("cookies.md").links


def test_the_five_purposes_are_quoted_word_for_word() -> None:
    statement = (POLICIES / "tracking" / "2014-09-24.md").read_text(encoding="utf-8")
    purposes = re.findall(r"^- (.+)$", statement, flags=re.MULTILINE)
    assert len(purposes) == 5
    text = section("cookies.md", "purposes")
    quoted = re.findall(r"- \*\*“(.+?)”\.\*\*", text)
    assert quoted == purposes
    assert text.count("**On this site: no.**") == 5


def test_the_four_tools_of_the_statement_have_a_section_each() -> None:
    assert {"browser-cookies", "web-beacons", "flash", "similar-technologies"} <= page("cookies.md").ids


def test_the_confirmation_claims_nothing_it_cannot_know() -> None:
    text = page("contact/sent.md")
    assert text.meta["search"] == {"exclude": True}
    assert "If you came here by a bookmark, nothing was sent." in text.body
    assert "print" in text.body
