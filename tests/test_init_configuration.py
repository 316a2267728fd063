"""``policy init --add``: what becomes of an existing mkdocs.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from policy_history.cli import main
from policy_history.scaffold.additions import Additions, with_additions
from policy_history.scaffold.mkdocs_yml import published_by
from policy_history.scaffold.neighbours import refused_in
from policy_history.scaffold.themes import theme_of

ADDITIONS = Additions(
    options=["# why", 'timezone: "UTC"', "forms:", "  other_ways:", '    - "Write: to us"'],
    section="Legal",
    entries=[("Policies", "legal/index.md"), ("'Terms: of use'", "terms/index.md")],
    hidden="/legal/contact/sent.md",
)
PLAIN = "site_name: A\n"
MATERIAL = """\
site_name: A # ours
# the theme
theme:
  name: material
  palette:
    - scheme: default
      toggle: {icon: a, name: b}
plugins:
  - search # first
  - tags:
      listings: true
  # - rss (later)

markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - Guide:
      - guide/a.md
  # more
      - B: guide/b.md # last

extra:
  key: !ENV [KEY, "x"]
"""
TAKEN_UP = {
    "nothing": PLAIN,
    "no end of line": "site_name: A",
    "a whole Material site": MATERIAL,
    "lines of Windows": MATERIAL.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + MATERIAL,
    "lists without indent": "site_name: A\nplugins:\n- search\n- tags\n\n\nnav:\n- Home: index.md\n- B:\n  - b.md\ntheme: mkdocs\n",
    "deep indent": "plugins:\n        - search\nnav:\n        - index.md\n",
    "in brackets": "plugins: [search, tags] # all\nnav:\n  - index.md\n",
    "in brackets, on lines": "plugins: [\n  search,\n  tags,\n]\n",
    "empty brackets": "plugins: []\n",
    "brackets in brackets": 'plugins: [search, {tags: {a: [1, "]"]}}]\n',
    "a mapping": "plugins:\n  search: {}\n  tags:\n    listings: true\n\nnav:\n  - index.md\n",
    "a block of text at the end": "plugins:\n  - search\n  - macros:\n      text: |\n        one\n\n        two\n\nsite_name: A\n",
    "an empty plugin": "plugins:\n  - search\n  - tags:\nsite_name: A\n",
    "quotes": "plugins:\n  - 'search'\n  - \"tags\"\n",
    "pages out of the navigation": PLAIN + "not_in_nav: |\n  /a.md\n  /b/*.md\n\ntheme: mkdocs\n",
    "comments at the end": "plugins:\n  - search\n# the end\n",
    "an anchor elsewhere": "extra: &x {a: 1}\nmore: *x\nplugins:\n  - search\n",
    "an anchor": "plugins: &p\n  - &s search\nnav: &n\n  -   index.md\n",
    "an anchor of a mapping": "plugins: &p\n  search: &s {}\n",
    "nothing behind it": "site_name: A\nplugins: # none yet\n\nnav:\ntheme: mkdocs\n",
    "a document mark": "---\nsite_name: A\nplugins:\n  - search\n",
}
BY_HAND = {
    "an alias": "x: &p [search]\nplugins: *p\n",
    "an alias as the last one": "x: &p tags\nplugins:\n  - search\n  - *p\n",
    "a tag and nothing": "plugins: !!null\n",
    "a word": "plugins: search\n",
    "a comment in brackets": "plugins: [\n  search, # first\n]\n",
    "a parent": "INHERIT: base.yml\nsite_name: A\n",
    "a mapping in braces": "plugins: {search: {}}\n",
    "settings in braces": "{site_name: A, plugins: [search]}\n",
    "a setting twice": "plugins:\n  - search\nplugins:\n  - tags\n",
    "no YAML": "plugins: [search\n",
    "a list": "- site_name\n",
    "nothing at all": "",
    "an end of the document": "site_name: A\n...\n",
    "the environment": "plugins: !ENV [PLUGINS, [search]]\n",
    "two documents": "site_name: A\n---\nsite_name: B\n",
}


def loaded(source: str) -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda loader, suffix, node: f"{suffix} {node.value!r}"[:20])
    return yaml.load(source.lstrip("\ufeff"), Loader)


def names(plugins: object) -> list[str]:
    items = list(plugins) if isinstance(plugins, list | dict) else []
    return [next(iter(item)) if isinstance(item, dict) else item for item in items]


@pytest.mark.parametrize("case", TAKEN_UP)
def test_a_plugin_is_added_and_nothing_else_changes(case: str) -> None:
    source = TAKEN_UP[case]
    edited = with_additions(source, ADDITIONS)
    before, after = loaded(source), loaded(edited.source)
    assert edited.by_hand == ()
    assert names(after["plugins"]) == [
        *(["search"] if before.get("plugins") is None else names(before["plugins"])),
        "policy-versions",
    ]
    assert {**after, "plugins": 0, "nav": 0, "not_in_nav": 0} == {**before, "plugins": 0, "nav": 0, "not_in_nav": 0}
    options = (
        dict(after["plugins"])["policy-versions"]
        if isinstance(after["plugins"], dict)
        else after["plugins"][-1]["policy-versions"]
    )
    assert options == {"timezone": "UTC", "forms": {"other_ways": ["Write: to us"]}}
    entry = {"Legal": [{"Policies": "legal/index.md"}, {"Terms: of use": "terms/index.md"}]}
    assert after.get("nav") == ([*before["nav"], entry] if before.get("nav") else None)
    assert after["not_in_nav"].split() == [*before.get("not_in_nav", "").split(), "/legal/contact/sent.md"]


@pytest.mark.parametrize("case", TAKEN_UP)
def test_every_line_stays_with_its_comments_and_line_ends(case: str) -> None:
    source = TAKEN_UP[case]
    became = with_additions(source, ADDITIONS).source
    rest = iter(became.splitlines(keepends=True))
    lines = [
        line
        for line in source.splitlines(keepends=True)
        if not line.startswith("plugins: [") and line.strip() != "tags,"
    ]
    assert all(any(line.rstrip("\r\n") == other.rstrip("\r\n") for other in rest) for line in lines if line != "]\n")
    assert ("\r\n" in became) == ("\r\n" in source) and became.count("\r\n") in (0, became.count("\n"))


@pytest.mark.parametrize("case", TAKEN_UP)
def test_the_second_time_nothing_changes(case: str) -> None:
    once = with_additions(TAKEN_UP[case], ADDITIONS).source
    assert published_by(once)
    assert with_additions(once, ADDITIONS).source == once


@pytest.mark.parametrize("case", BY_HAND)
def test_what_cannot_be_added_surely_is_told(case: str) -> None:
    edited = with_additions(BY_HAND[case], ADDITIONS)
    told = edited.by_hand[0]
    assert "policy-versions:" not in edited.source
    assert told.startswith("Add this under “plugins:”; it is not done here, because ")
    assert '        timezone: "UTC"' in told.splitlines()[3]


INHERITED = {
    "plugins by name": ("plugins: {search: {}, tags: {}}\n", {"policy-versions"}),
    "no plugins": ("theme: material\n", {"search", "policy-versions"}),
    "ours already": ("plugins:\n  policy-versions:\n", set()),
    "a list of plugins": ("plugins: [search]\n", None),
    "a parent of its own, which is lost": ("INHERIT: lost.yml\n", None),
}
"""What stands in the file that is inherited from, and which plugins are added beside; None where that is left to the reader."""


@pytest.mark.parametrize("case", INHERITED)
def test_a_site_that_inherits_its_settings_gets_a_plugin_beside_those(case: str) -> None:
    parent, added = INHERITED[case]
    edited = with_additions("INHERIT: base.yml\nnav: [index.md]\n", ADDITIONS, [parent])
    assert set(names(loaded(edited.source).get("plugins"))) == (added or set())
    assert any("under “plugins:”" in told for told in edited.by_hand) == (added is None)


def test_a_site_whose_parent_publishes_policies_has_them(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("plugins: {search: {}, policy-versions: {folder: law}}\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: A\n", "utf-8")
    result = CliRunner().invoke(main, ["init", "--add", "--yes", "--root", str(tmp_path)])
    assert "new: law/privacy/policy.yml" in result.output and "mkdocs.yml" not in result.output.partition("Files")[0]


def test_what_is_inherited_for_the_navigation_is_left_to_the_reader() -> None:
    parent = "nav: [index.md]\nnot_in_nav: |\n  /a.md\nplugins: {search: {}}\n"
    edited = with_additions("INHERIT: base.yml\n", ADDITIONS, [parent])
    assert [told.partition("because ")[2].partition(":")[0] for told in edited.by_hand] == [
        "it inherits its navigation",
        "it inherits its “not_in_nav”",
    ]


def test_a_plugin_that_is_to_be_the_last_one_stays_it() -> None:
    edited = with_additions("plugins:\n  - search\n  - print-site\n", ADDITIONS)
    assert "it is not done here, because print-site is to stay the last of them:" in edited.by_hand[0]


@pytest.mark.parametrize("maker", ["awesome-nav", "literate-nav"])
def test_a_navigation_that_a_plugin_makes_is_left_to_it(maker: str) -> None:
    edited = with_additions(f"plugins:\n  - search\n  - {maker}\n", ADDITIONS)
    [told] = edited.by_hand
    assert f"the navigation is made by {maker}" in told and "Policies: legal/index.md" in told
    assert "policy-versions" in edited.source


@pytest.mark.parametrize(
    ("source", "name", "calls"),
    [
        ("theme: material\n", "material", 2),
        ("theme:\n  name: material\n  font: false\n", "material", 0),
        ("theme:\n  name: material\n  font:\n    text: Lato\n", "material", 2),
        ("theme:\n  custom_dir: x\n", "mkdocs", 0),
        ("site_name: A\n", "mkdocs", 0),
        ("theme: [\n", "mkdocs", 0),
        ("theme: !ENV [THEME, OTHER, material]\n", "material", 2),
        ("theme: {name: !ENV [THEME, material]}\n", "material", 2),
        ("theme: !ENV THEME\n", "mkdocs", 0),
        ("a: &a {name: mkdocs, font: false}\nb: &b {name: material}\ntheme: {<<: [*b, *a]}\n", "material", 0),
    ],
)
def test_the_theme_and_whom_it_calls(source: str, name: str, calls: int) -> None:
    assert (theme_of(source).name, len(theme_of(source).calls)) == (name, calls)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("plugins:\n\t- search\n", "mkdocs.yml:2:1: "),
        ("plugins: [search\n", "mkdocs.yml:2:1: "),
        ("", "mkdocs.yml: "),
        ("- a\n", "mkdocs.yml: "),
    ],
)
def test_nothing_is_added_to_a_site_that_mkdocs_cannot_read(source: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(source, "utf-8")
    result = CliRunner().invoke(main, ["init", "--add", "--yes", "--root", str(tmp_path)])
    assert result.exit_code == 1 and f"Error: {place}MkDocs cannot build this site" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


@pytest.mark.parametrize(
    "file", ["hugo.toml", "docs/conf.py", ".eleventy.js", "config/_default/hugo.yaml", "astro.config.mjs"]
)
def test_the_folder_of_another_generator_is_left_alone(file: str, tmp_path: Path) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("x = 1\n", "utf-8")
    result = CliRunner().invoke(main, ["init", "--yes", "--root", str(tmp_path)])
    assert result.exit_code == 1 and "policy publish --inlay" in result.output
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [file]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("plugins: [search, {offline: {enabled: true}}]\n", ["the plugin offline"]),
        ("plugins:\n  material/offline:\n  search: {}\n", ["the plugin offline"]),
        ("use_directory_urls: no\nplugins:\n  - i18n\n", ["use_directory_urls: false", "the plugin i18n"]),
        ("use_directory_urls: true\nplugins: search\n", []),
        ("plugins:\n  - offline: {enabled: !ENV [OFFLINE, false]}\n", []),
        ("plugins:\n  - offline: {enabled: !ENV [CI, true]}\n", ["the plugin offline"]),
        ("plugins: *lost\n", []),
    ],
)
def test_what_no_policies_can_be_built_beside_is_told_at_the_beginning(
    source: str, found: list[str], tmp_path: Path
) -> None:
    assert refused_in(source) == found
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{source}", "utf-8")
    options = ["--add", "--yes", "--publisher", "Quay Ltd", "--root", str(tmp_path)]
    output = CliRunner().invoke(main, ["init", *options]).output
    assert ("Policies cannot be built while mkdocs.yml has" in output) == bool(found)
    assert all(each in output for each in found)
