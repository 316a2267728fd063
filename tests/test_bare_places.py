"""Every command where there is nothing yet to work on: a sentence that says what to do, and never a traceback."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files

COMMANDS = {
    "new": ("new", "privacy", "--effective", "2027-01-01"),
    "import": ("import", "draft.html"),
    "import --policy": ("import", "draft.html", "--policy", "privacy", "--effective", "2027-01-01"),
    "import-history": ("import-history", "terms", ".", "--file", "terms.md", "--publisher", "Example"),
    "status": ("status",),
    "list": ("list",),
    "list --json": ("list", "--json"),
    "show": ("show", "privacy"),
    "show REVISION": ("show", "privacy/2026-01-01"),
    "redline": ("redline", "privacy/2026-01-01", "privacy/2026-02-01"),
    "redline POLICY": ("redline", "privacy", "terms"),
    "lock": ("lock",),
    "lock --base": ("lock", "--base", "main"),
    "check": ("check",),
    "check --base": ("check", "--base", "main"),
    "verify": ("verify", "."),
    "review": ("review",),
    "cms": ("cms", "--repository", "owner/name"),
    "pdf": ("pdf", "privacy/2026-01-01", "out.pdf"),
    "check-site": ("check-site", "."),
}
FIVE = ("an empty folder", "no policy_versions", "a policy without revisions", "outside git", "no commits")
DRAFT = "<html><body><main><h1>Privacy</h1><p>We collect nothing.</p></main></body></html>"
WHOLE = {
    "policy_versions/privacy/policy.yml": policy_file(),
    "policy_versions/privacy/2026-01-01.md": revision_file("2026-01-01"),
    "policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder the command runs in, made as its name says; no git repository around it is found."""
    name: str = request.param
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    files: dict[str, str | bytes] = {"draft.html": DRAFT}
    if name == "no policy_versions":
        files |= {"mkdocs.yml": "site_name: Example\n", "docs/index.md": "# Home\n"}
    if name == "a policy without revisions":
        files |= {"policy_versions/privacy/policy.yml": policy_file()}
    if name in ("outside git", "no commits"):
        files |= WHOLE
    write_files(tmp_path, files)
    if name == "no commits":
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return name


@pytest.mark.parametrize("place", FIVE, indirect=True)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_sentence_and_no_traceback(command: str, place: str) -> None:
    result = run_policy(*COMMANDS[command])
    assert result.exit_code in (0, 1), result.output  # 2 would be a call that the command does not know
    assert result.output.strip().endswith((".", "]", "}", ":", ")")) or result.exit_code == 0, result.output
    assert "Traceback" not in result.output
