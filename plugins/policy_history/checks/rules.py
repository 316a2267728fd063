"""The rules about a revision's text. Each yields what it finds; ``run`` decides what was acknowledged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from ..model import Policy, Revision
from ..problems import Severity
from ..text.article import removed_by_sanitising, render_article
from ..text.document import Document
from ..text.reading import words_of
from ..text.tokens import words_in


class Finding(NamedTuple):
    """What a rule found: the place in the text, the passage it concerns, and a sentence with the remedy."""

    offset: int
    quote: str
    message: str
    severity: Severity = Severity.ERROR


Rule = Callable[[Policy, Revision, Document], Iterator[Finding]]

_SCHEMES = {"http", "https", "mailto", "tel"}


def raw_html(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """Raw HTML that a page would not show: scripts, styles, forms, frames, event handlers."""
    for offset, tag in document.raw_tags():
        if removed_by_sanitising(tag):
            name = (re.match(r"</?\s*([\w:-]+)", tag) or ["", "tag"])[1]
            yield Finding(
                offset,
                tag,
                f"“{_short(tag)}” is raw HTML that is not allowed in a policy (<{name}> or one of its attributes). "
                "Write the passage in Markdown, without HTML.",
            )


def foreign_name(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A name that is listed in the policy's ``foreign_names``, in whatever case it is written."""
    tokens = list(document.all_tokens())
    lowered = [token.text.lower() for token in tokens]
    for name in policy.foreign_names:
        words = [word.lower() for word in words_in(name)]
        for at in range(len(tokens) - len(words) + 1):
            if words and lowered[at : at + len(words)] == words:
                yield Finding(
                    tokens[at].start,
                    name,
                    f"“{name}” is not a name of {policy.publisher}. Replace it, or record under "
                    f"“acknowledgements” why it stays.",
                )


def link(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A link that works at one of the text's addresses and not at another, or nowhere."""
    ids = {clause.id for clause in document.clauses}
    last = None
    for token in document.all_tokens():
        for target in sorted(token.links - {last}):
            fault = _link_fault(target, ids)
            if fault:
                yield Finding(token.start, target, fault)
        last = next(iter(sorted(token.links)), None)


def _link_fault(target: str, ids: set[str]) -> str:
    if target.startswith("#"):
        return "" if target[1:] in ids else f"No clause of this text has the id “{target[1:]}”. Mend the link."
    try:
        address = urlsplit(target)
    except ValueError:
        return f"“{_short(target)}” is not an address. Mend the link."
    if address.scheme:
        wanted = "Use https://, mailto: or tel:, or an address of this site such as /cookies/."
        return "" if address.scheme.lower() in _SCHEMES else f"“{_short(target)}” is not a safe link. {wanted}"
    if target.startswith("/") and not target.startswith("//"):
        return ""
    return (
        f"“{_short(target)}” is a relative link; the text stands at several addresses. "
        "Write it from the root of the site, such as /cookies/, or with https://."
    )


def reading(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A passage that the page shows differently from how the redline reads it: the Markdown is ambiguous."""
    try:
        page = words_of(render_article(document).html)
    except RecursionError:
        deepest = max(document.blocks, key=lambda block: len(block.shape))
        yield Finding(deepest.start, "", "This passage is nested too deeply to be shown. Write it with fewer levels.")
        return
    tokens = [token for token in document.all_tokens() if not token.is_image]
    pairs = zip(tokens, page)
    at = next((at for at, (token, word) in enumerate(pairs) if token.text != word), min(len(tokens), len(page)))
    if at == len(tokens) == len(page):
        return
    offset = tokens[at].start if at < len(tokens) else len(document.source.rstrip())
    shown = " ".join(page[at : at + 6])
    yield Finding(
        offset,
        "",
        f"This passage can be read in two ways (the page would show “{_short(shown)}” here). Put a blank line before "
        "lists, indent nested lists by four spaces, and close every mark.",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"


RULES: Mapping[str, Rule] = {
    "raw-html": raw_html,
    "foreign-name": foreign_name,
    "link": link,
    "reading": reading,
}
