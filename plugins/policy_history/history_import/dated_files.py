"""A folder of drafts whose names tell their days: which of its files are texts of a policy, and in what order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .model import CannotImport
from .named_days import NamedDay, named_day

_SHOWN = 20
_WORD = r"(?<![^\W\d_])(?:{})(?![^\W\d_])"
_OLDER = re.compile(
    _WORD.format("old|older|superseded|previous|backup|bak|draft|alt|veraltet|entwurf|ancien|brouillon|antiguo"),
    re.IGNORECASE,
)
"""Words in the name of an earlier state of a text of the same day."""
_SHOWS_CHANGES = re.compile(
    _WORD.format(
        r"(?:red|black)-?lined?|track(?:ed)?(?:[ _-]changes)?|mark(?:ed)?[ _-]?up|compared?|comparison|vs|diff|"
        r"with[ _-]changes|änderungsmodus|vergleich|comparaison|comparación"
    ),
    re.IGNORECASE,
)
"""Words in the name of a copy that shows what changed."""


@dataclass(frozen=True, slots=True)
class DatedFile:
    """A file with the day that its name tells."""

    path: Path
    named: NamedDay


@dataclass(frozen=True, slots=True)
class DatedFiles:
    """The files, oldest first; the names of what else stands in the folder; and the copies that show changes, each with
    the text of the same day beside it."""

    files: tuple[DatedFile, ...]
    others: tuple[Path, ...]
    marked: Mapping[Path, Path]


def dated_files(folder: Path, kinds: Collection[str], language: str, left_out: Sequence[str] = ()) -> DatedFiles:
    """The files of those kinds (``.docx``) in a folder, without those that are left out by name.

    Folders in it, links and what an office program keeps beside an open document are none. Files of one day come in
    the order of their names, in which v10 stands behind v9, and what is called old before what is not. A copy that
    shows the changes to a text of that day is no text of its own. CannotImport names every file without a day.
    """
    here = sorted(each for each in folder.iterdir() if not each.name.startswith((".", "~$")))
    chosen = [each for each in here if each.name not in left_out]
    drafts = [each for each in chosen if each.suffix.lower() in kinds and each.is_file() and not each.is_symlink()]
    days = {each: named_day(each.stem, language) for each in drafts}
    found = [DatedFile(each, day) for each, day in days.items() if day]
    if len(found) < len(drafts):
        raise CannotImport(_undated([each.name for each, day in days.items() if day is None]))
    found.sort(key=lambda each: (each.named.day, _OLDER.search(each.path.stem) is None, _natural(each.path.stem)))
    marked = _marked_copies(found)
    texts = [each for each in found if each.path not in marked]
    return DatedFiles(_with_doubts(texts), tuple(each for each in chosen if each not in days), marked)


def _marked_copies(found: Sequence[DatedFile]) -> dict[Path, Path]:
    """The files whose names say that they show the changes, each with the text of the same day beside it."""
    plain = {each.named.day: each.path for each in found if not _SHOWS_CHANGES.search(each.path.stem)}
    return {
        each.path: plain[each.named.day]
        for each in found
        if each.named.day in plain and _SHOWS_CHANGES.search(each.path.stem)
    }


def _undated(names: Sequence[str]) -> str:
    shown = "".join(f"\n  {name}" for name in names[:_SHOWN])
    more = f"\n  and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (
        f"The names of these files tell no day:{shown}{more}\nPut the day into each name, such as privacy-2019-03-01, "
        "or leave the file out with --leave-out NAME."
    )


def _with_doubts(found: Sequence[DatedFile]) -> tuple[DatedFile, ...]:
    """The same; of a day's second file it is said that names alone tell the order."""
    made = list(found[:1])
    for before, each in pairwise(found):
        doubt = each.named.doubt
        if each.named.day == before.named.day:
            doubt = f"{doubt} It has the day of {before.path.name}; their names tell the order.".strip()
        made.append(DatedFile(each.path, NamedDay(each.named.day, doubt)))
    return tuple(made)


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.casefold()) if part]
