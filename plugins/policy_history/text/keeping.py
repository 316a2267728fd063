"""What was made of a text is kept, so that it is made once in a history and once between two builds.

The one cache for what is made of texts. It has no size, so no history outgrows it; what a whole round (a build, a save
in ``mkdocs serve``) did not ask for is dropped at the end of the next one, so it does not grow with the rounds. Of
questions about parts of a text the answers can be taken from one run of the program to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_MISSING = object()


class _Results:
    """The results of one function by its arguments: those of this round, and those of the last one."""

    def __init__(self) -> None:
        self.now: dict[Hashable, Any] = {}
        self.before: dict[Hashable, Any] = {}


_all: list[_Results] = []


class _Affirmed:
    """The questions that were answered with yes: in an earlier run, and in this one."""

    before = frozenset[str]()
    now: set[str] = set()  # noqa: RUF012 (there is one)


def kept(make: Callable[_P, _R]) -> Callable[_P, _R]:
    """A function whose results are kept. Its arguments must be hashable and given by place; it must be a pure one."""
    results = _Results()
    _all.append(results)

    @wraps(make)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        if kwargs:
            raise TypeError("What is kept is found by the places of its arguments.")
        found = results.now.get(args, _MISSING)
        if found is _MISSING:
            found = results.before.pop(args, _MISSING)
            results.now[args] = found = make(*args, **kwargs) if found is _MISSING else found
        return found  # type: ignore[no-any-return]

    return call


def affirmed(ask: Callable[_P, bool]) -> Callable[_P, bool]:
    """A question that is not asked again once the answer was yes. Its arguments must be texts, or tuples of such."""

    @kept  # a history asks the same of each of its texts
    def name_of(*args: _P.args, **_kwargs: _P.kwargs) -> str:
        return sha256(repr((ask.__module__, ask.__name__, args)).encode()).hexdigest()

    @wraps(ask)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> bool:
        name = name_of(*args, **kwargs)
        if name not in _Affirmed.now and (name in _Affirmed.before or ask(*args, **kwargs)):
            _Affirmed.now.add(name)
        return name in _Affirmed.now

    return call


def take_up(record: bytes) -> None:
    """Begin with what ``taken_down`` gave in an earlier run of this very program, and with nothing else."""
    _Affirmed.before, _Affirmed.now = frozenset(record.decode().split()), set()


def taken_down() -> bytes:
    """The questions to which the answer was yes since then; empty where all of them were known."""
    return b"" if _Affirmed.now <= _Affirmed.before else " ".join(sorted(_Affirmed.now)).encode()


def begin_round() -> None:
    """Begin a round: what the last one did not ask for is dropped."""
    for results in _all:
        results.before, results.now = results.now, {}
