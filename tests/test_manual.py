"""The manual: current, whole, a site without a warning, and at hand on the terminal."""

from __future__ import annotations

import os
import re
import runpy
import shutil
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from building import program
from mkdocs_policy_versions.config import PolicyVersionsConfig
from policy_history.checks.rules import COMPARING_RULES, RULES
from policy_history.cli import main
from policy_history.manual.markdown import as_code, as_text
from policy_history.manual.reference_pages import pages
from policy_history.source.fields import PolicyFields, RevisionFields

PACKAGE = Path(__file__).resolve().parents[1] / "plugins" / "policy_history"
MANUAL = PACKAGE / "manual"
TOPICS = "start editors imports publishers headers forms goes-with rules formats api options fields rule-list commands"


def shown(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["help", *arguments], prog_name="policy", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("name", pages())
def test_the_reference_is_current(name: str) -> None:
    """After a change of the code: python -m policy_history.manual"""
    assert (MANUAL / name).read_text("utf-8") == pages()[name]


def test_a_command_writes_the_reference_beside_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[Path, str] = {}
    monkeypatch.setattr(Path, "write_text", lambda self, text, *_, **__: written.update({self: text}))
    runpy.run_module("policy_history.manual", run_name="__main__")
    assert written == {MANUAL / name: text for name, text in pages().items()}


def test_the_reference_has_every_option_field_rule_and_command() -> None:
    for option, _ in PolicyVersionsConfig._schema:
        assert f"| `{option}` |" in pages()["options.md"]
    for model in (PolicyFields, RevisionFields):
        for name, field in model.model_fields.items():
            assert f"| `{field.alias or name}` |" in pages()["fields.md"]
    assert all(f"(rules.md#{name})" in pages()["rule-list.md"] for name in [*RULES, *COMPARING_RULES])
    assert all(f"## policy {name}\n" in pages()["commands.md"] for name in main.list_commands(click.Context(main)))


def test_every_option_says_what_it_does() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", pages()["options.md"], re.MULTILINE)
    assert len(rows) > 30
    assert [name for name, told in rows if re.match(r" *(A |True|It has)", told)] == []


def test_defaults_are_those_of_the_plugin() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", pages()["options.md"], re.MULTILINE))
    for name, option in PolicyVersionsConfig._schema:
        default = getattr(option, "default", None)
        told = str(default).lower() if isinstance(default, bool) else str(default or "")
        assert rows[name].endswith(f"by default `{told}`." if told else "."), name
        assert told or "by default" not in rows[name], name


def test_the_map_names_files_that_are_there() -> None:
    map_ = (PACKAGE.parents[1] / "docs" / "project" / "architecture.md").read_text("utf-8")
    folders = (PACKAGE.parent, Path(__file__).parent / "house")
    there = {path.name for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert [name for name in re.findall(r"[\w-]+\.(?:py|js)\b", map_) if name not in there] == []


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_a_site_is_made_of_it_without_a_warning(theme: str, tmp_path: Path) -> None:
    if find_spec(theme) is None:
        pytest.skip(f"{theme} is not installed")
    shutil.copytree(MANUAL, tmp_path / "manual")
    shutil.copy(PACKAGE / "manual.yml", tmp_path)
    made = program("mkdocs", f"build --strict -q -f manual.yml -t {theme} -d site".split(), tmp_path, os.environ)
    assert made.returncode == 0, made.stdout
    built = {path.parent.name for path in (tmp_path / "site").rglob("index.html")}
    assert set(TOPICS.split()) - {"start"} <= built
    assert not list((tmp_path / "site").rglob("*.py"))


def test_no_page_hides_a_command_or_a_rule() -> None:
    assert set(TOPICS.split()) & {*main.list_commands(click.Context(main)), *RULES, *COMPARING_RULES} == set()


def test_help_lists_the_pages_in_the_readers_order() -> None:
    assert re.findall(r"^  ([a-z-]+)  ", shown(), re.MULTILINE) == TOPICS.split()


@pytest.mark.parametrize("topic", TOPICS.split())
def test_help_shows_a_page(topic: str) -> None:
    assert shown(topic).startswith("# ")
    assert shown(topic.upper()) == shown(topic)


def test_help_shows_what_a_command_takes_and_what_a_rule_means() -> None:
    assert "Usage: policy new" in shown("new") and "--effective" in shown("new")
    assert shown("placeholder").startswith("### `placeholder`\n\nError.")
    head, _, row = shown("[wrong-date]").splitlines()
    assert head.startswith("| Rule |") and row.startswith("| `wrong-date` |")


@pytest.mark.parametrize("topic", ["editor", "nonsense", "../cli", "index/..", "rules.md/x", ".*", "\x1b[2J"])
def test_help_tells_an_unknown_topic_in_a_sentence(topic: str) -> None:
    result = CliRunner().invoke(main, ["help", topic])
    assert result.exit_code == 1
    assert "“policy help” lists them." in result.output and "\x1b" not in result.output
    assert ("Did you mean “editors”?" in result.output) == (topic == "editor")


def test_what_stands_in_the_code_becomes_no_markup() -> None:
    assert (
        as_text("a|b <script> *c* [d](e) `f`\n g own_names _h_")
        == r"a\|b &lt;script&gt; \*c\* \[d\](e) \`f\` g own_names \_h\_"
    )
    assert as_code("[a|b]") == r"`[a\|b]`"


def test_every_page_is_in_the_navigation_once() -> None:
    navigation = (PACKAGE / "manual.yml").read_text("utf-8").partition("\nnav:\n")[2].partition("\n\n")[0]
    named = re.findall(r"[\w-]+\.md", navigation)
    assert sorted(named) == sorted(path.name for path in MANUAL.glob("*.md"))


@pytest.mark.parametrize(
    "place",
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/project", "docs/project/decisions", "docs/project/figures"],
)
def test_links_between_documents_lead_somewhere(place: str) -> None:
    found = PACKAGE.parents[1] / place
    for document in found.glob("*.md") if found.is_dir() else [found]:
        for target in re.findall(r"\]\(([\w./-]+\.md)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
