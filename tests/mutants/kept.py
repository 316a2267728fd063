"""What earlier runs found: the test that noticed each mutant, which is asked first, and what was recorded of the tests."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Sequence
from hashlib import sha256
from pathlib import Path

from .making import Mutant

_ENDLESS = re.compile(r"(?: or one of \d+ more)? does not end$")
_OURS = ("tests/mutants/witnesses.json", "docs/project/figures/mutants.md")  # what a run writes itself


class Witnesses:
    """The test that noticed each mutant, in a file of the repository: it is asked again before any other."""

    def __init__(self, file: Path, mutants: Collection[str]) -> None:
        """``mutants`` are the names of all that there are; what else the file has is of lines that have gone."""
        self._file = file
        found: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        self._tests = {name: test for name, test in found.items() if name in mutants}

    def of(self, mutant: Mutant) -> list[str]:
        """That test, or none."""
        test = self._tests.get(mutant.name, "")
        return [test] if test else []

    def add(self, mutant: Mutant, test: str) -> None:
        """Keep the test that noticed a mutant, and forget the one that no longer does."""
        self._tests.pop(mutant.name, None)
        if test:
            self._tests[mutant.name] = _ENDLESS.sub("", test)
        self._file.write_text(json.dumps(self._tests, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def records_of(root: Path, files: Sequence[str]) -> Path:
    """The folder for what was recorded of the tests of this very state, which anybody may delete."""
    read = (name for name in files if not name.endswith(_OURS))
    digests = (f"{name} {sha256((root / name).read_bytes()).hexdigest()}" for name in read)
    records = root / ".build" / "mutants-records" / sha256("\n".join(digests).encode()).hexdigest()
    if not records.exists():
        shutil.rmtree(records.parent, ignore_errors=True)
        records.mkdir(parents=True)
    return records
