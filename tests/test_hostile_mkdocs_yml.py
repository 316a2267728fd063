"""``policy init --add`` beside settings that somebody made to cost time, or that nobody can walk through."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_command import run_policy
from policy_history.scaffold.mkdocs_yml import tree_of
from policy_history.scaffold.yaml_limits import Unsure

_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 40))
SETTINGS = {
    "aliases that say more than fits into any memory": _BOMB,
    "a list in itself": "extra: &a [*a]\n",
    "plugins in themselves": "plugins: &p\n  - search\n  - *p\n",
    "a mapping in itself": "extra: &e {<<: *e}\n",
    "keys that are lists": "? [a, b]\n: c\n",
    "keys that are mappings": "extra:\n  ? {a: b}\n  : c\n",
    "thousands of brackets": f"extra: {'[' * 5000}{']' * 5000}\n",
    "thousands of open braces": f"extra: {'{a: ' * 5000}\n",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_what_cannot_be_walked_through_is_left_to_the_reader(name: str) -> None:
    with pytest.raises(Unsure):
        tree_of("site_name: x\n" + SETTINGS[name])


def test_ordinary_aliases_are_read() -> None:
    assert tree_of("site_name: &name x\nextra: {a: &list [1, 2], b: *list, c: *list}\ncopyright: *name\n").value


def test_the_command_says_what_to_add_by_hand(tmp_path: Path) -> None:
    settings = "site_name: x\n" + SETTINGS["plugins in themselves"]
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n", "utf-8")
    answers = ["--publisher", "P", "--title", "T", "--kind", "privacy", "--slug", "privacy"]
    result = run_policy("init", "--add", "--yes", "--root", tmp_path, *answers)
    assert result.exit_code == 0, result.output
    assert "it is not done here, because an alias in it stands within what it names" in result.output
    assert (tmp_path / "mkdocs.yml").read_text("utf-8") == settings
