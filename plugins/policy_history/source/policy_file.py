"""policy.yml: what is true of a policy in all its revisions."""

from __future__ import annotations

from ..problems import ProblemsFound
from .decoding import decode
from .field_problems import read_fields
from .fields import PolicyFields
from .yaml_tree import read_tree


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
