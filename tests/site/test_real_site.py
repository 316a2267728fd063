"""The site of the real policy: its addresses, and what it must and must never say."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from html_pages import Built

from building import ROOT
from policy_history.text.html_words import words_of

# Permanent from the first publication; a changed address is a defect.
ADDRESSES = [
    "/",
    "/privacy/",
    "/privacy/history/",
    "/privacy/clauses/",
    "/privacy/2011-02-17/",
    "/privacy/2011-02-17.md",
    "/privacy/2014-09-24/",
    "/privacy/2014-09-24.md",
    "/privacy/2014-09-24/changes/",
    "/privacy/2014-09-24/changes/side-by-side/",
    "/tracking/",
    "/tracking/history/",
    "/tracking/clauses/",
    "/tracking/2014-09-24/",
    "/tracking/2014-09-24.md",
    "/cookies/",
    "/contact/",
    "/contact/sent/",
    "/requests/",
]
SOURCES = ["privacy/2011-02-17.md", "privacy/2014-09-24.md", "tracking/2014-09-24.md"]
RECONSTRUCTED = re.compile(r"reconstruct(?:ed|ion)", re.IGNORECASE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_exists(real: Built, address: str) -> None:
    path = address.removeprefix("/")
    assert (real.folder / path / "index.html" if address.endswith("/") else real.folder / path).is_file()


def test_the_record_is_published_as_it_is_in_the_repository_and_summed_up(real: Built) -> None:
    record = (real.folder / "published.lock").read_bytes()
    assert record == (ROOT / "policy_versions/published.lock").read_bytes()
    assert f"{sha256(record).hexdigest()}  published.lock\n" in (real.folder / "SHA256SUMS").read_text("utf-8")


@pytest.mark.parametrize("path", SOURCES)
def test_the_published_source_is_the_file_of_the_repository(real: Built, path: str) -> None:
    assert (real.folder / path).read_bytes() == (ROOT / "policy_versions" / path).read_bytes()


def test_what_is_for_those_who_work_on_it_is_not_published(real: Built) -> None:
    assert list(real.folder.glob("project*")) == []
    assert not [page.address for page in real.pages.values() if "architecture" in page.text.lower()]


def test_a_page_that_shows_the_first_day_says_that_its_wording_is_reconstructed(real: Built) -> None:
    showing = [page for page in real.pages.values() if re.search("2011-02-17|17 February 2011", page.html)]
    assert {"privacy/", "privacy/2014-09-24/changes/"} <= {page.address for page in showing}
    assert [page.address for page in showing if not RECONSTRUCTED.search(page.text)] == []
    assert b"wording: reconstructed" in (real.folder / "privacy/2011-02-17.md").read_bytes()


@pytest.mark.parametrize("address", ["privacy/2011-02-17/", "privacy/2014-09-24/changes/"])
def test_a_page_with_the_reconstructed_text_gives_its_basis(real: Built, address: str) -> None:
    notices = real[address].text_of("p", "policy-notice")
    assert re.search("This is a reconstruction|The text of 17 February 2011 is a reconstruction", notices)
    assert "The text of 24 September 2014, with its date statement reading" in notices


def test_the_history_marks_the_reconstructed_row_and_no_other(real: Built) -> None:
    rows = [line for line in real["privacy/history/"].all("li") if line.attributes.get("id")]
    marked = ["reconstruction" in row.text for row in rows]
    assert marked == [False, True]
    assert "17 February 2011" in rows[1].text
    assert "Basis: The text of 24 September 2014" in rows[1].text


def test_nothing_claims_that_the_text_has_stayed_as_it_was(real: Built) -> None:
    claims = re.compile(
        r"unchanged since(?!, as far as is known)|unaltered since|same since|identical since", re.IGNORECASE
    )
    texts = {page.address: page.text for page in real.pages.values()}
    texts |= {path: (real.folder / path).read_text("utf-8") for path in SOURCES}
    assert [address for address, text in texts.items() if claims.search(text)] == []


def test_the_text_in_force_says_since_when_its_wording_is_attested(real: Built) -> None:
    page = real["privacy/"]
    assert "Oldest wording we have: 24 September 2014." in page.text
    assert page.text_of("p", "policy-standing") == "In force since 24 September 2014."


def test_the_text_in_force_and_its_permanent_page_say_the_same(real: Built) -> None:
    words = real["privacy/"].policy_words()
    assert len(words) > 1000
    assert words == real["privacy/2014-09-24/"].policy_words()


def test_the_redline_gives_both_texts_back(real: Built) -> None:
    redline = real["privacy/2014-09-24/changes/"]
    old, new = redline.texts_with(real["privacy/2014-09-24/"].policy_words())
    assert old == real["privacy/2011-02-17/"].policy_words()
    assert new == real["privacy/2014-09-24/"].policy_words()
    assert old != new


def test_the_redline_shows_the_one_difference_that_the_record_proves(real: Built) -> None:
    page = real["privacy/2014-09-24/changes/"]
    marked = [each.text for each in page.all("ins") if any(above.tag == "article" for above in each.ancestors)]
    assert marked == ["and was last updated on 24 September 2014"]
    assert page.all("del") == []
    assert "Other changes may have been made; only these are certain." in page.text


def test_the_cookie_page_holds_the_whole_statement(real: Built) -> None:
    (statement,) = real["cookies/"].all("div", "policy-text")
    assert " ".join(real["tracking/"].policy_words()).endswith(" ".join(words_of(statement.text)))
    assert "Store your password if you are registered on our website" in statement.text


def test_the_linked_places_of_the_source_lead_where_the_record_says(real: Built) -> None:
    linked = [
        (element.text, element.attributes["href"])
        for element in real["privacy/"].all("a")
        if any(ancestor.has_class("policy-text") for ancestor in element.ancestors)
        and not any(ancestor.tag == "aside" or ancestor.has_class("policy-since") for ancestor in element.ancestors)
        and not element.has_class("policy-here")
    ]
    assert linked == [
        ("this link", "../cookies/"),
        ("this link", "../cookies/"),
        ("here", "../requests/#children"),
        ("here", "https://consumer.ftc.gov/articles/protecting-your-childs-privacy-online"),
        ("here", "../requests/"),
    ]
    assert "The targets are this site's." in real["privacy/"].text_of("div", "policy-notice")


REQUESTS = ["access", "deletion", "correction", "portability", "opt-out", "objection", "children", "agent"]


@pytest.mark.parametrize("kind", ["contact", *REQUESTS, "appeal", "complaint"])
def test_a_form_carries_the_revision_the_reader_has_before_them(real: Built, kind: str) -> None:
    page = real["contact/" if kind == "contact" else f"requests/{kind}/"]
    forms = [(form.attributes["method"], form.attributes["action"]) for form in page.all("form")]
    assert forms == [("post", "https://forms.jespionne.example/submit")]
    inputs = [each.attributes for each in page.all("input") if each.attributes["type"] == "hidden"]
    hidden = [(each["name"], each["value"]) for each in inputs]
    assert [value for name, value in hidden if name == "kind"] == [kind]
    for pair in (
        ("policy", "privacy"),
        ("policy_revision", "2014-09-24"),
        ("redirect", "https://policies.jespionne.example/contact/sent/"),
    ):
        assert hidden.count(pair) == 1
