"""Words that refer to other words of the text: defined terms, and sections by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Policy, Revision
from ..problems import Severity
from ..redline.identity import alignment_of, predecessors
from ..redline.stale_references import stale_references
from ..text.blocks import Kind
from ..text.document import Document
from .finding import Finding, short

_QUOTED = r"[“\"](?P<{name}>[^“”\"\n]{{2,60}})[”\"]"
_DEFINITION = re.compile(
    _QUOTED.format(name="term")
    + r"\s+(?:means|shall mean|refers to|is defined as|has the meaning)\b"
    + r"|\(\s*(?:(?:the|a|an|each|collectively|together|our|hereinafter|referred to as),?\s+)+"
    + _QUOTED.format(name="alias")
    + r"\s*\)"
)
_REFERENCE = re.compile(r"\b(?:[Ss]ections?|[Cc]lauses?)\s+(?P<number>\d{1,2}(?:\.\d{1,2})*)(?![\d.]*\d|\()")
_NUMBERED = re.compile(r"(?:(?:[Ss]ection|[Cc]lause|[Aa]rticle)\s+)?(\d{1,2}(?:\.\d{1,2})*)[.):]?(?:\s|$)")
# "Section 5 of the FTC Act", "U.S.C. section 12": a section of something else.
_OF_ANOTHER = re.compile(
    r"\s*(?:\([a-z0-9]+\)\s*)*(?:,?\s*of\s+(?:the\s+|our\s+(?P<ours>[A-Z]\w*))?(?!this\b|these\b|our\b)[“\"A-Z ])"
)
# "Article 6 GDPR", "Art. 6 (1) lit. f DSGVO", "§ 5 BDSG".
_OF_A_LAW = re.compile(r"(?:\s*\([0-9a-z]{1,4}\))*(?:\s+[a-z]{1,3}\.?){0,3}\s+[^\W\d_a-zß-ÿ]\w")
_AFTER_ANOTHER = re.compile(
    r"(?:\b(?:Act|Code|Law|Regulation|Directive|Rules?)|U\.?S\.?C\.?|§|RFC \d+|BRs?|Guidelines),?[^\S\n]*\n?[^\S\n]*\Z"
)


# "[section 4](/privacy/)", and not "[section 4](#fees)".
_IN_LINK_ELSEWHERE = re.compile(r"[^\[\]\n]*\]\((?!#)")
_WORD_BEFORE = re.compile(r"[^\s\[(*]+[\s\[(*]*\Z")
_LONGEST_NAME = 30  # characters of the word before a number, with the space behind it


def unused_term(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A term that is defined (“X” means …, (the “X”)) and never used again. English texts."""
    text = document.source
    for match in _DEFINITION.finditer(text):
        term = (match["term"] or match["alias"]).strip(" ,.*_")
        uses = re.findall(rf"(?<!\w){re.escape(term)}(?:s|es|’s|'s)?(?!\w)", text, re.IGNORECASE)
        if term and len(uses) < 2:
            yield Finding(
                match.start("term" if match["term"] else "alias"),
                term,
                f"“{term}” is defined here and used nowhere. Use it, or remove the definition.",
                Severity.WARNING,
            )


def section_reference(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """“Section 9” in a text that has no section of that number, unless it is one of a law. English texts."""
    text = document.source
    references = [match for match in _REFERENCE.finditer(text) if not _is_of_another(policy, text, *match.span())]
    if not references:
        return
    numbers = _numbers(document)
    for match in references:
        if match["number"] not in numbers:
            yield Finding(
                match.start(),
                match[0],
                f"“{match[0]}” is referred to, and no section of this text has that number. Correct the number, or "
                "name what it is a section of.",
                Severity.WARNING,
            )


def stale_reference(
    policy: Policy, revision: Revision, document: Document, earlier: Revision, before: Document
) -> Iterator[Finding]:
    """“Section 4” as before, though what was section 4 is section 3 now, unless it is one of a law."""
    text = document.source
    for place, number, now in stale_references(alignment_of(before.source, text), document):
        end = place + len(number)
        name = _WORD_BEFORE.search(text, max(0, place - _LONGEST_NAME), place)
        word = name.start() if name else place
        if _OF_A_LAW.match(text, end) or _is_of_another(policy, text, word, end):
            continue
        yield Finding(
            place,
            text[word:end],
            f"“{short(text[word:end])}” stands here as in {earlier.id}, and what had the number {number} there "
            f"has {now} now. Correct the number, or record under “acknowledgements” why it stays.",
            Severity.WARNING,
        )


def _is_of_another(policy: Policy, text: str, start: int, end: int) -> bool:
    of = _OF_ANOTHER.match(text, end)
    # "Section 5 of our Terms" is one of this text where it has that title.
    is_own = of and of["ours"] and of["ours"].lower() in policy.title.lower()
    is_elsewhere = (of and not is_own) or _IN_LINK_ELSEWHERE.match(text, end)
    return bool(is_elsewhere or _AFTER_ANOTHER.search(text, max(0, start - 40), start))


def _numbers(document: Document) -> set[str]:
    """The numbers of the text's sections: those of its headings, of bold beginnings, and of numbered items."""
    numbers: set[str] = set()
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.ITEM and block.shape == ("ol",):
            numbers.add(str(block.number))
        if block.kind in (Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM) and (
            match := _NUMBERED.match(document.title(index))
        ):
            numbers.add(match[1])
    # "12.3" says that there is a section 12.
    return numbers | {number.rpartition(".")[0] for number in numbers} - {""}


def lost_clause(
    policy: Policy, revision: Revision, document: Document, earlier: Revision, before: Document
) -> Iterator[Finding]:
    """A clause of the revision before whose id is on no heading any more."""
    kept = {clause.id for clause in document.clauses}
    lost = [number for number, clause in enumerate(before.clauses) if clause.id not in kept]
    if not lost:
        return
    successors = {old: new for new, old in predecessors(before, document).items()}
    for number in lost:
        clause = before.clauses[number]
        if number in successors:
            heading = document.blocks[document.clauses[successors[number]].block]
            yield Finding(
                document.starts[document.clauses[successors[number]].block] + heading.pieces[0].start,
                clause.id,
                f"This clause had the address “#{clause.id}” in {earlier.id}, and links to it break. "
                f"Write {{#{clause.id}}} after the heading.",
            )
        else:
            yield Finding(
                0,
                clause.id,
                f"The clause “{short(clause.title)}” of {earlier.id} is gone; links to “#{clause.id}” will lead to the "
                "list "
                f"of former clauses. If it goes on under another heading, write {{#{clause.id}}} after that one.",
                Severity.WARNING,
            )
