"""The plugin as a part of a larger Material site, with that site's own frame and its search."""

from __future__ import annotations

import json

from html_pages import Built, Element, broken_links


def test_every_page_is_there_and_every_link_leads_somewhere(larger: Built, example: Built) -> None:
    assert larger.pages.keys() == example.pages.keys()
    assert broken_links(larger.folder, larger.root, larger.pages) == []


def test_a_text_is_the_same_in_either_frame(larger: Built, example: Built) -> None:
    for address in ("notice/", "notice/2020-03-02.2/", "notice/2023-09-01/changes/"):
        assert larger[address].policy_text == example[address].policy_text
        own = [script.attributes.get("src", "").rpartition("/")[2] for script in running(example, address)]
        assert len(running(larger, address)) > 2 and own in ([], ["policy-clock.js"]), "two frames"


def running(site: Built, address: str) -> list[Element]:
    """The scripts of a page that a browser runs; JSON-LD is data."""
    return [script for script in site[address].all("script") if script.attributes != {"type": "application/ld+json"}]


def test_either_frame_says_the_same_to_programs(larger: Built, example: Built) -> None:
    ours = {"predecessor-version", "successor-version", "latest-version", "version-history", "timemap", "alternate"}
    for address in ("notice/", "notice/2023-09-01/", "notice/history/"):
        heads = [
            [(link.attributes["rel"], link.attributes["href"]) for link in site[address].all("link")]
            for site in (larger, example)
        ]
        told = [[link for link in links if link[0] in ours] for links in heads]
        assert told[0] == told[1] and len(told[0]) > 2


def test_the_search_finds_what_applies_and_never_a_redline_or_an_old_text(larger: Built) -> None:
    index = json.loads((larger.folder / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert found == {"", "write/", "notice/", "notice/history/", "lending/", "lending/history/"} | {
        "volunteers/",
        "volunteers/history/",
        "membership/",
        "membership/history/",
    }
    texts = " ".join(entry["text"] for entry in index["docs"])
    assert "We never sell what we keep." in texts
    assert "2412" not in texts and "may not never" not in texts
