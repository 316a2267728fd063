"""``python -m policy_history.manual``: write the reference anew, after what it describes has changed."""

from __future__ import annotations

from pathlib import Path

from .reference_pages import pages

for name, text in pages().items():
    Path(__file__).with_name(name).write_text(text, "utf-8", newline="\n")
