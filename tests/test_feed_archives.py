"""Feeds in parts (RFC 5005): the newest entries in the feed, all others in archives that a reader can walk through."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from policies import day, policy_of, revision_of
from policy_history.model import ChangeClass
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.publish.feeds.archives import ENTRIES, parts_of

BASE = "https://policies.example.org/"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "golden" / "atom.rng"))
SCHEMA = json.loads((Path(__file__).parent / "golden" / "json-feed-1.1.schema.json").read_text("utf-8"))
ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"


@cache
def feeds(count: int) -> dict[str, bytes]:
    """The feeds of a policy with so many revisions, every second one material."""
    kinds = (ChangeClass.MATERIAL, ChangeClass.EDITORIAL)
    days = [day("2015-01-01") + timedelta(days=number) for number in range(count)]
    revisions = [
        revision_of(each.isoformat(), f"# Privacy\n\nWe keep {number} things.\n", change_class=kinds[number % 2])
        for number, each in enumerate(days)
    ]
    made = Edition.of([policy_of(*revisions, feed_ids=f"{BASE}privacy/")], day("2020-01-01"), BASE)
    return {asset.address: asset.content for asset in data_assets(made)}


def link(feed: etree._Element, rel: str) -> str:
    found = [str(each.get("href")) for each in feed.iterfind(f"{ATOM}link") if each.get("rel") == rel]
    assert len(found) <= 1
    return found[0].removeprefix(BASE) if found else ""


def ids(feed: etree._Element) -> list[str]:
    return [str(each.text) for each in feed.iterfind(f"{ATOM}entry/{ATOM}id")]


@pytest.mark.parametrize("count", [1, ENTRIES, ENTRIES + 1, 2 * ENTRIES, 2 * ENTRIES + 5, 4 * ENTRIES + 1])
@pytest.mark.parametrize("name", ["feed", "material"])
def test_a_reader_walks_from_the_feed_back_to_the_first_entry(name: str, count: int) -> None:
    files = feeds(count)
    address, met, walked = f"privacy/{name}.xml", [], []
    while address:
        walked.append(address)
        feed = etree.fromstring(files[address])
        assert GRAMMAR.validate(feed), GRAMMAR.error_log
        assert link(feed, "self") == address
        assert feed.findtext(f"{ATOM}id") == f"{BASE}privacy/{name}.xml"
        assert len(ids(feed)) <= ENTRIES
        met += [each for each in ids(feed) if each not in met]
        address = link(feed, "prev-archive")
    told = sorted((f"{BASE}privacy/{day('2015-01-01') + timedelta(days=n)}/" for n in range(count)), reverse=True)
    assert met == (told if name == "feed" else [each for at, each in enumerate(reversed(told)) if at % 2 == 0][::-1])
    assert set(walked) == {each for each in files if each.startswith(f"privacy/{name}") and each.endswith(".xml")}


@pytest.mark.parametrize("name", ["feed", "material"])
def test_archives_lead_forward_too_and_to_the_feed(name: str) -> None:
    files = feeds(4 * ENTRIES + 1)
    archives = sorted(each for each in files if f"{name}-archive-" in each and each.endswith(".xml"))
    assert archives
    for at, address in enumerate(archives):
        feed = etree.fromstring(files[address])
        assert feed.find(f"{HISTORY}archive") is not None and feed.find(f"{HISTORY}complete") is None
        assert link(feed, "current") == f"privacy/{name}.xml"
        assert link(feed, "next-archive") == (archives[at + 1] if at + 1 < len(archives) else "")
        assert len(ids(feed)) == ENTRIES
    current = etree.fromstring(files[f"privacy/{name}.xml"])
    assert current.find(f"{HISTORY}archive") is None and current.find(f"{HISTORY}complete") is None
    assert not link(current, "current") and not link(current, "next-archive")


def test_a_feed_that_has_room_for_all_is_complete() -> None:
    for count in (1, ENTRIES):
        feed = etree.fromstring(feeds(count)["privacy/feed.xml"])
        assert feed.find(f"{HISTORY}complete") is not None and not link(feed, "prev-archive")


def test_a_later_entry_changes_no_archive_but_for_the_link_to_the_next_one() -> None:
    before, after = feeds(4 * ENTRIES), feeds(4 * ENTRIES + 1)
    old = sorted(each for each in before if "feed-archive-" in each)
    changed = [each for each in old if before[each] != after[each]]
    assert changed == ["privacy/feed-archive-3.xml"]
    without = [line for line in after[changed[0]].splitlines() if b"next-archive" not in line]
    assert without == before[changed[0]].splitlines()
    assert feeds(2 * ENTRIES + 5)["privacy/feed-archive-1.xml"] == after["privacy/feed-archive-1.xml"]


def test_a_json_feed_leads_to_the_entries_before() -> None:
    files = feeds(2 * ENTRIES + 5)
    address, met = "privacy/feed.json", []
    while address:
        record: dict[str, Any] = json.loads(files[address])
        assert record.keys() <= SCHEMA["properties"].keys()
        assert record["feed_url"] == f"{BASE}privacy/feed.json" != record.get("next_url")
        met += [each["id"] for each in record["items"] if each["id"] not in met]
        address = record.get("next_url", "").removeprefix(BASE)
    assert len(met) == 2 * ENTRIES + 5 and met == sorted(met, reverse=True)


def test_parts_of_nothing() -> None:
    nothing: list[str] = []
    (only,) = parts_of("storage.xml", nothing)
    assert only.is_complete and only.entries == ()
