"""How to be told of changes: the page in words, the feeds as a browser shows them, the publisher's mailing list."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from policies import day, policy_of, revision_of
from policy_history.problems import ProblemsFound
from policy_history.publish import addresses
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.publish.pages import pages
from policy_history.publish.rebuilt_policy import policy_data, rebuilt_policy
from policy_history.source.frontmatter import read_policy_file
from policy_history.source.provenance import Provenance

BASE = "https://policies.example.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def edition(base: str = BASE, count: int = 2, **fields: Any) -> Edition:
    revisions = [revision_of(f"20{at:02}-01-01", f"# Privacy\n\nVersion {at}.\n") for at in range(count)]
    return Edition.of([policy_of(*revisions, **fields)], day("2099-01-01"), base)


def made(of: Edition) -> dict[str, str]:
    return {page.address: str(page.html) for page in pages(of, Provenance())}


def files(of: Edition) -> dict[str, bytes]:
    return {asset.address: asset.content for asset in data_assets(of)}


def test_the_page_has_each_address_to_copy_and_follow() -> None:
    page = made(edition())["privacy/follow/"].replace("<wbr>", "")
    for name in ("feed.xml", "material.xml", "feed.json"):
        assert re.search(rf'<a href="../../privacy/{name}" type="[a-z+/]+">{BASE}privacy/{name}</a>', page)
    assert "mailing list" not in page


def test_history_and_text_lead_to_it_and_no_longer_to_bare_feeds() -> None:
    pages_made = made(edition())
    for address in ("privacy/", "privacy/history/"):
        assert "privacy/follow/" in pages_made[address]
        assert '"application/atom+xml">' not in pages_made[address]


def test_the_mailing_list_of_the_publisher_is_named() -> None:
    page = made(edition(base="", mailing_list="https://lists.example.org/?a=1&b=2"))["privacy/follow/"]
    assert 'href="https://lists.example.org/?a=1&amp;b=2"' in page
    assert "feed reader" not in page


def test_without_feeds_and_list_there_is_no_page() -> None:
    assert "privacy/follow/" not in made(edition(base=""))


def test_the_settings_from_which_a_site_is_made_again_have_the_list() -> None:
    (policy,) = edition(mailing_list="mailto:policies@example.org").policies
    sources = {
        str(
            entry.revision.id
        ): b"---\npublished: 2000-01-01\neffective: 2000-01-01\nclass: material\nnote: N.\n---\nText.\n"
        for entry in policy.entries[:1]
    }
    assert rebuilt_policy(policy_data(policy, Provenance()), sources).mailing_list == "mailto:policies@example.org"


@pytest.mark.parametrize("feed", ["privacy/feed.xml", "privacy/material.xml", "privacy/feed-archive-1.xml"])
def test_a_feed_opened_in_a_browser_says_what_it_is(feed: str) -> None:
    found = files(edition(count=31))
    content = found[feed]
    style = re.search(rb'<\?xml-stylesheet type="text/css" href="([^"]*)"\?>', content)
    assert style and style[1].decode() == f"../{addresses.FEED_STYLESHEET}" and addresses.FEED_STYLESHEET in found
    assert b"xsl" not in content
    root = ElementTree.fromstring(content)
    subtitle = root.find(f"{ATOM}subtitle")
    assert subtitle is not None and root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    links = [link.attrib["href"] for link in subtitle.iter(f"{XHTML}a")]
    assert f"{BASE}privacy/history/" in links
    assert (f"{BASE}privacy/feed.xml" if "archive" in feed and "feed" in feed else f"{BASE}privacy/follow/") in links
    assert not feedparser.parse(content).bozo


POLICY_FILE = "title: Privacy\npublisher: Example\nmailing_list: {}\n"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "http://lists.example.org/",
        "lists.example.org",
        "https://",
        "https://localhost/",
        "https://user@example.org/",
        '"https://example.org\\\\@other.example"',
        '"https://example.org/ a"',
        '"https://example.org/\\na"',
        "https://[::1",
        "'mailto:'",
        "mailto:nobody",
        "//lists.example.org/",
        "/contact/",
        "https://example.org/<script>",
        "https://example.org:99999/",
        "https://example..org/",
        "https://example.org/%00",
        "https://example.org/a\u200bb",
        "mailto:lists@example.org?bcc=other@other.example",
        "mailto:lists@example.org?subject=Join%0d%0aBcc:%20other@other.example",
    ],
)
def test_what_is_no_link_is_refused(link: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_policy_file(POLICY_FILE.format(link).encode(), "policy.yml")
    assert [problem.rule for problem in found.value.problems] == ["wrong-link"]


@pytest.mark.parametrize(
    "link", ["https://lists.example.org/p?list=1", "https://例え.jp/登録", "mailto:policies@example.org?subject=Join"]
)
def test_links_to_pages_and_mailboxes_are_taken(link: str) -> None:
    assert read_policy_file(POLICY_FILE.format(f'"{link}"').encode(), "policy.yml").mailing_list == link


def test_the_stylesheet_hides_what_is_for_programs() -> None:
    sheet = files(edition())[addresses.FEED_STYLESHEET].decode()
    assert re.search(r"content, id, published, updated[^{]*\{ display: none; \}", sheet)
    assert "url(" not in sheet and "@import" not in sheet
