"""Where work is done that has many parts: in this process, in several, or on machines of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

DASK = "dask://"
_SECONDS_FOR_WORKERS = 60


class Here(Executor):
    """Does each part when it is given, in this process."""

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """The finished work; what it raised comes with its result."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor has it
            future.set_exception(error)
        return future


HERE = Here()
_WORTH_SENDING = 1_000_000
"""So many characters of text are work enough for several processes, which take half a second to begin."""


def worth_sending(pool: Executor, sizes: Collection[int]) -> Executor:
    """The executor for pieces of work of these sizes: ``pool``, or this process where it would have done all sooner."""
    is_long = len(sizes) > 1 and sum(sizes) > _WORTH_SENDING
    return pool if is_long or not isinstance(pool, ProcessPoolExecutor) else HERE


@contextmanager
def executor(where: str) -> Iterator[Executor]:
    """An executor: ``auto`` or a number of processes, or ``dask://HOST:PORT``, the scheduler of a cluster.

    Whatever it is, the results are the same: it decides where they are made. Raises ValueError, with a sentence, for a
    place that is none, and where what works there is gone before all is done.
    """
    if where.startswith(DASK):
        with _cluster(where) as found:
            yield found
    elif (count := _count(where)) > 1:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        with ProcessPoolExecutor(count, multiprocessing.get_context(method), _leave_stopping_to_us) as pool:
            try:
                yield pool
            except BrokenExecutor:
                raise ValueError(
                    f"One of {count} processes was ended from outside, which happens where memory runs out. "
                    "Write processes: 1, or make room, and begin again."
                ) from None
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    else:
        yield HERE


def _leave_stopping_to_us() -> None:
    """Ctrl-C reaches every process of a terminal; the one that gave out the work ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _count(where: str) -> int:
    if where in ("", "auto"):
        return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    if where.isascii() and where.isdecimal() and 0 < int(where) <= 1000:
        return int(where)
    raise ValueError(f"“{where}” is no place to work at. Write auto, a number of processes, or dask://HOST:PORT.")


@contextmanager
def _cluster(where: str) -> Iterator[Any]:
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        remedy = "Install it: pip install 'mkdocs-policy-versions[scale]'."
        raise ValueError(f"{where} needs the library distributed. {remedy}") from None
    try:
        client = Client(where.replace(DASK, "tcp://", 1), timeout=10, set_as_default=False)
    except (OSError, ValueError):
        raise ValueError(f"No scheduler answers at {where}. Start one there with “dask scheduler”.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_FOR_WORKERS)
        except TimeoutError:
            raise ValueError(f"No worker has joined {where}. Start one with “dask worker”.") from None
        try:
            yield client.get_executor(pure=False)
        except (CancelledError, KilledWorker):
            raise ValueError(f"The cluster at {where} was lost. Start it anew, and begin again.") from None
