"""A policy that no longer applies: its texts stay where they are, and every page, file and command says that it ended."""

from __future__ import annotations

import json
import re
from html import unescape
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import validate

from building import ROOT, build, epoch
from in_node import answers
from policies import day, policy_of, revision_of
from policy_command import run_policy
from policy_files import POLICY, policy_file, write_files, write_policy
from policy_history.model import ChangeClass, Policy
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.publish.pages import overview, pages
from policy_history.source.provenance import Provenance

BASE = "https://policies.example.org/"
SCRIPTS = ROOT / "plugins/mkdocs_policy_versions/assets/javascripts"
BEFORE, AFTER = "2026-12-31", "2027-01-01"


def ended(*more: Policy, on: str = AFTER) -> Edition:
    first = revision_of("2014-09-24", "# Privacy\n\nWe keep it for a year.\n")
    second = revision_of("2020-01-01", "# Privacy\n\nWe keep it for a month.\n", change_class=ChangeClass.EDITORIAL)
    return Edition.of([policy_of(first, second, withdrawn=day(AFTER)), *more], day(on), BASE)


def words(html: object) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", str(html))).split())


def made(edition: Edition) -> dict[str, str]:
    return {page.address: words(page.html) for page in pages(edition, Provenance())}


def file(edition: Edition, address: str) -> Any:
    return next(asset.content for asset in data_assets(edition) if asset.address == address)


def test_the_text_stays_at_its_address_and_says_first_that_it_ended() -> None:
    found = made(ended())
    for address in ("privacy/", "privacy/2020-01-01/"):
        said = "No longer in force since 1 January 2027. This policy was withdrawn. Its last text, kept here word for word,"
        assert f"{said} applied from 1 January 2020 to 31 December 2026." in found[address]
        assert found[address].index(said) < found[address].index("We keep it for a month.")
    assert (
        "It applied from 24 September 2014 to 31 December 2019. This policy was withdrawn"
        in found["privacy/2014-09-24/"]
    )
    assert "text in force" not in " ".join(found.values())


def test_who_agreed_still_learns_what_changed_up_to_the_end() -> None:
    found = made(ended())
    since = found["privacy/compare/2014-09-24/"]
    assert "Compared with the last text, which applied until 31 December 2026." in since and "1 change" in since
    assert "Between 1 January 2020 and 31 December 2026: nothing has changed" in found["privacy/compare/"]


def test_the_history_says_from_when_to_when_there_was_a_policy() -> None:
    said = made(ended())["privacy/history/"]
    assert "2 versions, which applied from 24 September 2014 to 31 December 2026. No longer in force since" in said
    assert "1 January 2020 the last text" in said and "has no end yet" not in said


def test_the_home_page_lists_it_apart() -> None:
    other = policy_of(revision_of("2020-01-01"), slug="terms", title="Terms")
    home = words(overview(ended(other), ""))
    assert home.index("Terms In force since") < home.index("No longer in force")
    assert home.endswith("No longer in force Privacy Policy: no longer in force since 1 January 2027")
    assert words(overview(ended(), "")).startswith("No policy is in force. No longer in force")


def test_until_its_day_every_page_says_that_it_will_end() -> None:
    edition = ended(on=BEFORE)
    found, said = made(edition), "This policy ends: from 1 January 2027 on no text of it applies."
    for text in (found["privacy/"], found["privacy/history/"], words(overview(edition, ""))):
        assert (said in text and "In force since" in text) or "has applied since" in text
    page = next(str(page.html) for page in pages(edition, Provenance()) if page.address == "privacy/")
    assert 'data-policy-effective="2027-01-01" hidden' in page and "policy-clock.js" in page


@pytest.mark.parametrize(("on", "current", "state"), [(BEFORE, "2020-01-01", "in force"), (AFTER, None, "withdrawn")])
def test_programs_are_told_the_day(on: str, current: str | None, state: str) -> None:
    edition = ended(on=on)
    record = json.loads(file(edition, "privacy/versions.json"))
    validate(record, _schema("versions-1"))
    assert (record["withdrawn"], record["current"]) == ("2027-01-01", current)
    last = record["revisions"][-1]
    assert (last["state"], last["until"]) == (state, "2026-12-31")
    compared = json.loads(file(edition, "privacy/compare.json"))
    validate(compared, _schema("comparison-3"))
    assert [each.get("until") for each in compared["revisions"]] == [None, "2026-12-31"]


def _schema(name: str) -> Any:
    return json.loads(resources("policy_history.publish").joinpath(f"schemas/{name}.schema.json").read_text("utf-8"))


def test_feeds_tell_it_once_and_on_its_day() -> None:
    for address in ("privacy/feed.xml", "privacy/material.xml"):
        count = len(feedparser.parse(file(ended(on=BEFORE), address)).entries)
        last, *others = feedparser.parse(file(ended(on="2030-05-05"), address)).entries
        assert len(others) == count
        assert (last.title, last.updated) == ("Privacy Policy: no longer in force", "2027-01-01T10:00:00Z")
        assert last.link == f"{BASE}privacy/" and "No longer in force since 1 January 2027." in last.summary
    items = json.loads(file(ended(), "privacy/feed.json"))["items"]
    assert items[0]["_policy"]["withdrawn"] == "2027-01-01" and items[0]["id"] not in {each["id"] for each in items[1:]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose one policy was withdrawn, for commands on the day after."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2027-01-02"))
    write_policy(tmp_path, "2014-09-24", "2020-01-01")
    return write_files(tmp_path, {POLICY: policy_file() + "withdrawn: 2027-01-01\n"})


def said(command: str, *arguments: object, root: Path) -> str:
    return run_policy(command, *arguments, "--root", root).output


def test_the_commands_say_it(folder: Path) -> None:
    assert "  withdrawn  no text applies from 1 January 2027 on\n" in said("status", root=folder)
    assert "2020-01-01    withdrawn   effective 2020-01-01" in said("list", root=folder)
    assert json.loads(said("list", "--json", root=folder))["policies"][0]["withdrawn"] == "2027-01-01"
    assert said("show", "privacy", root=folder).startswith("Privacy Policy of Example, revision 2020-01-01: withdrawn")
    assert "In the text since 24 September 2014" in said("find", "nothing", root=folder)


def test_an_end_is_recorded_and_changes_only_with_a_reason(folder: Path) -> None:
    write_files(folder, {POLICY: policy_file()})
    assert "withdrawn" not in said("lock", root=folder) + (folder / "policy_versions/published.lock").read_text("utf-8")
    write_files(folder, {POLICY: policy_file() + "withdrawn: 2027-01-01\n"})
    assert f"{POLICY}:3:12: The record says withdrawn nothing (" in said("check", root=folder)
    said("lock", "--reason", "The service ended.", root=folder)
    line = (folder / "policy_versions/published.lock").read_text("utf-8").splitlines()[-1]
    assert ' notice_days=0 withdrawn=2027-01-01 reason="The service ended." after=' in line
    assert "[lock]" not in said("check", root=folder)
    write_files(folder, {POLICY: policy_file()})
    assert "The record says withdrawn “2027-01-01” (" in said("check", root=folder)


CONFIG = """\
site_name: Ended
site_url: https://policies.example.org/
theme: {name: material, font: false}
plugins: [policy-versions]
"""


def test_a_site_is_made_again_and_agrees_with_the_one_before_its_end(folder: Path, tmp_path: Path) -> None:
    write_policy(folder, "2020-01-01", slug="terms")
    storage = "entries: []\nrequests: []\nchecked: 2026-01-01\n"
    home = "# Policies\n\n[policy: overview]\n\n[policy: text privacy]\n"
    write_files(folder, {"mkdocs.yml": CONFIG, "docs/index.md": home, "policy_versions/storage.yml": storage})
    before = build(folder, tmp_path / "before", BEFORE)
    after = build(folder, tmp_path / "after", "2027-01-02")
    result = run_policy("verify", after, "--earlier", before)
    assert result.exit_code == 0, result.output
    assert (
        "/privacy/2020-01-01/ differs from the earlier download: the revision was in force and is withdrawn"
        in result.output
    )
    back = run_policy("verify", before, "--earlier", after).output
    assert "/privacy/2020-01-01.md: It was withdrawn and is in force: this site is older" in back
    shown = words((after / "index.html").read_text("utf-8"))
    assert "since 1 January 2027 no text of it applies. Its last text" in shown
    navigation = (after / "terms/index.html").read_text("utf-8").partition("<main")[0]
    assert "/terms/" in navigation or 'href="./"' in navigation
    assert "privacy/" not in navigation


def test_a_day_after_the_end_has_no_text() -> None:
    first = {"id": "2014-09-24", "published": "2014-09-24", "effective": "2014-09-24", "state": "superseded"}
    last = {"id": "2020-01-01", "published": "2020-01-01", "effective": "2020-01-01", "state": "withdrawn"}
    revisions = [first, {**last, "until": "2020-12-31"}]
    queries = ("?since=2021-05-05", "?since=2015-05-05", "?from=2020-05-05")
    found = answers(SCRIPTS, "asked.mjs", [(revisions, query) for query in queries])
    late, early, on = ({name: words(value) for name, value in each.items()} for each in found)
    assert late["problem"] == "No version applies on 5 May 2021. The last one applies until 31 December 2020."
    assert early["lead"].endswith("Compared with the last text, which applied until 31 December 2020.")
    assert on["lead"] == "On 5 May 2020 the version of 1 January 2020 applied, until 31 December 2020."
