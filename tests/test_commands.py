"""``policy new``, ``status``, ``show`` and ``list``, as an editor runs them in a checkout."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import Result

from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files
from policy_history.cli import main
from policy_history.source.folder import read_policies
from policy_history.verify.run import VerifyReport

FOLDER = "policy_versions/privacy"
LOCK = "policy_versions/published.lock"
TODAY = {"SOURCE_DATE_EPOCH": "1792800000", "CI": "true"}  # 24 October 2026
FIRST = "# Privacy\n\n## Your data\n\nWe keep your name and your address for as long as you are a member here.\n"
RENAMED = FIRST.replace("Your data", "What we keep")

_CONTEXT = click.Context(main)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A policy whose second revision renamed a clause, with a notice of 30 days promised."""
    files: dict[str, str | bytes] = {
        f"{FOLDER}/policy.yml": policy_file() + "notice_days: 30\n",
        f"{FOLDER}/2025-01-01.md": revision_file("2025-01-01", FIRST),
        f"{FOLDER}/2026-01-01.md": revision_file("2026-01-01", RENAMED, published="2025-11-01"),
    }
    return write_files(tmp_path, files)


def policy(site: Path, *arguments: str) -> Result:
    return run_policy(*arguments, "--root", site, env=TODAY)


def test_new_begins_the_next_revision(site: Path) -> None:
    result = policy(site, "new", "privacy", "--effective", "2026-12-01")
    assert result.exit_code == 0, result.output
    assert "2026-12-01.md is begun from 2026-01-01" in result.output
    # Thirty days before 1 December, and the id that the clause has had since 2025, written out.
    assert (site / FOLDER / "2026-12-01.md").read_text("utf-8") == (
        "---\npublished: 2026-11-01\neffective: 2026-12-01\nclass: material\nnote: >-\n"
        "  [●] What changed, and what it means for those who rely on the text.\n---\n\n"
        + RENAMED.replace("## What we keep", "## What we keep {#your-data}")
    )
    assert {len(each.revisions) for each in read_policies(site)} == {3}


def test_a_new_revision_is_not_finished_until_its_note_is_written(site: Path) -> None:
    policy(site, "new", "privacy", "--effective", "2026-12-01")
    result = policy(site, "check")
    assert result.exit_code == 1
    assert "2026-12-01.md:5:7: The note holds the placeholder “[●]”. Write the note. [placeholder]" in result.output


def test_files_beside_the_policies_are_checked_too(site: Path) -> None:
    files: dict[str, str | bytes] = {
        "policy_versions/storage.yml": "entries: none\nrequests: []\nchecked: 2026-01-01\n",
        "policy_versions/requests.yml": "clocks: [\n",
    }
    write_files(site, files)
    for command in ("check", "status"):
        output = policy(site, command).output
        assert "policy_versions/storage.yml:1:10: “entries” must be a list." in output, command
        assert "policy_versions/requests.yml:1:9: The list that opens here is not closed." in output, command


def test_new_stays_a_draft_until_tomorrow_at_least(site: Path) -> None:
    policy(site, "new", "privacy", "--effective", "2026-11-01")
    assert "published: 2026-10-25\n" in (site / FOLDER / "2026-11-01.md").read_text("utf-8")
    assert "[notice-period]" in policy(site, "check").output


def test_a_correction_begun_from_an_earlier_revision(site: Path) -> None:
    options = ["--class", "correction", "--published", "2026-10-30", "--from", "2025-01-01"]
    policy(site, "new", "privacy", "--effective", "2026-10-30", *options)
    written = (site / FOLDER / "2026-10-30.md").read_text("utf-8")
    assert "class: correction\n" in written and written.endswith(FIRST)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["privacy", "--effective", "1 Dec 2026"], "“1 Dec 2026” is not a day. Write it as YYYY-MM-DD"),
        (["privacy", "--effective", "20261201"], "“20261201” is not a day. Write it as YYYY-MM-DD"),
        (["privacy", "--effective", "2026-W49-2"], "“2026-W49-2” is not a day"),
        (["privacy", "--effective", "2025-06-01"], "2026-01-01 is effective from 2026-01-01."),
        (
            ["terms", "--effective", "2026-12-01"],
            "There is no policy “terms” that can be read. There are: privacy.",
        ),
        (["privacy", "--effective", "2026-12-01", "--from", "2"], "privacy has no revision “2”"),
        (["privacy", "--effective", "2026-12-01", "--published", "2027-01-01"], "after it takes effect"),
        (["../privacy", "--effective", "2026-12-01"], "There is no policy “../privacy”"),
    ],
)
def test_what_cannot_be_begun_is_said_and_writes_nothing(site: Path, arguments: list[str], says: str) -> None:
    before = sorted(site.glob("policy*/**/*"))
    result = policy(site, "new", *arguments)
    assert result.exit_code in (1, 2) and says in result.output
    assert "Traceback" not in result.output
    assert sorted(site.glob("policy*/**/*")) == before


def test_status_says_where_things_stand_and_what_is_wrong(site: Path) -> None:
    policy(site, "new", "privacy", "--effective", "2026-12-01")
    upcoming = revision_file("2026-11-10", RENAMED, published="2026-10-01")
    write_files(site, {f"{FOLDER}/2026-11-10.md": upcoming})
    assert policy(site, "status").output.splitlines() == [
        "On 24 October 2026:",
        "",
        "Privacy Policy (privacy)",
        "  in force   2026-01-01  material, effective from 1 January 2026",
        "  upcoming   2026-11-10  material, effective from 10 November 2026",
        "  draft      2026-12-01  material, effective from 1 December 2026, published 1 November 2026",
        "",
        f"notice: {LOCK}:1:1: There is no record, so a change to what was published goes unnoticed. Run “policy lock”. [lock]",
        "",
        "0 errors, 0 warnings. The texts were not read: policy check",
    ]


def test_show_tells_of_one_revision(site: Path) -> None:
    shown = policy(site, "show", "privacy").output
    assert shown.startswith("Privacy Policy of Example, revision 2026-01-01: in force\n")
    assert "    What we keep  #what-we-keep\n" in shown
    note = read_policies(site)[0].revisions[1].note
    assert note and f"Note: {note}" in " ".join(shown.split())
    assert policy(site, "show", "privacy/2025-01-01", "--text").output == FIRST
    assert json.loads(policy(site, "show", "privacy/2025-01-01", "--json").output)["state"] == "superseded"


def test_a_revision_is_named_as_its_file_is_too_and_of_many_the_latest_are_listed(site: Path) -> None:
    assert policy(site, "show", "privacy/2025-01-01.md", "--text").output == FIRST
    write_files(site, {f"{FOLDER}/20{year}-02-01.md": revision_file(f"20{year}-02-01") for year in range(10, 20)})
    told = policy(site, "show", "privacy/2001-01-01").output
    assert "no revision “2001-01-01”" in told and "2014-02-01, 2015" in told and "2013-02-01" not in told


def test_of_a_policy_without_a_revision_show_says_how_to_begin_one(site: Path) -> None:
    write_files(site, {"policy_versions/terms/policy.yml": policy_file()})
    told = policy(site, "show", "terms")
    assert told.exit_code == 1 and "Begin the first one: policy new terms --effective" in told.output


def test_list_as_data(site: Path) -> None:
    record = json.loads(policy(site, "list", "--json").output)
    (listed,) = record["policies"]
    assert record["day"] == "2026-10-24"
    assert (listed["slug"], listed["title"], listed["notice_days"]) == ("privacy", "Privacy Policy", 30)
    assert [(each["id"], each["state"]) for each in listed["revisions"]] == [
        ("2025-01-01", "superseded"),
        ("2026-01-01", "in force"),
    ]
    (policies,) = read_policies(site)
    assert [each["sha256"] for each in listed["revisions"]] == [each.sha256 for each in policies.revisions]


@pytest.mark.parametrize("command", main.list_commands(_CONTEXT))
def test_every_command_explains_itself(command: str) -> None:
    result = run_policy(command, "--help")
    assert result.exit_code == 0
    found = main.get_command(_CONTEXT, command)
    assert found and found.name == command
    assert all(option.help for option in found.params if isinstance(option, click.Option))


def test_what_verifying_noted_is_told_and_runs_nothing_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = VerifyReport((), 1, 1, {}, ["The frame \x1b[2Jis not proven."], "0" * 64, 0)
    monkeypatch.setattr("policy_history.verify.run.verify", lambda *_, **__: report)
    told = run_policy("verify", tmp_path).output
    assert "is not proven." in told and "\x1b" not in told
