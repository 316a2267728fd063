"""The fields of revisions, policy.yml, storage.yml and requests.yml, as their models have them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from ..forms.settings import RequestsFile
from ..source.fields import Fields, PolicyFields, RevisionFields
from ..tracking.inventory import InventoryFile
from .markdown import as_code, as_text, page, table

_LEAD = (
    "Each policy is a folder with `policy.yml` and one Markdown file a revision, named after its published or its "
    "effective day: `2027-01-15.md`, a second one of that day `2027-01-15.2.md`. A revision begins with its front "
    "matter, the fields between two lines `---`. Every value is read as text: `2.10` stays `2.10`, `no` stays `no`. "
    "The files beside the policies are in the [publisher's guide](publishers.md#files-beside-the-policies)."
)


_LONGEST = 40


def fields_page() -> str:
    """The page that lists every field with what it may hold, whether it must be there and what it means."""
    files: tuple[tuple[str, type[Fields]], ...] = (
        ("`policy.yml`", PolicyFields),
        ("Front matter of a revision", RevisionFields),
        ("`storage.yml`", InventoryFile),
        ("`requests.yml`", RequestsFile),
    )
    return page("Fields", _LEAD, (part for title, model in files for part in _sections(title, model)))


def _sections(title: str, model: type[Fields]) -> Iterator[str]:
    yield f"## {title}\n\n{table(['field', 'required', 'value', 'meaning'], _rows(model))}"
    for name, field in model.model_fields.items():
        item = _item(field)
        if isinstance(item, type) and issubclass(item, Fields):
            yield f"### An item of `{name}`\n\n{table(['field', 'required', 'value', 'meaning'], _rows(item))}"


def _rows(model: type[Fields]) -> Iterator[list[str]]:
    for name, field in model.model_fields.items():
        yield [as_code(field.alias or name), _required(field), _value(field), as_text(field.description or "")]


def _required(field: FieldInfo) -> str:
    if field.is_required():
        return "yes"
    return f"no, {as_code(str(field.default))}" if field.default else "no"


def _value(field: FieldInfo) -> str:
    """The values to choose from, else an example."""
    if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum):
        return ", ".join(as_code(each) for each in field.annotation)
    example = as_code(_short(str(field.examples[0]))) if field.examples else ""
    if _item(field) is None:
        return f"such as {example}"
    return f"list, such as {example}" if example else "list"


def _short(example: str) -> str:
    """An example that leaves room in a row; a hash says as much by its first digits."""
    return f"{example[:8]}…" if len(example) > _LONGEST else example


def _item(field: FieldInfo) -> Any:
    """What a list of the field holds; None for a field that holds one value."""
    for each in (field.annotation, *get_args(field.annotation)):  # it may be None as well
        held = get_args(each)[0] if get_origin(each) is Annotated else each
        if get_origin(held) is tuple:
            return get_args(held)[0]
    return None
