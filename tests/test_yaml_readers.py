"""Fields are the same, with the same places and the same problems, whether libyaml is here or PyYAML reads alone."""

from __future__ import annotations

from random import Random

import pytest
import yaml

from policy_history.problems import ProblemsFound
from policy_history.source.yaml_tree import read_tree

FIELDS = """\
published: 2020-01-01
class: material  # a remark
note: >-
  We changed it: a lot. "Yes", more [x] {y} #no

  third
acknowledgements:
  - rule: link
    text: "*"
    reason: 'it''s so'
  - rule: café
    text: b c
      d
list: [a, b]
"""
ODD = [
    "note: >#-\n  a\n",
    "note: |# a\n  b\n",
    "a: b: c\n",
    "a:\tb\n",
    "- a\nb: c\n",
    "a: &x b\n",
    "a: *x\n",
    "a: !t b\n",
    "? a\n: b\n",
    "%YAML 1.1\n---\na: b\n",
    "a: b\n---\nc: d\n",
    "a: b\n...\nc\n",
    "a: 'b\n",
    'a: "\\x"\n',
    "a: [b\n",
    "a: b\na: c\n",
    "a: |2\n   b\n  c\n",
    "a: ~\nb:\n",
    "",
    "# only a remark\n",
    "a: b\u2028c: d\n",
]
SIGNS = [*" \n:-#'\"|>[]{}&*!?%,.~\\é", "\n  ", "\n- ", ": ", "---\n", "''"]


def _damaged() -> list[str]:
    random = Random(1)
    texts = []
    for _ in range(400):
        text = FIELDS
        for _ in range(random.choice([1, 1, 2, 3])):
            at = random.randrange(len(text))
            text = text[:at] + random.choice(SIGNS) + text[at + random.choice([0, 0, 1, 3]) :]
        texts.append(text)
    return texts


def _read(text: str) -> object:
    try:
        tree, problems = read_tree(text, "privacy/2020-01-01.md", 2)
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]
    return tree, problems


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is here without libyaml")
def test_both_readers_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [FIELDS, *ODD, *_damaged()]
    both = [_read(text) for text in texts]
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    for text, found in zip(texts, both, strict=True):
        assert _read(text) == found, text
