"""What earlier runs found: the outcome of each mutant, as long as its file stays, and what was recorded of the tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from .making import Mutant


class Kept:
    """Outcomes in a file, and records of the tests of this very state in a folder, which anybody may delete."""

    def __init__(self, root: Path, files: Sequence[str]) -> None:
        self._digests = {name: sha256((root / name).read_bytes()).hexdigest() for name in files}
        self._file = root / ".build" / "mutants.json"
        data = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        self._noticed: dict[str, list[str]] = data.get("noticed", {})
        state = sha256("\n".join(f"{name} {digest}" for name, digest in self._digests.items()).encode()).hexdigest()
        self.records = root / ".build" / "mutants-records" / state
        if not self.records.exists():
            shutil.rmtree(self.records.parent, ignore_errors=True)
            self.records.mkdir(parents=True)

    def noticed(self, mutant: Mutant) -> str:
        """The test that noticed a mutant earlier; empty when none did, or its file is another now."""
        digest, test = self._noticed.get(mutant.name, ("", ""))
        return test if digest == self._digests[mutant.path] else ""

    def add(self, mutant: Mutant, test: str) -> None:
        """Keep the outcome of a mutant."""
        if test:
            self._noticed[mutant.name] = [self._digests[mutant.path], test]
            self._file.write_text(json.dumps({"noticed": self._noticed}, indent=0), "utf-8")
