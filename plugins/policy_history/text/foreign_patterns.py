"""Markdown that is not ours yet, as patterns: ``checks`` reports it, ``history_import`` writes what it means."""

from __future__ import annotations

_ATTRIBUTE = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
ATTRIBUTES = rf"(?:\{{:[^{{}}\n]*\}}|\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}})"

BOX = (
    r"(?:!!!|\?\?\?\+?)[ \t]+(?P<type>[a-z][\w-]*)(?:[ \t]+(?:inline|end))*"
    r"(?:[ \t]+[\"“](?P<title>[^\"”\n]*)[\"”])?[ \t]*$"
)
FENCED_BOX = (
    r" {0,3}:{3,}[ \t]*(?:\{(?=[\w-]+\}))?(?P<type>[a-z][\w-]*)\}?"
    r"(?:\[(?P<title>[^\[\]\n]+)\]|[ \t]+(?P<words>[^\s{][^\n{}]*))?[ \t]*$"
)
IMPORT = r"(?:import|export)[ \t].*[ \t]from[ \t]+[\"'][^\"'\n]+[\"'];?$"
TAB = r"===[+!]{0,2}[ \t]+[\"“](?P<title>[^\"”\n]+)[\"”]"
ALERT = r"\[!(?P<type>[A-Za-z]+)\][+-]?"
CONTENTS = r"(?:\[(?:TOC|toc)\]|\{:toc\})[ \t]*$"
TASK = r"\[(?P<mark>[ xX])\](?=\s)"
HIGHLIGHT = r"(?<![={\w])==(?=[^\s=])([^=\n]*)(?<=[^\s=])==(?![=\w])"

FENCE = r" {0,3}(`{3,}|~{3,})"
DEFINITION = r"^ {0,3}\[(\^?[^\]\n]+)\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*"
"""A link's definition or a footnote, with the indented lines that belong to it (MULTILINE)."""
HEADING_WITH_ID = r"^(#{1,6} .*?)[ \t]*\{:?(?P<list>[^{}\n]*#[^{}\n]*)\}[ \t]*$"
TARGET = r"(\]\(\s*<?|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?|\b(?:href|src)\s*=\s*[\"'])([^\s)\"'<>]+)"
"""Where a link leads: [words](TARGET), [label]: TARGET, href="TARGET" (MULTILINE). Words of a note follow [^label]:."""
_ADDRESS = r"\(\s*<?(?P<address>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?[^()]*\)"
PICTURE = rf"(?<!\\)!\[(?P<words>[^\[\]]*)\](?:{_ADDRESS}|\[(?P<label>[^\[\]]*)\])?"
"""![words](address "title") and ![words][label]; ![label] is one whose words are its label."""
