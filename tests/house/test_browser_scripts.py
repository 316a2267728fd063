"""What a script in the browser must not say, since a browser that readers use does not know it."""

from __future__ import annotations

import re

from gates import BROWSER_SCRIPTS

_LOOKING_BACK = re.compile(r"\(\?<[=!]")


def test_no_pattern_looks_back() -> None:
    """Safari before 16.4, the newest that many phones get, refuses a module with such a pattern, and all that need it."""
    scripts = {path.name: path.read_text("utf-8") for path in BROWSER_SCRIPTS.rglob("*.js")}
    code = {name: re.sub(r"^\s*//.*", "", text, flags=re.MULTILINE) for name, text in scripts.items()}
    assert scripts and [name for name, text in code.items() if _LOOKING_BACK.search(text)] == []
