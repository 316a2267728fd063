"""``python -m policy_history.forms.handler`` as it is started by hand or by scripts/serve."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager

import pytest
from click.testing import CliRunner

from forms_support import post, send
from machine import PATIENCE
from policy_history.forms.handler.command import _purging
from policy_history.forms.handler.command import handler as command
from policy_history.forms.handler.store import RequestStore
from serving_forms import SENT, serve_in_thread

PROGRAM = [sys.executable, "-m", "policy_history.forms.handler"]
GOOD = {
    "kind": "access",
    "name": "Zebedee Quux",
    "email": "zebedee@quux.example",
    "message": "Everything, please",
    "redirect": SENT,
}


@contextmanager
def running(database):
    process = subprocess.Popen(
        [*PROGRAM, "--port", "0", "--database", str(database), "--redirect", SENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def stored(database):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT count(*) FROM request").fetchone()[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_serves_and_stops_cleanly(tmp_path, number):
    database = tmp_path / "requests.sqlite3"
    with running(database) as process:
        first, second = process.stdout.readline(), process.stdout.readline()
        address = first.removeprefix("Form handler: ").strip()
        assert address.startswith("http://127.0.0.1:") and second == f"Inbox: {address}inbox\n"
        assert send(address, "GET", "/healthz").status == 200
        assert post(address, GOOD).headers["Location"].startswith(f"{SENT}#ref=PR-")
        assert post(address, GOOD | {"email": "wrong"}).status == 422
        process.send_signal(number)
        output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert output == "" and errors == ""
    assert stored(database) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["requests.sqlite3"]


def test_no_personal_data_is_printed_even_when_the_database_fails(tmp_path):
    database = tmp_path / "requests.sqlite3"
    with running(database) as process:
        address = process.stdout.readline().removeprefix("Form handler: ").strip()
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("DROP TABLE request")
        assert post(address, GOOD).status == 503
        assert "no such table" in send(address, "GET", "/inbox").text
        process.terminate()
        output, errors = process.communicate(timeout=PATIENCE)
    assert "could not be stored" in errors
    for personal in (*GOOD.values(), "Zebedee", "quux"):
        if personal not in (GOOD["kind"], SENT):
            assert personal not in output + errors


def test_a_request_acknowledged_before_a_sudden_end_is_kept(tmp_path):
    database = tmp_path / "requests.sqlite3"
    with running(database) as process:
        address = process.stdout.readline().removeprefix("Form handler: ").strip()
        assert post(address, GOOD).status == 303
        process.kill()
        process.wait(timeout=PATIENCE)
    assert stored(database) == 1


def test_it_listens_on_this_machine_only(tmp_path):
    with running(tmp_path / "requests.sqlite3") as process:
        port = int(process.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        for host in {address[4][0] for address in found}:
            if not host.startswith("127."):
                with pytest.raises(OSError, match=r"\d"):
                    socket.create_connection((str(host), port), timeout=5)


def run(*arguments):
    """The command in this process; starting another takes a second."""
    finished = CliRunner().invoke(command, arguments)
    assert isinstance(finished.exception, (SystemExit, type(None))), "a traceback"
    return finished


def interpreted(code, *arguments):
    program = [sys.executable, "-c", code, *arguments]
    return subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_taken_port_is_told_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        finished = run("--port", str(port), "--database", str(tmp_path / "x.sqlite3"))
    assert finished.exit_code == 1
    assert f"Port {port} cannot be used" in finished.stderr and "--port" in finished.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--database", "."], "--database"),
        (["--database", "x.sqlite3", "--redirect", "/contact/sent/"], "whole address"),
        (["--database", "x.sqlite3", "--port", "70000"], "--port"),
        ([], "--database"),
    ],
)
def test_wrong_options_are_told_in_a_sentence(tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    finished = run(*arguments)
    assert finished.exit_code != 0
    assert words in finished.stderr


@pytest.mark.parametrize("package", ["flask", "httptools"])
def test_without_the_extra_it_says_which_to_install(tmp_path, package):
    code = (
        f"import runpy, sys; sys.modules[{package!r}] = None; "
        "runpy.run_module('policy_history.forms.handler', run_name='__main__')"
    )
    finished = interpreted(code, "--database", str(tmp_path / "x.sqlite3"))
    assert finished.returncode == 1
    assert "mkdocs-policy-versions[handler]" in finished.stderr and "Traceback" not in finished.stderr


def test_the_form_itself_needs_neither_flask_nor_httptools():
    code = (
        "import sys; sys.modules.update(flask=None, httptools=None, werkzeug=None); "
        "import policy_history.forms.kinds, policy_history.forms.endpoint, policy_history.publish.forms"
    )
    assert interpreted(code).returncode == 0


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as found:
            found.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_an_ipv6_address_is_told_as_it_is_written(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], host="::1") as address:
        assert address.startswith("http://[::1]:") and send(address, "GET", "/inbox").status == 200
        assert post(address, GOOD).status == 303


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
@pytest.mark.parametrize("addresses", [("::1", "127.0.0.1"), ("::", "0.0.0.0")])
def test_a_name_with_two_addresses_is_listened_on_at_both(tmp_path, monkeypatch, addresses):
    """What ``localhost`` stands for on most machines, and what none does; both get the same port."""
    both = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (addresses[0], 0, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (addresses[1], 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (addresses[1], 0)),
    ]
    known = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: both if "flags" in more else known(host, *rest, **more)
    )
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], host="localhost") as address:
        assert address.startswith("http://localhost:")
        port = address.rstrip("/").rsplit(":", 1)[1]
        for host in ("127.0.0.1", "[::1]"):
            assert send(f"http://{host}:{port}/", "GET", "/inbox").status == 200
            assert post(f"http://{host}:{port}/", GOOD | {"message": host}).status == 303


def test_localhost_as_this_machine_has_it(tmp_path):
    with serve_in_thread(tmp_path / "x.sqlite3", [SENT], host="localhost") as address:
        assert send(address, "GET", "/healthz").status == 200


@pytest.mark.parametrize("host", ["no.such.name.invalid", "192.0.2.200", "2001:db8::1"])
def test_a_host_that_is_not_this_machines_is_told_in_a_sentence(tmp_path, host):
    others = ["--production", "--origin", "https://a.example", "--keep-days", "9"]
    finished = run("--host", host, "--database", str(tmp_path / "x.sqlite3"), *others)
    assert finished.exit_code == 1 and "--host" in finished.stderr


def test_days_counted_in_utc_by_default_are_told(tmp_path):
    settings = tmp_path / "requests.yml"
    settings.write_text(
        "clocks:\n  - kinds: contact\n    where: here\n    within: 1 month\n    law: L\n"
        "    source: https://law.example/\n"
    )
    database = tmp_path / "x.sqlite3"
    RequestStore(database)
    finished = run("--settings", str(settings), "--database", str(database), "--list")
    assert finished.exit_code == 0 and "timezone: Europe/Paris" in finished.stderr


def test_the_handler_ends_only_when_a_deletion_that_has_begun_is_done() -> None:
    begun, done = threading.Event(), threading.Event()

    class Slow:
        def purge(self, _before: object) -> int:
            begun.set()
            threading.Timer(0.2, done.set).start()
            done.wait()
            return 0

    with _purging(Slow(), keep_days=30):  # type: ignore[arg-type]
        assert begun.wait(PATIENCE)
    assert done.is_set()
    assert "form-purger" not in {thread.name for thread in threading.enumerate()}
