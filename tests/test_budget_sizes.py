"""What a command may cost grows with all that it reads: a short draft against a long text is no reason to give up."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies import day, policy_of, revision_of
from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files
from policy_history.checks.finding import Report
from policy_history.limits import spending
from policy_history.review.comment import review_comment

FOLDER = "policy_versions/privacy"
LONG = "# Privacy\n\n" + "We keep what you tell us for as long as the law asks.\n\n" * 60
COMMANDS = {
    "import": ["import", "draft.html", "--policy", "privacy", "--effective", "2030-01-01"],
    "redline": ["redline", "long.md", "short.md"],
    "redline, back": ["redline", "short.md", "long.md"],
    "redline of revisions": ["redline", "privacy/2020-01-01", "privacy/2021-01-01"],
    "new": ["new", "privacy", "--effective", "2030-01-01"],
    "find": ["find", "law", "--no-cache"],
    "show": ["show", "privacy/2020-01-01"],
}


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much each piece of work is said to be on, of those that are done."""
    found: list[int] = []
    allowance = spending.allowance
    monkeypatch.setattr(spending, "allowance", lambda size: found.append(size) or allowance(size))
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_the_long_text_counts(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int]) -> None:
    files: dict[str, str | bytes] = {
        f"{FOLDER}/policy.yml": policy_file(),
        f"{FOLDER}/2020-01-01.md": revision_file("2020-01-01", LONG),
        f"{FOLDER}/2021-01-01.md": revision_file("2021-01-01", "# Privacy\n\nShort.\n"),
        "long.md": LONG,
        "short.md": "# Privacy\n\nShort.\n",
        "draft.html": "<h1>Privacy</h1><p>Shorter.</p>",
    }
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    result = run_policy(*COMMANDS[name], env={"CI": "true"})
    assert result.exit_code == 0, result.output
    assert min(sizes) >= 0 and max(sizes) >= len(LONG.strip())


def test_a_review_counts_the_text_before_too(sizes: list[int]) -> None:
    revisions = revision_of("2025-01-01", LONG), revision_of("2026-01-01")
    review_comment([policy_of(*revisions)], Report((), ()), [revisions[1].path], day("2026-02-01"))
    assert min(sizes) >= 0 and max(sizes) >= len(LONG)
