"""What a screen reader has to say of a page, from Chromium's accessibility tree, utterance by utterance.

It is what the browser gives to any screen reader, in order: names, roles and texts. A screen reader adds words of its own;
which, was listened to once with Orca (docs/project/redline-pages.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from browsing import FLAGS, browser_path, serving_folder
from playwright.sync_api import Page, sync_playwright

from building import EXAMPLE, build

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "speech.txt"
"""The transcript of one redline, which a test compares with what is heard today."""

ADDRESS, DAY = "notice/2023-09-01/changes/", "2026-06-15"
"""The redline of which it is, in the site of the tests on that day."""

_SPOKEN = {"list": "list", "table": "table", "navigation": "navigation", "article": "article", "note": "note"}
_CHANGE = re.compile(r"\[(?:removed|added|moved|was)")

_ROLES = re.compile(r", (?:link|folded|heading level \d)$|(?:^| )(?:list|table|navigation|article|note)$")

Node = Mapping[str, Any]


def transcript(page: Page) -> list[str]:
    """The utterances of a page that is open, from its top to its end."""
    chromium = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in chromium.send("Accessibility.getFullAXTree")["nodes"]}
    root = next(node for node in nodes.values() if "parentId" not in node)
    return list(_said(root, nodes))


def words_before_the_first_change(utterances: Sequence[str]) -> int:
    """How many words of the page are heard before any change is; what a screen reader adds of roles is not counted."""
    first = next(at for at, said in enumerate(utterances) if _CHANGE.match(said))
    return sum(len(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", _ROLES.sub("", said))) for said in utterances[:first])


def _said(node: Node, nodes: Mapping[str, Node]) -> Iterator[str]:
    role, name = _of(node, "role"), " ".join(_of(node, "name").split())
    children = [nodes[child] for child in node.get("childIds", ()) if child in nodes]
    if role == "StaticText":
        yield from [name] if name else []
    elif role == "link":
        yield f"{name}, link"
    elif role == "heading":
        level = next((each["value"]["value"] for each in node["properties"] if each["name"] == "level"), 0)
        yield f"{name}, heading level {level}"
    elif role == "DisclosureTriangle":
        yield f"{name}, folded"
    else:
        if not node.get("ignored") and role in _SPOKEN:
            yield f"{name} {_SPOKEN[role]}".strip()
        for child in children:
            yield from _said(child, nodes)


def _of(node: Node, what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def write_transcript(scratch: Path) -> str:
    """Build the site of the tests, listen to the redline, and write the golden file. What was measured, in words."""
    site = build(EXAMPLE, scratch / "site", DAY)
    with serving_folder(site) as root, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = chromium.new_page()
        page.goto(root + ADDRESS)
        utterances = transcript(page)
        chromium.close()
    GOLDEN.write_text("\n".join(utterances) + "\n", "utf-8")
    return f"{words_before_the_first_change(utterances)} words before the first change; written to {GOLDEN.name}."
