"""Redlines of real revisions as Word documents, judged by the validator of Microsoft's Open XML SDK."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from policies import revision_of
from test_word_template import redline, template
from word_files import redline_of

from .corpus import Corpus, Pair, every
from .measuring import progress
from .report import table

PAIRS = 40
_VERSIONS = ("Office2007", "Microsoft365")
_MOST_TOLD = 12
_HEADINGS = ["documents", "number", *(f"valid for {version}" for version in _VERSIONS)]
_PLACE = "POLICY_WORD_CHECKER"
"""Names the folder of node packages that has the validator."""


def checker() -> Path | None:
    """The validator's command, where it is installed."""
    place = os.environ.get(_PLACE)
    command = Path(place or ".") / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
    return command if place and command.exists() else None


def report(corpus: Corpus) -> str:
    """The section of the page."""
    command = checker()
    if command is None:
        return "Not measured: the validator is not installed (npm, on Linux).\n"
    rows: list[list[Any]] = []
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for kind, files in _documents(corpus, Path(folder)).items():
            progress(f"validity: {kind}")
            found = [{version: _findings(command, file, version) for version in _VERSIONS} for file in files]
            rows.append([kind, len(files), *(sum(not each[version] for each in found) for version in _VERSIONS)])
            told.update(finding for each in found for findings in each.values() for finding in findings)
    lines = [f"- {finding} ({count} times)" for finding, count in told.most_common(_MOST_TOLD)]
    return "\n".join([table(_HEADINGS, rows), *lines, *([""] if lines else [])])


def _documents(corpus: Corpus, folder: Path) -> dict[str, list[Path]]:
    """The files to be judged, by what they are."""
    pairs = chosen(corpus)
    firm = template()
    return {
        "redlines": [_file(folder / f"r{at}.docx", _redline(pair)) for at, pair in enumerate(pairs)],
        "the same in a firm's template": [
            _file(folder / f"t{at}.docx", redline(firm, pair.old, pair.new)) for at, pair in enumerate(pairs)
        ],
        "with footnotes, lists, terms, code and moves": [
            _file(folder / f"f{at}.docx", redline(each)) for at, each in enumerate((None, firm))
        ],
    }


def chosen(corpus: Corpus) -> list[Pair]:
    """So many pairs of revisions, successive and distant in turn, spread evenly over the documents."""
    differing = [[pair for pair in pairs if pair.old != pair.new] for pairs in (corpus.successive, corpus.distant)]
    return [pair for pairs in differing for pair in every(pairs, PAIRS // 2)[: PAIRS // 2]]


def _redline(pair: Pair) -> bytes:
    return redline_of(pair.old, pair.new, revision=revision_of("2020-01-01", pair.new))


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _findings(command: Path, file: Path, version: str) -> list[str]:
    """What the validator says against a file, each with its part; or that it judged nothing."""
    result = subprocess.run(
        [str(command), str(file), version], capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    if not result.stdout.startswith("{"):
        return [f"the validator ended without an answer: {result.stderr.strip()[-200:]}"]
    said = json.loads(result.stdout)
    return list(_told(said["errors"])) or ([] if said["ok"] else ["not valid, without a reason"])


def _told(errors: Sequence[dict[str, Any]]) -> Iterator[str]:
    for error in errors:
        yield f"{error.get('path', '')}: {error.get('description', error)}"
