"""The workflows that publish: checked by tools that read them as the service does, and by our own rules."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import ROOT
from machine import PATIENCE

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.y*ml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OUR_OWN = re.compile(r"\$/\.github/workflows/([\w-]+\.yml)")


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a command that is installed beside the interpreter."""
    command = [str(Path(sysconfig.get_path("scripts"), name)), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


def read(name: str) -> dict[str, Any]:
    """A workflow as data. Everything stays text, so that the key "on" is not read as true."""
    return yaml.load((GITHUB / "workflows" / name).read_text("utf-8"), Loader=yaml.BaseLoader)


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def using(workflow: dict[str, Any], action: str) -> list[dict[str, Any]]:
    """The settings of every step that uses an action, whatever its version."""
    return [step.get("with", {}) for step in steps(workflow) if step.get("uses", "").startswith(f"{action}@")]


def test_zizmor_finds_nothing() -> None:
    result = tool("zizmor", "--offline", "--no-progress", "--strict-collection", "--pedantic", str(GITHUB))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ],
)
def test_files_fit_their_schema(schema: str, files: list[Path]) -> None:
    result = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    """A tag can be moved to other code; the comment lets a reader and Dependabot see the version."""
    used = re.findall(r"^[\s-]*uses:\s*(.+?)\s*$", path.read_text("utf-8"), re.MULTILINE)
    assert used
    for reference in used:
        own = OUR_OWN.fullmatch(reference)
        assert (GITHUB / "workflows" / own[1]).is_file() if own else PINNED.fullmatch(reference), reference


def test_one_action_has_one_version() -> None:
    versions: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, rest in re.findall(r"uses:\s*([\w./-]+)@(.+)", path.read_text("utf-8")):
            versions.setdefault(name, set()).add(rest.strip())
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_given_job_by_job(path: Path) -> None:
    workflow = read(path.name)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        runs_our_code = any("run" in step for step in job.get("steps", []))
        assert "permissions" in job, name
        if (runs_our_code and path.stem != "review") or path.stem == "preview":
            assert set(job["permissions"].values()) <= {"read"}, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_checkouts_bring_the_history_and_keep_no_token(path: Path) -> None:
    for settings in using(read(path.name), "actions/checkout"):
        assert settings["fetch-depth"] == "0"
        assert settings["persist-credentials"] == "false"


def test_publishing_is_never_cut_off_and_happens_from_main_only() -> None:
    workflow = read("publish.yml")
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert set(workflow["on"]) == {"push", "workflow_call", "workflow_dispatch"}
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    deploy = workflow["jobs"]["deploy"]
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["environment"]["name"] == "github-pages"
    assert deploy["if"] == "github.ref == 'refs/heads/main'"


def test_the_published_site_is_the_built_one_with_its_dot_files() -> None:
    workflow = read("publish.yml")
    [uploaded] = using(workflow, "actions/upload-pages-artifact")
    build, check, compare, manual = [step for step in steps(workflow) if "run" in step]
    assert uploaded == {"path": "site", "include-hidden-files": "true"}
    assert (build["run"], check["run"]) == ("scripts/build", ".venv/bin/policy check-site site")
    assert compare["run"] == '.venv/bin/policy check --all --published "$ADDRESS"'
    assert manual["run"] == "scripts/manual site/manual"  # after the checks: it is no part of the site that they hold
    assert compare["env"] == {"ADDRESS": "${{ steps.pages.outputs.base_url }}"}
    assert build["env"] == {
        "POLICY_FORM_ENDPOINT": "${{ vars.POLICY_FORM_ENDPOINT }}",
        "POLICY_SITE_URL": "${{ steps.pages.outputs.base_url }}/",
    }


def test_the_preview_reads_only_and_knows_no_secret() -> None:
    text = (GITHUB / "workflows" / "preview.yml").read_text("utf-8")
    workflow = read("preview.yml")
    assert list(workflow["on"]) == ["pull_request"]
    assert "secrets." not in text and "vars." not in text
    assert [step["run"] for step in steps(workflow) if "run" in step] == ["scripts/test", 'scripts/preview "$NUMBER"']
    review, site = using(workflow, "actions/upload-artifact")
    assert (site["path"], site["include-hidden-files"]) == ("site", "true")
    assert review["path"] == ".build/review"


def test_the_comment_is_made_from_data_by_code_of_the_main_branch() -> None:
    """What a pull request made runs nowhere with rights: its artifact is read by a module of ours, and nothing else."""
    workflow = read("review.yml")
    assert set(workflow["on"]) == {"workflow_run"} and workflow["on"]["workflow_run"]["workflows"] == ["Preview"]
    [job] = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "contents": "read", "pull-requests": "write"}
    [checkout], [artifact] = using(workflow, "actions/checkout"), using(workflow, "actions/download-artifact")
    assert "ref" not in checkout and "repository" not in checkout
    assert artifact["name"] == "review" and artifact["path"] == "${{ runner.temp }}/review"
    [run] = [step for step in job["steps"] if "run" in step]
    assert run["run"] == 'python3 -m policy_history.review.posting "$RUNNER_TEMP/review"'
    assert "${{" not in run["run"]


def test_what_was_built_is_attested_apart_from_what_builds() -> None:
    workflow = read("publish.yml")
    job = workflow["jobs"]["attest"]
    assert job["permissions"] == {"attestations": "write", "id-token": "write"}
    assert not [step for step in job["steps"] if "run" in step]
    [attested] = using(workflow, "actions/attest-build-provenance")
    assert attested == {"subject-path": "sums/SHA256SUMS"}
    [uploaded] = using(workflow, "actions/upload-artifact")
    assert uploaded["path"] == "site/SHA256SUMS"


def test_every_workflow_is_a_page() -> None:
    for path in [*WORKFLOWS, ROOT / ".gitlab-ci.yml"]:
        assert len(path.read_text("utf-8").splitlines()) <= 90, path.name


def test_legal_owns_the_texts() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    owners = [line.split() for line in lines if line and not line.startswith("#")]
    assert ["/policy_versions/", "@jespionne/legal"] in owners
    assert owners[0][0] == "*"  # the last match wins, so what holds for everything stands first
    for pattern, *names in owners:
        assert names and all(re.fullmatch(r"@[\w-]+/[\w-]+", name) for name in names), pattern
        assert list(ROOT.glob(pattern.lstrip("/") or "*")), pattern


def test_the_hooks_run_the_command_there_is() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    local = [hook for repository in config["repos"] for hook in repository["hooks"]]
    for hook in [*hooks, *local]:
        assert {"id", "name", "entry", "language"} <= set(hook)
        command = hook["entry"].removeprefix(".venv/bin/").split()
        if command[0] == "python":  # the gates, for this repository alone
            assert (ROOT / command[1]).is_file()
            continue
        assert "files" in hook
        assert command[:2] == ["policy", "check"]
        result = tool(*command, "--help")
        assert result.returncode == 0, result.stderr


def test_gitlab_has_the_whole_history_and_cuts_no_deployment_off() -> None:
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    assert jobs["variables"]["GIT_DEPTH"] == "0"
    assert jobs["pages"]["resource_group"] == "pages"
    assert jobs["pages"]["artifacts"]["paths"] == ["public/"]
    assert jobs["check"]["artifacts"]["reports"] == {"codequality": ".build/review/code-quality.json"}


def test_the_schedule_stands_alone_and_publishes_as_a_push_does() -> None:
    """GitHub switches off a schedule after 60 quiet days, together with everything else in its file."""
    scheduled = [path.name for path in WORKFLOWS if "schedule" in read(path.name)["on"]]
    assert scheduled == ["effective-dates.yml", "slow-tests.yml"]
    assert [step["run"] for step in steps(read("slow-tests.yml")) if "run" in step] == ["scripts/test --slow"]
    workflow = read("effective-dates.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    [job] = workflow["jobs"].values()
    assert job["uses"] == "$/.github/workflows/publish.yml"
    jobs = read("publish.yml")["jobs"]
    needed = {"contents": "read"} | jobs["deploy"]["permissions"] | jobs["attest"]["permissions"]
    assert job["permissions"] == needed


def test_the_schedule_runs_several_times_a_day_off_the_hour() -> None:
    [entry] = read("effective-dates.yml")["on"]["schedule"]
    minute, hours, *days = entry["cron"].split()
    assert minute.isdigit() and minute != "0"
    assert len(hours.split(",")) >= 3
    assert days == ["*", "*", "*"]
