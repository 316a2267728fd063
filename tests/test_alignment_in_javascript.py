"""The alignment in JavaScript gives what the engine's gives: the same entries, words, moves and forms for every pair."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import permutations
from typing import Any

from building import ROOT
from in_node import answers
from known_edits.sources import history_texts
from policy_history.redline.blocks_data import BlocksOfTexts
from policy_history.redline.compare import compare
from policy_history.redline.model import Entry, Span
from policy_history.redline.sentence_ends import BEFORE_NAMES
from policy_history.text.document import Document, read_document
from policy_history.text.labels import JOINTS
from policy_history.text.numerals import ALPHABETS
from policy_history.text.tokens import Token
from sweeps import sample

SCRIPTS = ROOT / "plugins/mkdocs_policy_versions/assets/javascripts/redline"
WRITTEN = sorted(path.name for path in (ROOT / "tests/corpus").iterdir() if path.is_dir())

ODD = {
    "nothing": ["", "One.\n", "\n\n", "***\n"],
    "beyond the first plane": ["One 😀 two, 𠀀𠀁 three.\n", "One 😀😀 two, 𠀀𠀂 three.\n", "One two, three 😀.\n"],
    "spaces that differ": ["Pay 5\u00a0EUR in\u2009all.\n", "Pay 5 EUR in all.\n", "Pay 5\u00a0\u00a0EUR in all.\n"],
    "words in several styles": [
        "See *u*s and **them**, [her][x].\n\n[x]: /a\n",
        "See us and them, *her*.\n\n[x]: /b\n",
    ],
    "code": ["```\na\n\n  b c\n```\n", "```\na\n  b  c\n```\n", "    a\n    b c\n"],
    "one source read in two ways": ["- item\n\n        as code\n", "        as code\n", "- other\n\n        as code\n"],
    "hidden characters": [
        "Zero\u200bwidth soft\u00adhyphen.\n",
        "Zerowidth softhyphen.\n",
        "\u2066Zero\u2069 width.\n",
    ],
    "signs the file may need": ["A \x7f and \x80 sign.\n", "A \x7f and \ue000 sign.\n"],
    "a sign that comes later": ["A sign.\n", "A sign.\n\nAnother \x7f sign.\n", "A sign \x7f.\n"],
    "names of words that objects have": ["The constructor of toString.\n", "The __proto__ of the constructor.\n"],
    "references that follow": [
        "# T\n\n## 1. One\n\nText of one.\n\n## 2. Two\n\nSee section 3 for all of it.\n\n## 3. Three\n\nText of three.\n",
        "# T\n\n## 1. Two\n\nSee section 2 for all of it.\n\n## 2. Three\n\nText of three.\n",
    ],
    "tables": [
        "| A | B |\n|---|---|\n| one | two words |\n| three | four |\n",
        "| A | C | B |\n|---|---|---|\n| one | | two other words |\n| three | x | four |\n",
        "| A | B |\n|---|---|\n| three | four |\n| one | two words |\n",
    ],
}


def _given_by_script(jobs: Sequence[tuple[Sequence[Document], Sequence[tuple[int, int]]]]) -> list[Any]:
    written = [{"data": BlocksOfTexts.of(documents).data(), "pairs": pairs} for documents, pairs in jobs]
    found: list[Any] = answers(SCRIPTS, "entries.mjs", written)["entries"]
    return found


def _word(token: Token) -> list[Any]:
    return [token.gap, token.text, token.key, token.is_label, [[run.text, *run.style] for run in token.runs]]


def _span(span: Span) -> list[Any]:
    return [str(span.operation), [*map(_word, span.old)], [*map(_word, span.new)], span.move]


def _entry(entry: Entry) -> list[Any]:
    cells = [[[*map(_span, cell.spans)], cell.in_old, cell.in_new, cell.column, cell.move] for cell in entry.cells]
    form = list(entry.form) if entry.form else None
    return [entry.old, entry.new, [*map(_span, entry.spans)], cells, form, entry.joins]


def _assert_same(histories: dict[str, tuple[Sequence[str], Sequence[tuple[int, int]]]]) -> None:
    jobs = [([read_document(text) for text in texts], pairs) for texts, pairs in histories.values()]
    differing = []
    for name, (documents, pairs), found in zip(histories, jobs, _given_by_script(jobs), strict=True):
        for (old, new), entries in zip(pairs, found, strict=True):
            expected = compare(documents[old], documents[new], are_neighbours=False).entries
            if entries != [*map(_entry, expected)]:
                differing.append(f"{name}, from text {old} to text {new}")
    assert differing == []


def test_policies_written_for_the_tests_are_the_same() -> None:
    histories = {name: history_texts(name) for name in WRITTEN}
    _assert_same(
        {name: (texts, sample(list(permutations(range(len(texts)), 2)), 5)) for name, texts in histories.items()}
    )


def test_the_same_texts_give_the_same_data_whatever_the_hash_seed() -> None:
    program = (
        "import json, sys; from policy_history.redline.blocks_data import BlocksOfTexts; "
        "from policy_history.text.document import read_document; "
        "print(json.dumps(BlocksOfTexts.of([read_document(text) for text in json.load(sys.stdin)]).data()))"
    )
    texts = json.dumps(ODD["tables"] + ODD["words in several styles"])
    given = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=texts,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert given[0] == given[1]


def test_lists_that_both_languages_need_are_the_same() -> None:
    numerals, references, ends = (
        (SCRIPTS / f"{name}.js").read_text("utf-8") for name in ("numerals", "references", "sentence_ends")
    )
    written = numerals[numerals.index("ALPHABETS = [") : numerals.index("].map(")]
    assert re.findall('"([^"]+)"', written) == [" ".join(alphabet) for alphabet in ALPHABETS]
    before_names = ends.partition("BEFORE_NAMES = ")[2].partition(";")[0]
    assert "".join(re.findall('"([^"]+)"', before_names)).split() == list(BEFORE_NAMES)
    assert f"JOINTS = {json.dumps(JOINTS, ensure_ascii=False)};" in references
