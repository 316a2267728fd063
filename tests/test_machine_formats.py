"""The files for programs, made in memory: what a whole site of the tests does not show."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree

from policies import day, policy_of, revision_of
from policy_history.model import ChangeClass, Erratum, Policy, PolicyKind
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.publish.feeds.entries import MOST_CHANGES, moment
from policy_history.publish.heads import Head, heads, render_head
from policy_history.publish.indented_json import indented
from policy_history.publish.pages import pages
from policy_history.publish.sitemap import sitemap_files
from policy_history.site_audit.sums import SUMS, read_line, write_sums
from policy_history.source.provenance import Provenance

BASE = "https://policies.example.org/"
GRAMMAR = Path(__file__).parent / "golden" / "atom.rng"


def edition(*policies: Policy, on: str = "2026-06-15", base: str = BASE) -> Edition:
    return Edition.of(policies, day(on), base)


def files(made: Edition) -> dict[str, bytes]:
    return {asset.address: asset.content for asset in data_assets(made)}


def versions(made: Edition) -> Any:
    return json.loads(files(made)["privacy/versions.json"])


def mended() -> Policy:
    revision = revision_of("2014-09-24")
    erratum = Erratum("2014-09-24", date(2026, 1, 2), "0" * 64, revision.sha256, "A <name> was misspelled.")
    added = Erratum("2014-09-24", date(2025, 1, 2), "", "0" * 64, "It was found in a cellar.")
    return policy_of(revision, errata=(erratum, added))


def test_an_erratum_is_shown_on_the_page_in_the_manifest_and_in_the_feeds() -> None:
    made = edition(mended())
    page = {page.address: page.html for page in pages(made, Provenance())}["privacy/2014-09-24/"]
    assert "A &lt;name&gt; was misspelled." in page and "It was found in a cellar." in page
    assert f"<code>{'0' * 64}</code>" in page
    (revision,) = versions(made)["revisions"]
    assert [(each["date"], each["was"], each["reason"]) for each in revision["errata"]] == [
        ("2025-01-02", None, "It was found in a cellar."),
        ("2026-01-02", "0" * 64, "A <name> was misspelled."),
    ]
    (entry,) = feedparser.parse(files(made)["privacy/feed.xml"]).entries
    assert (entry.published, entry.updated) == ("2014-09-24T10:00:00Z", "2026-01-02T10:00:00Z")
    assert "A &lt;name&gt; was misspelled." in entry.content[0].value


def test_a_page_without_errata_does_not_mention_them() -> None:
    made = edition(policy_of(revision_of("2014-09-24")))
    assert "rrat" not in {page.address: page.html for page in pages(made, Provenance())}["privacy/2014-09-24/"]


def test_acceptance_holds_from_the_last_material_revision_or_from_the_first_one() -> None:
    classes = ("editorial", "correction", "material", "editorial", "material")
    revisions = [revision_of(f"{2010 + n}-01-01", change_class=ChangeClass(c)) for n, c in enumerate(classes)]
    record = versions(edition(policy_of(*revisions), on="2013-06-01"))
    assert (record["current"], record["accepted_from"]) == ("2013-01-01", "2012-01-01")
    record = versions(edition(policy_of(*revisions), on="2014-06-01"))
    told = [each["accepted_from"] for each in record["revisions"]]
    assert told == ["2010-01-01", "2010-01-01", "2012-01-01", "2012-01-01", "2014-01-01"]


def test_before_the_first_revision_applies_nothing_is_current() -> None:
    early = policy_of(revision_of("2026-09-01", published=day("2026-06-01")))
    made = edition(early)
    record = versions(made)
    assert (record["current"], record["accepted_from"], record["revisions"][0]["state"]) == (None, None, "upcoming")
    assert "memento" not in files(made)["privacy/timemap.link"].decode()
    assert etree.RelaxNG(etree.parse(GRAMMAR)).validate(etree.fromstring(files(made)["privacy/feed.xml"]))


def test_a_feed_has_what_was_published_last_first_whatever_takes_effect_first() -> None:
    """Subscribers are told of a publication, and a revision may be published long before it applies."""
    early = revision_of("2024-01-10", published=day("2024-01-10"), effective=day("2025-06-01"))
    late = revision_of("2024-03-01", "# Privacy\n\nWe collect names.\n")
    made = edition(policy_of(revision_of("2023-01-01", "# Privacy\n\nNothing.\n"), late, early))
    assert [entry.published[:10] for entry in feedparser.parse(files(made)["privacy/feed.xml"]).entries] == [
        "2024-03-01",
        "2024-01-10",
        "2023-01-01",
    ]
    items = json.loads(files(made)["privacy/feed.json"])["items"]
    assert [item["date_published"][:10] for item in items] == ["2024-03-01", "2024-01-10", "2023-01-01"]


def test_a_feed_without_a_single_entry_is_a_feed_still() -> None:
    made = edition(policy_of(revision_of("2014-09-24", change_class=ChangeClass.EDITORIAL)))
    feed = etree.fromstring(files(made)["privacy/material.xml"])
    assert etree.RelaxNG(etree.parse(GRAMMAR)).validate(feed)
    assert feedparser.parse(files(made)["privacy/material.xml"]).entries == []


def test_a_feed_tells_no_more_changes_and_words_than_it_says_and_where_the_rest_is() -> None:
    many = range(MOST_CHANGES + 20)
    old = "".join(f"# Part {n}\n\nWe keep what number {n} gave.\n\n" for n in many)
    new = old.replace("gave", "left") + "word " * 200
    made = edition(policy_of(revision_of("2014-09-24", old), revision_of("2015-09-24", new)))
    (item, _) = json.loads(files(made)["privacy/feed.json"])["items"]
    assert item["content_html"].count("<li ") == MOST_CHANGES
    assert "21 further changes are not listed here." in item["content_html"]


def test_a_feed_tells_changes_as_the_list_of_the_redline_does() -> None:
    address = "You reach us at 4 Harbour Street in Leith, on every day but Sunday, from nine to five."
    fees = (
        "## Fees\n\nTen euro a month, with tax, due on the first working day, by direct debit or in coins at the desk."
    )
    old = f"## Contact\n\n{address}\n\n{fees} **Sundays** cost nothing, whatever the day of the month may be.\n"
    new = f"{fees} Sundays cost nothing, whatever the day of the month may be.\n\n## Contact\n\n{address[:-5]}six.\n"
    made = edition(policy_of(revision_of("2014-09-24", old), revision_of("2015-09-24", new)))
    content = json.loads(files(made)["privacy/feed.json"])["items"][0]["content_html"]
    said = " ".join(re.sub("<[^>]*>", "", content).split())
    assert "Contact: [removed] five [added] six [end]" in said
    assert "“Sundays”: formatting changed from “strong” to “plain”" in said
    assert said.count("moved from") == 1 and 'privacy/2015-09-24/changes/#change-1"' in content


def test_markup_in_a_text_stays_text_in_a_feed() -> None:
    old, new = "We keep it.\n", "We keep `<script>alert(1)</script>` it & ]]> more.\n"
    made = edition(policy_of(revision_of("2014-09-24", old), revision_of("2015-09-24", new)))
    content = etree.fromstring(files(made)["privacy/feed.xml"]).findtext(".//{*}content", "")
    assert "<script" not in content and "&lt;script&gt;" in content


def test_terms_have_their_own_relation_and_other_policies_have_none() -> None:
    kinds = {"privacy": PolicyKind.PRIVACY, "terms": PolicyKind.TERMS, "rules": PolicyKind.OTHER}
    made = edition(*(policy_of(revision_of("2014-09-24"), slug=slug, kind=kind) for slug, kind in kinds.items()))
    html = render_head(made, Head(), "a/b/")
    assert html.split("\n")[:2] == [
        '<link rel="privacy-policy" href="../../privacy/">',
        '<link rel="terms-of-service" href="../../terms/">',
    ]
    assert "rules" not in html


def test_without_an_address_of_its_own_a_site_makes_no_absolute_links() -> None:
    made = edition(policy_of(revision_of("2014-09-24"), revision_of("2015-09-24")), base="")
    assert not {"privacy/feed.xml", "privacy/timemap.link"} & files(made).keys()
    assert versions(made)["base"] == "../"
    history = {page.address: page.html for page in pages(made, Provenance())}["privacy/history/"]
    assert "feed.xml" not in history and 'href="../../privacy/versions.json"' in history
    for address, head in heads(made, pages(made, Provenance())).items():
        html = render_head(made, head, address)
        assert "ld+json" not in html and "feed" not in html and "timemap" not in html


def test_structured_data_cannot_end_its_element() -> None:
    made = edition(policy_of(revision_of("2014-09-24"), title="</script><script>alert(1)</script>"))
    html = render_head(made, heads(made, ())["privacy/2014-09-24/"], "privacy/2014-09-24/")
    assert html.count("</script>") == 1


def test_hashes_are_written_as_coreutils_write_them(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x y.txt").write_bytes(b"1")
    (tmp_path / "a\\b\n.txt").write_bytes(b"2")
    write_sums(tmp_path)
    lines = (tmp_path / SUMS).read_text("utf-8").splitlines()
    assert [line[64:] if not line.startswith("\\") else line[65:] for line in lines] == [
        "  a\\\\b\\n.txt",
        "  b/x y.txt",
    ]
    assert lines[0].startswith("\\") and read_line(lines[0]) == ("a\\b\n.txt", sha256(b"2").hexdigest())


def test_a_sitemap_has_the_addresses_in_order_and_no_day_that_is_not_declared() -> None:
    files = sitemap_files([("https://a.example/b/", date(2020, 1, 2)), ("https://a.example/?a&b", None)])
    urls = ElementTree.fromstring(files["sitemap.xml"])
    assert ["".join(url.itertext()) for url in urls] == ["https://a.example/?a&b", "https://a.example/b/2020-01-02"]
    assert gzip.decompress(files["sitemap.xml.gz"]) == files["sitemap.xml"]


@pytest.mark.parametrize("place", ["Pacific/Honolulu", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland"])
@pytest.mark.parametrize("day", ["2026-06-01", "2026-12-01"])
def test_a_feed_tells_a_day_that_is_the_same_wherever_it_is_read(place: str, day: str) -> None:
    told = datetime.fromisoformat(moment(date.fromisoformat(day)))
    assert told.astimezone(ZoneInfo(place)).date().isoformat() == day


@pytest.mark.parametrize("step", [1, 2])
def test_files_are_written_as_json_dumps_writes_them(step: int) -> None:
    record = {
        "a": None,
        "": [1, 1.5, True, False, -0.0, 10**30],
        '\u2028 é "\\\n\x00\x7f \U0001f600': ["", [], {}, [[]], [{}], {"b": {"c": ("d", "é")}}],
        "kind": ChangeClass.MATERIAL,
    }
    assert indented(record, step).decode() == json.dumps(record, ensure_ascii=False, indent=step) + "\n"
    with pytest.raises(TypeError):
        indented({"a": [object()]}, step)
