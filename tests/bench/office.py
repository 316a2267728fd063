"""Redlines of real revisions as Word documents, all changes accepted and all rejected by LibreOffice."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from policies import revision_of
from policy_history.text.document import read_document
from policy_history.text.splitting import words_in
from word_files import redline_of, words_by_block

from . import round_trips, validity
from .corpus import Corpus, Pair
from .measuring import progress
from .report import table

_PROGRAM = Path(__file__).resolve().parents[1] / "libreoffice.py"
_PYTHON = "/usr/bin/python3"  # Debian's, which has uno
_SECONDS = 1800  # of one document's pairs

_INTRODUCTION = """\
# Word redlines in LibreOffice

Written by `scripts/bench word` on `../shared/corpus`, which is no part of this project. Redlines of up to {count} successive and
{count} distant pairs of each document: LibreOffice accepts all changes, and rejects all, and every paragraph must have the words of
the new text, and of the old.
"""
_ROUND_TRIPS = """\
## Saved anew by LibreOffice, and imported

The last two revisions of every document, and its first with its last, each as an import has them, accepted and rejected.
*Quiet*: the imported text shows no change of any class.
"""
_VALIDITY = """\
## Judged by the validator of Microsoft's Open XML SDK
"""
_HEADINGS = ["documents", "pairs", "tracked changes", "accepted as the new text", "rejected as the old text"]


def is_here() -> bool:
    """Whether LibreOffice can be asked."""
    return shutil.which("soffice") is not None


def report(corpus: Corpus, count: int) -> str:
    """The page."""
    rows: list[list[Any]] = []
    faults: list[str] = []
    for name in corpus.documents:
        progress(f"word: {name}")
        row, found = _examined(name, _chosen(corpus, name, count))
        rows.append(row)
        faults.extend(found)
    parts = [_INTRODUCTION.format(count=count), table(_HEADINGS, [_sum(rows)])]
    if faults:
        parts.append("## Where it is not\n\nThe first paragraph that differs, as it should read and as it reads.\n")
        parts += [*faults, ""]
    parts += [_ROUND_TRIPS, round_trips.report(corpus), _VALIDITY, validity.report(corpus)]
    return "\n".join(parts)


def _sum(rows: Sequence[Sequence[Any]]) -> list[int]:
    return [len(rows), *(sum(row[at] for row in rows) for at in range(1, len(_HEADINGS)))]


def _chosen(corpus: Corpus, name: str, count: int) -> list[Pair]:
    """Pairs of a document whose texts differ: neighbours and others, so many of each, spread evenly."""
    found = []
    for pairs in (corpus.successive, corpus.distant):
        own = [pair for pair in pairs if pair.document == name and pair.old != pair.new]
        step = max(1, len(own) // count)
        found.extend(own[step // 2 :: step][:count])
    return found


def _examined(name: str, pairs: Sequence[Pair]) -> tuple[list[Any], list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{at}.docx" for at in range(len(pairs))]
        for file, pair in zip(files, pairs, strict=True):
            file.write_bytes(redline_of(pair.old, pair.new, revision=revision_of("2020-01-01", pair.new)))
        command = [_PYTHON, str(_PROGRAM), *map(str, files)]
        result = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True)
    seen = [json.loads(line) for line in result.stdout.splitlines()]
    faults = [list(_faults(pair, each)) for pair, each in zip(pairs, seen, strict=True)]
    right = [sum(side not in dict(each) for each in faults) for side in ("accepted", "rejected")]
    said = [f"- {pair.name}, {side}: {what}" for pair, each in zip(pairs, faults, strict=True) for side, what in each]
    return [name, len(pairs), sum(each["changes"] for each in seen), *right], said


def _faults(pair: Pair, seen: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Which side LibreOffice does not give as it is, and the first paragraph that differs."""
    for side, text in (("accepted", pair.new), ("rejected", pair.old)):
        expected, found = words_by_block(read_document(text)), _body(seen[side])
        if found != expected:
            at = next(
                (at for at, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
                min(len(expected), len(found)),
            )
            wanted, given = (" ".join(words[at][:12]) if at < len(words) else "nothing" for words in (expected, found))
            yield side, f"paragraph {at + 1}: “{wanted}”, “{given}”"


def _body(paragraphs: Sequence[str]) -> list[list[str]]:
    """The words of each paragraph of the text between the cover and the last line, without the sign of no width that
    LibreOffice puts into an empty cell."""
    start = paragraphs.index("The whole text with its changes marked") + 1
    return [words for text in paragraphs[start:-1] if (words := words_in(text.strip("\u200d")))]
