"""The one comment of a pull request: what it says, and how it gets there without trusting what the build left."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from listening import Quiet, answering
from policies import day, policy_of, revision_of
from policy_command import run_policy
from policy_files import policy_file, revision_file, write_files
from policy_history.checks.finding import Report
from policy_history.redline.comment_markdown import as_text
from policy_history.review import posting
from policy_history.review.comment import review_comment
from policy_history.review.hosts import CannotPost
from policy_history.review.posting import cleaned, post

FOLDER = "policy_versions/privacy"
OLD, NEW = (
    "# Privacy\n\n## Data\n\nWe keep it for 24 months.\n",
    "# Privacy\n\n## Data\n\nWe keep it for 12 months.\n",
)
TODAY = {"SOURCE_DATE_EPOCH": "1792800000", "CI": "true"}  # 24 October 2026
HEAD = "c" * 40


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with a committed revision, and a draft that is not committed."""
    root = tmp_path / "site"
    files: dict[str, str | bytes] = {
        f"{FOLDER}/policy.yml": policy_file(),
        f"{FOLDER}/2026-01-01.md": revision_file("2026-01-01", OLD),
    }
    write_files(root, files)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    write_files(root, {f"{FOLDER}/2026-12-01.md": revision_file("2026-12-01", NEW, note="Shorter, @everyone.")})
    return root


def review(site: Path, *arguments: str) -> Result:
    return run_policy("review", "--root", site, *arguments, env=TODAY)


def test_a_new_revision_is_shown_with_what_it_changes(site: Path) -> None:
    result = review(site, "--since", "HEAD")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("<!-- policy-review -->\n### Policies in this change\n\n0 errors, 0 warnings")
    assert "#### Privacy Policy, revision 2026-12-01\n\nDraft, material. Published 1 December 2026" in result.output
    assert "Against 2026-01-01: 1 word out, 1 in, 0 moved; 1 change in 1 section." in result.output
    assert "\n\n<h4>Data</h4>\n<p>We keep it for <del>24</del> <ins>12</ins> months.</p>\n\n</details>" in result.output
    assert "revision 2026-01-01\n" not in result.output and "@everyone" not in result.output


def test_a_change_of_nothing_says_so(site: Path) -> None:
    git(site, "add", "-A")
    git(site, "commit", "-qm", "Add")
    assert "No revision of a policy is added or changed." in review(site, "--since", "HEAD").output
    assert "revision 2026-12-01" in review(site).output


@pytest.mark.parametrize("since", ["--output=x", "nowhere", "-", "HEAD~9", "a b", ":/x"])
def test_what_is_no_commit_is_refused(site: Path, since: str) -> None:
    result = review(site, f"--since={since}")
    assert result.exit_code == 1 and "Traceback" not in result.output and "commit" in result.output
    assert not (site / "x").exists()


def test_a_comment_fits_whatever_it_is_about() -> None:
    long = "\n\n".join(f"## Clause {number}\n\nWord {number} é." for number in range(3000))
    revisions = revision_of("2025-01-01", OLD), revision_of("2026-01-01", long)
    written = review_comment([policy_of(*revisions)], Report((), ()), [revisions[1].path], day("2026-02-01"))
    assert posting.LONGEST - 2000 < len(written.encode("utf-8")) <= posting.LONGEST
    assert written.endswith("Run `policy check` for all of it.)\n")


MARKUP = st.text(alphabet="<>&@#`*_[]()!|~-+:/ \nabé", max_size=60)


@given(MARKUP)
def test_no_text_makes_markup_or_mentions_anybody(text: str) -> None:
    shown = as_text(text)
    assert not set("<>`*_[]|~\n") & set(shown)
    assert "@" not in shown


@given(MARKUP)
def test_what_a_build_left_is_cleaned_before_it_is_posted(text: str) -> None:
    shown = cleaned(text + "<!-- policy-review --><script>x</script><img src=x>@someone ![a](https://x.example/)")
    assert shown.startswith("<!-- policy-review -->\n") and shown.count("<!--") == 1
    assert "<script" not in shown and "<img" not in shown
    assert "@someone" not in shown and "](" not in shown and "://" not in shown


def test_marks_of_changes_are_posted() -> None:
    assert "<del>" in cleaned("<del>24</del>") and "<details open>" in cleaned("<details open>")


def test_what_is_posted_is_the_comment_as_it_was_written() -> None:
    """Nothing that the comment is made of is taken for something that the build must not leave."""
    texts = "# Rules\n\n## One\n\nOne & <two> @three #4.\n", "# Rules\n\n## Two\n\n- One & **<two>** @three #5.\n"
    revisions = revision_of("2025-01-01", texts[0]), revision_of("2026-01-01", texts[1])
    written = review_comment([policy_of(*revisions)], Report((), ()), [revisions[1].path], day("2026-02-01"))
    assert all(f"<{tag}>" in written for tag in ("h4", "p", "del", "ins", "em"))
    assert cleaned(written) == written


class Api(Quiet):
    """So much of a host's interface as a comment needs."""

    calls: ClassVar[list[tuple[str, str, Any]]] = []

    def called(self, *before: str) -> str:
        """What is asked for behind these beginnings of its path; noted with what was sent."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path
        for beginning in before:
            path = path.removeprefix(beginning)
        self.calls.append((self.command, path, json.loads(body) if body else None))
        return path

    def say(self, answer: object, *, is_known: bool) -> None:
        content = json.dumps(answer).encode()
        self.send_response(200 if is_known else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Host(Api):
    """GitHub."""

    pull: ClassVar[dict[str, Any]] = {}
    comments: ClassVar[list[dict[str, Any]]] = []

    def answer(self) -> None:
        path = self.called("/repos/org/name/")
        assert self.headers["Authorization"] == "Bearer secret"
        result: Any = self.comments if "comments?" in path else self.pull if path == "pulls/7" else {}
        self.say(result, is_known=path.startswith(("pulls/7", "issues/")))

    do_GET = do_POST = do_PATCH = answer


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment of the workflow, with a host on this machine."""
    monkeypatch.setattr(Host, "pull", {"state": "open", "head": {"sha": HEAD}})
    monkeypatch.setattr(Host, "comments", [])
    monkeypatch.setattr(Api, "calls", [])
    with answering(Host) as address:
        names = {"GITHUB_REPOSITORY": "org/name", "GITHUB_TOKEN": "secret", "HEAD_SHA": HEAD}
        yield {**names, "GITHUB_API_URL": address}


def left_by_the_build(folder: Path, number: str = "7\n", text: str = "<!-- policy-review -->\nHello @you\n") -> Path:
    return write_files(folder, {"number": number, "comment.md": text})


def test_the_first_run_comments_and_the_next_one_updates(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = left_by_the_build(tmp_path)
    assert post(folder, environment) == "Commented on pull request 7."
    assert Host.calls[-1][:2] == ("POST", "issues/7/comments")
    assert Host.calls[-1][2] == {"body": "<!-- policy-review -->\nHello @\u200byou\n"}
    someone = {"id": 4, "user": {"login": "someone"}, "body": "<!-- policy-review -->"}
    ours = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": "<!-- policy-review -->\nOld"}
    Host.comments[:] = [someone, ours]
    assert post(folder, environment) == "Updated the comment on pull request 7."
    assert Host.calls[-1][:2] == ("PATCH", "issues/comments/5")


@pytest.mark.parametrize("number", ["", "7 8", "../../x", "7/../8", "-1", "x" * 100])
def test_what_is_no_number_reaches_nobody(tmp_path: Path, environment: dict[str, str], number: str) -> None:
    with pytest.raises(CannotPost):
        post(left_by_the_build(tmp_path, number), environment)
    assert Host.calls == []


def test_the_number_of_another_pull_request_gets_no_comment(tmp_path: Path, environment: dict[str, str]) -> None:
    Host.pull = {"state": "open", "head": {"sha": "d" * 40}}
    assert "has moved on" in post(left_by_the_build(tmp_path), environment)
    assert [method for method, _, _ in Host.calls] == ["GET"]


def test_a_refusal_is_a_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(CannotPost, match="GitHub refused GET pulls/9: 404"):
        post(left_by_the_build(tmp_path, "9"), environment)
    with pytest.raises(CannotPost, match="There is no file “number”"):
        post(tmp_path / "nothing", environment)


class Lab(Api):
    """GitLab."""

    merge: ClassVar[dict[str, Any]] = {}
    notes: ClassVar[list[dict[str, Any]]] = []

    def answer(self) -> None:
        path = self.called("/api/v4/", "projects/12/merge_requests/")
        if self.headers["PRIVATE-TOKEN"] != "secret" or "Authorization" in self.headers:
            self.send_error(401)
            return
        page = int(path.rpartition("&page=")[2]) if "&page=" in path else 1
        lists: dict[str, Any] = {"user": {"id": 3}, "7": self.merge, "notes": self.notes[100 * page - 100 : 100 * page]}
        known = lists.get(path.partition("?")[0].removeprefix("7/"))
        is_written = self.command in ("POST", "PUT")
        self.say({} if is_written else known, is_known=is_written or known is not None)

    do_GET = do_POST = do_PUT = answer


@pytest.fixture
def gitlab(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment of a job of a merge request, with a host on this machine."""
    monkeypatch.setattr(Lab, "merge", {"state": "opened", "sha": HEAD})
    monkeypatch.setattr(Lab, "notes", [])
    monkeypatch.setattr(Api, "calls", [])
    with answering(Lab) as address:
        job = {"GITLAB_CI": "true", "CI_API_V4_URL": f"{address}/api/v4", "CI_MERGE_REQUEST_PROJECT_ID": "12"}
        yield {**job, "GITLAB_TOKEN": "secret", "HEAD_SHA": HEAD}


def test_a_merge_request_gets_one_comment_too(tmp_path: Path, gitlab: dict[str, str]) -> None:
    folder = left_by_the_build(tmp_path)
    assert post(folder, gitlab) == "Commented on merge request 7."
    assert Lab.calls[-1] == ("POST", "7/notes", {"body": "<!-- policy-review -->\nHello @\u200byou\n"})
    others = [{"id": n, "author": {"id": 4}, "body": "<!-- policy-review -->"} for n in range(120)]
    Lab.notes[:] = [*others, {"id": 555, "author": {"id": 3}, "body": "<!-- policy-review -->\nOld"}]
    assert post(folder, gitlab) == "Updated the comment on merge request 7."
    assert Lab.calls[-1][:2] == ("PUT", "7/notes/555")


@pytest.mark.parametrize("now", [{"state": "merged", "sha": HEAD}, {"state": "opened", "sha": "d" * 40}])
def test_a_merge_request_that_moved_on_gets_none(tmp_path: Path, gitlab: dict[str, str], now: dict[str, str]) -> None:
    Lab.merge = now
    assert "Merge request 7 is closed, or has moved on" in post(left_by_the_build(tmp_path), gitlab)
    assert [method for method, _, _ in Lab.calls] == ["GET"]


def test_what_gitlab_refuses_is_a_sentence(tmp_path: Path, gitlab: dict[str, str]) -> None:
    folder = left_by_the_build(tmp_path)
    with pytest.raises(CannotPost, match=r"GitLab refused GET projects/12/merge_requests/7: 401"):
        post(folder, {**gitlab, "GITLAB_TOKEN": "of a job"})
    with pytest.raises(CannotPost, match="is no project"):
        post(folder, {**gitlab, "CI_MERGE_REQUEST_PROJECT_ID": "../user"})
    lacking = {name: value for name, value in gitlab.items() if name != "GITLAB_TOKEN"}
    said = run_policy("review", "--post", folder, env=lacking)
    assert said.exit_code == 1 and "Nothing was posted: the variable GITLAB_TOKEN is not set." in said.output


@pytest.mark.parametrize("line", ["/merge", "  /close", "Words.\n/assign me", "<p>\n/label ~x"])
def test_no_comment_gives_gitlab_a_command(line: str) -> None:
    assert not any(each.lstrip().startswith("/") for each in cleaned(line).splitlines())
