"""What the site gives to programs: feeds, manifests, TimeMaps, links between versions, and the hashes of everything."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from html_pages import Built
from jsonschema import Draft202012Validator
from lxml import etree

from building import EXAMPLE
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.source.folder import read_policies

GOLDEN = Path(__file__).parents[1] / "golden"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("feed.xml", "material.xml")
NOT_HASHED = r'(?s)\n<aside\b.*?</aside>| (data-label="[^"]*"|class="policy-capitals"|id="p-[^"]*")'


def policies(site: Built) -> list[str]:
    found = [path.parent.name for path in site.folder.glob("*/versions.json")]
    assert found
    return found


def read_json(site: Built, path: str) -> Any:
    return json.loads((site.folder / path).read_bytes())


def versions(site: Built, slug: str) -> dict[str, Any]:
    return read_json(site, f"{slug}/versions.json")


def faults(schema: Any, record: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    return [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(record)]


# Manifests and redlines


def test_every_manifest_keeps_to_the_published_schema(site: Built) -> None:
    for slug in policies(site):
        record = versions(site, slug)
        schema = read_json(site, urljoin(f"{slug}/", record["$schema"]))
        assert faults(schema, record) == []


def test_every_redline_keeps_to_the_published_schema(site: Built) -> None:
    found = sorted(site.folder.glob("*/*/redline.json"))
    assert found
    for path in found:
        record = json.loads(path.read_bytes())
        address = path.relative_to(site.folder).as_posix()
        assert faults(read_json(site, urljoin(address, record["$schema"])), record) == []


def test_a_manifest_has_the_hashes_of_what_is_published(site: Built) -> None:
    for slug in policies(site):
        for each in versions(site, slug)["revisions"]:
            source = (site.folder / each["addresses"]["source"]).read_bytes()
            assert sha256(source).hexdigest() == each["source_sha256"]
            html = site[each["addresses"]["permalink"]].html
            # The definition in manual/formats.md, followed to the letter.
            (article,) = re.findall(r'<article [^>]*class="policy-text"[^>]*>(.*?)</article>', html, re.DOTALL)
            text = re.sub(NOT_HASHED, "", article)
            assert sha256(text.strip().encode()).hexdigest() == each["article_sha256"]


def test_a_manifest_leads_to_what_is_there(site: Built) -> None:
    for slug in policies(site):
        record = versions(site, slug)
        assert record["base"] == site.root
        for places in (record["addresses"], *(each["addresses"] for each in record["revisions"])):
            for address in places.values():
                assert address in site.pages or (site.folder / address).is_file(), address


def test_a_manifest_tells_states_neighbours_and_what_acceptance_still_holds(example: Built) -> None:
    record = versions(example, "notice")
    assert (record["current"], record["accepted_from"]) == ("2025-02-10", "2023-09-01")
    told = [
        (each["id"], each["state"], each["class"], each["accepted_from"], each["previous"], each["next"], each["until"])
        for each in record["revisions"]
    ]
    first, slip = "2018-05-25", "2020-03-02"
    assert told == [
        (first, "superseded", "material", first, None, slip, "2020-03-01"),
        (slip, "superseded", "material", slip, first, f"{slip}.2", "2020-03-01"),
        (f"{slip}.2", "superseded", "correction", slip, slip, "2023-09-01", "2023-08-31"),
        ("2023-09-01", "superseded", "material", "2023-09-01", f"{slip}.2", "2025-02-10", "2025-02-09"),
        ("2025-02-10", "in force", "editorial", "2023-09-01", "2023-09-01", "2026-09-01", "2026-08-31"),
        ("2026-09-01", "upcoming", "material", "2026-09-01", "2025-02-10", None, None),
    ]


# Feeds


@pytest.mark.parametrize("name", FEEDS)
def test_atom_feeds_keep_to_rfc_4287(site: Built, name: str) -> None:
    grammar = etree.RelaxNG(etree.parse(GOLDEN / "atom.rng"))
    for slug in policies(site):
        tree = etree.parse(site.folder / slug / name)
        assert grammar.validate(tree), grammar.error_log
        feed = tree.getroot()
        entries = feed.findall(f"{ATOM}entry")
        ids = [each.findtext(f"{ATOM}id") for each in (feed, *entries)]
        assert len(set(ids)) == len(ids) and all(each.startswith("urn:uuid:") for each in ids)
        for node in (feed, *entries):
            alternates = [(x.get("type"), x.get("hreflang")) for x in links(node, "alternate")]
            assert len(set(alternates)) == len(alternates), "RFC 4287, 4.2.4: one alternate of a type and language"
        assert [x.get("href") for x in links(feed, "self")] == [f"{site.root}{slug}/{name}"]
        moments = [node.text or "" for node in tree.iter(f"{ATOM}updated", f"{ATOM}published")]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each) for each in moments)
        assert feed.findtext(f"{ATOM}updated") == max(each.findtext(f"{ATOM}updated", "") for each in entries or [feed])


def links(node: Any, rel: str) -> list[Any]:
    return [each for each in node.findall(f"{ATOM}link") if each.get("rel") == rel]


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_reader_reads_the_feeds(site: Built, name: str) -> None:
    for slug in policies(site):
        read = feedparser.parse((site.folder / slug / name).read_bytes())
        assert not read.bozo and read.version == "atom10"
        known = {site.root + each["addresses"]["permalink"]: each for each in versions(site, slug)["revisions"]}
        if name == "material.xml":
            known = {address: each for address, each in known.items() if each["class"] == "material"}
        assert {entry.link for entry in read.entries} == set(known)
        for entry in read.entries:
            each = known[entry.link]
            assert entry.summary == " ".join(each["note"].split())
            assert entry.published[:10] == each["published"] and entry.tags[0].term == each["class"]
            assert entry.validity_start == each["effective"]
            related = [link.href for link in entry.links if link.rel == "related" and link.type == "text/html"]
            assert related == [site.root + each["addresses"][x] for x in ("changes",) if x in each["addresses"]]


def test_the_newest_stands_first_in_a_feed(example: Built) -> None:
    read = feedparser.parse((example.folder / "notice/feed.xml").read_bytes())
    days = [entry.published for entry in read.entries]
    assert days == sorted(days, reverse=True) and len(days) == 6


def test_json_feeds_keep_to_version_1_1_and_say_what_the_atom_feed_says(site: Built) -> None:
    schema = json.loads((GOLDEN / "json-feed-1.1.schema.json").read_text("utf-8"))
    for slug in policies(site):
        record = read_json(site, f"{slug}/feed.json")
        assert faults(schema, record) == []
        atom = etree.parse(site.folder / slug / "feed.xml").getroot()
        told = [
            (
                e.findtext(f"{ATOM}id"),
                e.findtext(f"{ATOM}title"),
                e.findtext(f"{ATOM}updated"),
                e.findtext(f"{ATOM}content"),
            )
            for e in atom.findall(f"{ATOM}entry")
        ]
        fields = ("id", "title", "date_modified", "content_html")
        assert [tuple(item[name] for name in fields) for item in record["items"]] == told


def test_a_feed_changes_when_a_revision_is_published_and_on_no_other_day() -> None:
    policies = read_policies(EXAMPLE)
    before, coming_into_force, after = (
        feeds_of(Edition.of(policies, date.fromisoformat(day), "https://harbourlane.example/"))
        for day in ("2026-06-15", "2026-09-02", "2026-12-01")
    )
    assert coming_into_force == before
    assert all(b"/notice/2027-01-01/" in after[name] and b"2027-01-01" not in before[name] for name in before)


def feeds_of(edition: Edition) -> dict[str, bytes]:
    names = ("notice/feed.xml", "notice/material.xml", "notice/feed.json")
    return {asset.address: asset.content for asset in data_assets(edition) if asset.address in names}


# TimeMaps


def test_a_timemap_lists_what_has_taken_effect(site: Built) -> None:
    for slug in policies(site):
        lines = (site.folder / slug / "timemap.link").read_text("utf-8").rstrip("\n").split(",\n")
        found = [link_of(line) for line in lines]
        assert found[0] == (f"{site.root}{slug}/", {"rel": "original"})
        assert found[1][0] == f"{site.root}{slug}/timemap.link" and found[1][1]["rel"] == "self"
        expected = [each for each in versions(site, slug)["revisions"] if each["state"] != "upcoming"]
        mementos = found[2:]
        assert [address for address, _ in mementos] == [site.root + x["addresses"]["permalink"] for x in expected]
        days = [parsedate_to_datetime(values["datetime"]).date().isoformat() for _, values in mementos]
        assert days == [each["effective"] for each in expected]
        assert all(values["datetime"].endswith(" 00:00:00 GMT") for _, values in mementos)
        if mementos:
            assert "first" in mementos[0][1]["rel"].split() and "last" in mementos[-1][1]["rel"].split()
            assert found[1][1]["from"] == mementos[0][1]["datetime"]


def link_of(line: str) -> tuple[str, dict[str, str]]:
    match = re.fullmatch(r'<([^<>\s]+)>((?:; [a-z]+="[^"]*")+)', line)
    assert match is not None, line
    return match[1], dict(re.findall(r'([a-z]+)="([^"]*)"', match[2]))


# Heads


def head(site: Built, address: str) -> dict[str, list[str]]:
    """The links of a page's head, from the site's root, by their relation."""
    found: dict[str, list[str]] = {}
    for element in site[address].all("link"):
        if "rel" in element.attributes:
            target = urljoin(site.root + address, element.attributes["href"]).removeprefix(site.root)
            found.setdefault(element.attributes["rel"], []).append(target)
    return found


def test_versions_are_linked_as_rfc_5829_and_rfc_7089_say(example: Built) -> None:
    found = head(example, "notice/2023-09-01/")
    assert found["predecessor-version"] == ["notice/2020-03-02.2/"]
    assert found["successor-version"] == ["notice/2025-02-10/"]
    assert found["latest-version"] == found["original"] == ["notice/"]
    assert found["version-history"] == ["notice/history/"]
    assert found["timemap"] == ["notice/timemap.link"]
    assert found["alternate"] == ["notice/2023-09-01.md"]
    found = head(example, "notice/")
    assert found["memento"] == ["notice/2025-02-10/"]
    names = ("2025-02-10.md", "feed.xml", "material.xml", "feed.json", "versions.json")
    assert found["alternate"] == [f"notice/{name}" for name in names]


def test_every_page_leads_to_the_privacy_policy_where_one_is_named(real: Built) -> None:
    assert {address for address in real.pages if address != "404.html"} == {
        address for address in real.pages if head(real, address).get("privacy-policy") == ["privacy/"]
    }


def test_a_page_is_its_own_canonical_address(site: Built) -> None:
    for address in site.pages:
        if address != "404.html":
            assert head(site, address)["canonical"] == [address]


def test_only_what_applies_or_will_is_indexed(example: Built) -> None:
    notice = {page for page in example.pages if page.startswith("notice/") and "noindex" in robots(example, page)}
    old = {"2018-05-25", "2020-03-02", "2020-03-02.2", "2023-09-01"}
    changed = {"2020-03-02", "2020-03-02.2", "2023-09-01", "2025-02-10", "2026-09-01"}
    assert notice == (
        {f"notice/{name}/" for name in old}
        | {f"notice/{name}/changes/" for name in changed}
        | {f"notice/{name}/changes/side-by-side/" for name in changed}
        | {f"notice/compare/{name}/" for name in old}
        | {"notice/compare/", "notice/search/"}
        | {address for address in example.pages if re.fullmatch("notice/clauses/.+", address)}
    )


def robots(site: Built, address: str) -> str:
    found = (element for element in site[address].all("meta") if element.attributes.get("name") == "robots")
    return next((element.attributes["content"] for element in found), "")


def test_the_sitemap_is_packed_without_a_time(site: Built) -> None:
    packed = (site.folder / "sitemap.xml.gz").read_bytes()
    assert packed[4:8] == bytes(4) and gzip.decompress(packed) == (site.folder / "sitemap.xml").read_bytes()


def test_structured_data_describes_the_revision_on_the_page(site: Built) -> None:
    for slug in policies(site):
        for each in (each for each in versions(site, slug)["revisions"] if each["state"] != "superseded"):
            address = each["addresses"]["permalink"]
            (script,) = site[address].all("script")
            assert script.attributes == {"type": "application/ld+json"}
            data = json.loads("".join(script.parts))
            assert data["@type"] == ["WebPage", "DigitalDocument"] and data["@id"] == site.root + address
            assert (data["version"], data["datePublished"]) == (each["id"], each["published"])
            assert data["encoding"]["sha256"] == each["source_sha256"]
            assert data["encoding"]["contentUrl"] == site.root + each["addresses"]["source"]
            start, end = data["temporalCoverage"].split("/")
            assert start == each["effective"]
            assert end == (max(each["until"], start) if each["until"] else "..")
            before = site.root + f"{slug}/{each['previous']}/" if each["previous"] else None
            assert data.get("isBasedOn") == before
            datetime.fromisoformat(data["dateModified"])


# Hashes


def test_sha256sum_finds_every_file_of_the_site(site: Built) -> None:
    result = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=site.folder, capture_output=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    names = [line[66:] for line in (site.folder / "SHA256SUMS").read_text("utf-8").splitlines()]
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    assert names == sorted(names) and set(names) == files - {"SHA256SUMS"}
