"""manual/rules.md explains every rule there is, each with an example."""

from __future__ import annotations

import re
from pathlib import Path

from policy_history.checks.rules import COMPARING_RULES, RULES
from policy_history.source import rules as source_rules

PAGE = (Path(__file__).parents[1] / "plugins" / "policy_history" / "manual" / "rules.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### `([a-z-]+)`\n\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", PAGE, re.MULTILINE)


def test_every_rule_about_texts_has_a_section() -> None:
    assert sorted(name for name, _ in SECTIONS) == sorted([*RULES, *COMPARING_RULES, "acknowledgement", "lint"])


def test_every_section_has_a_severity_and_an_example_of_wrong_and_right() -> None:
    for name, section in SECTIONS:
        assert re.match(r"(Error|Warning)[.,]", section), name
        assert re.search(r"^    .+->", section, re.MULTILINE), name


def test_every_rule_about_files_has_a_row_with_an_example() -> None:
    names = {rule.name for rule in vars(source_rules).values() if isinstance(rule, source_rules.Rule)}
    assert names - {name for name, _ in ROWS} == set()
    for name, row in ROWS:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)]
        assert len(cells) == 3 and all(cells), name
