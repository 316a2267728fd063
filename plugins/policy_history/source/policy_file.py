"""policy.yml: what is true of a policy in all its revisions."""

from __future__ import annotations

from policy_history.problems import ProblemsFound
from policy_history.source.decoding import decode
from policy_history.source.field_problems import read_fields
from policy_history.source.fields import PolicyFields
from policy_history.source.yaml_tree import read_tree


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
