"""Files of policies for the tests: whole and right, unless a test makes them wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

POLICY = "policy_versions/privacy/policy.yml"


def policy_file() -> str:
    """A policy.yml with nothing wrong in it."""
    return "title: Privacy Policy\npublisher: Example\n"


def revision_file(day: str, text: str = "# Privacy\n\nWe collect nothing.\n", **fields: str) -> str:
    """A revision of that day with nothing wrong in it; ``fields`` are set, added, or left out when None."""
    values = {"published": day, "effective": day, "class": "material", "note": "Something changed.", **fields}
    lines = [f"{name}: {value}" for name, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", text])


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files, paths relative to ``root``, and return ``root``."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return root


def write_policy(root: Path, *days: str, slug: str = "privacy") -> Path:
    """Write a whole policy with a revision of each of those days."""
    folder = f"policy_versions/{slug}"
    revisions = {f"{folder}/{day}.md": revision_file(day[:10]) for day in days}
    return write_files(root, {f"{folder}/policy.yml": policy_file(), **revisions})
