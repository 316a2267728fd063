"""What every check found when it ran last, kept in .build so that they need not all run at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from .checks import Check
from .report import Outcomes


def read_record(file: Path) -> Outcomes:
    """The last outcomes; none when nothing has been kept."""
    if not file.exists():
        return Outcomes({}, {})
    kept = json.loads(file.read_text("utf-8"))
    checks = (Check(**each | {"faults": tuple(each["faults"])}) for each in kept["checks"])
    return Outcomes({check.name: check for check in checks}, kept["tests"])


def keep(file: Path, checks: Mapping[str, Check], passed: Mapping[str, bool]) -> Outcomes:
    """Put those outcomes in the place of the ones before; everything that is kept then."""
    before = read_record(file)
    outcomes = Outcomes({**before.checks, **checks}, dict(passed) or before.tests)
    kept = {"checks": [asdict(check) for check in outcomes.checks.values()], "tests": outcomes.tests}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    return outcomes
