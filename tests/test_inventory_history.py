"""How the storage inventory changed, and its published form."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import feedparser
import jsonschema
import pytest

from policies import day
from policy_history.publish.feeds.storage_feed import storage_feed
from policy_history.publish.storage import render_storage
from policy_history.tracking.history import inventory_changes
from policy_history.tracking.inventory import read_inventory
from policy_history.tracking.model import Inventory
from policy_history.tracking.published_inventory import inventory_json, schema_json

ROW = "  - {{name: {name}, where: cookie, purpose: Keeps it., duration: {duration}, party: us, when: load{period}}}\n"


def inventory(tmp_path: Path, *rows: tuple[str, str, str], requests: str = "requests: []\n") -> Inventory:
    entries = "".join(
        ROW.format(
            name=name, duration=duration, period="".join(f", {part}" for part in period.split()).replace("=", ": ")
        )
        for name, duration, period in rows
    )
    (tmp_path / "storage.yml").write_text(f"entries:\n{entries}{requests}checked: 2026-11-23\n")
    return read_inventory(tmp_path, "storage.yml")


HISTORY = (
    ("always", "1 day", ""),
    ("theme", "2 years", "since=2020-05-01 until=2024-12-31"),
    ("theme", "1 year", "since=2025-01-01"),
    ("old", "1 hour", "until=2021-06-30"),
)


def test_rows_that_come_go_and_change_are_told_newest_first(tmp_path: Path) -> None:
    told = [(str(each.day), str(each.kind), each.row.name) for each in inventory_changes(inventory(tmp_path, *HISTORY))]
    assert told == [
        ("2025-01-01", "changed", "theme"),
        ("2021-07-01", "removed", "old"),
        ("2020-05-01", "added", "theme"),
    ]


def test_a_row_that_comes_back_after_a_while_is_no_change_of_what_it_was(tmp_path: Path) -> None:
    rows = ("theme", "2 years", "until=2024-11-30"), ("theme", "1 year", "since=2025-01-01")
    kinds = [(str(each.day), str(each.kind)) for each in inventory_changes(inventory(tmp_path, *rows))]
    assert kinds == [("2025-01-01", "added"), ("2024-12-01", "removed")]


def test_a_change_is_told_cell_by_cell(tmp_path: Path) -> None:
    change = inventory_changes(inventory(tmp_path, *HISTORY))[0]
    assert list(change.cells()) == [
        ("Purpose", "Keeps it.", "Keeps it."),
        ("How long", "2 years", "1 year"),
        ("Set by", "us", "us"),
        ("When", "When a page opens", "When a page opens"),
    ]


def test_requests_have_a_history_too(tmp_path: Path) -> None:
    requests = "requests:\n  - {host: maps.example.org, reason: A map., when: load, since: 2022-02-02}\n"
    (change,) = inventory_changes(inventory(tmp_path, ("a", "1 day", ""), requests=requests))
    assert (str(change.day), str(change.kind)) == ("2022-02-02", "added")


def test_the_page_shows_only_the_cells_that_changed_with_their_marks(tmp_path: Path) -> None:
    shown = render_storage(inventory(tmp_path, *HISTORY), "../")
    assert "<del>2 years</del>" in shown and "<ins>1 year</ins>" in shown
    assert "[removed] " in shown and "[end added]" in shown
    assert shown.count("<del>Keeps it.</del>") == 1, "of the row that went; not of the one that changed"


@pytest.mark.parametrize("rows", [(), HISTORY])
def test_the_published_form_follows_its_schema(tmp_path: Path, rows: tuple[tuple[str, str, str], ...]) -> None:
    found = inventory(tmp_path, *rows) if rows else Inventory(day("2026-11-23"))
    schema = json.loads(schema_json())
    jsonschema.Draft202012Validator.check_schema(schema)
    record = json.loads(inventory_json(found))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(record)
    assert [each["name"] for each in record["entries"]] == (["always", "theme"] if rows else [])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "entries": [{"name": "x"}]}, schema)
    if rows:
        with pytest.raises(jsonschema.ValidationError, match="unknown"):
            jsonschema.validate({**record, "entries": [{**record["entries"][0], "unknown": "x"}]}, schema)


def test_a_feed_tells_the_changes_day_by_day_in_words(tmp_path: Path) -> None:
    (file,) = storage_feed(
        replace(inventory(tmp_path, *HISTORY), feed_ids="https://example.org/"), "https://example.org/", "Example"
    )
    xml = file.content
    feed = feedparser.parse(xml)
    assert not feed.bozo and feed.feed.author == "Example"
    assert [(each.id, each.title) for each in feed.entries] == [
        ("https://example.org/storage.xml#2025-01-01", "1 January 2025: theme changed"),
        ("https://example.org/storage.xml#2021-07-01", "1 July 2021: old removed"),
        ("https://example.org/storage.xml#2020-05-01", "1 May 2020: theme added"),
    ]
    told = re.sub(r"<[^>]+>", "", feed.entries[0].content[0].value)
    assert "How long: [removed] 2 years[end removed] [added] 1 year[end added]" in " ".join(told.split())
    (file,) = storage_feed(Inventory(day("2026-11-23")), "https://example.org/", "")
    assert feedparser.parse(file.content).entries == []
