"""A revision's file: front matter between two lines “---”, then the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import ValidationError

from ..model import Acknowledgement, Revision, RevisionId, Wording
from ..problems import Problem, ProblemsFound
from ..text.front_matter import front_matter
from ..text.keeping import kept
from . import rules
from .decoding import decode
from .field_problems import read_fields
from .fields import PolicyFields, RevisionFields
from .places import Place
from .yaml_tree import Node, read_tree

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RevisionFile:
    """A revision, and where in a file the value of each of its fields stands."""

    revision: Revision
    places: Mapping[str, Place]

    def place(self, field: str) -> Place:
        """Where the value of that field stands in its file."""
        return self.places[field]._replace(path=self.revision.path)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The two parts of a file; ``text`` begins with its first line that is not blank."""

    front_matter: str
    text: str
    text_line: int


def read_revision(source: bytes, path: str, revision_id: RevisionId) -> RevisionFile:
    """Read a revision from the bytes of its file. ``path`` is where problems say that they are.

    Raises ProblemsFound with everything that is wrong in the file and with its dates.
    """
    try:
        revision, places = _read(source, revision_id)
    except ProblemsFound as found:
        raise ProblemsFound([replace(problem, path=path) for problem in found.problems]) from None
    return RevisionFile(replace(revision, path=path), places)


@kept
def _read(source: bytes, revision_id: RevisionId) -> tuple[Revision, Mapping[str, Place]]:
    """What ``read_revision`` finds in a file, wherever that is: a build reads each as written and as published."""
    path = ""
    parts = _split(decode(source, path), path)
    problems = []
    if not parts.text:
        problems.append(rules.NO_TEXT.at(Place(path, parts.text_line)))
    if re.search(r"\w", front_matter(parts.text)):  # two lines “---” alone are lines of a text
        problems.append(rules.SECOND_FIELDS.at(Place(path, parts.text_line)))
    fields, places = None, {}
    try:
        tree, tree_problems = read_tree(parts.front_matter, path, first_line=2)
    except ProblemsFound as found:
        problems.extend(found.problems)
    else:
        fields, field_problems = read_fields(tree, RevisionFields)
        places = {name: node.place for name, node in tree.fields.items()}
        problems += tree_problems + field_problems + _basis_problems(tree)
    if fields is not None:
        problems += _date_problems(fields, revision_id, places)
    if problems or fields is None:
        raise ProblemsFound(problems)
    return _revision(fields, parts, source, path, revision_id), places


def unfinished_revision(source: bytes, path: str, revision_id: RevisionId) -> Revision | None:
    """The text of a file whose fields have problems, so that what is wrong with its words is said at the same time.

    Its acknowledgements are read; its dates and its class are only stand-ins. None when there is no text to look at.
    """
    try:
        parts = _split(decode(source, path), path)
        tree, _ = read_tree(parts.front_matter, path, first_line=2)
    except ProblemsFound:
        return None
    stand_in = revision_id.day.isoformat()
    values: dict[str, object] = {"published": stand_in, "effective": stand_in, "class": "editorial", "note": "-"}
    if kept := tree.fields.get("acknowledgements"):
        values["acknowledgements"] = kept.plain()
    try:
        fields = RevisionFields.model_validate(values)
    except ValidationError:
        return None
    return _revision(fields, parts, source, path, revision_id) if parts.text else None


def _split(text: str, path: str) -> _Parts:
    opening = _FENCE.match(text)
    if opening is None:
        raise ProblemsFound([rules.NO_FRONT_MATTER.at(Place(path))])
    closing = _FENCE.search(text, opening.end() + 1)
    if closing is None:
        raise ProblemsFound([rules.OPEN_FRONT_MATTER.at(Place(path))])
    front_matter = text[opening.end() + 1 : closing.start()]
    rest = text[closing.end() + 1 :]
    body = re.sub(r"\A(?:[^\S\n]*\n)+", "", rest)
    body = body if body.strip() else ""
    text_line = text.count("\n", 0, closing.start()) + 2
    if body:
        text_line += rest.count("\n") - body.count("\n")
    return _Parts(front_matter, body, text_line)


def _basis_problems(tree: Node) -> list[Problem]:
    wording, basis = tree.fields.get("wording"), tree.fields.get("basis")
    is_original = wording is None or wording.value == Wording.ORIGINAL
    if wording is not None and wording.value == Wording.RECONSTRUCTED and basis is None:
        [example, *_] = (f"basis: {line}" for line in RevisionFields.model_fields["basis"].examples or [""])
        return [rules.BASIS_MISSING.at(wording.place, example=example)]
    if is_original and basis is not None:
        return [rules.BASIS_UNASKED.at(tree.keys["basis"])]
    return []


def _date_problems(fields: RevisionFields, revision_id: RevisionId, places: Mapping[str, Place]) -> list[Problem]:
    problems = []
    dates = {"published": fields.published, "effective": fields.effective}
    if fields.published > fields.effective:
        problems.append(rules.PUBLISHED_LATE.at(places["published"], **dates))
    if revision_id.day not in dates.values():
        guess = f"{RevisionId(fields.effective, revision_id.number)}.md"
        problems.append(rules.ID_DAY.at(places["effective"], day=revision_id.day, guess=guess, **dates))
    return problems


def _revision(fields: RevisionFields, parts: _Parts, source: bytes, path: str, revision_id: RevisionId) -> Revision:
    return Revision(
        id=revision_id,
        text=parts.text,
        source=source,
        path=path,
        text_line=parts.text_line,
        **dict(fields) | {"acknowledgements": tuple(Acknowledgement(**dict(item)) for item in fields.acknowledgements)},
    )


def read_policy_file(source: bytes, path: str) -> PolicyFields:
    """Read policy.yml from its bytes. Raises ProblemsFound with everything that is wrong in it."""
    tree, tree_problems = read_tree(decode(source, path), path)
    fields, field_problems = read_fields(tree, PolicyFields)
    problems = tree_problems + field_problems
    if problems or fields is None:
        raise ProblemsFound(problems)
    errata = tree.fields["errata"].items if fields.errata else ()
    for item, node in zip(fields.errata, errata, strict=True):
        item.stand_at(node.place.line)
    return fields
