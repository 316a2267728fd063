"""What a whole build does with a mistake: one case a file in refused/, a change to the example site.

A case has ``what`` (what it shows), ``change`` (path: the whole new text, or ``replace`` and ``by``),
``environment``, and ``says``: all that the build says, line by line, before it ends with exit code 1.
The site of an earlier build stays as it was, whatever stops the new one, and nothing is left beside it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from building import change, contents, copy_example, mkdocs

pytestmark = pytest.mark.slow

CASES = sorted((Path(__file__).parent / "refused").glob("*.yml"))
EARLIER = {"index.html": b"An earlier build.", "notice/index.html": b"A text in force."}
LEVEL = re.compile(r"^(?:ERROR|WARNING)\s+-\s+")


def messages(output: str) -> list[str]:
    """What the build says besides its progress and its last word."""
    lines = (LEVEL.sub("", line) for line in output.splitlines() if line and not line.startswith("INFO "))
    return [line for line in lines if line != "Aborted with a BuildError!"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mistake_stops_the_build_and_says_where_it_is(case: Path, tmp_path: Path) -> None:
    expected = yaml.safe_load(case.read_text("utf-8"))
    folder, target = copy_example(tmp_path / "folder"), tmp_path / "site"
    change(target, {path: text.decode() for path, text in EARLIER.items()})
    change(folder, expected.get("change", {}))
    result = mkdocs(folder, target, "2026-06-15", **expected.get("environment", {}))
    assert messages(result.stdout) == expected["says"].splitlines()
    assert result.returncode == 1
    assert contents(target) == EARLIER
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "site"}


def test_the_unchanged_example_is_not_refused_and_the_build_says_what_it_published_and_what_not(tmp_path: Path) -> None:
    result = mkdocs(copy_example(tmp_path / "folder"), tmp_path / "site", "2026-06-15")
    assert (result.returncode, messages(result.stdout)) == (0, [])
    for line in (
        "/notice/  Privacy notice: 6 revisions, in force since 10 February 2025; from 1 September 2026",
        "/volunteers/  Rules for volunteers: 1 revision, not in force yet; from 1 October 2026 a new one",
        "Not published: 2 drafts",
        "Forms: no handler set; other ways to get in touch shown",
    ):
        assert line in result.stdout


def test_a_warning_is_said_and_stops_nothing(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    kept = "class: editorial\nacknowledgements: [{rule: foreign-name, text: Harbour View, reason: It was there.}]"
    change(folder, {"policy_versions/notice/2025-02-10.md": {"replace": "class: editorial", "by": kept}})
    result = mkdocs(folder, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    assert "warning: policy_versions/notice/2025-02-10.md:1:1: The acknowledgement of “Harbour View”" in result.stdout
