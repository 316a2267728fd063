"""Past texts as JSON Lines: an object a line with ``date`` (ISO 8601) and ``text``, oldest first, gzipped or not.

Optional are ``path`` and ``commit``, which name the record, and ``subject``. Two texts may share a day.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ..progress import Progress, silent
from ..source.decoding import SIZE_LIMIT
from .model import CannotImport, PastText

_LONGEST = 4 * SIZE_LIMIT
"""Characters of a line: a text as long as a source may be, each character written by its number. A packed file can
promise any number."""
_OUTLINE = "A record is a line of JSON with “date” and “text”. Mend it."
_OF_TEXTS = {"date", "text", "path", "commit", "subject"}


def texts_from_records(file: Path, progress: Progress = silent) -> Iterator[PastText]:
    """The texts of that file, in its order. Raises CannotImport with the line that cannot be read."""
    opener = gzip.open if file.suffix == ".gz" else open
    number = 1
    try:
        with opener(file, "rt", encoding="utf-8-sig") as lines:
            while line := lines.readline(_LONGEST + 1):
                progress("Reading records", number, 0)
                if line.strip():
                    yield _text(_record(line), file.name, number)
                number += 1
    except (OSError, EOFError, ValueError, TypeError, RecursionError) as error:
        raise CannotImport(f"{file}:{number}:1: This record cannot be read ({error}). {_OUTLINE}") from None


def _record(line: str) -> dict[str, str]:
    """The object of a line, without fields that are null. Raises ValueError or TypeError for anything else."""
    if len(line) > _LONGEST:
        raise ValueError(f"the line has more than {_LONGEST:,} characters")
    record = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("it is no object")
    record = {name: value for name, value in record.items() if value is not None}
    if not {"date", "text"} <= record.keys():
        raise ValueError("“date” or “text” is missing")
    for name in sorted(_OF_TEXTS & record.keys()):
        if not isinstance(record[name], str):
            raise TypeError(f"“{name}” is no text")
    return record


def _text(record: dict[str, str], name: str, number: int) -> PastText:
    place = record.get("path") or f"record {number} of {name}"
    commit = f" in commit {record['commit'][:12]}" if record.get("commit") else ""
    day = datetime.fromisoformat(record["date"]).date()
    return PastText(record["text"].removeprefix("\ufeff"), day, f"{place}{commit}", record.get("subject", ""))
