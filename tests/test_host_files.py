"""The files for nginx and Caddy, read by these two where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from machine import PATIENCE, free_port
from policy_files import write_files
from policy_history.site_audit.content_security import Inline, Surroundings, policy_for, written
from policy_history.site_audit.frames import Frames
from policy_history.site_audit.headers import AFRESH, FOR_EVER, caddy_file, nginx_file, security_headers
from policy_history.site_audit.needs import needs_of
from policy_history.site_audit.page import BuiltPage

CSS = "stylesheets/policies.1d1369a8.css"
PAGES = {"index.html": "Home", "404.html": "Not here", CSS: "a {}", "stylesheets/own.css": "b {}"}
SCRIPT = "<script>a('\"$1')</script>"
PAGE = BuiltPage("", SCRIPT)
DIRECTIVES = policy_for(
    [needs_of(PAGE, "")],
    Surroundings("https://policies.example.org/", "", inline=Inline(Frames((PAGE,)).inline_scripts)),
)


def nginx(folder: Path, site: Path, port: int) -> list[str]:
    """The command that serves the site below /policies/, as its file for nginx asks."""
    (folder / "site.conf").write_text(nginx_file(DIRECTIVES, PAGES, "/policies/"), "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        # Where the tests run as root, the folder is open to root alone; run by others nginx ignores the line.
        f"user root; pid {folder}/pid; error_log stderr; daemon off; events {{}} http {{ access_log off; {temporary}"
        f" server {{ listen 127.0.0.1:{port}; root {site.parent}; include {folder}/site.conf; }} }}",
        "utf-8",
    )
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def caddy(folder: Path, site: Path, port: int) -> list[str]:
    """The command that serves the site below /policies/, as its file for Caddy asks."""
    (folder / "Site").write_text(caddy_file(DIRECTIVES, PAGES, "/policies/"), "utf-8")
    server = f"root * {site.parent}\n import {folder}/Site\n file_server"
    (folder / "Caddyfile").write_text(f"{{\n admin off\n}}\nhttp://127.0.0.1:{port} {{\n {server}\n}}\n", "utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """The address of a server that has begun to answer; it ends with the test."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}/policies/"
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(process.communicate()[1])
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _answers(address: str) -> bool:
    try:
        urlopen(address, timeout=PATIENCE).close()
    except HTTPError:
        return True
    except OSError:
        return False
    return True


def headers_of(address: str) -> tuple[int, dict[str, list[str]], str]:
    """The status, the headers with every value of each, and the text of an answer."""
    try:
        answer = urlopen(address, timeout=PATIENCE)
    except HTTPError as missing:
        answer = missing
    with answer:
        found = {name: answer.headers.get_all(name, []) for name in answer.headers}
        return answer.status, found, answer.read().decode()


@pytest.mark.parametrize("server", [nginx, caddy], ids=lambda server: server.__name__)
def test_the_server_sends_every_header_once_with_every_answer(server, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    if shutil.which(server.__name__) is None:
        pytest.skip(f"there is no {server.__name__} on this system")
    write_files(tmp_path / "policies", PAGES)
    port = free_port()
    expected = {name: [value] for name, value in security_headers(written(DIRECTIVES)).items()}
    with running(server(tmp_path, tmp_path / "policies", port), port) as address:
        for path, status, kept, text in [
            ("", 200, AFRESH, "Home"),
            (CSS, 200, FOR_EVER, "a {}"),
            ("stylesheets/own.css", 200, AFRESH, "b {}"),
            ("no/such/page/", 404, None, "Not here"),
        ]:
            found_status, headers, found_text = headers_of(address + path)
            assert (found_status, found_text) == (status, text), path
            assert {name: headers.get(name) for name in expected} == expected, path
            if kept:
                assert headers["Cache-Control"] == [kept], path
