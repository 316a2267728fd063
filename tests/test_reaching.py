"""Servers with certificates that are not theirs, lines that lose their protection, answers cut short: a sentence each."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms_support import until
from listening import listening
from policy_history.forms.handler.mail import MailEncryption, MailRoute
from policy_history.forms.handler.mailer import Mailer
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CONTACT
from policy_history.problems import CannotProceed
from policy_history.review.hosts import CannotPost, GitHub
from policy_history.source.online import record_online
from test_forms_mail_hostile import serving

WRONG = {
    "expired": "certificate has expired",
    "early": "certificate is not yet valid",
    "elsewhere": "certificate is not valid for 'localhost'",
    "self": "self-signed certificate",
}
DAYS = {
    "expired": ("20200101000000Z", "20210101000000Z"),
    "early": ("21200101000000Z", "21210101000000Z"),
    "elsewhere": ("20200101000000Z", "21210101000000Z"),
    "good": ("20200101000000Z", "21210101000000Z"),
}
CA = """
[ca]
default_ca = own
[own]
new_certs_dir = .
database = known
default_md = sha256
rand_serial = yes
copy_extensions = copyall
policy = any
[any]
commonName = supplied
"""
ENOUGH = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"

pytestmark = pytest.mark.skipif(
    not shutil.which("openssl") and os.environ.get("CI") != "true",
    reason="openssl makes the certificates, and is not installed",
)


@dataclass(frozen=True)
class Certificates:
    folder: Path

    def server(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.crt", self.folder / f"{name}.key")
        return context

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "ca.crt"))


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Those of an authority of our own, and one of nobody's."""
    folder = tmp_path_factory.mktemp("certificates")

    def openssl(command: str, *more: str) -> None:
        subprocess.run(["openssl", *command.split(), *more], cwd=folder, check=True, capture_output=True)

    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    openssl(f"req -x509 {key} -keyout ca.key -out ca.crt -subj /CN=authority")
    openssl(f"req -x509 {key} -keyout self.key -out self.crt -subj /CN=localhost -addext subjectAltName=DNS:localhost")
    (folder / "ca.cnf").write_text(CA, "utf-8")
    (folder / "known").write_bytes(b"")
    for name, (start, end) in DAYS.items():
        host = "elsewhere.example" if name == "elsewhere" else "localhost"
        openssl(f"req {key} -keyout {name}.key -out {name}.csr -subj /CN={name} -addext subjectAltName=DNS:{host}")
        files = f"-cert ca.crt -keyfile ca.key -in {name}.csr -out {name}.crt"
        openssl(f"ca -batch -config ca.cnf {files} -startdate {start} -enddate {end} -notext")
    return Certificates(folder)


@contextmanager
def answering(text: str, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that answers each request with these bytes and hangs up; gives its host and port."""

    def talk(line: socket.socket) -> None:
        with suppress(OSError), line, context.wrap_socket(line, server_side=True) if context else line as open_line:
            if open_line.recv(9999):
                open_line.sendall(text.encode())

    with listening(talk) as port:
        yield f"localhost:{port}"


@pytest.fixture(autouse=True)
def ours(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.folder / "ca.crt"))


def refused(address: str) -> str:
    with pytest.raises(CannotProceed) as raised:
        record_online(address)
    return str(raised.value)


def test_a_record_is_taken_from_a_server_that_is_who_it_says(certificates: Certificates) -> None:
    with answering(ENOUGH, certificates.server("good")) as host:
        assert record_online(f"https://{host}/") == b"ok\n"


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_record_that_is_not_there_is_none(status: str) -> None:
    with answering(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n") as host:
        assert record_online(f"http://{host}/") is None


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_certificate_is_told_and_nothing_is_compared(certificates: Certificates, name: str) -> None:
    with answering(ENOUGH, certificates.server(name)) as host:
        said = refused(f"https://{host}/")
    assert f"certificate is not trusted: {WRONG[name]}" in said.replace("Hostname mismatch, ", "")


@pytest.mark.parametrize("target", ["http://localhost:9/", "ftp://localhost/", "//localhost:9/\r\nLocation: http://x/"])
def test_no_redirect_leads_out_of_https(certificates: Certificates, target: str) -> None:
    text = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
    with answering(text, certificates.server("good")) as host:
        said = refused(f"https://{host}/")
    assert "does not begin with https" in said or "nothing answers there" in said


@pytest.mark.parametrize(
    "text",
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nThe first line.\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nThe first line.\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "",
    ],
)
def test_an_answer_that_was_cut_short_is_none(text: str) -> None:
    """A record without its last lines would lack nothing that was taken out of ours."""
    with answering(text) as host:
        said = refused(f"http://{host}/")
    assert "ended before the answer was whole" in said or "how long it is" in said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://{host}/", "no protected connection"),
        ("http://{host}/", "the answer is not HTTP"),
        ("http://user:secret@{host}/", "user name or password"),
        ("http://localhost:99999/", "Port out of range"),
        (f"http://{'a' * 70}.example/", "no name of a host"),
    ],
)
def test_whatever_else_is_wrong_is_a_sentence_without_a_password(address: str, said: str) -> None:
    with answering("Good day\r\n\r\n") as host:
        told = refused(address.format(host=host))
    assert said in told and "secret" not in told and "rror" not in told


@pytest.mark.parametrize("text", ["HTTP/1.1 301 Moved\r\nLocation: {there}\r\n\r\n", "Good day\r\n\r\n"])
def test_a_key_goes_to_no_other_host(text: str) -> None:
    body = json.dumps({"state": "open", "head": {"sha": "abc"}})
    whole = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    with answering(whole) as other, answering(text.format(there=f"http://{other}/")) as host:
        environment = {"GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "key", "GITHUB_API_URL": f"http://{host}"}
        with pytest.raises(CannotPost, match=r"301|not HTTP"):
            GitHub(environment).is_open_at("1", "abc")


@pytest.mark.parametrize("protection", [MailEncryption.TLS, MailEncryption.STARTTLS])
@pytest.mark.parametrize("name", WRONG)
def test_no_mail_goes_to_a_server_with_a_wrong_certificate(certificates, tmp_path, caplog, name, protection):
    context = certificates.server(name)

    def shake(line: socket.socket) -> None:
        if protection is MailEncryption.STARTTLS:
            line.sendall(b"220 Go\r\n")
        context.wrap_socket(line, server_side=True)

    stage = b"GREETING" if protection is MailEncryption.TLS else b"STAR"
    with serving({b"EHLO": b"250-x\r\n250 STARTTLS\r\n", stage: shake}) as port:
        said = waiting(tmp_path, caplog, port, protection, certificates.trust)
    assert f"certificate is not trusted: {WRONG[name]}" in said.replace("Hostname mismatch, ", "")


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({}, "it offers no STARTTLS"),
        ({b"EHLO": b"250-x\r\n250 STARTTLS\r\n", b"STAR": b"454 No\r\n"}, "the answer is 454"),
        ({b"EHLO": b"250-x\r\n250 STARTTLS\r\n", b"STAR": b"220 Go\r\n250 x\r\n"}, "no protected connection"),
    ],
)
def test_no_mail_goes_over_a_line_that_was_to_be_protected(certificates, tmp_path, caplog, odd, said):
    """Nor does the password."""
    with serving(odd) as port:
        assert said in waiting(tmp_path, caplog, port, MailEncryption.STARTTLS, certificates.trust)


def waiting(folder, caplog, port, protection, trust):
    """What is logged while a mail waits."""
    with RequestStore(folder / "requests.sqlite3") as store:
        store.add(Submission(CONTACT, {"name": "Ada", "message": "Why?"}), datetime(2026, 11, 29, tzinfo=UTC))
        route = MailRoute("localhost", port, "site@example.org", "to@example.org", protection, "user", "secret")
        sending = Mailer(store, route, trust=trust)
        sending.start()
        assert until(lambda: caplog.records)
        sending.stop()
        assert store.all()[0].mail == "pending"
    return caplog.records[0].getMessage()
