"""Every Arabic or Hebrew word on a page stands in an element that says its language, or lets its letters decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from html_pages import Built
from selectolax.lexbor import LexborHTMLParser, LexborNode

_LEFTWARD = re.compile("[\u0590-\u08ff]{2}")
_LANGUAGES = ("ar", "he")
_FOLD = "policy-fold"
"""Its words are ours, with the titles of clauses among them."""

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def texts(node: LexborNode, language: str, direction: str) -> Iterator[tuple[str, str, str]]:
    """Each text below a node, with the language and the direction that it is said to have."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text_content or "", language, direction
        elif child.tag not in ("script", "style") and _FOLD not in (child.attributes.get("class") or "").split():
            own = child.attributes
            yield from texts(child, own.get("lang") or language, own.get("dir") or direction)


def test_every_word_of_a_policy_says_its_language_and_direction(leftward: Built) -> None:
    found = set()
    pages = sorted(leftward.folder.rglob("*.html"))
    for page in pages:
        body = LexborHTMLParser(page.read_text("utf-8")).body
        assert body is not None
        assert not body.css_first(".policy-capitals")  # it has no capitals, and letters that are apart cannot be read
        for text, language, direction in texts(body, "en", "ltr"):
            is_named = (language in _LANGUAGES and direction in ("rtl", "auto")) or "\u2068" in text
            if _LEFTWARD.search(text) and not is_named and direction != "auto":
                found.add((page.relative_to(leftward.folder).as_posix(), text.strip()[:40], language, direction))
    assert pages
    assert sorted(found) == []


def test_a_feed_says_of_each_note_which_language_it_is_in(leftward: Built) -> None:
    feed = ElementTree.parse(leftward.folder / "museum" / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.get(_XML_LANGUAGE) == "en"
    summaries = feed.findall(f"{atom}entry/{atom}summary")
    assert summaries
    assert {summary.get(_XML_LANGUAGE) for summary in summaries} == {"ar"}
    contents = [content.text or "" for content in feed.findall(f"{atom}entry/{atom}content")]
    for content in contents:
        body = LexborHTMLParser(content).body
        assert body is not None
        assert [
            text
            for text, language, direction in texts(body, "en", "ltr")
            if _LEFTWARD.search(text) and language not in _LANGUAGES and direction != "auto"
        ] == []


def test_side_by_side_the_older_text_stands_where_the_lines_begin(leftward: Built) -> None:
    for policy, day, direction in (("museum", "2023-09-01", "rtl"), ("clinic", "2024-02-01", "rtl")):
        page = leftward.folder / policy / day / "changes" / "side-by-side" / "index.html"
        body = LexborHTMLParser(page.read_text("utf-8")).body
        assert body is not None
        pairs = body.css(".policy-pair")
        assert len(pairs) > 1
        assert {pair.attributes.get("dir") for pair in pairs} == {direction}
        # The days above them are ours, and are read in our direction.
        assert {each.attributes.get("dir") for each in pairs[0].css("div > div")} == {"ltr"}
