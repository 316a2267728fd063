"""The ledger of outgoing links: complete, of use, and old where it says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policies import day, policy_of, revision_of
from policy_history.problems import ProblemsFound, Severity
from policy_history.publish.edition import Edition
from policy_history.publish.storage import render_links
from policy_history.source.links import Ledger, ledger_problems, outgoing_links, read_ledger

TODAY = day("2026-11-23")
TEXT = "# A\n\nSee [it](https://a.example/x), [us](/cookies/) and [mail](mailto:a@b.example).\n\n[b]: http://b.example\n[B][b]\n"
POLICY = policy_of(revision_of("2014-09-24", TEXT), revision_of("2027-01-01", "[new](https://new.example/)\n"))


def ledger(root: Path, *items: str) -> Ledger:
    (root / "links.yml").write_text("links:\n" + "".join(f"  - {item}\n" for item in items) if items else "links: []\n")
    return read_ledger(root, "links.yml")


def findings(root: Path, *items: str) -> list[str]:
    problems = list(ledger_problems(ledger(root, *items), [POLICY], TODAY))
    assert all((problem.severity is Severity.NOTICE) == ("follow" in problem.message[:40]) for problem in problems)
    return [f"{problem.path}:{problem.line}:{problem.column}: {problem.message}" for problem in problems]


def test_only_links_of_published_texts_to_other_sites_count() -> None:
    assert list(outgoing_links([POLICY], TODAY)) == ["https://a.example/x", "http://b.example"]
    assert "https://new.example/" in outgoing_links([POLICY], date(2027, 1, 1))
    assert outgoing_links([policy_of(revision_of("2014-09-24", "[a](HTTPS://a.example/)\n"))], TODAY)


def test_a_site_without_a_ledger_is_told_nothing(tmp_path: Path) -> None:
    assert read_ledger(tmp_path, "links.yml") == Ledger()
    assert list(ledger_problems(Ledger(), [POLICY], TODAY)) == []


GOOD = (
    "{url: 'https://a.example/x', state: live, checked: 2026-06-01}",
    "{url: 'http://b.example', state: gone, checked: 2026-06-01}",
)


def test_a_ledger_that_is_complete_and_fresh_is_quiet(tmp_path: Path) -> None:
    assert findings(tmp_path, *GOOD) == []


def test_missing_useless_double_and_old_entries_are_said_at_once(tmp_path: Path) -> None:
    assert findings(
        tmp_path,
        "{url: 'https://a.example/x', state: live, checked: 2026-05-26}",
        "{url: 'https://a.example/x', state: live, checked: 2026-06-01}",
        "{url: 'https://c.example/', state: live, checked: 2026-06-01}",
    ) == [
        "links.yml:2:11: This link was last followed 181 days ago. Follow it again, and write down the day.",
        "links.yml:3:11: “https://a.example/x” is listed twice. Keep one of the two.",
        "links.yml:4:11: No published text links to “https://c.example/”. Remove it.",
        (
            "policy_versions/privacy/2014-09-24.md:15:2: “http://b.example” is not in links.yml. Follow it, and add it "
            "there with the day."
        ),
    ]


def test_a_state_needs_its_day(tmp_path: Path) -> None:
    first, second, _ = (
        *findings(tmp_path, GOOD[1].replace(", checked: 2026-06-01", ""), GOOD[0].replace("2026-06", "2027-06")),
        "",
    )
    assert "Add “checked: …”" in first and "still to come" in second


def test_faults_of_the_file_are_errors_at_their_place(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        ledger(tmp_path, "{url: 'https://a.example/', state: dead}", "{state: live, checkd: 2026-06-01}")
    assert [(problem.line, problem.rule) for problem in found.value.problems] == [
        (2, "wrong-choice"),
        (3, "missing-field"),
        (3, "unknown-field"),
    ]


def test_the_page_says_what_was_found_and_when_but_not_how_long_ago(tmp_path: Path) -> None:
    known = ledger(tmp_path, GOOD[0])
    shown = [render_links(Edition.of([POLICY], today), known, "../") for today in (TODAY, day("2026-12-31"))]
    assert shown[0] == shown[1]
    assert "live on " in shown[0] and "not yet" in shown[0]
    assert 'href="../privacy/2014-09-24/"' in shown[0]
