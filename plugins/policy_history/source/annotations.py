"""annotations.yml: the editor's notes on passages of published texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from ..model import Annotation, Policy
from ..problems import Problem, ProblemsFound
from . import rules
from .data_file import item_node, read_data_file
from .fields import Day, Fields, Line, Text, items
from .yaml_tree import Node

ANNOTATIONS_FILE = "annotations.yml"


class AnnotationFields(Fields):
    """An item of ``annotations``."""

    policy: Line = Field(examples=["privacy"], description="The folder name of the policy.")
    revision: Line = Field(examples=["2014-09-24"], description="The id of the revision.")
    quote: Line = Field(examples=["To control flash cookies"], description="Words of it, exactly as they stand.")
    dated: Day = Field(examples=["2026-10-01"], description="The day on which the note was written.")
    note: Text = Field(examples=["Flash Player ended in 2020."], description="What a reader should know today.")


class AnnotationsFile(Fields):
    """The fields of annotations.yml."""

    annotations: Annotated[tuple[AnnotationFields, ...], BeforeValidator(items)] = Field(
        examples=[""], description="The notes."
    )


def with_annotations(root: Path, path: str, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The policies with the annotations of the file at ``path`` below ``root``; unchanged without that file.

    Raises ProblemsFound with everything that is wrong in the file, and with notes on revisions that are not there.
    Whether the quotes stand in their texts is for the checks.
    """
    known = {policy.slug: policy for policy in policies}
    found = read_data_file(root, path, AnnotationsFile)
    if found is None:
        return tuple(known.values())
    fields, tree = found
    if problems := _problems(fields, tree, known):
        raise ProblemsFound(problems)
    notes: dict[str, list[Annotation]] = {slug: [] for slug in known}
    for number, each in enumerate(fields.annotations):
        place = item_node(tree, "annotations", number, "quote").place
        note = Annotation(each.revision, each.quote, each.dated, each.note, *place)
        notes[each.policy].append(note)
    return tuple(replace(policy, annotations=tuple(notes[slug])) for slug, policy in known.items())


def _problems(fields: AnnotationsFile, tree: Node, policies: dict[str, Policy]) -> list[Problem]:
    problems = []
    for number, each in enumerate(fields.annotations):
        policy = policies.get(each.policy)
        if policy is None:
            place = item_node(tree, "annotations", number, "policy").place
            problems.append(rules.NO_SUCH_POLICY.at(place, policy=each.policy, known=", ".join(policies)))
        elif policy.find(each.revision) is None:
            place = item_node(tree, "annotations", number, "revision").place
            ids = ", ".join(str(revision.id) for revision in policy.revisions)
            problems.append(rules.NO_SUCH_REVISION.at(place, policy=each.policy, revision=each.revision, known=ids))
    return problems
