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
from .model import CannotImport, PastText


def texts_from_records(file: Path, progress: Progress = silent) -> Iterator[PastText]:
    """The texts of that file, in its order. Raises CannotImport with the line that cannot be read."""
    opened = gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")  # noqa: SIM115 (closed by "with" below)
    number = 0
    try:
        with opened as lines:
            for number, line in enumerate(lines, start=1):
                progress("Reading records", number, 0)
                if line.strip():
                    yield _text(json.loads(line), file.name, number)
    except (OSError, UnicodeDecodeError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        what = "“date” or “text” is missing" if isinstance(error, KeyError) else str(error)
        raise CannotImport(f"{file}:{number or 1}:1: This record cannot be read ({what}). Mend it.") from None


def _text(record: dict[str, str], name: str, number: int) -> PastText:
    place = record.get("path") or f"record {number} of {name}"
    commit = f" in commit {record['commit'][:12]}" if record.get("commit") else ""
    day = datetime.fromisoformat(record["date"]).date()
    return PastText(record["text"].removeprefix("\ufeff"), day, f"{place}{commit}", record.get("subject", ""))
