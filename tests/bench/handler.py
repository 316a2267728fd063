"""The form handler beside an earlier one in the same run: posts answered a second, and what a sudden end loses."""

from __future__ import annotations

import io
import json
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median

from policy_history.forms.reference import is_reference

from .handler_client import SENT
from .report import table

_PROJECT = Path(__file__).resolve().parents[2]
_EARLIER = "e5653d3"
_CLIENTS = (1, 8, 32)
_ROUNDS = 5
_SECONDS = 3
_BEFORE_THE_END = 400

_PAGE = """\
# The form handler, measured

Written by `scripts/bench handler`: the handler of commit `{commit}` and this one take turns, {rounds} rounds of {seconds} seconds
each, and the medians count. Each client keeps a connection on this machine, posts a form and waits for the 303, given when the
request is on the disk; *cpu* is the processor's time for a post. The goal is ten times the earlier rate with 32 clients, on
{cores} cores, which the clients use too, with other work beside (load {load:.1f}).

{rates}
## A sudden end

{ends}
Each was killed (SIGKILL) with 32 clients on it.

Python {python}, SQLite {sqlite}.
"""


@dataclass(frozen=True)
class Measured:
    """One run: posts answered a second, the median answer and the processor's time for a post in milliseconds."""

    rate: float
    answer: float
    processor: float


def report() -> str:
    """Measure everything, and give back the page."""
    with tempfile.TemporaryDirectory() as folder:
        earlier = _unpacked(Path(folder, "earlier"))
        code = {"earlier": earlier, "now": _PROJECT / "plugins"}
        rates = [_row(clients, code, Path(folder)) for clients in _CLIENTS]
        ends = [_end(name, each, Path(folder)) for name, each in code.items()]
    return _PAGE.format(
        commit=_EARLIER,
        rounds=_ROUNDS,
        seconds=_SECONDS,
        cores=os.cpu_count(),
        load=os.getloadavg()[0],
        rates=table(
            [
                *("clients", "earlier, posts/s", "now, posts/s", "ratio", "answer, earlier", "now"),
                *("cpu, earlier", "now", "ratio"),
            ],
            rates,
        ),
        ends=table(["handler", "acknowledged", "of these lost", "integrity"], ends),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
    )


def _row(clients: int, code: dict[str, Path], folder: Path) -> list[str]:
    runs: dict[str, list[Measured]] = {name: [] for name in code}
    for _ in range(_ROUNDS):
        for name, each in code.items():
            runs[name].append(_measured(each, clients, folder))
    ratio = median(now.rate / before.rate for before, now in zip(*runs.values(), strict=True))
    before, now = (
        Measured(*(median(getattr(run, each.name) for run in found) for each in fields(Measured)))
        for found in runs.values()
    )
    return [
        str(clients),
        f"{before.rate:.0f}",
        f"{now.rate:.0f}",
        f"{ratio:.1f}",
        f"{before.answer:.0f} ms",
        f"{now.answer:.0f} ms",
        f"{before.processor:.2f} ms",
        f"{now.processor:.2f} ms",
        f"{before.processor / now.processor:.1f}",
    ]


def _measured(code: Path, clients: int, folder: Path) -> Measured:
    with _running(code, folder) as (process, address, _):
        begun = _processor_seconds(process.pid)
        found = json.loads(_clients(address, clients, _SECONDS).communicate(timeout=90)[0])
        count = max(1, found["statuses"].get("303", 0))
        spent = _processor_seconds(process.pid) - begun
        return Measured(found["rate"], found["median"] * 1000, spent * 1000 / count)


def _processor_seconds(process: int) -> float:
    """What the process has used of the processors (proc(5), utime and stime)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _end(name: str, code: Path, folder: Path) -> list[str]:
    with _running(code, folder) as (process, address, database):
        clients = _clients(address, 32, 30, "--references")
        first = [clients.stdout.readline() if clients.stdout else "" for _ in range(_BEFORE_THE_END)]
        process.send_signal(signal.SIGKILL)
        rest = clients.stdout.read() if clients.stdout else ""
        clients.wait(timeout=90)
        acknowledged = {each for each in ("".join(first) + rest).split() if is_reference(each)}
        process.wait(timeout=20)
    with closing(sqlite3.connect(database)) as connection:
        kept = {reference for (reference,) in connection.execute("SELECT reference FROM request")}
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return [name, str(len(acknowledged)), str(len(acknowledged - kept)), integrity]


@contextmanager
def _running(code: Path, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, Path]]:
    database = Path(tempfile.mkdtemp(dir=folder), "requests.sqlite3")
    command = ["-m", "policy_history.forms.handler", "--database", str(database), "--redirect", SENT]
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(code)},
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield process, line.removeprefix("Form handler: ").strip(), database
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _clients(address: str, clients: int, seconds: int, *options: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join((str(_PROJECT / "plugins"), str(_PROJECT / "tests")))
    command = [sys.executable, "-m", "bench.handler_client", address, str(clients), str(seconds), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths})


def _unpacked(place: Path) -> Path:
    """The code of the earlier commit."""
    archive = subprocess.run(
        ["git", "-C", str(_PROJECT), "archive", _EARLIER, "plugins"], capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as found:
        found.extractall(place, filter="data")
    return place / "plugins"
