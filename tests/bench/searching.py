"""How long the reader's browser takes to find words in all versions of a policy, key by key, and `policy find` on a terminal."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from policy_history.publish.compare_file import FORMAT, VERSION
from policy_history.redline.comparison_data import ComparedTexts
from policy_history.redline.identity import with_permanent_ids
from policy_history.searching.answers import Texts
from policy_history.searching.query import terms
from policy_history.text.document import Document

from .corpus import Corpus
from .measuring import progress
from .report import largest_of, table

_TESTS = Path(__file__).resolve().parents[1]
_SCRIPTS = _TESTS.parent / "plugins/mkdocs_policy_versions/assets/javascripts"
sys.path.append(str(_TESTS / "site"))

from browsing import FLAGS, browser_path, serving_folder  # noqa: E402

GOAL = 50.0  # milliseconds, for every key
WORDS = 60
_SEED = 41
_ROUNDS = 3
_EVERYWHERE = ["the", "and we", "a", "e", "1", "we may", '"of the"', "の", "ال"]

_INTRODUCTION = """\
# Words in all versions, measured

Written by `scripts/bench search`: {words} words of every document of `../shared/corpus`, which is no part of this project, and some
that stand nearly everywhere, are typed into the search page in Chromium, letter by letter. *Read* is done once; *key* is from a key
until the answers are laid out, the least of three rounds; *terminal* is the engine's median for whole words, its texts read; all
in milliseconds. The goal: {goal:g} ms a key, of isrg-cps.
"""
_HEADINGS = ["document", "revisions", "keys", "read ms", "key median", "key p95", "key max", "terminal"]

_PAGE = """<!doctype html><title>Searching</title><div id="policy-search" data-file="compare.json" data-root=""></div>
<script type="module" src="javascripts/policy-search.js"></script>"""
_MEASURE = """async words => {
    const [{ searchOfVersions }, text] = await Promise.all([
        import(new URL("javascripts/search/versions.js", document.baseURI)),
        fetch("compare.json").then(answer => answer.text()),
    ]);
    const begin = performance.now();
    searchOfVersions(JSON.parse(text), "");
    const found = { read: performance.now() - begin, keys: [] };
    const field = document.querySelector("input"), list = document.querySelector(".policy-found");
    field.focus();
    field.value = words[0];
    field.dispatchEvent(new Event("input"));
    while (!list.children.length) await new Promise(done => setTimeout(done, 10));
    for (const word of words) {
        for (let length = 1; length <= word.length; length += 1) {
            field.value = word.slice(0, length);
            const start = performance.now();
            field.dispatchEvent(new Event("input"));
            list.getBoundingClientRect();
            found.keys.push(performance.now() - start);
        }
    }
    return found;
}"""


def report(corpus: Corpus) -> str:
    """The page."""
    rows = []
    for name, revisions in corpus.documents.items():
        progress(f"search: {name}")
        rows.append(_row(name, [row["text"] for row in revisions]))
    return "\n".join([_INTRODUCTION.format(words=WORDS, goal=GOAL), table(_HEADINGS, largest_of(rows, "isrg-cps"))])


def _row(name: str, texts: Sequence[str]) -> list[Any]:
    documents = with_permanent_ids(texts)
    known = sorted({word for text in texts[:: max(1, len(texts) // 5)] for word in re.findall(r"\w{3,}", text)})
    words = [*Random(f"{_SEED}/{name}").sample(known, WORDS), *_EVERYWHERE]
    found = _measured(documents, words)
    keys = sorted(found["keys"])
    figures = [median(keys), keys[int(0.95 * len(keys))], keys[-1], _on_terminal(documents, words)]
    return [name, len(texts), len(keys), f"{found['read']:.0f}", *(f"{each:.1f}" for each in figures)]


def _on_terminal(documents: Sequence[Document], words: Sequence[str]) -> float:
    """Milliseconds, the first word apart: for it the words of all texts are brought into one spelling."""
    texts = Texts(documents)
    times = []
    for word in words:
        start = perf_counter()
        texts.answers(terms(word), len(documents) - 1)
        times.append(1000 * (perf_counter() - start))
    return median(times[1:])


def _measured(documents: Sequence[Document], words: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(_SCRIPTS, folder / "javascripts")
        (folder / "index.html").write_text(_PAGE, "utf-8")
        (folder / "compare.json").write_text(_file(documents), "utf-8", errors="surrogatepass")
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        with serving_folder(folder, {}) as address:
            rounds = [_round(browser, address, words) for _ in range(_ROUNDS)]
        browser.close()
    keys = [min(times) for times in zip(*(each["keys"] for each in rounds), strict=True)]
    return {"read": min(each["read"] for each in rounds), "keys": keys}


def _round(browser: Browser, address: str, words: Sequence[str]) -> dict[str, Any]:
    page = browser.new_page()
    page.goto(address)
    found: dict[str, Any] = page.evaluate(_MEASURE, words)
    page.close()
    return found


def _file(documents: Sequence[Document]) -> str:
    """The published file, as far as searching takes it; the day of each version is made up."""
    days = [f"{2000 + at // 336}-{at % 336 // 28 + 1:02}-{at % 28 + 1:02}" for at in range(len(documents))]
    revisions = [
        {"id": day, "effective": day, "published": day, "state": "superseded", "url": f"terms/{day}/"} for day in days
    ]
    revisions[-1]["state"] = "in force"
    head = {"format": FORMAT, "version": VERSION, "policy": {"language": "en"}, "revisions": revisions}
    return json.dumps({**head, **ComparedTexts.of(documents).data()}, ensure_ascii=False)
