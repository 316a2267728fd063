"""What earlier runs found: the test that noticed each mutant, which is asked first, and what none noticed at first."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path

from .making import Mutant

_ENDLESS = re.compile(r"(?: or one of \d+ more)? does not end$")


class Witnesses:
    """The test that noticed each mutant, in a file of the repository: it is asked again before any other."""

    def __init__(self, file: Path, mutants: Collection[str]) -> None:
        """``mutants`` are the names of all that there are; what else the file has is of lines that have gone."""
        self._file = file
        found = json.loads(file.read_text("utf-8")) if file.exists() else {"noticed": {}, "missed": []}
        self._noticed: dict[str, str] = {name: test for name, test in found["noticed"].items() if name in mutants}
        self.missed = {name for name in found["missed"] if name in mutants}
        """The names of those that no test noticed when they were first tried."""

    def of(self, mutant: Mutant) -> list[str]:
        """That test, or none."""
        test = self._noticed.get(mutant.name, "")
        return [test] if test else []

    def add(self, mutant: Mutant, test: str) -> None:
        """Keep the test that noticed a mutant, and forget the one that no longer does."""
        self._noticed.pop(mutant.name, None)
        if test:
            self._noticed[mutant.name] = _ENDLESS.sub("", test)
        else:
            self.missed.add(mutant.name)
        found = {"missed": sorted(self.missed), "noticed": self._noticed}
        self._file.write_text(json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
