"""What an editor must look at in an imported history: days that cannot be right, texts that are none of the policy."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import date

from ..problems import counted
from ..text.document import read_document
from .model import NO_DAY, PastText

_MOST_SHARED, _LEAST_SHARED = 0.1, 0.5
"""A stranger shares at most so much with its neighbours, which share at least so much with each other."""
_LONGEST = 5
"""So many texts in a row may be strangers."""


def strangers(texts: Sequence[PastText]) -> Iterator[PastText]:
    """The texts that say something else than those around them; also the last, which shares nothing with the others."""
    words = [_words(each.text) for each in texts]
    at = 1
    while at < len(texts):
        end = _end(words, at)
        yield from texts[at:end]
        at = max(end, at + 1)


def _end(words: Sequence[frozenset[str]], at: int) -> int:
    """Where a row of strangers that begins there ends; ``at`` itself when none does."""
    before = words[at - 1]
    for end in range(at + 1, min(at + _LONGEST, len(words) - 1) + 1):
        if _shared(before, words[end - 1]) > _MOST_SHARED:
            return at
        if _shared(before, words[end]) >= _LEAST_SHARED:
            return end
    is_last = at == len(words) - 1 and at > 1 and len(words[at]) < len(before)
    return len(words) if is_last and _shared(before, words[at]) <= _MOST_SHARED else at


def _words(text: str) -> frozenset[str]:
    """The words of a text, however they are written; signs count for nothing."""
    return frozenset(word.casefold() for word in read_document(text).words if word[0].isalnum())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have of those that either has (Jaccard)."""
    return len(one & other) / max(1, len(one | other))


_COMMIT = re.compile(r" in commit ([0-9a-f]+)$")
_UNFINISHED = re.compile(r"^<{7} .*^={7}$.*^>{7} ", re.MULTILINE | re.DOTALL)
_MISREAD = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u20ac\u201a-\u201e\u0153\u2122\u2018-\u201d]+")
"""What UTF-8 looks like when it is read as Windows-1252."""
_UNSET = frozenset((date(1980, 1, 1), date(2000, 1, 1)))
_NAMED = 3
_SHORTEST = 7
"""So many digits name a commit."""


def is_called(text: PastText, name: str) -> bool:
    """Whether a day or the beginning of a commit's name is that of a text."""
    commit = _COMMIT.search(text.origin)
    is_commit = (
        commit is not None and len(name) >= _SHORTEST and (commit[1].startswith(name) or name.startswith(commit[1]))
    )
    return text.day.isoformat() == name or is_commit


def doubts_of(texts: Sequence[PastText], days: Sequence[date]) -> list[str]:
    """Sentences on the texts, with the days that they were given."""
    said = []
    first = texts[0]
    if first.formerly:
        said.append(
            f"The first text ({first.origin}) came by a renaming, from “{first.formerly[0]}”, or was a part of that "
            "(then say --section HEADING, too). Import what was before it, too: "
            + " ".join(f"--formerly {shlex.quote(name)}" for name in first.formerly)
        )
    for each, day in zip(texts, days, strict=True):
        if each.day == NO_DAY:
            said.append(f"Doubtful day: {each.origin} has none that can be right, and got {day}.")
        elif each.day != day:
            said.append(f"Doubtful day: {each.day} of {each.origin} is out of order, and became {day}.")
        elif each.day in _UNSET:
            said.append(f"Doubtful day: {each.day} of {each.origin} is where clocks begin that nobody has set.")
        elif each.other_day:
            said.append(f"Doubtful day: {each.origin} has {each.day} and {each.other_day}; {each.day} was taken.")
        if each.doubt:
            said.append(f"Doubtful day: {each.origin}. {each.doubt}")
        if _UNFINISHED.search(each.text):
            said.append(
                f"The text of {day} ({each.origin}) has the marks of a merge that was not finished (<<<<<<<). If it "
                f"was never published so, leave it out: --leave-out {_name(each)}"
            )
        if misread := _misread(each.text):
            said.append(
                f"The text of {day} ({each.origin}) was saved with letters read in a wrong encoding, such as "
                f"“{misread}”. If it was never published so, leave it out: --leave-out {_name(each)}"
            )
    for each in strangers(texts):
        words = " ".join(read_document(each.text).words[:8])
        said.append(
            f"The text of {each.day} ({each.origin}) shares next to no words with those beside it: “{words}”. "
            f"If it is a page of errors, leave it out: --leave-out {_name(each)}"
        )
    return said + _stamped(texts)


_DAY = r"(?:\d{4}-\d\d-\d\d[T ]|(?:\w{3,9},? )?\d{1,2}\.? \w{3,9}\.? \d{4},? |\w{3,9} \d{1,2}, \d{4},? (?:at )?)"
_ZONE = r"(?:\s?(?:Z\b|UTC|GMT|[+-]\d\d:?\d\d))"
_STAMP = re.compile(
    rf"{_DAY}\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]m\b)?{_ZONE}?"
    rf"|\b\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?{_ZONE}?|{_ZONE})",
    re.IGNORECASE,
)
"""A time of the clock with its day, its seconds or its zone; hours of opening have none of these."""


def _stamped(texts: Sequence[PastText]) -> list[str]:
    """A sentence on the texts that are those before them with another time of the clock, which a program writes."""
    bare = [_STAMP.sub("", each.text) for each in texts]
    found = [text for text, before, now in zip(texts[1:], bare, bare[1:], strict=False) if before == now]
    if not found:
        return []
    amount = counted(len(found), "text differs", "texts differ")
    names = " ".join(f"--leave-out {_name(each)}" for each in found[:_NAMED])
    more = " and so on" if len(found) > _NAMED else ""
    said = (
        f"{amount} from the one before in a time of the clock alone, as programs write it ({found[0].day}, the first)."
    )
    return [f"{said} To leave out what is no revision: {names}{more}"]


def absences(texts: Sequence[PastText]) -> list[str]:
    """Sentences on the days on which the file was taken away. ``texts`` are all, also those that say the same again."""
    return [
        f"The file was removed on {each.removed}, behind the text of {each.day} ({each.origin}). Was the policy "
        "withdrawn on that day?"
        for each in texts
        if each.removed
    ]


def of_branches(texts: Sequence[PastText]) -> list[str]:
    """A sentence on the texts of branches, which are not taken. ``texts`` are all."""
    merged = [each for each in texts if each.aside]
    names = list(dict.fromkeys(name for each in merged for name in each.aside))
    if not names:
        return []
    days = " to ".join(dict.fromkeys((str(merged[0].day), str(merged[-1].day))))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    amount = counted(len(names), "text of a merged branch was", "texts of merged branches were")
    said = (
        f"{amount} not taken ({days}): commit {', '.join(names[:_NAMED])}{more}. Work in a branch is no revision; but "
        "where somebody merged the main line into a branch of their own (git pull), its texts are among these. Import "
        "them from a clone that stands there: git checkout COMMIT."
    )
    return [said]


def of_tags(texts: Sequence[PastText]) -> list[str]:
    """A sentence on the texts that only tags keep. ``texts`` are all."""
    tags = [tag for each in texts for tag in each.tags]
    if not tags:
        return []
    more = f" and {len(tags) - _NAMED} more" if len(tags) > _NAMED else ""
    amount = counted(len(tags), "tag has a text", "tags have texts")
    said = f"{amount} that the main line does not have: {', '.join(tags[:_NAMED])}{more}."
    return [f"{said} To import what tags keep, too: policy import-history … --tags"]


def _misread(text: str) -> str:
    """The first word with letters of a wrong encoding; empty where there is none."""
    for word in text.split():
        if _MISREAD.search(word):
            try:
                if word.encode("cp1252").decode("utf-8") != word:
                    return word
            except UnicodeError:
                continue
    return ""


def _name(text: PastText) -> str:
    commit = _COMMIT.search(text.origin)
    return commit[1] if commit else text.day.isoformat()
