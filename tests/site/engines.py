"""Firefox and WebKit as Debian has them: whether they are here, and a session with each. Chromium is in conftest.py."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import pytest
from webdriver import Firefox, WebKit

from machine import PATIENCE, free_port

_T = TypeVar("_T")

_PREFERENCES = {
    "marionette.port": 0,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "ui.prefersReducedMotion": 1,
}


Engine = Firefox | WebKit


def firefox_path() -> str:
    """Debian's Firefox; empty when there is none."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), "")


def webkit_paths() -> tuple[str, ...]:
    """WebKit's driver, the browser that it drives, and the screen it needs; empty when any of them is missing."""
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    found = (shutil.which("WebKitWebDriver"), str(browsers[-1]) if browsers else None, shutil.which("Xvfb"))
    return tuple(filter(None, found)) if all(found) else ()


MISSING = {
    "firefox": "there is no Firefox on this system (apt install firefox-esr)",
    "webkit": "there is no WebKit on this system (apt install webkit2gtk-driver xvfb)",
}
_FOUND: dict[str, Callable[[], object]] = {"firefox": firefox_path, "webkit": webkit_paths}


def needed(name: str) -> None:
    """Leave a test out where its engine is not here, and say so; with CI=true it fails."""
    if not _FOUND[name]():
        if os.environ.get("CI") == "true":
            pytest.fail(f"The walk through {name} cannot run: {MISSING[name]}.")
        warnings.warn(f"THE WALK THROUGH {name.upper()} IS LEFT OUT: {MISSING[name]}.", stacklevel=2)
        pytest.skip(MISSING[name])


@contextmanager
def firefox(folder: Path, preferences: Mapping[str, int | bool] | None = None) -> Iterator[Firefox]:
    """Firefox without a window, with an empty profile in that folder and those ``preferences`` besides ours."""
    profile = folder / "profile"
    profile.mkdir()
    wanted = {**_PREFERENCES, **(preferences or {})}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items()]
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [firefox_path(), "--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    with (folder / "firefox.log").open("wb") as said, _running([*command, "--profile", str(profile)], said.fileno()):
        port = int(_waited_for(lambda: (profile / "MarionetteActivePort").read_text("utf-8")))
        yield _waited_for(lambda: Firefox(port))


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """WebKit on a screen of its own, with empty folders for what it keeps."""
    driver, browser, _ = webkit_paths()
    with _screen(folder) as around, (folder / "driver.log").open("wb") as said:
        port = free_port()
        with _running([driver, f"--port={port}"], said.fileno(), around=around):
            session = _waited_for(lambda: WebKit(port, browser))
            yield session
            session.send("DeleteSession")


def console_of_webkit(folder: Path, addresses: Sequence[str], last: str) -> list[str]:
    """What WebKit's console is told by pages that are opened at once, up to what one of them says ``last``, and then some.

    A driven browser tells nobody; and another tells at once only where that goes to a terminal.
    """
    heard, spoken = os.openpty()
    os.set_blocking(heard, False)
    said = bytearray()

    def is_told() -> bool:
        with suppress(BlockingIOError):
            said.extend(os.read(heard, 1 << 16))
        return last.encode() in said

    _, browser, _ = webkit_paths()
    command = [browser, "--enable-write-console-messages-to-stdout=true", *addresses]
    with _screen(folder) as around, _running(command, spoken, around=around):
        _waited_for(is_told)
        time.sleep(_AND_THEN_SOME)
        is_told()
    os.close(heard)
    os.close(spoken)
    return [line for line in said.decode(errors="replace").splitlines() if "CONSOLE" in line]


_AND_THEN_SOME = 3  # seconds


@contextmanager
def _screen(folder: Path) -> Iterator[Mapping[str, str]]:
    """A screen that nobody sees: the environment for programs on it, which keep things in that folder alone."""
    number, written = os.pipe()
    *_, server = webkit_paths()
    command = [server, "-displayfd", str(written), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    homes = {f"XDG_{name}_HOME": str(folder) for name in ("CACHE", "CONFIG", "DATA")}
    with (folder / "screen.log").open("wb") as said, _running(command, said.fileno(), keeping=[written]):
        os.close(written)
        with os.fdopen(number, encoding="ascii") as line:
            display = line.readline().strip()
        yield {**os.environ, **homes, "DISPLAY": f":{display}", "NO_AT_BRIDGE": "1"}


@contextmanager
def _running(
    command: Sequence[str], output: int, *, keeping: Sequence[int] = (), around: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A program, and all that it starts, until the end of the block. What it says goes to the file ``output``."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=around,
        pass_fds=keeping,
        start_new_session=True,
    )
    try:
        yield
    finally:
        # Its group: a browser is many processes.
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(process.pid, sign)
                process.wait(10)


def _waited_for(thing: Callable[[], _T | None]) -> _T:
    """What a function gives once it gives something and fails no more."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError, ValueError):
            if found := thing():
                return found
        time.sleep(0.05)
    raise TimeoutError("The browser did not answer.")
