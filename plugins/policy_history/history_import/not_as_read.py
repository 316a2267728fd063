"""Texts of which the file does not say what readers saw: filled in by a program, in another notation, or empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from ..problems import counted, one_line
from .model import PastText

# Liquid, Hugo, Jinja and Handlebars; ERB, EJS and PHP; components of MDX, which stand alone on their line, and values.
_FILLED_IN = re.compile(
    r"\{\{.+?\}\}|\{%.+?%\}|(?:<|&lt;)[%?].*?[%?]>|^[ \t]*(?:<|&lt;)[A-Z]\w*(?:\s[^<>]*)?/>[ \t]*$"
    r"|(?<![$\w{])\{(?:props|front[mM]atter|meta|site|config|page|data)\.[\w.]+\}",
    re.DOTALL | re.MULTILINE,
)
_NOTATIONS = {
    ".rst": "reStructuredText", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".textile": "Textile",
    ".wiki": "a wiki's", ".mediawiki": "a wiki's", ".org": "Org", ".tex": "LaTeX",
}  # fmt: skip
_DIRECTIVE = re.compile(r"^\.\. [a-z][\w-]*::", re.MULTILINE)
_LONGEST = 60


def not_as_read(texts: Sequence[PastText]) -> Iterator[str]:
    """Sentences on such texts, one for each kind. ``texts`` are all, also those without a word."""
    filled = [(each, found[0]) for each in texts if (found := _FILLED_IN.search(each.text))]
    if filled:
        first, mark = filled[0]
        yield (
            f"{counted(len(filled), 'text has', 'texts have')} marks that a program filled in, such as "
            f"“{one_line(mark, _LONGEST)}” in that of {first.day} ({first.origin}). What readers saw there does not "
            "stand in the file. Write it in their place, or import saved pages."
        )
    for notation, origin in dict(_notations(texts)).items():
        yield (
            f"{origin} is in {notation} notation and was read as Markdown: what is none stands in the text as signs. "
            "Convert it, or import saved pages."
        )
    for each in texts:
        if not each.text.strip():
            left_out = f"The text of {each.day} ({each.origin}) is empty and was left out."
            yield f"{left_out} Was the policy withdrawn on that day?"


def _notations(texts: Sequence[PastText]) -> Iterator[tuple[str, str]]:
    for each in texts:
        path = each.origin.rpartition(" in commit ")[0] or each.origin
        notation = _NOTATIONS.get(PurePosixPath(path).suffix.lower())
        if notation or _DIRECTIVE.search(each.text):
            yield notation or _NOTATIONS[".rst"], path
