"""The Markdown linter rumdl (github.com/rvben/rumdl) over the texts, as warnings of the rule ``lint``.

It is a tool of the test extra, for CI: a site is built without it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model import Policy, Revision
from ..problems import CannotProceed, Severity
from ..text.document import Document
from .finding import Finding

# Line length, bare addresses and a first heading of level 1 are matters of taste; raw HTML has a rule of its own.
_LEFT_OUT = "MD013,MD033,MD034,MD041,MD025,MD036,MD026,MD012,MD009,MD047,MD059"


def lint(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """What rumdl says of a text in MkDocs' flavour. Its own rule's name (MD007) is what an acknowledgement quotes."""
    lines = document.source.split("\n")
    starts = [0]
    for text in lines:
        starts.append(starts[-1] + len(text) + 1)
    for found in _findings(document.source):
        line = min(int(found["line"]), len(lines))
        offset = min(starts[line - 1] + int(found["column"]) - 1, len(document.source))
        message = f"{found['message']} ({found['rule']} of rumdl)."
        yield Finding(offset, str(found["rule"]), message, Severity.WARNING)


def _findings(text: str) -> list[dict[str, Any]]:
    options = ["--flavor", "mkdocs", "--output-format", "json", "--isolated", "--no-cache"]
    command = [_program(), "check", "--stdin", *options, "--disable", _LEFT_OUT]
    result = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", timeout=60, check=False)
    found: list[dict[str, Any]] = json.loads(result.stdout or "[]")
    return found


def _program() -> str:
    beside = Path(sys.executable).parent / "rumdl"
    found = str(beside) if beside.exists() else shutil.which("rumdl")
    if not found:
        raise CannotProceed("The linter rumdl is not installed. Run: pip install rumdl, or check without --lint.")
    return found
