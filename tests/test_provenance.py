"""Who committed a text, and when, from real repositories; and nothing where the history is not whole."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from policy_history.source.provenance import Provenance, read_provenance

FOLDER = "policy_versions"
FILE = "policy_versions/privacy/2014-09-24.md"
TEXT = "".join(f"Sentence number {number} of the policy.\n" for number in range(30))


@pytest.fixture(autouse=True)
def only_our_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-configuration"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


class Repository:
    """A repository whose commits have the dates and authors we give them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: str = "2014-09-24", author: str = "Ada Example") -> str:
        moment = f"{day}T10:00:00+02:00"
        people = {"GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": moment}
        others = {"GIT_COMMITTER_NAME": "Robot", "GIT_COMMITTER_EMAIL": "robot@example.org"}
        environment = {**os.environ, **people, **others, "GIT_COMMITTER_DATE": moment}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, path: str, text: str = TEXT) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def commit(self, day: str, author: str = "Ada Example") -> str:
        """Commit everything; the commit's full id."""
        self.git("add", "--all")
        self.git("commit", "-q", "-m", f"On {day}", day=day, author=author)
        return self.git("rev-parse", "HEAD")

    def move(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def days(provenance: Provenance, path: str = FILE) -> list[str]:
    return [commit.when.date().isoformat() for commit in provenance.commits.get(path, ())]


def test_first_and_last_commit(repository: Repository) -> None:
    repository.write(FILE)
    first = repository.commit("2014-09-20")
    repository.write(FILE, TEXT + "More.\n")
    last = repository.commit("2014-09-22", author="Bo “B” Ex\u202eample")
    provenance = read_provenance(repository.root, FOLDER)
    assert (provenance.missing, provenance.remedy, provenance.missing_for(FILE)) == ("", "", "")
    assert provenance.first(FILE).id == first
    assert provenance.first(FILE).author == "Ada Example"
    assert provenance.first(FILE).when.isoformat() == "2014-09-20T10:00:00+02:00"
    assert (provenance.last(FILE).id, provenance.last(FILE).author) == (last, "Bo “B” Example")


def test_a_rename_is_followed(repository: Repository) -> None:
    repository.write("policy_versions/old/draft.md")
    repository.commit("2014-09-01")
    repository.move("policy_versions/old/draft.md", "policy_versions/privacy/draft.md")
    repository.commit("2014-09-02")
    repository.move("policy_versions/privacy/draft.md", FILE)
    repository.write(FILE, TEXT + "Changed in the same commit.\n")
    repository.commit("2014-09-03")
    provenance = read_provenance(repository.root, FOLDER)
    assert days(provenance) == ["2014-09-01", "2014-09-02", "2014-09-03"]
    assert set(provenance.commits) == {FILE}


def test_a_folder_that_was_renamed(repository: Repository) -> None:
    repository.write("policies/2014-09-24.md")
    repository.commit("2014-09-01")
    repository.move("policies/2014-09-24.md", FILE)
    repository.commit("2014-09-02")
    assert days(read_provenance(repository.root, FOLDER)) == ["2014-09-02"]


def test_a_new_file_under_an_old_name_is_another_file(repository: Repository) -> None:
    later = "policy_versions/privacy/2015-01-01.md"
    repository.write(FILE)
    repository.commit("2014-09-01")
    repository.move(FILE, later)
    repository.commit("2014-09-02")
    repository.write(FILE, "Something else entirely, in few words.\n")
    repository.commit("2014-09-03")
    assert days(read_provenance(repository.root, FOLDER)) == ["2014-09-03"]
    repository.git("rm", "-q", FILE)
    repository.commit("2014-09-04")
    repository.write(FILE, "And once more, with nothing taken over.\n")
    repository.commit("2014-09-05")
    provenance = read_provenance(repository.root, FOLDER)
    assert days(provenance, later) == ["2014-09-01", "2014-09-02"]
    assert days(provenance) == ["2014-09-05"]


def test_a_copy_is_a_new_file(repository: Repository) -> None:
    copy = "policy_versions/privacy/2015-01-01.md"
    repository.git("config", "diff.renames", "copies")
    repository.write(FILE)
    repository.commit("2014-09-01")
    repository.write(copy)
    repository.write(FILE, TEXT + "More.\n")
    repository.commit("2014-09-02")
    assert days(read_provenance(repository.root, FOLDER), copy) == ["2014-09-02"]


def test_a_branch_that_renamed_while_the_main_one_changed(repository: Repository) -> None:
    repository.write("policy_versions/privacy/draft.md")
    repository.commit("2014-09-01")
    repository.git("checkout", "-q", "-b", "side")
    repository.move("policy_versions/privacy/draft.md", FILE)
    repository.commit("2014-09-05")
    repository.git("checkout", "-q", "main")
    repository.write("policy_versions/privacy/draft.md", "First of all.\n" + TEXT)
    repository.commit("2014-09-03")
    repository.git("merge", "-q", "side", "-m", "Merge", day="2014-09-06")
    expected = ["2014-09-01", "2014-09-03", "2014-09-05", "2014-09-06"]
    assert sorted(days(read_provenance(repository.root, FOLDER))) == expected
    assert days(read_provenance(repository.root, FOLDER))[-1] == "2014-09-06"


def test_a_merge_that_changes_nothing_is_not_the_last_commit(repository: Repository) -> None:
    repository.write(FILE)
    repository.commit("2014-09-01")
    repository.git("checkout", "-q", "-b", "side")
    repository.write(FILE, TEXT + "More.\n")
    repository.commit("2014-09-02")
    repository.git("checkout", "-q", "main")
    repository.write("README.md")
    repository.commit("2014-09-03")
    repository.git("merge", "-q", "side", "-m", "Merge", day="2014-09-04")
    assert days(read_provenance(repository.root, FOLDER)) == ["2014-09-01", "2014-09-02"]


def test_a_site_in_a_folder_of_the_repository(repository: Repository) -> None:
    repository.git("config", "diff.relative", "true")
    repository.write(f"site é/{FILE}")
    repository.write(f"other/{FILE}")
    repository.commit("2014-09-01")
    repository.write(f"site é/{FILE}", TEXT + "More.\n")
    repository.write("site é/policy_versions/privacy/policy.yml")
    provenance = read_provenance(repository.root / "site é", FOLDER)
    assert provenance.commits == {}
    assert provenance.changed == {FILE, "policy_versions/privacy/policy.yml"}
    repository.commit("2014-09-02")
    provenance = read_provenance(repository.root / "site é", FOLDER)
    assert days(provenance) == ["2014-09-01", "2014-09-02"]
    assert set(provenance.commits) == {FILE, "policy_versions/privacy/policy.yml"}


def test_what_is_not_committed_has_no_commit(repository: Repository) -> None:
    new, ignored = "policy_versions/privacy/2015-01-01.md", "policy_versions/privacy/2016-01-01.md"
    repository.write(FILE)
    repository.write(".gitignore", "2016*\n")
    repository.commit("2014-09-01")
    repository.write(FILE, TEXT + "More.\n")
    repository.write(new)
    repository.write(ignored)
    provenance = read_provenance(repository.root, FOLDER)
    assert provenance.missing == ""
    assert all(provenance.last(path) is None for path in (FILE, new, ignored))
    for path in (FILE, new):
        assert provenance.missing_for(path).startswith("This text has changes that are not committed yet, so")
    assert provenance.missing_for(ignored).startswith("This text is not committed yet, so")


@pytest.mark.parametrize("depth", ["1", "2"])
def test_a_shallow_clone_tells_no_date_at_all(repository: Repository, tmp_path: Path, depth: str) -> None:
    for day in ("2014-09-01", "2014-09-02", "2014-09-03"):
        repository.write(FILE, TEXT + day)
        repository.commit(day)
    clone = tmp_path / "clone"
    source = f"file://{repository.root}"
    subprocess.run(["git", "clone", "-q", "--depth", depth, source, clone], check=True)
    provenance = read_provenance(clone, FOLDER)
    assert (provenance.commits, provenance.first(FILE)) == ({}, None)
    assert "part of the history" in provenance.missing_for(FILE)
    assert "--unshallow" in provenance.remedy
    subprocess.run(["git", "fetch", "-q", "--unshallow"], cwd=clone, check=True)
    assert len(days(read_provenance(clone, FOLDER))) == 3


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    missing = read_provenance(tmp_path, FOLDER).missing
    assert missing.startswith("This site was not built from a git repository, so it is not known who")


def test_a_folder_that_is_not_there_is_not_the_current_one(repository: Repository, tmp_path: Path) -> None:
    repository.write(FILE)
    repository.commit("2014-09-01")
    here = Path.cwd()
    os.chdir(repository.root)
    try:
        provenance = read_provenance(tmp_path / "nowhere", FOLDER)
    finally:
        os.chdir(here)
    assert provenance.commits == {} and provenance.missing


def test_no_commit_yet(repository: Repository) -> None:
    repository.write(FILE)
    assert read_provenance(repository.root, FOLDER).missing.startswith("Nothing is committed yet, so")


def test_git_taken_away_while_running(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.import_module("git")
    repository.write(FILE)
    repository.commit("2014-09-01")
    monkeypatch.setenv("PATH", str(repository.root))
    provenance = read_provenance(repository.root, FOLDER)
    assert provenance.missing.startswith("Git is not installed")


def test_no_git_on_the_machine(repository: Repository) -> None:
    script = (
        "import sys, pathlib; from policy_history.source.provenance import read_provenance; "
        "print('git' in sys.modules, read_provenance(pathlib.Path(sys.argv[1]), 'policy_versions').missing)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(repository.root)],
        env={**os.environ, "PATH": str(repository.root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("False Git is not installed where this site was built, so")


def test_a_repository_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "some one's")
    repository.write(FILE)
    repository.commit("2014-09-01")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    provenance = read_provenance(repository.root / FOLDER, ".")
    assert provenance.commits == {}
    assert "belongs to another user" in provenance.missing
    assert str(tmp_path) not in provenance.missing
    # The command works as it stands.
    command = provenance.remedy.removeprefix("Run: ")
    assert command.startswith("git config --global --add safe.directory ")
    subprocess.run(command, shell=True, check=True)
    assert days(read_provenance(repository.root, FOLDER)) == ["2014-09-01"]


def test_any_other_refusal_is_told_too(repository: Repository) -> None:
    repository.write(FILE)
    repository.commit("2014-09-01")
    (repository.root / ".git" / "config").write_text("[core\n", encoding="utf-8")
    provenance = read_provenance(repository.root, FOLDER)
    assert provenance.missing.startswith("Git could not read the history, so")
    assert "bad config line 1" in provenance.remedy


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("ada@example.org", ""),
        ("Ada (ada@example.org)", "Ada"),
        ("Ada Example ada@example.org", "Ada Example"),
        ("Ada Example (Legal)", "Ada Example (Legal)"),
        ("Zoë \x1b[31mRed", "Zoë [31mRed"),
    ],
)
def test_an_address_is_never_told(repository: Repository, author: str, shown: str) -> None:
    repository.write(FILE)
    repository.commit("2014-09-01", author=author)
    provenance = read_provenance(repository.root, FOLDER)
    assert provenance.last(FILE).author == shown
    assert "@" not in repr(provenance)


@pytest.mark.parametrize("broken", ["99999999999999999999 +0000", "yesterday"])
def test_a_date_that_cannot_be_read_is_not_told(repository: Repository, broken: str) -> None:
    repository.write(FILE)
    repository.commit("2014-09-01")
    tree = repository.git("rev-parse", "HEAD^{tree}")
    person = f"Ada <ada@example.org> {broken}"
    commit = f"tree {tree}\nauthor {person}\ncommitter {person}\n\nBroken\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repository.root, input=commit, capture_output=True, text=True, check=True,
    )  # fmt: skip
    repository.git("reset", "-q", "--soft", made.stdout.strip())
    provenance = read_provenance(repository.root, FOLDER)
    assert provenance.commits == {}
    assert provenance.missing.startswith("The history holds a date that cannot be read, so")


def test_a_reader_s_configuration_changes_nothing(repository: Repository) -> None:
    repository.write("policy_versions/privacy/draft.md")
    repository.commit("2014-09-01")
    repository.move("policy_versions/privacy/draft.md", FILE)
    repository.commit("2014-09-02")
    before = read_provenance(repository.root, FOLDER)
    settings = {
        "diff.renames": "false", "diff.relative": "true", "diff.external": "false", "log.follow": "true",
        "log.date": "relative", "log.showSignature": "true", "log.diffMerges": "off", "color.ui": "always",
        "format.pretty": "fuller", "status.relativePaths": "true", "status.short": "false",
        "i18n.logOutputEncoding": "UTF-16", "core.quotePath": "true",
    }  # fmt: skip
    for name, value in settings.items():
        repository.git("config", name, value)
    after = read_provenance(repository.root, FOLDER)
    assert len(days(after)) == 2
    assert after == before


def test_no_name_is_taken_for_an_option_or_a_pattern(repository: Repository) -> None:
    names = ("--output=stolen", "-n1", ":(top)policy_versions", "policy_v*", ":/")
    repository.write(FILE)
    repository.commit("2014-09-01")
    for name in names:
        assert read_provenance(repository.root, name).commits == {}
    assert not (repository.root / "stolen").exists()


def test_names_of_every_kind(repository: Repository) -> None:
    names = ["-n1.md", "two words.md", "é.md", "line\nend.md", "A", "R100", "a" * 40, 'quo"te.md']
    paths = {f"policy_versions/privacy/{name}" for name in names}
    for path in paths:
        repository.write(path, f"{path} {TEXT}")
    repository.commit("2014-09-01")
    provenance = read_provenance(repository.root, FOLDER)
    assert set(provenance.commits) == paths
    assert all(days(provenance, path) == ["2014-09-01"] for path in paths)


def test_one_pass_for_all_files(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 10):
        repository.write(f"policy_versions/privacy/2014-09-0{number}.md", f"{number} {TEXT}")
        repository.commit(f"2014-09-0{number}")
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    assert len(read_provenance(repository.root, FOLDER).commits) == 9
    assert trace.read_text(encoding="utf-8").count("built-in: git log") == 1
