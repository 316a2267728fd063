"""What earlier runs found: the outcome of each mutant, as long as its file stays, and how long test files take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from .making import Mutant


class Kept:
    """Outcomes and times in a file of the build's own folder, which anybody may delete."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._digests: dict[str, str] = {}
        self._file = root / ".build" / "mutants.json"
        data = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        self._noticed: dict[str, list[str]] = data.get("noticed", {})
        self.seconds: dict[str, float] = data.get("seconds", {})

    def noticed(self, mutant: Mutant) -> str:
        """The test that noticed a mutant earlier; empty when none did, or its file is another now."""
        digest, test = self._noticed.get(mutant.name, ("", ""))
        return test if digest == self._digest(mutant) else ""

    def add(self, mutant: Mutant, test: str) -> None:
        """Keep the outcome of a mutant."""
        if test:
            self._noticed[mutant.name] = [self._digest(mutant), test]
            self._write()

    def add_seconds(self, seconds: Mapping[str, float]) -> None:
        """Keep how long test files take."""
        self.seconds.update(seconds)
        self._write()

    def _digest(self, mutant: Mutant) -> str:
        """The digest of the mutant's file as it was when the run began: the copies do not follow later edits."""
        if mutant.path not in self._digests:
            self._digests[mutant.path] = sha256((self._root / mutant.path).read_bytes()).hexdigest()
        return self._digests[mutant.path]

    def _write(self) -> None:
        self._file.write_text(json.dumps({"noticed": self._noticed, "seconds": self.seconds}, indent=0), "utf-8")
