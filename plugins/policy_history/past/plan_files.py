"""A planned import, written: the whole folder of a policy, or nothing."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from ..source.names import POLICY_FILE
from ..source.revision_source import policy_source
from ..source.whole_files import write_folder
from .model import CannotImport
from .planning import ImportPlan


def write_plan(root: Path, plan: ImportPlan) -> Path:
    """Write policy.yml and every revision, and return the folder. CannotImport when it is there already."""
    target = root / PurePosixPath(plan.policy.path).parent
    refuse_existing(target)
    policy = plan.policy
    files = {POLICY_FILE: policy_source(policy.title, policy.publisher, policy.language)}
    files |= {f"{revision.id}.md": revision.source for revision in policy.revisions}
    write_folder(target, files)
    return target


def refuse_existing(target: Path) -> None:
    """CannotImport when there is something at that place: a history is not poured into another one."""
    if target.exists() or target.is_symlink():
        raise CannotImport(f"{target} is there already. Import under another name, or move that folder away first.")
