"""The pages of the reference, each made from the code that it describes."""

from __future__ import annotations

from collections.abc import Mapping

from .commands import commands_page
from .fields import fields_page
from .options import options_page
from .rules import rules_page


def pages() -> Mapping[str, str]:
    """The Markdown of each page by the name of its file, the same for the same code."""
    return {
        "options.md": options_page(),
        "fields.md": fields_page(),
        "rule-list.md": rules_page(),
        "commands.md": commands_page(),
    }
