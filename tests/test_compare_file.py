"""The file from which browsers compare keeps to its published schema, whatever the texts are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from known_edits.sources import history_texts
from policy_history.publish.compare_file import FORMAT, SCHEMA, VERSION
from policy_history.redline.comparison_data import ComparedTexts
from policy_history.text.document import read_document
from test_alignment_in_javascript import ODD, WRITTEN

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(files("policy_history.publish").joinpath(f"schemas/{SCHEMA}.schema.json").read_text("utf-8")),
    format_checker=jsonschema.FormatChecker(),
)
REVISION = {
    "id": "2020-01-01",
    "effective": "2020-01-01",
    "published": "2020-01-01",
    "class": "material",
    "note": "First text.",
    "wording": "original",
    "basis": "",
    "state": "in force",
    "url": "terms/2020-01-01/",
    "sha256": "0" * 64,
}


def record(texts: Sequence[str]) -> dict[str, Any]:
    """The file of a policy with these texts, as a program reads it."""
    made = {
        "format": FORMAT,
        "version": VERSION,
        "policy": {"title": "Terms", "slug": "terms", "language": "en"},
        "revisions": [REVISION] * len(texts),
        **ComparedTexts.of([read_document(text) for text in texts]).data(),
    }
    found: dict[str, Any] = json.loads(json.dumps(made))
    return found


def faults(data: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(data)]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)
    assert VALIDATOR.schema["properties"]["version"] == {"const": VERSION}


@pytest.mark.parametrize("name", [*ODD, *WRITTEN])
def test_texts_are_written_as_the_schema_says(name: str) -> None:
    data = record(ODD[name] if name in ODD else history_texts(name))
    assert faults(data) == []
    columns = data["history"]["blocks"]
    assert {len(column) for field, column in columns.items() if field != "base"} == {len(columns["form"])}


WRONG: list[tuple[tuple[str, ...], Any]] = [
    (("version",), 2),
    (("unknown",), 1),
    (("clauses",), [[["only-an-id"]]]),
    (("history", "signs"), "abc"),
    (("history", "blocks", "text"), [1]),
    (("history", "blocks", "base"), [-1]),
    (("history", "texts"), [[[1, 2, 3]]]),
    (("history", "forms"), [["paragraph", 0]]),
    (("history", "worths"), {"1.5": ["and"]}),
]


@pytest.mark.parametrize(("place", "value"), WRONG)
def test_what_is_written_otherwise_is_refused(place: tuple[str, ...], value: Any) -> None:
    data = record(["# Terms\n\nOne.\n"])
    inner = data
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    assert faults(data) != []


@pytest.mark.parametrize("name", [*ODD, *WRITTEN])
def test_texts_that_come_one_by_one_are_written_as_all_at_once(name: str) -> None:
    documents = [read_document(text) for text in (ODD[name] if name in ODD else history_texts(name))]
    found = ComparedTexts.of(documents[:1])
    for count, document in enumerate(documents[1:], start=2):
        found = ComparedTexts.read(found.written())
        if not found.add(document):
            found = ComparedTexts.of(documents[:count])
    assert json.dumps(found.data()) == json.dumps(ComparedTexts.of(documents).data())


def test_a_text_with_a_sign_of_the_others_is_not_added() -> None:
    found = ComparedTexts.of([read_document("One.\n")])
    before = found.written()
    assert not found.add(read_document("One \x7f.\n"))
    assert found.written() == before
