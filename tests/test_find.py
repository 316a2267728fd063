"""``policy find``: what is found of words in the versions of policies, said on a terminal and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files

FOLDER = "policy_versions"
TODAY = {"SOURCE_DATE_EPOCH": "1792800000", "CI": "true"}  # 24 October 2026
TEXTS = {
    "2024-01-01": "# Privacy\n\n## Sharing\n\nWe may **sell** your data to “third parties”.\n\n## Contact\n\nWrite to us.\n",
    "2025-01-01": "# Privacy\n\n## Sharing\n\nWe share your data.\n\n## Contact\n\nWrite to us.\n",
    "2027-01-01": "# Privacy\n\n## Sharing\n\nWe share your data.\n\n## Contact\n\nWrite to the office.\n",
    "2028-01-01": "# Privacy\n\nNothing is promised to zebras.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A policy with a version that went, one in force, one that is upcoming and a draft; and another policy."""
    files: dict[str, str | bytes] = {
        f"{FOLDER}/privacy/policy.yml": policy_file(),
        f"{FOLDER}/terms/policy.yml": policy_file(),
        f"{FOLDER}/terms/2024-01-01.md": revision_file("2024-01-01", "# Terms\n\nSelling is forbidden.\n"),
    }
    for day, text in TEXTS.items():
        published = {"2027-01-01": "2026-10-01"}.get(day, day)
        files[f"{FOLDER}/privacy/{day}.md"] = revision_file(day, text, published=published)
    return write_files(tmp_path, files)


def find(site: Path, *arguments: str) -> Result:
    return run_policy("find", *arguments, "--root", site, "--no-cache", env=TODAY)


def test_it_says_since_when_and_until_when(site: Path) -> None:
    result = find(site, "sell", "--policy", "privacy")
    assert result.exit_code == 0, result.output
    assert "#sharing" in result.output
    assert (
        "In the text from 1 January 2024 (the first version), removed on 1 January 2025. Found in 1 place."
        in result.output
    )
    assert "We may sell your data to “third parties”." in result.output
    assert "1 version has it: privacy/2024-01-01" in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("share", "In the text since 1 January 2025."),
        ("office", "Will be in the text from 1 January 2027."),
        ('"to us"', "In the text since 1 January 2024 (the first version); will be removed on 1 January 2027."),
    ],
)
def test_what_lies_ahead_is_told_apart(site: Path, words: str, says: str) -> None:
    assert says in find(site, words, "--policy", "privacy").output


def test_words_to_come_are_not_quoted_as_those_in_force(site: Path) -> None:
    result = find(site, "write", "--policy", "privacy")
    assert "In the text since 1 January 2024 (the first version)." in result.output
    assert "Write to us." in result.output and "office" not in result.output


def test_a_reconstruction_is_called_one(site: Path) -> None:
    kept = revision_file("2024-01-01", TEXTS["2024-01-01"], wording="reconstructed", basis="A letter of 2024.")
    write_files(site, {f"{FOLDER}/privacy/2024-01-01.md": kept})
    said = "In the text from 1 January 2024 (the first version, a reconstruction), removed on 1 January 2025."
    assert said in find(site, "sell", "--policy", "privacy").output


def test_every_policy_is_searched_and_no_draft(site: Path) -> None:
    assert [each["policy"] for each in json.loads(find(site, "sell", "--json").output)["policies"]] == [
        "privacy",
        "terms",
    ]
    result = find(site, "zebras")
    assert (result.exit_code, result.output) == (1, "Nothing found: no version has this.\n")


def test_what_is_found_as_data(site: Path) -> None:
    result = find(site, "your", "data", "--policy", "privacy", "--json")
    [policy] = json.loads(result.output)["policies"]
    [answer] = policy["answers"]
    assert (answer["clause"], answer["title"]) == ("sharing", "Sharing")
    assert answer["periods"] == [
        {
            "since": "2024-01-01",
            "removed": None,
            "versions": ["2024-01-01", "2025-01-01", "2027-01-01"],
            "places": 2,
            "excerpt": [
                {"text": "We share ", "found": False},
                {"text": "your", "found": True},
                {"text": " ", "found": False},
                {"text": "data", "found": True},
                {"text": ".", "found": False},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["!!"], "“!!” has no letter and no number. Write a word to find."),
        (["sell", "--policy", "rules"], "There is no policy “rules” that can be read."),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_sought_is_said(site: Path, arguments: list[str], says: str) -> None:
    result = find(site, *arguments)
    assert result.exit_code != 0
    assert says in result.output


def test_the_same_is_found_with_what_is_kept(site: Path) -> None:
    command = ["find", "your", "--root", str(site)]
    once, again = (run_policy(*command, env=TODAY).output for _ in range(2))
    assert once == again == find(site, "your").output
    assert list((site / ".cache").rglob("*")), "the ids were kept"
