"""Titles, names and headings that read like markup: shown as they are written, in either frame."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest
import yaml
from lxml import html

from building import IN_MATERIAL, build, change, copy_example

FRAMES: Mapping[str, Mapping[str, object]] = {"plain": {}, "material": IN_MATERIAL}
CASES = {
    "heading": "Use of the <script>document.title='OWNED'</script> tag",
    "title": "A <script>document.title='OWNED'</script> B",
    "publisher": 'Org "A" <img src=x onerror=document.title="OWNED"> & Co',
    "harmless": 'Terms for "Plus" & <Pro>',
}
POLICY = "policy_versions/lending"


def folder_with(place: Path, frame: str) -> Path:
    folder = copy_example(place / "folder")
    change(folder, FRAMES[frame])
    heading, harmless = (escape(CASES[name], quote=False) for name in ("heading", "harmless"))
    for day in ("2022-01-15", "2024-04-01"):
        file = folder / POLICY / f"{day}.md"
        added = [f"## {heading} {{#tag}}", f"Words of {day}.", f"## {harmless} {{#plus}}", "## Last {#last}", "Words."]
        file.write_text(file.read_text("utf-8") + "\n" + "\n\n".join(added) + "\n", "utf-8")
    page = ["---\ndescription: 'Of \"us\" & <them>'\n---", f"# {harmless}", f"## {heading}", "## Two", "## Three"]
    policies = {"lending": CASES["title"], "volunteers": CASES["harmless"]}
    fields = {slug: {"title": title, "publisher": CASES["publisher"]} for slug, title in policies.items()}
    change(folder, {f"policy_versions/{slug}/policy.yml": yaml.safe_dump(each) for slug, each in fields.items()})
    change(folder, {"docs/terms.md": "\n\n".join(page) + "\n"})
    return folder


@pytest.fixture(scope="module", params=FRAMES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp(request.param)
    return build(folder_with(place, request.param), place / "site", "2026-06-15")


def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {path.relative_to(site).as_posix(): html.parse(path).getroot() for path in site.rglob("*.html")}


def test_no_title_publisher_or_heading_becomes_an_element(built: Path) -> None:
    found = pages(built)
    assert len(found) > 30
    for path, page in found.items():
        assert not [
            script
            for script in page.iter("script")
            if "OWNED" in (script.text or "") and "json" not in script.get("type", "")
        ], path
        assert not list(page.iter("pro", "img[@onerror]")), path
        assert not page.xpath("//*[@onerror]"), path


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("volunteers/", CASES["harmless"]),
        ("terms/", CASES["harmless"]),
        ("lending/clauses/", f"{CASES['title']}: clauses"),
    ],
)
def test_a_title_is_shown_as_it_is_written(built: Path, address: str, title: str) -> None:
    page = pages(built)[address + "index.html"]
    assert title in page.findtext("head/title", "")
    shown = [" ".join(each.text_content().split()).rstrip("¶") for each in page.iter("h1", "p")]
    assert any(each == title or each.endswith(f"· {title.removesuffix(': clauses')}") for each in shown)
    home = pages(built)["index.html"]
    linked = [" ".join(link.text_content().split()) for link in home.iter("a")]
    assert title.removesuffix(": clauses") in linked, "the navigation"


def test_a_description_stays_in_its_attribute(built: Path) -> None:
    page = pages(built)["lending/index.html"]
    (description,) = page.xpath("//meta[@name='description']/@content")
    assert description.startswith(f"{CASES['title']} of {CASES['publisher']}, in force since")
    assert not "".join(page.xpath("/html/body/text()")).strip(), "nothing runs over into the page"
    assert pages(built)["terms/index.html"].xpath("//meta[@name='description']/@content") == ['Of "us" & <them>']


def test_headings_are_listed_as_they_are_written(built: Path) -> None:
    for address in ("lending/", "terms/"):
        page = pages(built)[address + "index.html"]
        listed = [" ".join(link.text_content().split()) for link in page.xpath("//a[starts-with(@href, '#')]")]
        assert CASES["heading"] in listed, address
