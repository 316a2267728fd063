"""wikidiff2, the engine behind the diffs of Wikipedia, as a PHP process that stays open."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from known_edits import Segment

from .engines import Engine

_SCRIPT = Path(__file__).with_suffix(".php")
_ADDED, _DELETED, _CHANGED, _WENT, _CAME = 1, 2, 3, 4, 5  # kinds of line in its JSON
_OUT = 1  # the kind of a highlight that stood in the old line only


def wikidiff2() -> Engine | None:
    """The engine, or None where PHP or its extension is lacking."""
    php = shutil.which("php")
    if php is None or b"wikidiff2" not in subprocess.run([php, "-m"], capture_output=True, check=False).stdout:
        return None

    def compare(old: str, new: str) -> dict[str, Any]:
        process = _process(php)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps({"old": old, "new": new}).encode() + b"\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    return Engine("wikidiff2", compare, _read, seconds=lambda answer: answer["seconds"])


@lru_cache(maxsize=1)
def _process(php: str) -> subprocess.Popen[bytes]:
    options = ["-d", "memory_limit=1G"]
    process = subprocess.Popen([php, *options, str(_SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(process.kill)
    return process


def _read(answer: dict[str, Any], old: str, new: str) -> list[Segment]:
    """Its lines as segments. It does not tell whether a text ends with a line end, so that much is put
    right.
    """
    lines = json.loads(answer["diff"])["diff"]
    if not lines:
        return [Segment("equal", old, new)]
    arrivals = {line["moveInfo"]["id"]: line for line in lines if line["type"] == _CAME}
    numbers = {name: number for number, name in enumerate(arrivals, 1)}
    found: list[Segment] = []
    for line in lines:
        found.extend(_line(line, arrivals, numbers))
    return list(_without_last_ends(found, old, new))


def _line(line: dict[str, Any], arrivals: dict[str, Any], numbers: dict[str, int]) -> Iterator[Segment]:
    kind, text = line["type"], line["text"]
    if kind == _ADDED:
        yield Segment("insert", "", text + "\n")
    elif kind == _DELETED:
        yield Segment("delete", text + "\n", "")
    elif kind == _WENT:
        arrival = arrivals[line["moveInfo"]["linkId"]]
        yield from _moved(arrival, numbers[arrival["moveInfo"]["id"]], is_old=True)
    elif kind == _CAME:
        yield from _moved(line, numbers[line["moveInfo"]["id"]], is_old=False)
    else:
        yield from (Segment(*each) for each in _parts(line))
        yield Segment("equal", "\n", "\n")


def _parts(line: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """A line that holds both wordings, cut at its highlights, which count bytes."""
    content = line["text"].encode()
    place = 0
    for highlight in line.get("highlightRanges", ()):
        start = highlight["start"]
        end = start + highlight["length"]
        kept, marked = content[place:start].decode(), content[start:end].decode()
        if kept:
            yield "equal", kept, kept
        yield ("delete", marked, "") if highlight["type"] == _OUT else ("insert", "", marked)
        place = end
    rest = content[place:].decode()
    if rest:
        yield "equal", rest, rest


def _moved(arrival: dict[str, Any], number: int, *, is_old: bool) -> Iterator[Segment]:
    for operation, old, new in (*_parts(arrival), ("equal", "\n", "\n")):
        text = old if is_old else new
        if text:
            sides = (text, "") if is_old else ("", text)
            yield Segment("move" if operation == "equal" else operation, *sides, "wording", number)


def _without_last_ends(found: list[Segment], old: str, new: str) -> list[Segment]:
    """The segments without the line ends that were put behind the last lines, where the texts have none."""
    for name, text in (("old", old), ("new", new)):
        at = next((at for at in reversed(range(len(found))) if getattr(found[at], name)), None)
        if at is not None and not text.endswith("\n"):
            found[at] = found[at]._replace(**{name: getattr(found[at], name).removesuffix("\n")})
    return found
