"""How the storage inventory is shown to a reader."""

from __future__ import annotations

import re
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from policy_history.publish.storage import render_storage
from policy_history.tracking.model import Inventory, Occasion, Storage, StoredItem, ThirdParty

CHECKED = date(2026, 11, 23)


class Outline:
    """The elements of a fragment, and its visible text."""

    def __init__(self, html: str) -> None:
        self.tree = LexborHTMLParser(html)
        assert self.tree.body
        self.text = " ".join(self.tree.body.text(separator=" ").split())

    def all(self, tags: str) -> list[dict[str, str | None]]:
        return [element.attributes for element in self.tree.css(tags)]


ENTRY = StoredItem("theme", False, Storage.LOCAL_STORAGE, "Remembers it.", "1 year", "this site", Occasion.ACTION)
PARTY = ThirdParty("maps.example.org", "Shows a map.", Occasion.ACTION)


def test_nothing_is_said_in_sentences_without_a_table() -> None:
    shown = Outline(render_storage(Inventory(CHECKED), "../"))
    assert shown.all("table") == []
    assert shown.text == (
        "This site stores nothing on your device: no cookies, no local or session storage, no databases, "
        "no cache storage and no service workers. The pages of this site call no third party: everything "
        "they show or run comes from this site itself. For programs: the list as data , with its schema . "
        "This list was last checked on 23 November 2026 ."
    )
    assert shown.all("time") == [{"role": "none", "datetime": "2026-11-23"}]


def test_a_table_names_itself_its_columns_and_its_rows() -> None:
    shown = Outline(render_storage(Inventory(CHECKED, entries=(ENTRY,), requests=(PARTY,)), "../"))
    assert [attributes["class"] for attributes in shown.all("table")] == ["policy-table", "policy-table"]
    assert len(shown.all("caption")) == 2
    assert "What this site stores on your device Name Where Purpose How long Set by When theme" in shown.text
    assert "Third parties that the pages of this site call Host Reason When maps.example.org" in shown.text
    scopes = [attributes["scope"] for attributes in shown.all("th")]
    assert scopes == ["col"] * 6 + ["row"] + ["col"] * 3 + ["row"]
    labels = [attributes.get("data-label") for attributes in shown.all("td, th")]
    assert [label for label in labels if label] == [
        "Name", "Where", "Purpose", "How long", "Set by", "When", "Host", "Reason", "When",
    ]  # fmt: skip


def test_what_happens_only_on_an_action_is_said_apart_from_opening_a_page() -> None:
    opening = ["Opening a page stores nothing on your device.", "Opening a page calls no third party."]
    on_action = Outline(render_storage(Inventory(CHECKED, entries=(ENTRY,), requests=(PARTY,)), "../")).text
    assert all(sentence in on_action for sentence in opening)
    at_once = StoredItem("id", False, Storage.COOKIE, "p", "d", "q", Occasion.LOAD)
    calls = ThirdParty("a.example.org", "r", Occasion.LOAD)
    both = Inventory(CHECKED, entries=(ENTRY, at_once), requests=(PARTY, calls))
    on_load = Outline(render_storage(both, "../")).text
    assert not any(sentence in on_load for sentence in opening)
    assert "nothing" not in on_load


def test_what_is_over_stands_in_tables_of_its_own() -> None:
    first, last = date(2020, 5, 1), date(2024, 2, 29)
    over = StoredItem("id_*", True, Storage.COOKIE, "p", "d", "q", Occasion.LOAD, first, last)
    called = ThirdParty("a.example.org", "r", Occasion.LOAD, until=last)
    shown = Outline(render_storage(Inventory(CHECKED, former_entries=(over,), former_requests=(called,)), "../"))
    assert "This site stores nothing on your device" in shown.text
    assert "A device that visited it earlier may still hold it." in shown.text
    period = "When a page opens, since 1 May 2020, until 29 February 2024"
    assert f"id_* (* stands for any characters) Cookie p d q {period}" in shown.text
    assert "the past Host Reason When a.example.org r When a page opens, until 29 February 2024" in shown.text


@pytest.mark.parametrize("place", Storage)
def test_every_place_has_a_name_a_reader_understands(place: Storage) -> None:
    entry = StoredItem("n", False, place, "p", "d", "q", Occasion.LOAD)
    shown = render_storage(Inventory(CHECKED, entries=(entry,)), "../")
    assert re.search(r'data-label="Where">[A-Z][\w ()]+<', shown)


def test_nothing_an_editor_writes_becomes_markup() -> None:
    evil = "</td><script>alert(1)</script>&amp;\"'"
    entry = StoredItem(evil, True, Storage.COOKIE, evil, evil, evil, Occasion.LOAD)
    inventory = Inventory(CHECKED, (entry,), (ThirdParty(evil, evil, Occasion.LOAD),))
    shown = Outline(render_storage(inventory, "../"))
    assert shown.all("script") == []
    assert shown.text.count(evil) == 6
