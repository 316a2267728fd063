"""Redlines of real revisions, saved anew by LibreOffice and imported: nothing may have changed that nobody changed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from policies import revision_of
from policy_history.history_import.converting import Conversion
from policy_history.importing.draft import Draft, draft_of
from policy_history.redline.compare import changes, compare
from policy_history.text.document import read_document
from policy_history.word.reading import read_docx
from word_files import redline_of

from .corpus import Corpus, Pair
from .measuring import progress
from .report import table

_HEADINGS = ["pairs", "imports", "quiet as written", "quiet when saved by LibreOffice", "words lost"]
_LARGEST = 160_000
"""Characters of both texts; LibreOffice takes minutes to lay out more."""
_SECONDS = 1800


def report(corpus: Corpus) -> str:
    """The section of the page: of each document the last two revisions, all changes accepted and all rejected."""
    pairs = [pair for pair in map(_imported, _last(corpus)) if len(pair.old) + len(pair.new) < _LARGEST]
    rows: list[list[int]] = []
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        written = [_written(Path(folder), pair) for pair in pairs]
        saved = save_anew(written, Path(folder) / "saved")
        for pair, *files in zip(pairs, written, saved, strict=True):
            progress(f"round trip: {pair.name}")
            row, found = _examined(pair, files)
            rows.append(row)
            faults += found
    totals = [sum(row[at] for row in rows) for at in range(len(_HEADINGS))]
    return "\n".join([table(_HEADINGS, [totals]), *faults, *([""] if faults else [])])


def _last(corpus: Corpus) -> Iterator[Pair]:
    """Of each document the last two revisions that differ, and its first and last."""
    for name, rows in corpus.documents.items():
        own = [pair for pair in corpus.successive if pair.document == name and pair.old != pair.new]
        yield own[-1]
        yield corpus.pair(name, 1, len(rows))


def _imported(pair: Pair) -> Pair:
    """The pair as the import of a history has it, without the marks and HTML that no page of ours carries."""
    old, new = (Conversion(text, "https://example.org/policy").text for text in (pair.old, pair.new))
    return pair._replace(old=old, new=new)


def _written(folder: Path, pair: Pair) -> Path:
    file = folder / f"{pair.name.replace(' ', '-')}.docx"
    file.write_bytes(redline_of(pair.old, pair.new, revision=revision_of("2020-01-01", pair.new)))
    return file


def save_anew(files: Sequence[Path], into: Path) -> list[Path]:
    """The documents as LibreOffice saves them, in that folder."""
    program = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{into}-profile"
    command = [program, "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(into)]
    subprocess.run([*command, *map(str, files)], capture_output=True, timeout=_SECONDS, check=True)
    return [into / file.name for file in files]


def _examined(pair: Pair, files: Sequence[Path]) -> tuple[list[int], list[str]]:
    """The row of a pair, of whose files the first is ours and the second saved anew, and what changed in these."""
    quiet = [0, 0]
    lost, faults = 0, []
    for at, file in enumerate(files):
        for side, text in (("accept", pair.new), ("reject", pair.old)):
            draft = draft_of(read_docx(file.read_bytes(), side), [pair.old])  # type: ignore[arg-type]
            found = list(_changes(text, draft))
            quiet[at] += not found
            lost += len(draft.missing)
            if found:
                faults.append(f"- {pair.name}, {('as written', 'saved anew')[at]}, {side}: {'; '.join(found[:4])}")
    return [1, 2, *quiet, lost], faults


def _changes(text: str, draft: Draft) -> Iterator[str]:
    """The changes between a text and what came back of it, by class, and the first ones in words."""
    found = changes(compare(read_document(text), read_document(draft.markdown)))
    counted = Counter(str(change.kind) for change in found)
    if counted:
        yield ", ".join(f"{count} {kind}" for kind, count in sorted(counted.items()))
    for change in found[:3]:
        yield f"“{_start(change.removed)}” became “{_start(change.added)}”"


def _start(text: str) -> str:
    return " ".join(str(text).split())[:60]
