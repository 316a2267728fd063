"""A git repository for the tests, with a clock that only the test moves."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Repository:
    """A git repository in a folder, with a clock that only the test moves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: str = "2020-01-01", came_in: str = "") -> str:
        """Run git; ``day`` is the author's, half an hour before midnight, and ``came_in`` the committer's."""
        names = ("AUTHOR", "COMMITTER")
        who = {f"GIT_{name}_{what}": "someone" for name in names for what in ("NAME", "EMAIL")}
        days = {"AUTHOR": day, "COMMITTER": came_in or day}
        dates = {f"GIT_{name}_DATE": f"{each}T23:30:00-05:00" for name, each in days.items()}
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), **who, **dates}
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    def commit(self, day: str, subject: str, came_in: str = "", **files: str | bytes | None) -> None:
        """Write the files (``__`` in a name is a slash, ``_`` a dot; None deletes) and commit them."""
        for name, text in files.items():
            path = self.folder / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            content = text.encode("utf-8") if isinstance(text, str) else text
            path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject, day=day, came_in=came_in)
