"""No name, title or text that a command prints can move the cursor, turn a line, or write a link into the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from git_repository import Repository
from policies import day
from policy_command import run_policy
from policy_files import write_policy
from policy_history.cli import main
from policy_history.history_import.model import PastText
from policy_history.history_import.revision_notes import origin_of
from policy_history.problems import printable
from policy_history.redline.comment_markdown import as_text
from policy_history.text.characters import shown

SIGNS = "\x1b]8;;a\x07b\x1b[2J\u009b\u202e"
UNQUIET = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HISTORY = ("import-history", "new", "REPOSITORY", "--title", "T", "--publisher", "P")
COMMANDS = {
    "a path in the history": (*HISTORY, "--file", f"{SIGNS}.md/a.md"),
    "a file of the history": (*HISTORY, "--file", "other/a.md"),
    "a link of the history": (*HISTORY, "--file", "link.md"),
    "a folder of drafts": ("import-history", "new", "DRAFTS", "--title", "T", "--publisher", "P"),
    "a page": ("import", "PAGE", "--output", "out.md"),
    "what a draft may not be": ("import", "DRAFTS/DOC", "--output", "out.md"),
    "a compared file": ("redline", "PAGE", "PAGE"),
    "a compared file as data": ("redline", "--json", "PAGE", "PAGE"),
    "a compared file as a page": ("redline", "--html", "PAGE", "PAGE"),
    "no such file": ("redline", SIGNS, SIGNS),
    "no such policy": ("show", SIGNS),
    "no such zone": ("status", "--timezone", SIGNS),
    "no such day": ("new", "privacy", "--effective", SIGNS),
    "one argument too many": ("review", SIGNS),
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A policy, and beside it a repository, drafts and a page with such names and words."""
    root = write_policy(tmp_path_factory.mktemp("site"), "2020-01-01")
    repository = Repository(root / "repository")
    (repository.folder / f"{SIGNS}.md").mkdir()
    (repository.folder / f"{SIGNS}.md/a.md").write_text("# A\n\nWords.\n", "utf-8")
    (repository.folder / "link.md").symlink_to(SIGNS)
    repository.commit("2020-01-01", f"Begin {SIGNS}")
    drafts = root / "drafts"
    drafts.mkdir()
    (drafts / f"{SIGNS}.docx").write_bytes(b"")
    (drafts / f"{SIGNS}.doc").write_bytes(b"")
    page = root / f"{SIGNS}.html"
    page.write_text(f'<h1>Terms</h1><p>Words <a href="&#27;[2J">lead</a>.</p><img alt="{SIGNS}" src="a.png">', "utf-8")
    doc = f"{drafts}/{SIGNS}.doc"
    return {
        "ROOT": str(root),
        "REPOSITORY": str(repository.folder),
        "DRAFTS": str(drafts),
        "PAGE": str(page),
        "DRAFTS/DOC": doc,
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_printed_stays_where_it_is(places: dict[str, str], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places["ROOT"])
    result = run_policy(*[places.get(each, each) for each in COMMANDS[name]], color=True)
    assert result.output.strip()
    assert UNQUIET.findall(result.output) == []
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_every_line_for_a_person_is_printed_by_one_function() -> None:
    """What prints otherwise is the text or the page that was asked for, or has its parts made printable."""
    commands = Path(main.callback.__code__.co_filename).parent / "commands"
    printing = {
        path.name: path.read_text("utf-8").count("click.echo(")
        for path in sorted(commands.glob("*.py"))
        if "click.echo(" in path.read_text("utf-8")
    }
    assert printing == {
        "cms.py": 1,
        "extras.py": 2,
        "find.py": 1,
        "help.py": 2,
        "importing.py": 1,
        "redline.py": 3,
        "review.py": 1,
        "show.py": 1,
    }


def test_a_redline_in_the_terminal_shows_controls_by_number(tmp_path: Path) -> None:
    for name, word in (("old", "a"), ("new", "b")):
        (tmp_path / name).write_text(f"Words {SIGNS} {word}\x7f here.\n", "utf-8")
    result = run_policy("redline", tmp_path / "old", tmp_path / "new", color=True)
    assert "Words [U+001B]]8;;a[U+0007]b[U+001B][2J[U+009B][U+202E] [-a-] {+b+}[U+007F]" in result.output
    assert UNQUIET.findall(result.output) == []
    assert shown("a\tb\nc") == "a\tb\nc"


def test_data_has_what_is_there_and_prints_as_itself(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("Words here.\n", "utf-8")
    (tmp_path / "new").write_text("Words of\u009b\u200e\u202e\u2067 here.\n", "utf-8")
    output = run_policy("redline", "--json", tmp_path / "old", tmp_path / "new").output
    assert UNQUIET.findall(output) == [] and "\u200e" not in output
    assert "\\u009b" in output and "\u009b" in json.dumps(json.loads(output), ensure_ascii=False)


def test_the_subject_of_a_commit_comes_into_no_front_matter_with_controls() -> None:
    """Such a revision would be refused by every check afterwards."""
    past = PastText("Words.\n", day("2020-01-01"), "a.md in commit 1a2b3c4d5e6f", SIGNS)
    assert UNQUIET.findall(origin_of(past, day("2020-01-01"))) == []


def test_what_other_scripts_are_spelt_with_is_printed() -> None:
    for words in ("می\u200cخواهیم", "第1条\u3000目的", "10\u00a0%", "क्\u200dष"):
        assert printable(words) == words
    assert printable("a\u200cb \u200b\u202e") == "a\\u200cb \\u200b\\u202e"
    assert as_text("می\u200cخواهیم, soft\u00adware, \u202e") == "می\u200cخواهیم, soft\u00adware, &#91;U+202E&#93;"
