"""What ``policy init`` has the hosts run: only what is installed, pinned as our own workflows are."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from machine import PATIENCE
from test_init import ROOT, files, folder, run
from test_workflows import PINNED

__all__ = ["folder"]  # the fixture: a folder of its own, on a day of its own


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_workflows_call_what_is_installed_and_nothing_of_this_repository(folder: Path, host: str) -> None:
    run("init", "--yes", "--host", host)
    made = {
        path: text.decode() for path, text in files(folder).items() if path.startswith(".git") and path.endswith(".yml")
    }
    assert len(made) == (4 if host == "github" else 1)
    for text in made.values():
        assert (
            "scripts/" not in text
            and "PYTHONPATH" not in text
            and ".venv" not in text
            and "jespionne" not in text.lower()
        )
    commands = "".join(made.values())
    assert "mkdocs build --strict" in commands
    checks = re.findall(r"policy check(?!-site).*", commands)
    assert checks and all(each.startswith("policy check --all ") for each in checks)


def test_github_workflows_are_pinned_as_ours_are(folder: Path) -> None:
    run("init", "--yes", "--host", "github")
    ours = "".join(path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))
    for path in (folder / ".github/workflows").iterdir():
        for used in re.findall(r"^[\s-]*uses:\s*(.+?)\s*$", path.read_text("utf-8"), re.MULTILINE):
            if used.startswith("$/"):
                assert (folder / used.removeprefix("$/")).is_file()
            else:
                assert PINNED.fullmatch(used) and f"uses: {used}\n" in ours, used


@pytest.mark.parametrize(
    ("host", "command"),
    [
        ("github", ("zizmor", "--offline", "--no-progress", "--strict-collection", "--pedantic", ".github")),
        ("github", ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows/publish.yml",
                    ".github/workflows/preview.yml", ".github/workflows/review.yml",
                    ".github/workflows/effective-dates.yml")),
        ("gitlab", ("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ".gitlab-ci.yml")),
    ],
)  # fmt: skip
def test_checkers_of_workflows_find_nothing(folder: Path, host: str, command: tuple[str, ...]) -> None:
    run("init", "--yes", "--host", host)
    name, *arguments = command
    program = Path(sysconfig.get_path("scripts"), name)
    result = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_site_of_properdocs_is_built_by_it(folder: Path) -> None:
    (folder / "properdocs.yml").write_text("site_name: A\n", "utf-8")
    told = run("init", "--add", "--yes", "--host", "github").output
    assert "“properdocs serve” shows the site" in told and "policy-versions:" in (folder / "properdocs.yml").read_text()
    assert (folder / "requirements.txt").read_text("utf-8").endswith("\nproperdocs\n")
    assert "- run: properdocs build --strict" in (folder / ".github/workflows/publish.yml").read_text("utf-8")
