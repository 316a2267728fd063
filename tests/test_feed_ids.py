"""The ids of feeds stay when a site moves (RFC 4287, 4.2.6), and when policies find another place in it."""

from __future__ import annotations

import json
from dataclasses import replace

import feedparser
import pytest

from policies import day, policy_of, revision_of
from policy_files import revision_file
from policy_history.model import Policy
from policy_history.problems import ProblemsFound
from policy_history.publish import addresses
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.publish.rebuilt_policy import policy_data, rebuilt_policy
from policy_history.publish.storage import storage_assets
from policy_history.source.feed_ids import FeedIds
from policy_history.source.frontmatter import read_policy_file
from policy_history.source.provenance import Provenance
from policy_history.tracking.model import Inventory, Occasion, ThirdParty
from policy_history.tracking.published_inventory import inventory_json, inventory_of

POLICY = policy_of(revision_of("2026-05-01"), revision_of("2026-06-01"), revision_of("2026-06-01.2"))
PLACES = (
    "http://example.org/",
    "https://example.org/",
    "https://policies.example.com/",
    "https://example.org/legal/",
    "https://example.org/2026/",
)


def files(policy: Policy, base: str) -> dict[str, bytes]:
    edition = Edition.of([policy], day("2026-07-01"), base)
    return {asset.address.rpartition("/")[2]: asset.content for asset in data_assets(edition)}


def ids(policy: Policy, base: str) -> dict[str, list[str]]:
    """The ids of each feed: its own, and those of its entries."""
    made = files(policy, base)
    read = {name: feedparser.parse(made[name]) for name in ("feed.xml", "material.xml")}
    found = {name: [each.feed.id, *(entry.id for entry in each.entries)] for name, each in read.items()}
    return {**found, "feed.json": [item["id"] for item in json.loads(made["feed.json"])["items"]]}


def storage_ids(inventory: Inventory, base: str, publisher: str = "Example") -> list[str]:
    made = {asset.address: asset.content for asset in storage_assets(inventory, base, publisher)}
    read = feedparser.parse(made["storage.xml"])
    return [read.feed.id, *(entry.id for entry in read.entries)]


@pytest.mark.parametrize("declared", ["", "tag:example.org,2026:privacy/", "https://old.example/privacy/"])
@pytest.mark.parametrize("place", PLACES[1:])
def test_a_site_that_moves_has_the_same_ids(place: str, declared: str) -> None:
    policy = replace(POLICY, feed_ids=declared)
    assert ids(policy, place) == ids(policy, PLACES[0])
    assert ids(replace(policy, base="legal/"), place) == ids(policy, PLACES[0])


def test_ids_are_told_apart_and_are_uris() -> None:
    others = [policy_of(*POLICY.revisions, slug="terms"), replace(POLICY, publisher="Another")]
    found = [each for policy in (POLICY, *others) for each in ids(policy, PLACES[0])["feed.xml"]]
    assert len(set(found)) == len(found) == 12 and all(each.startswith("urn:uuid:") for each in found)
    own = ids(POLICY, PLACES[0])
    assert own["feed.xml"][0] != own["material.xml"][0]
    assert own["feed.xml"][1:] == own["material.xml"][1:] == own["feed.json"]


def test_a_revision_that_comes_changes_no_id_before_it() -> None:
    grown = replace(POLICY, revisions=(*POLICY.revisions, revision_of("2026-06-20")))
    assert ids(grown, PLACES[0])["feed.xml"][2:] == ids(POLICY, PLACES[0])["feed.xml"][1:]


def test_ids_that_subscribers_know_are_kept_by_naming_the_address_they_had() -> None:
    kept = ids(replace(POLICY, feed_ids="https://old.example/privacy/"), PLACES[0])["feed.xml"]
    assert kept[0] == "https://old.example/privacy/feed.xml"
    assert kept[1:3] == ["https://old.example/privacy/2026-06-01.2/", "https://old.example/privacy/2026-06-01/"]


def test_a_publisher_that_changes_its_name_may_declare_the_uuid_of_before() -> None:
    declared = FeedIds("", "Example", "privacy").begin
    assert ids(replace(POLICY, publisher="Example Holding", feed_ids=declared), PLACES[0]) == ids(POLICY, PLACES[0])


def test_two_revisions_of_one_day_stand_in_their_order_for_programs_that_sort() -> None:
    read = feedparser.parse(files(POLICY, PLACES[0])["feed.xml"])
    published = [entry.published for entry in read.entries]
    assert published == ["2026-06-01T10:00:01Z", "2026-06-01T10:00:00Z", "2026-05-01T10:00:00Z"]
    assert [entry.updated for entry in read.entries] == published and read.feed.updated == published[0]


def test_a_site_made_again_from_its_settings_has_the_declared_ids() -> None:
    declared = "tag:example.org,2026:privacy/"
    policy = policy_of(revision_of("2026-05-01", source=revision_file("2026-05-01").encode()), feed_ids=declared)
    (edition,) = Edition.of([policy], day("2026-07-01")).policies
    sources = {addresses.source(policy, each): each.source for each in policy.revisions}
    assert rebuilt_policy(policy_data(edition, Provenance()), sources).feed_ids == declared


@pytest.mark.parametrize("declared", ["", "tag:example.org,2026:", "https://old.example/"])
def test_the_feed_of_the_storage_list_stays_too(declared: str) -> None:
    host = ThirdParty("maps.example.org", "Shows a map.", Occasion.ACTION, since=day("2026-05-02"))
    inventory = Inventory(day("2026-06-01"), requests=(host,), feed_ids=declared)
    first, second = (storage_ids(inventory, place) for place in PLACES[:2])
    assert first == second and len(set(first)) == 2
    assert inventory_of(json.loads(inventory_json(inventory))) == inventory


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/privacy/",
        "http://example.org/",
        "tag:example.org,2026:privacy/",
        "tag:desk@example.org,2026-05:",
        "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e",
    ],
)
def test_what_ids_may_begin_with(text: str) -> None:
    source = f'title: Privacy\npublisher: Example\nfeed_ids: "{text}"\n'.encode()
    assert read_policy_file(source, "policy.yml").feed_ids == text


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "/privacy/",
        "https://example.org",
        "https://example.org/privacy",
        "https://example.org/?feed=",
        "https://example.org/#",
        "tag:example.org:privacy",
        "urn:uuid:1",
        "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e/",
        "javascript:alert(1)",
        "https://example.org/ a/",
        "https://example.org/<id>/",
    ],
)
def test_what_they_may_not(text: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_policy_file(f'title: Privacy\npublisher: Example\nfeed_ids: "{text}"\n'.encode(), "policy.yml")
    assert [problem.rule for problem in found.value.problems] == ["wrong-feed-ids"]
