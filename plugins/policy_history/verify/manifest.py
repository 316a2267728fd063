"""A ``versions.json`` held against itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def contradictions(record: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about what one part of a manifest says and another denies. KeyError or TypeError when it is none."""
    listed = record["revisions"]
    for place, each in enumerate(listed):
        for name, other in (("previous", place - 1), ("next", place + 1)):
            expected = listed[other]["id"] if 0 <= other < len(listed) else None
            if each[name] != expected:
                yield f"“{name}” of {each['id']} is {each[name]}; beside it stands {expected}."
    in_force = [each["id"] for each in listed if each["state"] == "in force"]
    if in_force != ([record["current"]] if record["current"] else []):
        yield f"“current” is {record['current']}; by the states it is {', '.join(in_force)}."
    yield from _acceptance(record)


def _acceptance(record: Mapping[str, Any]) -> Iterator[str]:
    """From which revision on an acceptance still holds, by the definition in the schema."""
    holding: dict[str | None, str | None] = {None: None}
    last: str | None = None
    for each in record["revisions"]:
        last = each["id"] if last is None or each["class"] == "material" else last
        holding[each["id"]] = last
    told = [(f" of {each['id']}", each["accepted_from"], holding[each["id"]]) for each in record["revisions"]]
    for of, said, expected in (*told, ("", record["accepted_from"], holding.get(record["current"]))):
        if said != expected:
            yield f"“accepted_from”{of} is {said}; by the classes of the revisions it is {expected}."
