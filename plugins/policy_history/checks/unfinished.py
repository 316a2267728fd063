"""What is left of writing: placeholders, tracked changes and remarks that nobody has settled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Policy, Revision
from ..problems import Severity
from ..text.document import Document
from ..text.keeping import kept
from .finding import Finding, in_parts, short

_PLACEHOLDER = re.compile(
    r"\[\s*(?:[●•▪■◾…_]+|\.{3,}|[xX]{2,})\s*\]"  # [●], [...], [XX]
    r"|\[\[[^\[\]\n]+\]\](?!\()"  # [[name]], but not a link whose words are in brackets
    r"|\[\s*(?i:insert|fill in|date|name|company|address|tbd|tbc|todo)\b[^\[\]\n]{0,60}\](?![(\[:])"
    r"|\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}|\$\{[^{}\n]+\}|<%[^\n]*?%>"  # of a template
    r"|\b(?:TODO|TBD|TBC|FIXME|XXX)\b"
    r"|\b[Ll]orem ipsum\b"
    r"|\bError! (?:Reference source|Bookmark|Hyperlink reference) not (?:found|defined|valid)\."  # of Word
)
_SIGNS_OF_PLACEHOLDERS = ("[", "{", "<%", "TODO", "TBD", "TBC", "FIXME", "XXX", "orem ipsum", "Error!")
"""One of these stands in each: most texts have none, which is told at once."""
_LONG = 40
"""A text of fewer words is a line or two, which need no heading."""

_CRITIC = re.compile(
    r"\{\+\+.*?\+\+\}|\{--.*?--\}|\{~~.*?~~\}|\{==.*?==\}|\{>>.*?<<\}", re.DOTALL
)  # criticmarkup.com, "Syntax"


def placeholder(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A place that was left open: ``[●]``, ``TODO``, ``[[name]]``, a template's ``{{name}}``."""
    yield from in_parts(document, _placeholders)
    if noted := _PLACEHOLDER.search(revision.note):
        yield Finding(
            0,
            short(noted[0]),
            f"The note holds the placeholder “{short(noted[0])}”. Write the note.",
            field="note",
        )


@kept
def _placeholders(source: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(match.start(), short(match[0]), f"“{short(match[0])}” is a placeholder. {_remedy(match[0])}")
        for match in (_PLACEHOLDER.finditer(source) if any(sign in source for sign in _SIGNS_OF_PLACEHOLDERS) else ())
    )


def _remedy(placeholder: str) -> str:
    """What to do; a link of a wiki is written as a placeholder is."""
    return "Write what belongs here" + (", or a link as [words](#id)." if placeholder.startswith("[[") else ".")


def no_clause(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A text without a heading. Nothing in it can be found, linked to or followed through revisions."""
    if not document.clauses and sum(word[0].isalnum() for word in document.words) >= _LONG:
        message = "This text has no heading, so it has no clauses. Write ## before the title of each part."
        yield Finding(0, "", message, Severity.WARNING)


def tracked_change(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A change or a remark in CriticMarkup (``{++added++}``) that was neither accepted nor rejected."""
    for match in _CRITIC.finditer(document.source):
        kind = "remark" if match[0].startswith(("{>>", "{==")) else "tracked change"
        yield Finding(
            match.start(),
            short(match[0]),
            f"“{short(match[0])}” is a {kind} that is not settled. Keep the words that apply, and remove the marks.",
        )


def hidden_comment(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A comment in the source. No page shows it, but the source is published beside the page."""
    for offset, tag in document.raw_tags():
        if tag.startswith("<!--"):
            yield Finding(
                offset,
                short(tag),
                f"“{short(tag)}” is a comment. Pages do not show it, but the published source does: remove it.",
            )
