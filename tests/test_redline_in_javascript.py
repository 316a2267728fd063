"""What the comparison in the browser shows of two texts is what the pages show: marks, list, figures, ids, both sides."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, permutations
from random import Random
from typing import Any

import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from building import ROOT
from golden_cases import files_of, read
from in_node import answers
from known_edits.sources import corpus_folder, history_names, history_texts
from policy_history.publish.article_headings import with_calm_headings, with_column_names
from policy_history.publish.compare_file import FORMAT, VERSION
from policy_history.publish.comparison import Comparison, comparison_of
from policy_history.publish.templating import _environment
from policy_history.redline.comparison_data import ComparedTexts
from policy_history.redline.folding import Part, folded
from policy_history.redline.html import side_by_side_html
from policy_history.text.article import Article
from policy_history.text.document import Document, read_document
from sweeps import examples, sample
from test_alignment_in_javascript import ODD, WRITTEN

SCRIPTS = ROOT / "plugins/mkdocs_policy_versions/assets/javascripts"
REAL = [name for name in history_names() if name not in WRITTEN]
REAL_PAIRS = int(os.environ.get("POLICY_PAIRS", "0")) or examples(1)
"""So many pairs of each real history; POLICY_PAIRS=90 makes more than 1,000 in all, which takes minutes."""

UNSEEN = {
    "letters that look alike": [
        "Pay with paypal.com now.\n",
        "Pay with p\u0430ypal.com now.\n",
        "Pay with paypaI.com now.\n",
    ],
    "joiners": [
        "Zero\u200bwidth\u200b soft\u00adhyphen.\n",
        "Zerowidth soft\u00adhyphen.\n",
        "Zero\u2066width\u2069 softhyphen.\n",
    ],
    "markup alone": ["Read *this* now.\n", "Read _this_ now.\n", "Read _this_\nnow.\n", "\ufeffRead _this_ now.\n"],
}
"""Differences that a reader cannot see, or not as words."""


def _listed(name: str, days: str) -> str:
    return (
        f"| Field of {name} | Value of {name} |\n| --- | --- |\n| {name} version | Always the second version of {name} |\n"
        f"| {name} update | The day and hour at which the list of {name} begins to be valid |\n"
        f"| Next update | Up to this update and {days} |\n"
        f"| {name} revoked | Contains the numbers of all {name} that were revoked |\n\n"
    )


_LAW = "".join(
    f"Nobody but the {who} of our house may open the room in which the {what} lies, and each time it is written in the "
    "book with the day and the hour, and with the name of whoever asked for it and of whoever was there.\n\n"
    for who, what in (("keeper", "key"), ("warden", "list"), ("clerk", "machine"), ("judge", "seal"))
)

FOUND_IN_HISTORIES = {
    "link targets with blanks": [
        "Read the [terms](/legal/Terms of May.pdf).\n",
        "Read our [terms](/legal/Terms of June.pdf) and [rules](/rules /old).\n",
    ],
    "a paragraph of an item that is code without it": [
        "1. Once.\n\n    We answer. [Choose](https://a.example/) now.\n\n    _By telephone_: we keep it for a day or two.\n",
        "Once, as ever.\n\n    We answer. [Choose](https://a.example/) now.\n\n    _By telephone_: we keep it for a day or two.\n",
    ],
    "a link in what moved": [
        f"## Contact\n\nWrite to [us](https://a.example/) at any time, ![a map](/a.png) is on the door.\n\n{_LAW}",
        f"{_LAW}## Contact\n\nWrite to [us](https://b.example/) at any time, a map is on the door. [Go](/new/).\n\nIn 10 % of all.\n",
        f"{_LAW}## Contact\n\nWrite to [us](https://b.example/) at any time, a map is on the door. [Go](/new/).\n\nIn 10\u00a0% of all.\n",
    ],
    "two rows that moved and changed places with their values": [
        _listed("subscribers", "1 year") + _listed("authorities", "10 days") + _LAW,
        _LAW + _listed("subscribers", "10 days") + _listed("authorities", "1 year"),
    ],
}
"""What real histories brought to light."""

LETTERS = {
    "letters within words": [
        "Write to https://x.org/ask, or to *ask*@x.org; we recieve it. Pay to **DE89370400440532013000**.\n",
        "Write to https://x.org/complaints, or to *help*@x.org; we receive it. Pay to **DE89370400440532013900**.\n",
        "The organi**zation** recieves re\u0301sume\u0301s; [see](/contact/ask) क्षेत्रफल and \U0001f469\u200d\U0001f467families.\n",
        "The organisation receives re\u0301sumes; [see](/contact/complaints) क्षेत्रफलों and \U0001f469\u200d\U0001f466families.\n",
        "Ask `a<b>ccc<d>` now. " + " ".join(f"fillings{number}" for number in range(40)) + "\n",
        "Ask `a<b>ccd<d>` now. " + " ".join(f"moulings{number}" for number in range(40)) + "\n",
    ],
}
"""Words replaced by others much like them: the letters that differ are set off."""

CAPITALS = {
    "headings in capitals": [
        "# OUR POLICY\n\n## 1. LIABILITY\n\nWe pay.\n\n## GDPR\n\nA.\n\n### ÜBER DIE HAFTUNG\n\nWir zahlen.\n\n## ΕΥΘΎΝΗ\n\nNo.\n",
        "# OUR POLICY\n\n## 1. LIABILITY\n\nWe owe.\n\n## GDPR\n\nB.\n\n### ÜBER DIE STRAẞE\n\nWir gehen.\n\n## Ευθύνη\n\nYes.\n",
    ],
}
"""Headings that a class sets smaller, in the text, the map and beside each other."""

PICTURES = {
    "descriptions of pictures": [
        "# A\n\nThe logo ![Our company logo](/a.png) is ours.\n\nWe keep it for ten months, and then delete it.\n\nB c d e f.\n",
        "# A\n\nThe logo Our company logo is ours.\n\nB c d e f.\n\n![We keep it for ten months, and then delete it.](/b.png)\n",
        "# A\n\nB c d e f.\n\n### [![a picture](/logo.svg)](/cookies/)\n\n<table><tr><td>a</td><td>b</td></tr></table>\n",
        "# A\n\n### [![a picture](/logo.svg)](/cookies/)\n\n### [![a picture](/logo.svg)](/cookies/)\n\nB c d e f.\n",
    ],
}
"""Words that describe a picture in one text and are the text in the other."""

LINKS = {
    "addresses": [
        "# A\n\nSee [us](/here/) and [x](javascript:alert) and ![logo](/a.png) of <b>.\n",
        "# A\n\nSee [us](/there/) and [x](https://example.org/?a=1&b=2) and ![Logo](/a.png) of &amp; <b>.\n",
    ],
}

ROWS = [f"| Number {number} | what it says of {number} | {number} euros |\n" for number in range(30)]
ITEMS = [f"1. Item {number} says what is to be done with {number}.\n" for number in range(30)]
LONG = {
    "tables and lists of which little changed": [
        "# A\n\n## TABLE OF FEES\n\n| Name | What | Price |\n|---|---|---|\n" + "".join(ROWS) + "\n## LIST OF DUTIES\n\n" + "".join(ITEMS)
        + "\n## OUR LIABILITY\n\nWe pay.\n\n## LAST WORDS\n\n- one\n\n    two\n\n- three\n\nTerm\n:   What it means.\n",
        "# A\n\n## TABLE OF FEES\n\n| Name | What | Price |\n|---|---|---|\n" + "".join(ROWS).replace("17 euros", "18 euros")
        + "\n## LIST OF DUTIES\n\n" + "".join(ITEMS).replace("done with 11", "done to 11")
        + "\n## OUR LIABILITY\n\nWe pay.\n\n## LAST WORDS\n\n- one\n\n    two\n\n- three\n\nTerm\n:   What it means.\n",
        "# A\n\n## TABLE OF FEES\n\n| Name | Price | What |\n|---|---|---|\n" + "".join(ROWS[:-1])
        + "\n## LIST OF DUTIES\n\n" + "".join(ITEMS[1:]),
    ],
}  # fmt: skip
"""Stretches that are folded within tables and lists, and clauses of which capitals are set smaller in the line that stands for them."""

_ATTRIBUTE = re.compile(r' [a-z-]+="[^"]*"')
_ATTRIBUTES = re.compile(rf"(?<=[a-z0-9])(?:{_ATTRIBUTE.pattern})+(?=>)")


def normal(html: str) -> list[str]:
    """The elements and texts that HTML consists of, so that two writings of the same are equal, in whatever order they
    have attributes; a text of white space alone is a blank, as readers see it."""
    parts = re.split("(<[^>]*>)", LexborHTMLParser(html).html or "")
    ordered = (_ATTRIBUTES.sub(lambda all_: "".join(sorted(_ATTRIBUTE.findall(all_[0]))), part) for part in parts)
    return [" " if part.isspace() else part for part in ordered if part]


def _in_words(html: str) -> list[str]:
    """The same of markup in which white space is laid out."""
    parts = (
        re.sub(r"\s+", " ", part)
        for part in normal(re.sub(r"\s*(</?(?:p|li|ol|ul|h2|h3|div|details|summary)\b[^>]*>)\s*", r"\1", html))
    )
    return [part for part in parts if part.strip()]


def given_by_script(jobs: Sequence[tuple[Sequence[Document], Sequence[tuple[int, int]]]]) -> list[list[dict[str, Any]]]:
    """For each job and pair what the script shows."""
    head = {"format": FORMAT, "version": VERSION}
    written = [{"data": head | ComparedTexts.of(documents).data(), "pairs": pairs} for documents, pairs in jobs]
    found: list[list[dict[str, Any]]] = answers(SCRIPTS, "redlines.mjs", written)
    return found


@cache
def _template(macro: str) -> Any:
    source = '{% import "_redline.html" as redline %}{{ redline.' + macro + '(comparison, "en") }}'
    return _environment().from_string(source)


def given_by_engine(old: Document, new: Document) -> dict[str, Any]:
    """What the pages show of the same pair, from which both texts come back."""
    comparison: Comparison = comparison_of(old, new)
    assert not comparison.fault, comparison.fault

    def sides(plan: list[list[Part]] | None = None) -> list[list[str]]:
        pairs = side_by_side_html(comparison.redline, plan, heading_shift=1)
        return [[_on_a_page(side) for side in pair] for _, *pair in pairs]

    return {
        "article": _on_a_page(comparison.article.html),
        "folded": _on_a_page(comparison.folded.html),
        "foldedSides": sides(folded(comparison.redline)),
        "list": _template("change_list").render(comparison=comparison),
        "map": _template("map").render(comparison=comparison) if comparison.changes else "",
        "sides": sides(),
        "quiet": comparison.quiet,
    }


def _on_a_page(html: Markup) -> str:
    # How many words a fold leaves out is for the check that reads pages back.
    shown = with_calm_headings(with_column_names(Article(html, ()).at("../")))
    return re.sub(r' data-words="\d+"', "", shown)


def differences(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """Where both differ, a few words around the first difference of each part."""
    pairs = [(part, normal(found[part]), normal(expected[part])) for part in ("article", "folded")]
    pairs.append(("list", _in_words(found["list"]), _in_words(expected["list"])))
    pairs.append(("map", _in_words(found["map"]), _in_words(expected["map"])))
    for view in ("sides", "foldedSides"):
        for at, (mine, other) in enumerate(zip(found[view], expected[view], strict=False)):
            pairs += [(f"{view}: {side} of {at}", normal(mine[side]), normal(other[side])) for side in (0, 1)]
    said = [f"{name}: {_first_difference(mine, other)}" for name, mine, other in pairs if mine != other]
    if len(found["sides"]) != len(expected["sides"]) or found["quiet"] != expected["quiet"]:
        said.append("the number of sides or of quiet differences")
    return said


def _first_difference(found: list[str], expected: list[str]) -> str:
    at = next(
        (at for at, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected))
    )
    return f"{found[max(0, at - 2) : at + 3]} is not {expected[max(0, at - 2) : at + 3]}"


def assert_same(histories: dict[str, tuple[Sequence[str], Sequence[tuple[int, int]]]]) -> None:
    """Page and script show the same of every pair of these texts that differ."""
    jobs = []
    for texts, pairs in histories.values():
        differing = [pair for pair in pairs if texts[pair[0]] != texts[pair[1]]]
        used = sorted({at for pair in differing for at in pair})
        documents = [read_document(texts[at]) for at in used]
        jobs.append((documents, [(used.index(old), used.index(new)) for old, new in differing]))
    said = []
    for name, (documents, pairs), shown in zip(histories, jobs, given_by_script(jobs), strict=True):
        for (old, new), found in zip(pairs, shown, strict=True):
            told = differences(found, given_by_engine(documents[old], documents[new]))
            said += [f"{name}, {old} to {new} of those compared: {each}" for each in told]
    assert said == []


def _some_pairs(count: int, most: int) -> list[tuple[int, int]]:
    """Neighbours and others, drawn the same each time."""
    neighbours = list(pairwise(range(count)))
    others = [pair for pair in permutations(range(count), 2) if pair not in set(neighbours)]
    random = Random(count)
    near = random.sample(neighbours, min(len(neighbours), (most + count % 2) // 2))
    return near + random.sample(others, min(len(others), most - len(near)))


def test_golden_cases_are_shown_as_on_the_pages_in_either_direction() -> None:
    cases = {path.stem: read(path) for path in files_of("redline")}
    back = {path.stem for path in sample(files_of("redline"), 6)}
    assert_same(
        {name: ([case["old"], case["new"]], [(0, 1), (1, 0)][: 1 + (name in back)]) for name, case in cases.items()}
    )


def test_odd_texts_are_shown_as_on_the_pages() -> None:
    odd = {**ODD, **UNSEEN, **FOUND_IN_HISTORIES, **LETTERS, **CAPITALS, **PICTURES, **LINKS, **LONG}
    assert_same({name: (texts, list(permutations(range(len(texts)), 2))) for name, texts in odd.items()})


def test_policies_written_for_the_tests_are_shown_as_on_the_pages() -> None:
    histories = {name: history_texts(name) for name in WRITTEN}
    assert_same({name: (texts, sample(_some_pairs(len(texts), 20), 2)) for name, texts in histories.items()})


@pytest.mark.skipif(corpus_folder() is None, reason="the real policies are not at hand")
@pytest.mark.parametrize("name", REAL)
def test_real_policies_are_shown_as_on_the_pages(name: str) -> None:
    texts = history_texts(name)
    assert_same({name: (texts, _some_pairs(len(texts), REAL_PAIRS))})
