"""The rules about a revision's text. Each yields what it finds; ``run`` decides what was acknowledged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from urllib.parse import parse_qs, unquote, urlsplit

from ..model import Policy, Revision
from ..text.article import SCHEMES, article_words, removed_by_sanitising
from ..text.blocks import Kind
from ..text.document import Document
from ..text.html_tags import attributes_of
from ..text.keeping import kept
from ..text.read_blocks import ReadBlock
from ..text.references import definition
from ..text.shown_parts import shows_its_words
from ..text.splitting import fold, words_in
from . import cross_references, dates, odd_characters, unfinished
from .cross_references import lost_clause
from .finding import ComparingRule, Finding, Rule, short
from .link_text import link_text
from .previews import preview
from .run_together import run_together
from .unknown_syntax import unknown_syntax

_LINK = re.compile(r"<(?:a|img)\s", re.IGNORECASE)
_PART = re.compile(r"[^\W_]+|\S")


def raw_html(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """Raw HTML that a page would not show: scripts, styles, forms, frames, event handlers."""
    for offset, tag in document.raw_tags():
        if removed_by_sanitising(tag):
            name = re.match(r"<([\w:-]+)", tag)
            part = f" (<{name[1]}> or one of its attributes)" if name else ""
            yield Finding(
                offset,
                tag,
                f"“{short(tag)}” is raw HTML that is not allowed in a policy{part}. "
                "Write the passage in Markdown, without HTML.",
            )


def foreign_name(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A name that is listed in the policy's ``foreign_names``, in whatever case, and in addresses too."""
    remedy = "Replace it, or record under “acknowledgements” why it stays."
    for start, read in zip(document.starts, document.reads, strict=False) if policy.foreign_names else ():
        for place, name in _names_in(read, policy.foreign_names):
            yield Finding(start + place, name, f"“{name}” is not a name of {policy.publisher}. {remedy}")


@kept
def _names_in(read: ReadBlock, names: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Where in a block which of these names stands."""
    found: list[tuple[int, str]] = []
    for words in _words_by_passage(read):
        written = [word for word, _ in words]
        for name in names:
            wanted = [part for word in words_in(name) for part in _parts(word)]
            places = range(len(written) - len(wanted) + 1) if wanted else ()
            found += [(words[at][1], name) for at in places if written[at : at + len(wanted)] == wanted]
    return tuple(found)


def _words_by_passage(read: ReadBlock) -> Iterator[list[tuple[str, int]]]:
    """The words and signs of a paragraph, or of each cell, with their places; ``name@example.org`` has five."""
    for tokens in read.cells if read.block.cells else [read.tokens]:
        yield [(part, token.start) for token in tokens for part in _parts(token.text)]


def _parts(word: str) -> list[str]:
    return _PART.findall(fold(word).casefold())


def link(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A link or a picture that works at one of the text's addresses and not at another, or nowhere."""
    ids = {clause.id for clause in document.clauses}
    for offset, target in sorted([*document.targets(), *_raw_targets(document)]):
        fault = _link_fault(target.strip(), ids)
        if fault:
            yield Finding(offset, target, fault)
    yield from _labels_given_twice(document)


def _raw_targets(document: Document) -> Iterator[tuple[int, str]]:
    for offset, tag in document.raw_tags():
        attributes = attributes_of(tag) if _LINK.match(tag) else {}
        yield from ((offset, attributes[name]) for name in ("href", "src") if name in attributes)


def _labels_given_twice(document: Document) -> Iterator[Finding]:
    """Of two definitions of a label Markdown takes the first, Python-Markdown the last."""
    seen: dict[str, str] = {}
    for start, block in zip(document.starts, document.blocks, strict=False):
        if block.kind is Kind.DEFINITION:
            label, target = definition(block)
            if seen.setdefault(label, target) != target:
                message = f"“[{label}]:” leads to two addresses. Keep one of them."
                yield Finding(start + block.pieces[0].start, label, message)


def _link_fault(target: str, ids: set[str]) -> str:
    if target in ("", "#"):
        return "This link leads nowhere. Give it an address."
    if target.startswith("#"):
        name = unquote(target[1:])
        return "" if name in ids else f"No clause of this text has the id “{name}”. Mend the link."
    try:
        address = urlsplit(target)
    except ValueError:
        return f"“{short(target)}” is not an address. Mend the link."
    if address.scheme and address.scheme.lower() not in SCHEMES:
        wanted = "Use https://, mailto: or tel:, or an address of this site such as /cookies/."
        return f"“{short(target)}” is not a safe link. {wanted}"
    if address.scheme.lower() == "mailto" and "bcc" in map(str.lower, parse_qs(address.query)):
        return f"“{short(target)}” sends the reader's mail to others too, unseen (bcc). Leave that out."
    if address.scheme:
        place = address.netloc if address.scheme in ("http", "https") else address.path
        return "" if place else f"“{short(target)}” is not an address. Mend the link."
    if target.startswith("/") and not target.startswith("//"):
        return ""
    return (
        f"“{short(target)}” is a relative link; the text stands at several addresses. "
        "Write it from the root of the site, such as /cookies/, or with https://."
    )


def clause_id(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """An id given to a clause that cannot be its address, or that is another's."""
    seen: set[str] = set()
    for clause in document.clauses:
        block = document.blocks[clause.block]
        name = block.explicit_id
        fault = _id_fault(name, clause.id, seen) if name else ""
        if fault:
            place = document.starts[clause.block] + block.source.index("#", block.pieces[0].end)
            yield Finding(place, name, fault)
        seen.add(name)


def _id_fault(name: str, used: str, seen: Set[str]) -> str:
    if not all(letter in "-_" or unicodedata.category(letter)[0] in "LMN" for letter in name):
        return f"“{short(name)}” cannot be an address. Use letters, digits and hyphens."
    if name in seen:
        return f"Another clause of this text has the id “{name}”. Give each its own."
    return f"The id “{name}” is one that redlines use. Give another one." if name != used else ""


def reading(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A passage that the page shows differently from how the redline reads it: the Markdown is ambiguous."""
    try:
        if shows_its_words(document):
            return
        page = article_words(document)
    except RecursionError:
        deepest = max(range(len(document.blocks)), key=lambda at: len(document.blocks[at].shape))
        yield Finding(
            document.starts[deepest], "", "This passage is nested too deeply to be shown. Write it with fewer levels."
        )
        return
    if page == document.words:
        return
    tokens = [token for token in document.all_tokens() if not token.is_image]
    pairs = zip(tokens, page, strict=False)
    at = next((at for at, (token, word) in enumerate(pairs) if token.text != word), min(len(tokens), len(page)))
    offset = tokens[at].start if at < len(tokens) else len(document.source.rstrip())
    shown = " ".join(page[at : at + 6])
    yield Finding(
        offset,
        "",
        f"This passage can be read in two ways (the page would show “{short(shown)}” here). Put a blank line before "
        "lists, indent nested lists by four spaces, and close every mark.",
    )


RULES: Mapping[str, Rule] = {
    "raw-html": raw_html,
    "unknown-syntax": unknown_syntax,
    "foreign-name": foreign_name,
    "link": link,
    "link-text": link_text,
    "clause-id": clause_id,
    "reading": reading,
    "direction-control": odd_characters.direction_control,
    "invisible-character": odd_characters.invisible_character,
    "mixed-script": odd_characters.mixed_script,
    "preview": preview,
    "run-together": run_together,
    "no-clause": unfinished.no_clause,
    "placeholder": unfinished.placeholder,
    "tracked-change": unfinished.tracked_change,
    "hidden-comment": unfinished.hidden_comment,
    "text-date": dates.text_date,
    "notice-period": dates.notice_period,
    "unused-term": cross_references.unused_term,
    "section-reference": cross_references.section_reference,
}

COMPARING_RULES: Mapping[str, ComparingRule] = {
    "lost-clause": lost_clause,
    "stale-reference": cross_references.stale_reference,
}

SAID_ALREADY: Mapping[str, Set[str]] = {"preview": {"reading", "raw-html"}, "run-together": {"preview"}}
"""Rules that are not asked once others have found something: a text read in two ways has no one preview, and what a
preview shows as a list was told."""

ABOUT_DATES: Set[str] = {"text-date", "notice-period"}
"""Rules that need the declared dates to be right."""
