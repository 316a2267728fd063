"""The scripts a newcomer runs first: what they say, what they install, and what they leave alone.

They run in a copy of the project, on a PATH of its own, against a Python that keeps a record of what it is asked
for instead of installing or building anything.
"""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from building import ROOT
from machine import PATIENCE

SCRIPTS = [ROOT / ".ci" / "run", *sorted(p for p in (ROOT / "scripts").iterdir() if p.is_file())]
COMMANDS = [
    "bash", "basename", "cat", "cp", "cmp", "dirname", "env",
    "flock", "id", "mkdir", "mv", "nproc", "readlink", "rm", "sha256sum", "sleep",
]  # fmt: skip

SYSTEM_PYTHON = """
case "$*" in
  *version_info*) echo "${FAKE_VERSION:-3.11.2}"; exit "${FAKE_TOO_OLD:-0}" ;;
  *ensurepip*) exit "${FAKE_NO_VENV:-0}" ;;
esac
echo "venv" >>"$RECORD"
mkdir -p "$3/bin" && cp "$FAKES/python" "$3/bin/python"
"""
ENVIRONMENT_PYTHON = (
    f"""
case "$1" in *.py) exec {sys.executable} "$@" ;; esac
"""
    """
echo "$2 $*" >>"$RECORD"
case "$2" in
  pip) exit "${FAKE_PIP:-0}" ;;
  mkdocs) for folder in "$@"; do :; done
    mkdir -p "$folder" && echo "$FAKE_PAGE" >"$folder/index.html"; exit "${FAKE_MKDOCS:-0}" ;;
  pytest) echo "browser=$POLICY_TEST_BROWSER${POLICY_TEST_SLOW:+ slow}" >>"$RECORD" ;;
esac
"""
)

HALVES = ["pip", "pip"]  # of a lock
PYTEST = "pytest -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder"


def executable(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{shutil.which('bash')}\n{body}", "utf-8")
    path.chmod(0o755)


@dataclass
class Project:
    """A copy of what the scripts need, and the only commands they can find."""

    root: Path
    commands: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def record(self) -> list[str]:
        path = self.root.parent / "record"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def run(self, *command: str, folder: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": str(self.commands),
            "RECORD": str(self.root.parent / "record"),
            "FAKES": str(self.root.parent / "fakes"),
            "FAKE_PAGE": "new",
        }
        return subprocess.run(
            command,
            cwd=folder or self.root,
            env=environment | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def prepare(self, lock: str) -> list[str]:
        """Sets up the environment for a lock; what that asked for: "venv", or the first word of a call."""
        script = f"set -euo pipefail; source scripts/lib/environment.sh; require_system; prepare_environment {lock}"
        result = self.run("bash", "-c", script)
        assert result.returncode == 0, result.stderr
        return [line.split()[0] for line in self.record]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root, commands = tmp_path / "a project", tmp_path / "commands"
    for name in ("scripts", "requirements", ".ci"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    commands.mkdir()
    for name in [*COMMANDS, "git"]:
        if found := shutil.which(name):
            (commands / name).symlink_to(found)
    executable(commands / "python3", SYSTEM_PYTHON)
    for name in ("pdftotext", "node", "npm", "firefox-esr", "WebKitWebDriver", "Xvfb"):
        executable(commands / name, "exit 0")
    executable(tmp_path / "fakes" / "python", ENVIRONMENT_PYTHON)
    return Project(root, commands)


@pytest.mark.parametrize("script", [*SCRIPTS, *(ROOT / "scripts" / "lib").glob("*.sh")], ids=lambda path: path.name)
def test_shell_syntax(script: Path) -> None:
    result = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_executable_and_stop_at_the_first_failure(script: Path) -> None:
    assert script.stat().st_mode & stat.S_IXUSR
    assert "\nset -euo pipefail\n" in script.read_text("utf-8")


@pytest.mark.parametrize("script", ["build", "serve", "test", "lock", "quality", "manual"])
def test_help_needs_nothing(project: Project, script: str) -> None:
    (project.commands / "python3").unlink()
    result = project.run(f"scripts/{script}", "--help")
    assert result.returncode == 0
    assert result.stdout.startswith(f"Usage: scripts/{script}")


@pytest.mark.parametrize("script", ["build", "serve", "test", "lock", "quality", "manual"])
def test_without_python_the_script_says_what_to_install(project: Project, script: str) -> None:
    (project.commands / "python3").unlink()
    result = project.run(f"scripts/{script}")
    assert result.returncode == 1
    assert "Python 3.11 or newer: apt install python3 python3-venv" in result.stderr
    assert not (project.root / ".venv").exists()


def test_an_old_python_is_named_with_its_version(project: Project) -> None:
    result = project.run("scripts/build", FAKE_VERSION="3.9.2", FAKE_TOO_OLD="1")
    assert result.returncode == 1
    assert "Python 3.11 or newer (python3 is 3.9.2)" in result.stderr


def test_a_newer_python_beside_an_old_one_is_used(project: Project) -> None:
    executable(project.commands / "python3.12", SYSTEM_PYTHON)
    executable(project.commands / "python3", "echo 3.9.2; exit 1")
    assert project.run("scripts/build").returncode == 0


def test_a_missing_venv_module_is_named(project: Project) -> None:
    result = project.run("scripts/build", FAKE_NO_VENV="1")
    assert result.returncode == 1
    assert "apt install python3-venv" in result.stderr


def test_everything_lacking_is_said_at_once(project: Project) -> None:
    (project.commands / "git").unlink()
    result = project.run("scripts/test", FAKE_NO_VENV="1")
    assert result.returncode == 1
    assert "apt install python3-venv" in result.stderr and "apt install git" in result.stderr


def test_without_git_the_site_is_built_all_the_same(project: Project) -> None:
    (project.commands / "git").unlink()
    result = project.run("scripts/build")
    assert result.returncode == 0
    assert "git is not installed" in result.stderr


def test_the_first_run_installs_with_hashes_and_the_second_installs_nothing(project: Project) -> None:
    assert project.run("scripts/build").returncode == 0
    first = project.record
    assert [line.split()[0] for line in first] == ["venv", *HALVES, "pip", "mkdocs"]
    assert all("--require-hashes" in half for half in first[1:3])
    assert "--no-deps --no-build-isolation" in first[3]
    assert project.run("scripts/build").returncode == 0
    assert [line.split()[0] for line in project.record] == ["mkdocs"]


def test_a_changed_lock_makes_a_new_environment(project: Project) -> None:
    project.prepare("build")
    left = project.root / ".venv" / "left"
    left.touch()
    with (project.root / "requirements" / "build.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert project.prepare("build") == ["venv", *HALVES, "pip"]
    assert not left.exists()


def test_an_interrupted_installation_is_made_anew(project: Project) -> None:
    failed = project.run("scripts/build", FAKE_PIP="1")
    assert failed.returncode == 1
    assert [line.split()[0] for line in project.record] == ["venv", *HALVES]
    assert project.prepare("build") == ["venv", *HALVES, "pip"]


def test_an_interrupted_addition_is_not_taken_for_what_was_there_before(project: Project) -> None:
    project.prepare("build")
    script = "source scripts/lib/environment.sh; require_system; prepare_environment serve"
    assert project.run("bash", "-c", script, FAKE_PIP="1").returncode == 1
    assert [line.split()[0] for line in project.record] == HALVES
    assert project.prepare("build") == ["venv", *HALVES, "pip"]


def test_a_larger_lock_is_added_and_serves_for_the_smaller_ones(project: Project) -> None:
    project.prepare("build")
    assert project.prepare("test") == HALVES
    assert project.prepare("build") == project.prepare("serve") == project.prepare("test") == []


def test_a_moved_project_gets_an_environment_of_its_own(project: Project) -> None:
    """Its .venv would import the code of the folder it was made in."""
    project.prepare("build")
    project.root = project.root.rename(project.root.with_name("moved"))
    assert project.prepare("build") == ["venv", *HALVES, "pip"]


def test_changed_metadata_installs_only_the_project_again(project: Project) -> None:
    project.prepare("build")
    with (project.root / "pyproject.toml").open("a", encoding="utf-8") as metadata:
        metadata.write("# changed\n")
    assert project.prepare("build") == ["pip"]


def test_the_build_is_strict_and_takes_options(project: Project, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(project.root / "scripts" / "build")
    assert project.run(str(link), "--verbose", folder=tmp_path).returncode == 0
    assert "build --strict --verbose --site-dir" in project.record[-1]
    assert (project.root / "site" / "index.html").read_text("utf-8") == "new\n"


@pytest.mark.parametrize("option", ["--site-dir", "--site-dir=elsewhere", "-d", "--dirty"])
def test_options_that_would_spoil_the_site_are_refused(project: Project, option: str) -> None:
    result = project.run("scripts/build", option)
    assert result.returncode == 1
    assert result.stderr.startswith(f"build: {option}: ")


def test_a_failed_build_is_told(project: Project) -> None:
    result = project.run("scripts/build", FAKE_MKDOCS="3")
    assert result.returncode == 1
    assert result.stderr.endswith("build: the site was not built; site/ is as it was before.\n")


def test_the_tests_run_with_the_browser_that_is_there(project: Project) -> None:
    executable(project.commands / "chromium", "exit 0")
    assert project.run(".ci/run", CI="true").returncode == 0
    assert project.record[-2:] == [PYTEST, f"browser={project.commands / 'chromium'}"]
    assert project.run("scripts/test", "--slow", "-x").returncode == 0
    assert project.record[-2:] == [f"{PYTEST} -x", f"browser={project.commands / 'chromium'} slow"]


def test_gates_that_cannot_be_installed_fail_in_ci_only(project: Project) -> None:
    executable(project.commands / "chromium", "exit 0")
    executable(project.commands / "npm", "exit 1")
    assert project.run("scripts/test").returncode == 0
    result = project.run(".ci/run", CI="true")
    assert result.returncode == 1
    assert "the gates of the scripts cannot run" in result.stderr


def test_a_missing_browser_is_said_loudly_and_fails_in_ci(project: Project) -> None:
    result = project.run("scripts/test", "tests/test_locks.py")
    assert result.returncode == 0
    assert "THE BROWSER TESTS ARE LEFT OUT" in result.stderr
    assert project.record[-2] == f"{PYTEST} -m not browser tests/test_locks.py"
    result = project.run(".ci/run", CI="true")
    assert result.returncode == 1
    assert "browser tests cannot run" in result.stderr
    assert not any(line.startswith("pytest") for line in project.record)


@pytest.mark.parametrize("missing", ["firefox-esr", "WebKitWebDriver", "Xvfb"])
def test_an_engine_that_cannot_be_installed_fails_in_ci_only(project: Project, missing: str) -> None:
    executable(project.commands / "chromium", "exit 0")
    (project.commands / missing).unlink()
    assert project.run("scripts/test").returncode == 0
    result = project.run(".ci/run", CI="true")
    assert result.returncode == 1
    assert "no Firefox or no WebKit" in result.stderr


def test_a_missing_browser_is_installed_where_that_is_allowed(project: Project) -> None:
    (project.commands / "id").unlink()
    executable(project.commands / "id", "echo 0")
    chromium = project.commands / "chromium"
    body = f'[[ $* != *"install --yes"*chromium* ]] || {{ echo "#!{shutil.which("bash")}" >"{chromium}"; '
    executable(project.commands / "apt-get", body + f'{shutil.which("chmod")} +x "{chromium}"; }}')
    assert project.run(".ci/run", CI="true").returncode == 0
    assert project.record[-1] == f"browser={chromium}"
