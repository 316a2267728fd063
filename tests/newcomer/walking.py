"""A newcomer's steps, run: in an environment of its own, and each with its seconds and what it printed."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from building import environment
from wheels import clean_environment, install

from .walk import INSTALL, SERVE, Step, Walk

DAY = "2026-06-15"
_SECONDS = 300
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Taken:
    """A step that was taken: its exit status, its seconds, and the lines it printed."""

    command: str
    status: int
    seconds: float
    printed: tuple[str, ...]


class Newcomer:
    """Takes the steps of a walk in a folder below ``scratch``, which has the virtual environment beside it."""

    def __init__(self, walk: Walk, wheel: Path, scratch: Path) -> None:
        self._walk, self._wheel = walk, wheel
        self._root = scratch / walk.name
        self.folder = self._root / walk.folder
        self._python = clean_environment(scratch / f"{walk.name}-environment")
        if walk.packages:
            install(self._python, *walk.packages)
        self.folder.mkdir(parents=True)  # a walk may have more in it, or beside it
        walk.before(self._root)

    def steps(self) -> Iterator[Taken]:
        """Take every step; one that fails ends the walk."""
        for step in self._walk.steps:
            taken = self._take(step)
            yield taken
            if taken.status:
                return

    def _take(self, step: Step) -> Taken:
        begun = time.monotonic()
        if step.edit:
            step.edit(self.folder)
            return Taken(step.command, 0, 0.0, ())
        if step.command == SERVE:
            status, printed = self._serve()
        elif step.command == INSTALL:
            status, printed = self._run(
                [str(self._python), "-m", "pip", "install", "--quiet", "--quiet", str(self._wheel)]
            )
        else:
            status, printed = self._run(shlex.split(step.command), step.typed)
        return Taken(step.command, status, time.monotonic() - begun, self._lines(printed))

    def _run(self, command: list[str], typed: str = "") -> tuple[int, str]:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._variables(),
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout

    def _serve(self) -> tuple[int, str]:
        """Start the server, wait for its first page, and end it."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        log = self._root / "serve.log"
        command = ["mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        with (
            log.open("w", encoding="utf-8") as output,
            subprocess.Popen(
                command, cwd=self.folder, env=self._variables(), stdout=output, stderr=subprocess.STDOUT
            ) as server,
        ):
            try:
                status = _answer(f"http://127.0.0.1:{port}{self._walk.address}", server)
            finally:
                server.terminate()
        return (0 if status == 200 else 1), log.read_text("utf-8").replace(str(port), "8000")

    def _variables(self) -> dict[str, str]:
        path = f"{self._python.parent}{os.pathsep}{os.environ['PATH']}"
        variables = environment(
            DAY, PATH=path, GIT_CEILING_DIRECTORIES=str(self._root), DISABLE_MKDOCS_2_WARNING="true"
        )
        variables.pop("PYTHONPATH", None)  # what is installed is tried, not this checkout
        return variables

    def _lines(self, printed: str) -> tuple[str, ...]:
        """The lines without colours and without where they were printed."""
        text = _COLOUR.sub("", printed).replace(f"{self.folder}/", "").replace(str(self.folder), "the folder")
        return tuple(line.rstrip() for line in text.splitlines() if line.strip())


def _answer(address: str, server: subprocess.Popen[bytes]) -> int:
    """The status with which the server answers at last; 0 when it ends before, or never does."""
    for _ in range(_SECONDS * 4):
        if server.poll() is not None:
            return 0
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.25)
    return 0
