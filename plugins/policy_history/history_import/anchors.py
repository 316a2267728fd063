"""Anchors written as HTML -> the ids of the headings that they stand at; links to them lead there still."""

from __future__ import annotations

import re
from collections import Counter

from ..importing.link_targets import is_id
from ..text.document import Document

_ANCHOR = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?(?P<name>[^\s\"'>]+)[\"']?\s*>\s*</a\s*>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6} ")
_TO_HEADING = re.compile(r"[ \t]*\n\s*(?=#{1,6} )")
_HAS_ID = re.compile(r"\{[^{}\n]*#[^{}\n]*\}[ \t]*$")


def without_anchors(text: str) -> tuple[str, Counter[str]]:
    """The text in which a heading has the name of an anchor before it or in it, and how many anchors became what.

    Others go: no place but a heading has an id here.
    """
    changes: Counter[str] = Counter()
    tags = {offset for offset, _ in Document(text).raw_tags()} if _ANCHOR.search(text) else set()
    found = [match for match in _ANCHOR.finditer(text) if match.start() in tags]
    firsts = {match["name"]: match.start() for match in reversed(found)}
    for match in reversed(found):
        before, behind = text[: match.start()], text[match.end() :]
        lead = before[before.rfind("\n") + 1 :]
        is_before = _TO_HEADING.match(behind) if not lead.strip() else None
        if is_before:
            before, behind, lead = before[: len(before) - len(lead)], behind[is_before.end() :], ""
        line, end, rest = behind.partition("\n")
        may_have = is_before or _HEADING.match(lead)
        if may_have and firsts[match["name"]] == match.start() and is_id(match["name"]) and not _HAS_ID.search(line):
            line = f"{line.rstrip()} {{#{match['name']}}}"
            changes["anchors made ids of headings"] += 1
        else:
            changes["anchors removed"] += 1
        text = f"{before}{line.lstrip() if _HEADING.match(lead) else line}{end}{rest}"
    return text, changes
