"""Pages that were found faultless, by the hash of their bytes: the same page needs no second judging.

A verdict holds for a guard, the theme's frames and this program, which the key of the kept result names. What was
judged is a page as it is written: a page that differs by a byte is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pydantic import TypeAdapter

from ..cache.store import Store, as_bytes, from_bytes
from .needs import Needs
from .page import BuiltPage

_NEEDS = TypeAdapter(list[Needs])


class Written(NamedTuple):
    """A page as it was written: the hash of its bytes, and what it needs."""

    sha256: str
    needs: Needs


class _Stamped(NamedTuple):
    """What a page was made of, the hash of what was written, and the name of what was judged."""

    mark: str
    sha256: str
    name: str


class Verdicts:
    """The verdicts that ``store`` keeps under ``key``, and those of this reading."""

    def __init__(self, store: Store, key: str) -> None:
        self._store, self._key = store, key
        record = store.get(key)
        self._before, self._stamps_before = _read(record) if record else ({}, {})
        self._now: dict[str, Needs] = {}
        self._stamps: dict[str, _Stamped] = {}

    def needs_of(self, page: BuiltPage) -> Needs | None:
        """What a page that was found faultless needs; None of any other."""
        found = self._before.get(page.sha256)
        if found is not None:
            self._now[page.sha256] = found
        return found

    def add(self, page: BuiltPage, needs: Needs) -> None:
        """Know a page on which nothing was found."""
        self._now[page.sha256] = needs

    def stamp(self, page: BuiltPage, mark: str, sha256_of_it: str) -> None:
        """Know of what a page was made, and the hash of what was written, if nothing was found on it."""
        if page.sha256 in self._now:
            self._stamps[page.path] = _Stamped(mark, sha256_of_it, page.sha256)

    def stamped(self, path: str, mark: Callable[[Needs], str]) -> Written | None:
        """How the page with that path was written when it was made of what has that mark, which its needs decide on."""
        found = self._stamps_before.get(path)
        needs = self._before.get(found.name) if found else None
        if found is None or needs is None or mark(needs) != found.mark:
            return None
        self._now[found.name] = needs
        self._stamps[path] = found
        return Written(found.sha256, needs)

    def keep(self) -> None:
        """Keep the verdicts on the pages of this reading, and no others."""
        if self._now.keys() != self._before.keys() or self._stamps != self._stamps_before:
            self._store.put(self._key, _written(self._now, self._stamps))


def _written(verdicts: dict[str, Needs], stamps: dict[str, _Stamped]) -> bytes:
    numbers = {needs: number for number, needs in enumerate(dict.fromkeys(verdicts.values()))}
    pages = {name: numbers[needs] for name, needs in verdicts.items()}
    return as_bytes({"needs": _NEEDS.dump_python(list(numbers), mode="json"), "pages": pages, "stamps": stamps})


def _read(record: bytes) -> tuple[dict[str, Needs], dict[str, _Stamped]]:
    data = from_bytes(record)
    needs = _NEEDS.validate_python(data["needs"])
    pages = {name: needs[number] for name, number in data["pages"].items()}
    return pages, {path: _Stamped(*each) for path, each in data["stamps"].items()}
