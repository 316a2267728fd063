"""A planned import, written: the whole folder of a policy, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path, PurePosixPath

from ..source.names import POLICY_FILE
from ..source.writing import policy_source
from .model import CannotImport
from .planning import Plan


def write_plan(root: Path, plan: Plan) -> Path:
    """Write policy.yml and every revision, and return the folder. CannotImport when it is there already."""
    target = root / PurePosixPath(plan.policy.path).parent
    refuse_existing(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        policy = plan.policy
        (unfinished / POLICY_FILE).write_bytes(policy_source(policy.title, policy.publisher, policy.language))
        for revision in policy.revisions:
            (unfinished / f"{revision.id}.md").write_bytes(revision.source)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return target


def refuse_existing(target: Path) -> None:
    """CannotImport when there is something at that place: a history is not poured into another one."""
    if target.exists() or target.is_symlink():
        raise CannotImport(f"{target} is there already. Import under another name, or move that folder away first.")
