"""Workflows for other repositories: their commands run in a scaffolded one, and no input becomes a command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from git_repository import Repository
from listening import Quiet, answering
from machine import PATIENCE
from policy_command import run_policy
from policy_files import revision_file
from test_workflows import PINNED
from workflow_steps import ROOT, Machine, ShellStep, github_steps, gitlab_steps

pytestmark = pytest.mark.slow

ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates/policies.yml"
DAY = "1798761600"  # 1 January 2027
MERGE_REQUEST = {
    "GITLAB_CI": "true",
    "GITLAB_TOKEN": "t",
    "CI_API_V4_URL": "http://127.0.0.1:9",
    "CI_MERGE_REQUEST_PROJECT_ID": "12",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_COMMIT_SHA": "a" * 40,
}
HOSTILE = [
    '$(touch "$HOME/taken")',
    '"; touch "$HOME/taken"; "',
    "`touch $HOME/taken`",
    "--help\n touch $HOME/taken",
    "-x",
]


@pytest.fixture
def repository(scaffold: Repository, tmp_path: Path) -> Repository:
    """A scaffolded site with a policy in force, and a change of it in the last commit."""
    made = Repository(tmp_path / "checkout")
    shutil.copytree(scaffold.folder, made.folder, dirs_exist_ok=True)
    return made


@pytest.fixture(scope="module")
def scaffold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """The same for every test, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        yield _scaffolded_in(tmp_path_factory.mktemp("scaffold"))


def _scaffolded_in(place: Path) -> Repository:
    made = Repository(place / "checkout")
    for host, folder in (("github", made.folder), ("gitlab", place / "gitlab")):
        folder.mkdir(exist_ok=True)
        init = ["init", "--yes", "--publisher", "Quay Ltd", "--root", str(folder), "--host", host]
        assert run_policy(*init).exit_code == 0
    shutil.copy(place / "gitlab/.gitlab-ci.yml", made.folder)
    policies = made.folder / "policy_versions/privacy"
    for draft in policies.glob("*.md"):
        draft.unlink()
    for path in made.folder.rglob("*.*"):
        if path.suffix in (".md", ".yml") and ".git" not in path.parts[-3:]:
            path.write_text(re.sub(r"\[insert [^\]]*\]", "as agreed", path.read_text("utf-8")), "utf-8")
    (policies / "2024-01-01.md").write_text(revision_file("2024-01-01"), "utf-8")
    made.git("add", "-A")
    made.git("commit", "-qm", "Begin")
    (policies / "2025-01-01.md").write_text(revision_file("2025-01-01", "# Privacy\n\nWe collect *little*.\n"), "utf-8")
    assert run_policy("lock", "--root", made.folder).exit_code == 0
    made.git("add", "-A")
    made.git("commit", "-qm", "Change")
    return made


@pytest.fixture
def machine(repository: Repository, tmp_path: Path) -> Iterator[Machine]:
    scratch = tmp_path / "machine"
    scratch.mkdir()
    with Machine(repository.folder, scratch, DAY) as machine:
        yield machine


@pytest.fixture
def online(repository: Repository, tmp_path: Path) -> Iterator[str]:
    """The address of a site that is online, with the record of the repository."""
    folder = tmp_path / "online"
    folder.mkdir()
    shutil.copy(repository.folder / "policy_versions/published.lock", folder)
    with answering(partial(Quiet, directory=str(folder))) as address:
        yield f"{address}/"


def succeed(machine: Machine, steps: list[ShellStep]) -> None:
    outcomes = list(machine.run(steps))
    assert len(outcomes) == len(steps) and outcomes[-1].returncode == 0, outcomes[-1].stdout + outcomes[-1].stderr


def inputs_of(**told: str) -> dict[str, str]:
    """What the expressions of the action come to, with these inputs."""
    declared = yaml.load(ACTION.read_text("utf-8"), Loader=yaml.BaseLoader)["inputs"]
    given = {name: about["default"] for name, about in declared.items()} | {"preview": "false"} | told
    assert set(given) == set(declared)
    event = {"github.event_name": "pull_request", "github.event.pull_request.number": "7"}
    return {f"inputs.{name}": value for name, value in given.items()} | event | {"github.action_path": "/action"}


def scaffolded(repository: Repository, name: str) -> str:
    return (repository.folder / ".github/workflows" / name).read_text("utf-8")


def test_the_scaffolded_workflow_publishes(repository: Repository, machine: Machine, online: str) -> None:
    values = {"vars.POLICY_FORM_ENDPOINT": "https://forms.quay.example/", "steps.pages.outputs.base_url": online[:-1]}
    succeed(machine, github_steps(scaffolded(repository, "publish.yml"), values))
    assert "-r requirements.txt" in machine.read("installed")
    page = (repository.folder / "site/privacy/index.html").read_text("utf-8")
    assert "little" in page and (repository.folder / "site/SHA256SUMS").is_file()
    assert "forms.quay.example" in (repository.folder / "site/contact/index.html").read_text("utf-8")


def test_the_scaffolded_preview_leaves_what_the_comment_takes(repository: Repository, machine: Machine) -> None:
    succeed(machine, github_steps(scaffolded(repository, "preview.yml"), {"github.event.pull_request.number": "7"}))
    review = repository.folder / "review"
    assert (review / "number").read_text("utf-8") == "7\n"
    assert "2025-01-01" in (review / "comment.md").read_text("utf-8") and "2025-01-01" in machine.read("summary")
    assert "Preview." in (repository.folder / "site/privacy/index.html").read_text("utf-8")


def test_the_scaffolded_review_posts_nothing_without_an_answer(repository: Repository, machine: Machine) -> None:
    steps = github_steps(
        scaffolded(repository, "review.yml"), {"github.token": "t", "github.event.workflow_run.head_sha": "a"}
    )
    (machine.scratch / "review").mkdir()
    (machine.scratch / "review/number").write_text("7\n", "utf-8")
    (machine.scratch / "review/comment.md").write_text("Words.\n", "utf-8")
    host = {"GITHUB_REPOSITORY": "quay/policies", "GITHUB_API_URL": "http://127.0.0.1:9"}
    *_, posted = machine.run([ShellStep(step.script, {**step.variables, **host}) for step in steps])
    assert posted.returncode == 1 and "Nothing was posted: GitHub cannot be reached" in posted.stderr


def test_the_scaffolded_pipeline_checks_and_publishes(repository: Repository, machine: Machine, online: str) -> None:
    source = (repository.folder / ".gitlab-ci.yml").read_text("utf-8")
    base = repository.git("rev-parse", "HEAD^1").strip()
    succeed(machine, gitlab_steps(source, "check", {}, {**MERGE_REQUEST, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}))
    assert (repository.folder / "review/code-quality.json").read_text("utf-8").startswith("[")
    posted = list(machine.run(gitlab_steps(source, "comment", {}, MERGE_REQUEST)))[-1]
    assert posted.returncode == 1 and "Nothing was posted: GitLab cannot be reached" in posted.stderr
    succeed(machine, gitlab_steps(source, "pages", {}, {"POLICY_SITE_URL": online}))
    assert (repository.folder / "public/privacy/2025-01-01/changes/index.html").is_file()


def test_the_action_checks_builds_and_compares(repository: Repository, machine: Machine, online: str) -> None:
    steps = github_steps(ACTION.read_text("utf-8"), inputs_of(address=online, requirements="requirements.txt"))
    succeed(machine, steps)
    assert machine.read("installed").splitlines() == [
        "-m pip install /action",
        "-m pip install --requirement=requirements.txt",
    ]
    outputs = dict(line.split("=", 1) for line in machine.read("output").splitlines())
    assert (Path(outputs["site"]) / "privacy/index.html").is_file()
    assert (Path(outputs["folder"]) / "comment.md").is_file()


def test_the_action_stops_at_a_record_that_lacks_a_line(repository: Repository, machine: Machine, online: str) -> None:
    (repository.folder / "policy_versions/published.lock").unlink()
    *_, last = machine.run(github_steps(ACTION.read_text("utf-8"), inputs_of(address=online, since="HEAD")))
    assert last.returncode == 1


def test_the_component_checks_and_publishes(repository: Repository, machine: Machine, online: str) -> None:
    source = COMPONENT.read_text("utf-8")
    base = repository.git("rev-parse", "HEAD^1").strip()
    folder = str(repository.folder)
    host = {**MERGE_REQUEST, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_PROJECT_DIR": folder}
    succeed(machine, gitlab_steps(source, "check-policies", {}, host))
    assert "2025-01-01" in (repository.folder / "review/comment.md").read_text("utf-8")
    posted = list(machine.run(gitlab_steps(source, "comment-policies", {}, host)))[-1]
    assert posted.returncode == 1 and "Nothing was posted: GitLab cannot be reached" in posted.stderr
    succeed(machine, gitlab_steps(source, "pages", {"address": online, "package-version": "0.1.0"}, host))
    assert "mkdocs-policy-versions==0.1.0" in machine.read("installed")
    assert (repository.folder / "public/privacy/2025-01-01/changes/index.html").is_file()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "name", ["package-version", "requirements", "address", "form-endpoint", "strict", "since", "preview"]
)
def test_no_input_of_the_action_becomes_a_command(tmp_path: Path, name: str, value: str) -> None:
    with Machine(tmp_path, tmp_path, DAY, is_idle=True) as machine:
        for step in github_steps(ACTION.read_text("utf-8"), inputs_of(**{name: value})):
            if value in step.variables.values():
                list(machine.run([step]))
    assert not (machine.scratch / "taken").exists()


def _scripts(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from [str(value)] if key in ("run", "script", "before_script") else _scripts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _scripts(item)


def test_no_expression_stands_in_a_script(scaffold: Repository) -> None:
    templates = [*(scaffold.folder / ".github/workflows").iterdir(), scaffold.folder / ".gitlab-ci.yml"]
    for path in [ACTION, COMPONENT, *templates]:
        for document in yaml.load_all(path.read_text("utf-8"), Loader=yaml.BaseLoader):
            for script in _scripts(document):
                assert "${{" not in script and "$[[" not in script, path


def test_inputs_of_the_component_fit_a_pattern() -> None:
    header = yaml.safe_load(COMPONENT.read_text("utf-8").split("\n---\n")[0])
    for name, about in header["spec"]["inputs"].items():
        assert about.get("type") == "boolean" or re.fullmatch(about["regex"], about["default"]), name
        for value in HOSTILE:
            assert about.get("type") == "boolean" or not re.fullmatch(about["regex"], value) or value == "-x", name


def test_the_action_is_pinned_and_without_fault() -> None:
    used = re.findall(r"^[\s-]*uses:\s*(.+?)\s*$", ACTION.read_text("utf-8"), re.MULTILINE)
    ours = "".join(path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))
    assert used and all(PINNED.fullmatch(each) and f"uses: {each}\n" in ours for each in used)
    for name, *arguments in (
        ("zizmor", "--offline", "--no-progress", "--strict-collection", "--pedantic", str(ACTION)),
        ("check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION)),
    ):
        program = Path(sysconfig.get_path("scripts"), name)
        result = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
