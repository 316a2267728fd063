"""Clauses that carry numbers: each taken out and put in, in the ways that policies number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policy_history.redline.compare import changes, compare
from policy_history.redline.identity import with_permanent_ids
from policy_history.redline.model import ChangeKind
from policy_history.redline.segments import Segment, segments
from policy_history.text.document import read_document

from .corpus import Corpus
from .measuring import progress

FORMS = {
    "1. Title": "## {n}. {title}\n\n{body}",
    "1.1 Title": "## 1.{n} {title}\n\n{body}",
    "Article 1: Title": "## Article {n}: {title}\n\n{body}",
    "(a) paragraphs": "({letter}) {paragraph}",
    "§ 1 Title": "## § {n} {title}\n\n{body}",
}
HEADINGS = ["numbered", "policies", "redlines", "wrong", "ids lost", "ids given away", "not told once"]
_CLAUSES = 14
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Clause:
    title: str
    body: str


def rows(corpus: Corpus) -> Iterator[list[Any]]:
    """Each way of numbering: of how many policies, how many redlines, and in how many something is wrong."""
    found = {name: _clauses(revisions[-1]["text"])[:_CLAUSES] for name, revisions in sorted(corpus.documents.items())}
    policies = {name: clauses for name, clauses in found.items() if len(clauses) > 3}
    for form, pattern in FORMS.items() if policies else ():
        faults: list[tuple[bool, ...]] = []
        for name, clauses in policies.items():
            progress(f"numbered clauses: {name}, {form}")
            faults += _faults(clauses, pattern)
        yield [form, len(policies), len(faults), *map(sum, zip(*faults, strict=True))]


def _clauses(text: str) -> list[_Clause]:
    """The clauses with a text of their own, without their numbers; each title and each text once."""
    found: dict[str, _Clause] = {}
    for part in re.split(r"(?m)^(?=#{1,6} )", text.replace("\r\n", "\n")):
        match = re.match(r"#{1,6} +(.*)\n", part)
        title = re.sub(r"\{[^}]*\}|^[\d.§]+\s*", "", match[1]).strip(" #*") if match else ""
        body = part[match.end() :].strip() if match else ""
        if title and body and "```" not in body and body not in {clause.body for clause in found.values()}:
            found.setdefault(title, _Clause(title, body))
    return list(found.values())


def _faults(clauses: Sequence[_Clause], pattern: str) -> Iterator[tuple[bool, bool, bool, bool]]:
    """For each redline: whether it is wrong, loses an id, gives one away, and tells the renumbering otherwise than once."""
    for gone in range(1, len(clauses) - 1):
        whole, place = _written(clauses, pattern, gone)
        part, _ = _written([*clauses[:gone], *clauses[gone + 1 :]], pattern, gone)
        for old, new in ((whole, part), (part, whole)):
            told = sum(
                change.kind is ChangeKind.NUMBERING
                for change in changes(compare(read_document(old), read_document(new)))
            )
            yield is_wrong(segments(old, new), place, is_out=old == whole), *_ids(old, new), told != 1


def _written(clauses: Sequence[_Clause], pattern: str, marked: int) -> tuple[str, range]:
    """The policy, and where in it the clause of that number stands."""
    text, place = "# Policy\n\n", range(0)
    for number, clause in enumerate(clauses):
        start = len(text)
        paragraph = re.sub(r"^(?:[-*+]|\d+[.)]|#+|\|)\s*", "", clause.body.split("\n\n")[0])
        text += pattern.format(
            n=number + 1, letter=chr(97 + number), title=clause.title, body=clause.body, paragraph=paragraph
        )
        text += "\n\n"
        place = range(start, len(text)) if number == marked else place
    return text, place


def is_wrong(found: Sequence[Segment], place: range, *, is_out: bool) -> bool:
    """Whether a word of the clause, which stands at that place of the longer text, is kept, or one of another is shown as worded anew or moved."""
    at = 0
    for segment in found:
        text = segment.old if is_out else segment.new
        other = segment.new if is_out else segment.old
        is_changed = segment.kind is ChangeKind.WORDING or segment.operation == "move"
        inside = any(at + word.start() in place for word in _WORD.finditer(text))
        outside = any(at + word.start() not in place for word in _WORD.finditer(text))
        is_whole = segment.kind is ChangeKind.WORDING and segment.operation in ("delete", "insert")
        if (inside and not is_whole) or (is_changed and (outside or _WORD.search(other))):
            return True
        at += len(text)
    return False


def _ids(old: str, new: str) -> tuple[bool, bool]:
    """Whether a clause that stayed has another id now, and whether the id of one that left (came) is another's."""
    before, after = (
        {_title(clause.title): clause.id for clause in document.clauses} for document in with_permanent_ids([old, new])
    )
    lost = any(before[title] != after[title] for title in before.keys() & after.keys())
    given = any(before[title] in after.values() for title in before.keys() - after.keys())
    return lost, given or any(after[title] in before.values() for title in after.keys() - before.keys())


def _title(written: str) -> str:
    """A title without its number."""
    return re.sub(r"^(?:Article \d+:|§ \d+|[\d.]+)\s*", "", written)
