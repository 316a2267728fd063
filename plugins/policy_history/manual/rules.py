"""The rules by name, from the registries: those about texts, and those about the files of policies and their fields."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc

from ..checks.rules import COMPARING_RULES, RULES
from ..forms import settings as request_rules
from ..source import rules as source_rules
from ..tracking import inventory as storage_rules
from .markdown import as_code, as_text, page, table

_LEAD = (
    "The names that stand in brackets at the end of a finding in a text, a revision's fields or a file beside it. "
    "[Rules](rules.md) explains them with examples, and how a finding is kept on purpose. What a finished "
    "site is held to stands in [its own page](headers.md)."
)


def rules_page() -> str:
    """The page that lists each of them with its first sentence, or with what it says."""
    texts = table(["rule", "finds"], _about_texts())
    told = table(["rule", "says"], _about_files())
    return page("Rules by name", _LEAD, [f"## Texts\n\n{texts}", f"## Files and fields\n\n{told}"])


def _about_texts() -> Iterator[list[str]]:
    for name, rule in sorted({**RULES, **COMPARING_RULES}.items()):
        told = (getdoc(rule) or "").split("\n\n")[0]
        yield [f"[{as_code(name)}](rules.md#{name})", as_text(told.replace("``", ""))]


def _about_files() -> Iterator[list[str]]:
    """A rule has a row for each of its sentences; what a file fills in stands in braces."""
    places = (source_rules, storage_rules, request_rules)
    rules = (each for place in places for each in vars(place).values() if isinstance(each, source_rules.Rule))
    found = {(rule.name, rule.sentence) for rule in rules}
    for name, sentence in sorted(found):
        yield [as_code(name), as_text(sentence)]
