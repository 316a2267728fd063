"""How long the reader's browser takes for any two revisions, from the file that the site publishes."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from policy_history.publish.compare_file import FORMAT, VERSION
from policy_history.redline.comparison_data import ComparedTexts
from policy_history.text.document import read_document

from .corpus import Corpus
from .measuring import progress
from .report import largest_of, table

_TESTS = Path(__file__).resolve().parents[1]
_SCRIPTS = _TESTS.parent / "plugins/mkdocs_policy_versions/assets/javascripts"
sys.path.append(str(_TESTS / "site"))

from browsing import FLAGS, browser_path, serving_folder  # noqa: E402

_SEED = 40
GOAL = 40.0  # milliseconds, of isrg-cps

_INTRODUCTION = """\
# Any two revisions in the browser, measured

Written by `scripts/bench browser`: Chromium compares up to {count} pairs of revisions of every document of `../shared/corpus`, which
is no part of this project, from the file that the site publishes. *Aligned* is the redline, *shown* that and the marked text as
elements of the page, unchanged stretches folded; milliseconds, one run a pair, with other work beside (load {load:.0f}). The goal: {goal:g} ms for 95 of a hundred
alignments of isrg-cps.
"""
_HEADINGS = ["document", "revisions", "pairs", "read", "aligned", "p95", "shown", "p95", "most"]

_MEASURE = """async ([file, pairs]) => {
    const room = (name) => import(new URL(`javascripts/${name}.js`, document.baseURI));
    const rooms = await Promise.all(["redline/redline", "redline/folding", "compare/redline"].map(room));
    const [{ History, Redline }, { folded }, { drawRedline }] = rooms;
    const text = await (await fetch(file)).text();
    const begin = performance.now();
    const history = new History(JSON.parse(text));
    const found = { read: performance.now() - begin, aligned: [], shown: [] };
    for (const [from, to] of pairs) {
        const start = performance.now();
        const redline = new Redline(history, from, to);
        found.aligned.push(performance.now() - start);
        const article = document.createElement("article");
        article.append(...drawRedline(redline, "", { plan: folded(redline), places: ["", ""] }).sections);
        document.body.replaceChildren(article);
        found.shown.push(performance.now() - start);
    }
    return found;
}"""


def report(corpus: Corpus, count: int) -> str:
    """The page."""
    rows = []
    for name in corpus.documents:
        progress(f"browser: {name}")
        rows.append(_row(corpus, name, count))
    return "\n".join(
        [
            _INTRODUCTION.format(count=count, goal=GOAL, load=os.getloadavg()[0]),
            table(_HEADINGS, largest_of(rows, "isrg-cps")),
        ]
    )


def _row(corpus: Corpus, name: str, count: int) -> list[Any]:
    revisions = corpus.documents[name]
    numbers = range(len(revisions))
    possible = [(start, end) for start in numbers for end in numbers if end > start]
    pairs = Random(f"{_SEED}/{name}").sample(possible, min(count, len(possible)))
    found = _measured([row["text"] for row in revisions], pairs)
    figures = [*_figures(found["aligned"])[:2], *_figures(found["shown"])]
    return [name, len(revisions), len(pairs), f"{found['read']:.1f}", *figures]


def _figures(times: Sequence[float]) -> list[str]:
    ordered = sorted(times)
    middle, most = median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return [f"{each:.1f}" for each in (middle, most, ordered[-1])]


def _measured(texts: Sequence[str], pairs: Sequence[tuple[int, int]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(_SCRIPTS, folder / "javascripts")
        (folder / "index.html").write_text("<!doctype html><title>Comparing</title><body></body>", "utf-8")
        (folder / "compare.json").write_text(_file(texts), "utf-8", errors="surrogatepass")
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        with serving_folder(folder, {}) as address:
            page: Page = browser.new_page()
            page.goto(address)
            found: dict[str, Any] = page.evaluate(_MEASURE, ["compare.json", [list(pair) for pair in pairs]])
        browser.close()
    return found


def _file(texts: Sequence[str]) -> str:
    """The part of the published file that comparing takes."""
    data = ComparedTexts.of([read_document(text) for text in texts]).data()
    return json.dumps({"format": FORMAT, "version": VERSION, **data}, ensure_ascii=False)
