"""The report of ``policy check`` as a person, GitHub and GitLab read it."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files
from policy_history.checks.finding import Report
from policy_history.checks.report_formats import SUMMARY_LIMIT, cut, github_lines, gitlab_report, summary
from policy_history.problems import Problem, Severity
from policy_history.progress import on_terminal, silent

FOLDER = "policy_versions/privacy"
ODD = Problem("a,b:c.md", 3, 7, "link", "50% of\nit: ::error::x, y", Severity.WARNING)
WORSE = Problem("z.md", 1, 1, "note", "Wrong.")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A policy with a date that is none, a placeholder in the same file, and a term that is never used."""
    texts = {"2025-01-01": "“Device” means a telephone.\n", "2026-01-01": "Write to [●].\n"}
    first, second = (revision_file(day, text) for day, text in texts.items())
    files: dict[str, str | bytes] = {
        f"{FOLDER}/policy.yml": policy_file(),
        f"{FOLDER}/2025-01-01.md": first,
        f"{FOLDER}/2026-01-01.md": second.replace("published: 2026-01-01", "published: soon"),
    }
    return write_files(tmp_path, files)


def check(site: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    result = run_policy("check", "--root", site, *arguments, env={"CI": "true", **environment})
    return result.exit_code, result.output.replace(f"{site}/", "")


def test_errors_of_fields_and_of_words_come_at_once(site: Path) -> None:
    code, output = check(site)
    assert code == 1
    assert output.splitlines() == [
        (
            f"warning: {FOLDER}/2025-01-01.md:8:2: “Device” is defined here and used nowhere. Use it, or remove the "
            "definition. [unused-term]"
        ),
        f"error: {FOLDER}/2026-01-01.md:2:12: “soon” is not a date. Write it as YYYY-MM-DD, e.g. 2026-10-01. [wrong-date]",
        f"error: {FOLDER}/2026-01-01.md:8:10: “[●]” is a placeholder. Write what belongs here. [placeholder]",
        "2 errors, 1 warning, 0 kept on purpose.",
    ]


def test_what_is_open_in_a_first_text_is_an_error_once_a_page_shows_it(site: Path) -> None:
    for day, severity in (("2999-01-01", "warning"), ("2026-01-01", "error")):
        terms = {"policy.yml": policy_file(), f"{day}.md": revision_file(day, "Write to [●].\n")}
        write_files(site, {f"policy_versions/terms-{severity}/{name}": text for name, text in terms.items()})
        assert f"{severity}: policy_versions/terms-{severity}/{day}.md:8:10: “[●]” is a placeholder." in check(site)[1]


def test_a_host_gets_paths_from_where_the_command_runs_and_a_person_those_of_the_site(site: Path) -> None:
    for form, place in (("github", f"file={site}/{FOLDER}/2026-01-01.md"), ("text", f"error: {FOLDER}/2026-01-01.md:")):
        output = run_policy("check", "--root", site, "--format", form).output
        assert place in output and (str(site) in output) == (form == "github")


def test_github_gets_errors_first_and_the_whole_list_in_the_summary(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "summary.md"
    target.write_text("Before.\n")
    code, output = check(site, "--format", "github", GITHUB_STEP_SUMMARY=str(target))
    assert code == 1
    assert [line.partition(" ")[0] for line in output.splitlines()] == ["::error", "::error", "::warning"]
    written = target.read_text("utf-8")
    assert written.startswith("Before.\n### Policy check\n\n2 errors, 1 warning")
    assert written.count("\n| error | ") == 2 and written.count("\n| warning | ") == 1


def test_github_commands_are_escaped() -> None:
    assert list(github_lines(Report((ODD, WORSE), ()))) == [
        "::error file=z.md,line=1,col=1,title=note::Wrong.",
        "::warning file=a%2Cb%3Ac.md,line=3,col=7,title=link::50%25 of%0Ait: ::error::x, y",
    ]


@given(st.text(), st.text())
def test_no_text_can_begin_a_command_of_its_own(path: str, message: str) -> None:
    (line,) = github_lines(Report((Problem(path, 1, 1, "link", message),), ()))
    assert "\n" not in line and "\r" not in line
    properties = re.fullmatch(r"::error file=([^,:]*),line=1,col=1,title=link::.*", line)
    assert properties is not None or not path.isprintable()


def test_the_summary_makes_no_markup_of_a_text_and_fits() -> None:
    text = "| <img src=x> [a](b) @someone ~~x~~ `c` #1"
    row = summary(Report((Problem("a.md", 1, 1, "link", text),), ())).splitlines()[-1]
    assert row.count("|") - row.count("\\|") == 5
    assert "<img" not in row.replace("\\<", "") and "@someone" not in row
    many = tuple(Problem("a.md", line, 1, "link", "x" * 900) for line in range(3000))
    written = summary(Report(many, ()))
    assert len(written.encode("utf-8")) <= SUMMARY_LIMIT
    assert written.endswith("Run `policy check` for all of it.)\n")


def test_a_cut_text_ends_with_a_whole_line() -> None:
    shortened = cut("é" * 40 + "\n" + "b" * 200, 180)
    assert shortened.startswith("é" * 40 + "\n\n(The list is longer")


def test_gitlab_knows_a_finding_again_when_lines_were_added_above_it() -> None:
    one = Problem("a.md", 3, 1, "link", "Bad, first on line 2.")
    moved = Problem("a.md", 9, 1, "link", "Bad, first on line 7.")
    (before,), (after,) = (json.loads(gitlab_report(Report((each,), ()))) for each in (one, moved))
    assert before["fingerprint"] == after["fingerprint"]
    assert before["location"] == {"path": "a.md", "lines": {"begin": 3}}
    assert (before["check_name"], before["severity"]) == ("link", "critical")
    twice = json.loads(gitlab_report(Report((one, moved), ())))
    assert len({each["fingerprint"] for each in twice}) == 2


def test_lint_warns_and_can_be_acknowledged(site: Path) -> None:
    text = "# A\n\n### C\n\nText.\n"
    kept = "[{rule: lint, text: MD001, reason: The record skips a level.}]"
    plain, acknowledged = (
        revision_file("2025-01-01", text),
        revision_file("2026-01-01", text, acknowledgements=kept),
    )
    write_files(site, {f"{FOLDER}/2025-01-01.md": plain, f"{FOLDER}/2026-01-01.md": acknowledged})
    code, output = check(site, "--lint")
    warning, _, kept_line, count = output.splitlines()  # the other one is a notice: there is no record yet
    assert code == 0
    assert warning.startswith(f"warning: {FOLDER}/2025-01-01.md:10:1: ") and warning.endswith(
        "(MD001 of rumdl). [lint]"
    )
    assert kept_line.startswith("kept: ") and count == "0 errors, 1 warning, 1 kept on purpose."


@pytest.mark.parametrize(
    ("text", "told"), [("Write to [●].\n", ""), ("Write to [●] or [●] or [●].\n", " (and 2 more)")]
)
def test_what_one_reason_keeps_is_one_line(tmp_path: Path, text: str, told: str) -> None:
    reason = "[{rule: placeholder, text: '[●]', reason: It is a form.}]"
    files: dict[str, str | bytes] = {
        f"{FOLDER}/policy.yml": policy_file(),
        f"{FOLDER}/2025-01-01.md": revision_file("2025-01-01", text, acknowledgements=reason),
    }
    code, output = check(write_files(tmp_path, files))
    kept = [line for line in output.splitlines() if line.startswith("kept: ")]
    assert (code, kept) == (
        0,
        [f"kept: {FOLDER}/2025-01-01.md:9:10: “[●]”: It is a form.{told} [placeholder]"],
    )


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        """What was written is seen."""
        self.seen = self.getvalue()


def test_progress_is_for_a_person_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    show = on_terminal()
    for number in (1, 2, 3):
        show("Checking privacy", number, 3)
        assert terminal.seen == terminal.getvalue()
    assert terminal.getvalue() == ("\r\x1b[KChecking privacy: 1 of 3\r\x1b[KChecking privacy: 2 of 3\r\x1b[K")
    monkeypatch.setattr("sys.stderr", StringIO())
    assert on_terminal() is silent
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("CI", "true")
    assert on_terminal() is silent
