"""Lines that define where the label of a link leads: ``[label]: target "title"``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Line

# Label, target and title may stand on a line each (Python-Markdown's ReferenceProcessor).
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)([^\[\]]*)\]:[ \t]*(?:\n[ \t]*)?(\S+)[ \t]*"
    r"(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?$",
    re.MULTILINE,
)


def definition_length(lines: Sequence[Line], at: int) -> int:
    """How many lines the link definition takes that begins there; 0 when none begins."""
    if "[" not in lines[at].text:
        return 0
    match = _DEFINITION.match("\n".join(line.text for line in lines[at : at + 3]))
    return match[0].count("\n") + 1 if match else 0


def label_and_target(text: str) -> tuple[str, str]:
    """The label in lower case and the target of a link definition. Raises ValueError for a text that is none."""
    match = _DEFINITION.match(text)
    if match is None:
        raise ValueError("This text is no link definition.")
    return match[1].strip().lower(), match[2].lstrip("<").rstrip(">")
