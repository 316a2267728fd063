"""What an editor reads of a text that must not be published as it is: one case a file in golden/checks/.

A case has ``what`` (what it shows), ``text`` (the Markdown, which begins on line 10 of its file), ``foreign_names`` of
the policy, its ``notice_days``, the ``class`` and the day (``published``) of the revision, its ``acknowledgements``, the
text of the revision before it (``earlier``), ``problems`` (the lines expected, all of them; a warning says so at
its beginning) and ``kept`` (the lines of the findings that are kept on purpose).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from golden_cases import each, files_of, read
from policies import day, policy_of, revision_of
from policy_history import executing
from policy_history.cache.store import Folder
from policy_history.checks.cached_reports import parts_of
from policy_history.checks.finding import Report
from policy_history.checks.policy_check import check_unfinished
from policy_history.checks.rules import COMPARING_RULES, RULES
from policy_history.checks.run import Work, check_policies
from policy_history.model import Acknowledgement, ChangeClass
from policy_history.problems import Problem, Severity


@each("checks")
def test_check(case: Path) -> None:
    expected = read(case)
    report = _report(expected)
    assert [_line(problem) for problem in report.problems] == expected.get("problems", "").splitlines()
    assert [_line(kept.problem) for kept in report.kept] == expected.get("kept", "").splitlines()


def test_every_rule_has_a_case() -> None:
    shown = "".join(case.read_text(encoding="utf-8") for case in files_of("checks"))
    assert [name for name in (*RULES, *COMPARING_RULES, "acknowledgement") if f"[{name}]" not in shown] == []


def test_a_text_too_deep_to_be_shown_is_a_finding() -> None:
    assert [_line(problem) for problem in _report({"text": "* " * 2000 + "deep\n"}).problems] == [
        (
            "policy_versions/privacy/2014-09-24.md:10:1: This passage is nested too deeply to be shown. "
            "Write it with fewer levels. [reading]"
        )
    ]


def test_what_is_said_of_a_text_hangs_on_later_ones_with_an_earlier_id() -> None:
    """Whose dates it may name; an id that is not in the order of the days is a problem of its own."""
    first = revision_of("2016-01-01", effective=day("2014-01-01"))

    def key(name: str, text: str) -> str:
        return next(parts_of(policy_of(first, revision_of(name, text)), RULES)).name

    assert key("2015-01-01", "A\n") != key("2015-01-01", "B\n")
    assert key("2017-01-01", "A\n") == key("2017-01-01", "B\n")


def test_an_acknowledgement_in_an_unfinished_file_may_be_of_what_was_not_looked_for() -> None:
    kept = Acknowledgement("text-date", "1 May 2014", "As published.")
    revision = revision_of("2014-09-24", "# A\n\nSee [this](a).\n", acknowledgements=(kept,))
    assert [problem.rule for problem in check_unfinished(policy_of(revision), revision)] == ["link"]


def test_all_texts_are_checked_at_once() -> None:
    first = revision_of("2014-09-24", "See [this](a).\n")
    second = revision_of("2015-09-24", "# A {#a}\n\n# B {#a}\n\nSee [this](b).\n")
    third = revision_of("2016-09-24", "<form>\n", path="policy_versions/terms/2016-09-24.md")
    report = check_policies([policy_of(first, second), policy_of(third, slug="terms")])
    assert [(problem.path, problem.line, problem.rule) for problem in report.problems] == [
        ("policy_versions/privacy/2014-09-24.md", 10, "link"),
        ("policy_versions/privacy/2015-09-24.md", 12, "clause-id"),
        ("policy_versions/privacy/2015-09-24.md", 14, "link"),
        ("policy_versions/terms/2016-09-24.md", 10, "raw-html"),
    ]


def test_other_processes_check_and_keep_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executing, "_WORTH_SENDING", 0)
    texts = ("# A\n\nOne. See [this](a).\n", "# B\n\nOne. See [that](b).\n", "# B\n\nTwo. See [that](b).\n")
    days = ("2014-09-24", "2015-09-24", "2016-09-24")
    policies = []
    for slug in ("privacy", "terms"):
        paths = [f"policy_versions/{slug}/{day}.md" for day in days]
        revisions = [revision_of(each, text, path=path) for each, text, path in zip(days, texts, paths, strict=True)]
        policies.append(policy_of(*revisions, slug=slug))
    reports, entries = [], []
    for place in ("1", "2"):
        folder = tmp_path / place
        with executing.executor(place) as pool:
            reports += [
                check_policies(
                    [replace(each, revisions=each.revisions[:count]) for each in policies],
                    work=Work(pool, store=Folder(folder)),
                )
                for count in (2, 3)
            ]
        entries.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert reports[:2] == reports[2:] and len(reports[1].problems) == 6
    assert entries[0] == entries[1] != {}


def test_an_acknowledgement_holds_for_its_own_revision_only() -> None:
    kept = (Acknowledgement("foreign-name", "Harbour View", "It is a record."),)
    texts = ("Harbour View says no.\n", "Harbour View says yes.\n")
    revisions = (
        revision_of("2014-09-24", texts[0], acknowledgements=kept),
        revision_of("2015-09-24", texts[1]),
    )
    report = check_policies([policy_of(*revisions, foreign_names=("Harbour View",))])
    assert [problem.path for problem in report.problems] == ["policy_versions/privacy/2015-09-24.md"]
    assert [(each.problem.path, each.acknowledgement) for each in report.kept] == [
        ("policy_versions/privacy/2014-09-24.md", kept[0])
    ]


def test_a_note_with_an_open_place_is_told_in_its_field() -> None:
    revision = revision_of(
        "2014-09-24", note="Tell [●] what changed.", source=b"---\nnote: Tell [..] what changed.\n---\n"
    )
    assert [_line(problem) for problem in check_policies([policy_of(revision)]).problems] == [
        "policy_versions/privacy/2014-09-24.md:2:7: The note holds the placeholder “[●]”. Write the note. [placeholder]"
    ]


def test_the_date_of_a_later_revision_dates_no_earlier_one() -> None:
    first = revision_of("2014-09-24", "Last updated on 1 May 2015.\n", change_class=ChangeClass.EDITORIAL)
    second = revision_of("2015-05-01", "Last updated on 1 May 2015.\n", change_class=ChangeClass.EDITORIAL)
    report = check_policies([policy_of(first, second)])
    assert [(problem.path, problem.rule) for problem in report.problems] == [
        ("policy_versions/privacy/2014-09-24.md", "text-date")
    ]


def _report(case: dict[str, Any]) -> Report:
    kept = tuple(Acknowledgement(**each) for each in case.get("acknowledgements", ()))
    revision = revision_of(
        "2014-09-24",
        case["text"],
        acknowledgements=kept,
        published=case.get("published", day("2014-09-24")),
        change_class=ChangeClass(case.get("class", "material")),
        source=b"---\nclass: material\neffective: 2014-09-24\n---\n",
    )
    earlier = [revision_of("2013-02-01", case["earlier"])] if "earlier" in case else []
    names = tuple(case.get("foreign_names", ()))
    return check_policies([policy_of(*earlier, revision, foreign_names=names, notice_days=case.get("notice_days", 0))])


def _line(problem: Problem) -> str:
    return f"{'warning: ' if problem.severity is Severity.WARNING else ''}{problem}"
