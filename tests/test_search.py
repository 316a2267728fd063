"""What is found of words in the texts of a policy, on a terminal and in a browser: the same cases hold both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest

from building import ROOT
from in_node import answers as in_browser
from policy_history.redline.comparison_data import ComparedTexts
from policy_history.redline.identity import with_permanent_ids
from policy_history.searching.answers import Texts
from policy_history.searching.query import terms

SCRIPTS = ROOT / "plugins/mkdocs_policy_versions/assets/javascripts"
FILES = sorted((ROOT / "tests/golden/search").glob("*.json"))
CASES = [(path.stem, query) for path in FILES for query in json.loads(path.read_text("utf-8"))["queries"]]


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / f"tests/golden/search/{name}.json").read_text("utf-8"))
    return found


def told(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """Answers as the cases have them: clause, then for each period its texts, how many places, and the passage."""
    return [
        " / ".join(
            [
                f"#{answer['clause']} {answer['title']}",
                *(f"{each['first']}-{each['last']} x{each['places']} {_passage(each)}" for each in answer["periods"]),
            ]
        )
        for answer in found
    ]


def _passage(period: Mapping[str, Any]) -> str:
    return "".join(f"[{text}]" if is_sought else text for text, is_sought in period["excerpt"])


@cache
def _from_browser() -> dict[tuple[str, str], list[str]]:
    jobs = []
    for path in FILES:
        wanted = case(path.stem)
        data = ComparedTexts.of(with_permanent_ids(wanted["texts"])).data()
        jobs.append({"data": data, "current": wanted["current"], "queries": list(wanted["queries"])})
    found = in_browser(SCRIPTS, "search.mjs", jobs)
    return {
        (path.stem, query): told(each)
        for path, job, answered in zip(FILES, jobs, found, strict=True)
        for query, each in zip(job["queries"], answered, strict=True)
    }


@pytest.mark.parametrize(("name", "query"), CASES)
def test_what_the_terminal_finds(name: str, query: str) -> None:
    wanted = case(name)
    found = Texts(with_permanent_ids(wanted["texts"])).answers(terms(query), wanted["current"])
    assert told(map(asdict, found)) == wanted["queries"][query]


@pytest.mark.parametrize(("name", "query"), CASES)
def test_what_the_browser_finds(name: str, query: str) -> None:
    assert _from_browser()[name, query] == case(name)["queries"][query]
