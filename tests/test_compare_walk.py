"""The script that compares in the browser takes the engine's walk: the same segments for every pair."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from known_edits.sources import history_names, history_texts
from policy_history.history.store import Store
from policy_history.history.walk import segments
from policy_history.redline.difference import PUNCTUATION
from policy_history.text.splitting import fold

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests/site"))

from woven import plain, store_of  # noqa: E402

SCRIPTS = ROOT / "plugins/mkdocs_policy_versions/assets/javascripts/compare"
RUNNER = ROOT / "tests/javascript/segments.mjs"
SAMPLE = history_names("basecamp-privacy", "firefox-privacy-ja", "login-rules-fr", "mozilla-websites-ar")

_CLAUSE = (
    "## Who sees it\n\nOnly our volunteers see it, and the auditors once a year, when they ask for it in writing.\n\n"
)
_OTHER = "## How long\n\nWe keep it for twelve months after the last loan, and not a day longer.\n\n"

HISTORIES = {
    "a word": ["We keep it for 12 months.\n", "We keep it for 13 months.\n", "We may keep it for 13 months.\n"],
    "nothing": ["The same.\n", "The same.\n", "", "The same.\n"],
    "blanks and line ends": ["One two\nthree.\n", "One  two three.\n", "One two\r\nthree.", "\ufeffOne two three.\n"],
    "a move": [f"# Rules\n\n{_CLAUSE}{_OTHER}End.\n", f"# Rules\n\n{_OTHER}{_CLAUSE}End.\n"],
    "a move with an edit": [
        f"# Rules\n\n{_CLAUSE}{_OTHER}End.\n",
        f"# Rules\n\n{_OTHER}{_CLAUSE.replace('once', 'twice')}End.\n",
        f"# Rules\n\n{_CLAUSE.replace('writing', 'a letter')}{_OTHER}End.\n",
    ],
    "a revert": ["Alpha beta gamma delta.\n", "Alpha other words here delta.\n", "Alpha beta gamma delta.\n"],
    "splits and merges": [
        "One two three. Four five six.\n",
        "One two three.\n\nFour five six.\n",
        "One two. Four five six.\n",
    ],
    "lists": ["- one\n- two\n    - three\n", "1. one\n2. two\n", "- one\n- new\n- two\n\n> three\n", "* one\n* two\n"],
    "tables": [
        "| A | B |\n|---|---|\n| one | two |\n",
        "| A | B | C |\n|---|---|---|\n| one | two | three |\n",
        "| A | B |\n|:--|--:|\n| four | five |\n| one | two |\n",
    ],
    "links and looks": [
        "See [us](/a) now.\n",
        "See [us](/b) now.\n",
        "See **us** now.\n",
        "See *u*s &amp; [them][x].\n\n[x]: /c\n",
    ],
    "quotation marks": ['We "keep" it - all.\n', "We “keep” it – all.\n", "We «keep» it - all, café.\n"],
    "islands": [
        "Members who lend tools to each other must tell the desk the day before.\n",
        "Nobody but the desk may hand out the tools of which a list is kept.\n",
        "Visitors who want the keys have to ask a volunteer in the morning.\n",
        "Members may lend tools; the desk is told the same day, by letter.\n",
    ],
    "scripts without blanks": [
        "会員の名前を保存します。\n",
        "会員の名前と住所を保存します。\n",
        "住所を保存しません。😀 ok\n",
    ],
    "code and raw text": ["    a  b\n\n<div>x</div>\n", "```\na b\n```\n\n<div>y</div>\n", "***\n\na b\n"],
    "pictures far off in Unicode": ["![😀 one](/😀.png) **😀 two** three.\n", "![😀 one](/b.png) two *😀 three*.\n"],
}


def given_by_script(jobs: Sequence[tuple[Store, Sequence[tuple[int, int]]]]) -> list[dict[str, Any]]:
    """What the script makes of stores and pairs: ``sources`` by revision and ``segments`` by pair."""
    node = shutil.which("node")
    if not node:
        reason = "there is no node on this system (apt install nodejs)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"The script's walk cannot be tested: {reason}.")
        pytest.skip(reason)
    with TemporaryDirectory() as folder:
        # Pages load them as modules because they say so; node goes by the package a file lies in.
        shutil.copytree(SCRIPTS, folder, dirs_exist_ok=True)
        Path(folder, "package.json").write_text('{"type": "module"}', "utf-8")
        request = {"scripts": folder, "jobs": [{"store": plain(store), "pairs": pairs} for store, pairs in jobs]}
        result = subprocess.run(
            [node, str(RUNNER)],
            input=json.dumps(request),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
    assert result.returncode == 0, result.stderr
    answers: list[dict[str, Any]] = json.loads(result.stdout)
    return answers


def given_by_engine(store: Store, pair: tuple[int, int]) -> list[list[Any]]:
    """The engine's segments in the same form."""
    return [[each.operation, each.old, each.new, each.kind, each.move] for each in segments(store, *pair)]


def assert_same(store: Store, pairs: Sequence[tuple[int, int]], answer: dict[str, Any]) -> None:
    """Both give the same for every pair, and the script the very sources."""
    assert answer["sources"] == [store.source(number) for number in range(len(store.revisions))]
    for pair, found in zip(pairs, answer["segments"], strict=True):
        assert found == given_by_engine(store, pair), f"from revision {pair[0]} to {pair[1]}"


def test_small_histories_give_the_same_segments() -> None:
    stores = {name: store_of(texts, list(map(str, range(len(texts))))) for name, texts in HISTORIES.items()}
    jobs = [(store, list(product(range(len(store.revisions)), repeat=2))) for store in stores.values()]
    for (store, pairs), answer in zip(jobs, given_by_script(jobs), strict=True):
        assert_same(store, pairs, answer)


def test_the_histories_show_what_they_are_for() -> None:
    found = [
        segment
        for texts in HISTORIES.values()
        for store in [store_of(texts, list(map(str, range(len(texts)))))]
        for pair in product(range(len(texts)), repeat=2)
        for segment in given_by_engine(store, pair)
    ]
    assert {each[0] for each in found} == {"equal", "delete", "insert", "move"}
    kinds = {str(each[3]) for each in found if each[3]}
    assert kinds == {"wording", "link target", "formatting", "typography", "structure", "no visible change"}


@pytest.mark.parametrize("name", SAMPLE)
def test_histories_of_policies_give_the_same_segments(name: str) -> None:
    texts = history_texts(name)
    count = len(texts)
    store = store_of(texts, [str(at + 1) for at in range(count)])
    chosen = random.Random(name)
    pairs = [(chosen.randrange(count), chosen.randrange(count)) for _ in range(30)]
    pairs += [(0, count - 1), (count - 1, 0), (count - 2, count - 1)]
    assert_same(store, pairs, given_by_script([(store, pairs)])[0])


def test_signs_are_the_same_in_the_browser_and_in_the_engine() -> None:
    """A change of signs alone is called typography in both lists of changes."""
    line = next(
        line
        for line in (SCRIPTS / "changes.js").read_text("utf-8").splitlines()
        if line.startswith("const PUNCTUATION")
    )
    signs = line.partition("/^[\\s")[2].partition("]*$/")[0].replace("\\", "")
    assert {fold(sign) for sign in signs} == PUNCTUATION
