"""Each dialect's form, posted as the page has it to a program that speaks that dialect."""

from __future__ import annotations

import html
import json
import os
import shutil
import ssl
import subprocess
import time
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller

from forms_support import FORM, post, read_html, send
from machine import PATIENCE, free_port
from policy_history.forms.dialect import DIALECTS, dialect_of
from policy_history.forms.endpoint import endpoint
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.kinds import ACCESS, CHILDREN, CONTACT, KINDS
from policy_history.forms.reference import new_reference
from policy_history.publish.forms import Forms, UnknownForm, all_forms, render_form
from serving_forms import SENT, empty, serve_in_thread

PROVEN = {"generic": "", "formspree": "f/x7k3", "web3forms": "web3forms/submit"}
WORDS = {"name": "Ödön <b>", "email": "reader@example.org", "message": "How long?\r\n日本語 & “why”"}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return tmp_path_factory.mktemp("dialects") / "requests.sqlite3"


@pytest.fixture(scope="module")
def served(database):
    with serve_in_thread(database, [SENT]) as address:
        yield address


@pytest.fixture
def handler(served, database):
    """Its address; no request is stored."""
    empty(database)
    return served


def forms(address, dialect):
    key = "0000-1111" if dialect_of(dialect).key else ""
    return Forms(endpoint(address, {}, dialect, key), SENT, "privacy", "2014-09-24", clauses=(("who", "Who we are"),))


def filled(kind, address, dialect, **words):
    """The form of a page with its fields filled in, as a browser sends it."""
    page = read_html(render_form(kind, forms(address, dialect)))
    values = page.values() | WORDS | words
    return page.one("form")["action"], {name: value for name, value in values.items() if name in _names(page)}


def _names(page):
    return {control["name"] for control in page.controls if control.has("name")}


def test_every_dialect_is_proven_here():
    assert {dialect.name for dialect in DIALECTS} == {*PROVEN, "hugo-mx"}


@pytest.mark.parametrize("dialect", PROVEN)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_arrives_whole(handler, database, dialect, kind):
    reference = new_reference()
    given = {field.name: field.options[0] if field.options else "given@example.org" for field in kind.fields}
    action, values = filled(kind, handler + PROVEN[dialect], dialect, **given, reference=reference, clause="who")
    answer = post(handler, values, action.removeprefix(handler.rstrip("/")))
    assert answer.status == 303 and answer.headers["Location"] == f"{SENT}#ref={reference}"
    (stored,) = RequestStore(database).all()
    assert (stored.kind, stored.subject, stored.reference, stored.clause) == (kind.slug, kind.subject, reference, "who")
    assert (stored.policy, stored.policy_revision, stored.fields) == ("privacy", "2014-09-24", given)


@pytest.mark.parametrize("dialect", PROVEN)
def test_the_reference_may_stand_in_the_way_back_already(handler, database, dialect):
    reference = new_reference()
    redirect = {dialect_of(dialect).redirect: f"{SENT}#ref={reference}"}
    _, values = filled(CONTACT, handler + PROVEN[dialect], dialect, reference=reference, **redirect)
    assert post(handler, values, "/" + PROVEN[dialect]).headers["Location"] == f"{SENT}#ref={reference}"


@pytest.mark.parametrize("dialect", PROVEN)
def test_a_script_gets_data(handler, dialect):
    _, values = filled(CONTACT, handler + PROVEN[dialect], dialect)
    headers = {"Content-Type": FORM, "Accept": "application/json", "Origin": "http://127.0.0.1:8000"}

    def asked(sent):
        return send(handler, "POST", "/" + PROVEN[dialect], urlencode(sent).encode(), headers)

    wrong = asked(values | {"email": "x", "message": ""})
    assert wrong.status == 422 and wrong.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8000"
    told = json.loads(wrong.text)
    assert [(each["field"], each["code"]) for each in told["errors"]] == [
        ("email", "TYPE_EMAIL"),
        ("message", "REQUIRED_FIELD_EMPTY"),
    ]
    taken = json.loads(asked(values).text)
    assert taken["request_id"].startswith("PR-") and taken["status"] == "open" and taken["expected_by"] == []
    if dialect == "web3forms":
        assert told["success"] is False and told["message"] and taken["success"] is True
    else:
        assert told["error"] and taken["ok"] is True and taken["next"] == f"{SENT}#ref={taken['request_id']}"
    assert not set(WORDS.values()) & set(map(str, taken.values())), "nothing personal, since any page may read it"


@pytest.mark.parametrize(
    ("origin", "allowed"), [("http://127.0.0.1:8000", True), ("null", True), ("https://x.example", False)]
)
def test_who_may_read_the_answer_and_whose_request_is_flagged(handler, database, origin, allowed):
    _, values = filled(CONTACT, handler, "generic")
    answer = send(handler, "POST", "/", urlencode(values).encode(), {"Content-Type": FORM, "Origin": origin})
    assert answer.status == 303 and "Origin" in answer.headers["Vary"]
    assert answer.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
    assert RequestStore(database).all()[0].flags == (() if allowed else ("origin",))


@pytest.mark.parametrize("dialect", ["formspree", "web3forms"])
@pytest.mark.parametrize(
    "body",
    ["", "[]", "1", "{", '{"email": 1}', '{"email": ["a"]}', '{"email": "\\ud800"}', "[" * 50_000, '[["kind", "x"]]'],
)
def test_json_of_another_shape_is_refused_in_words(handler, database, dialect, body):
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    answer = send(handler, "POST", "/" + PROVEN[dialect], body.encode(), headers)
    assert answer.status == 422 and json.loads(answer.text)["error" if dialect == "formspree" else "message"]
    assert not RequestStore(database).all()


@pytest.mark.parametrize("name", ["netlify", "basin", "formspark", "cloudflare", "Generic", ""])
def test_a_dialect_that_nothing_here_speaks_does_not_ship(name):
    with pytest.raises(ValueError, match="no test has proven"):
        endpoint("https://forms.example.org/", {}, name or "none")


def test_a_key_is_wanted_exactly_where_the_dialect_has_one():
    assert endpoint("https://api.web3forms.com/submit", {}, "web3forms", "k").key == "k"
    for dialect, key in (("web3forms", ""), ("generic", "k")):
        with pytest.raises(ValueError, match=r"forms\.key"):
            endpoint("https://forms.example.org/", {}, dialect, key)


def test_the_trap_has_no_name_that_makes_a_service_drop_a_request():
    assert not {dialect.trap for dialect in DIALECTS} & {"_gotcha", "botcheck", "_honey", "_honeypot", "honeypot"}


# Formspree's own client

CLIENT = """
import { createClient, isSubmissionError } from "@formspree/core";
const [endpoint, data] = process.argv.slice(1);
const result = await createClient().submitForm("x7k3", JSON.parse(data), { endpoint });
console.log(JSON.stringify(isSubmissionError(result)
  ? { form: result.getFormErrors(), fields: result.getAllFieldErrors() } : { next: result.next }));
"""
PACKAGES = Path(os.environ.get("POLICY_NODE_PACKAGES", Path(__file__).parents[1] / ".build/node"))


@pytest.fixture
def client(handler):
    """Formspree's client posting to the handler; scripts/lib/node_packages installs it."""
    if not shutil.which("node") or not (PACKAGES / "node_modules/@formspree/core").is_dir():
        pytest.skip("Node.js and @formspree/core are not here (scripts/lib/node_packages)")

    def submit(data):
        command = ["node", "--input-type=module", "-e", CLIENT, handler.rstrip("/"), json.dumps(data)]
        done = subprocess.run(command, cwd=PACKAGES, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return submit


def test_formsprees_own_client_understands_the_answers(client, handler, database):
    _, values = filled(CONTACT, f"{handler}f/x7k3", "formspree")
    wrong = client(values | {"email": "nobody", "message": ""})
    assert wrong["form"] == [] and {name: each[0]["code"] for name, each in wrong["fields"]} == {
        "email": "TYPE_EMAIL",
        "message": "REQUIRED_FIELD_EMPTY",
    }
    assert client(values)["next"] == f"{SENT}#ref={RequestStore(database).all()[0].reference}"
    assert RequestStore(database).all()[0].fields["message"] == WORDS["message"].replace("\r\n", "\n")


# hugo-mx-gateway, in front of a mail server with TLS

GATEWAY = shutil.which("hugo-mx-gateway") or ""


class Sink:
    """Keeps the mails it is given."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


def certificate(folder):
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(["openssl", *options.split(), *names], cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@contextmanager
def gateway(folder):
    """hugo-mx-gateway's address and the mails it has sent."""
    sink = Sink()
    port, own = free_port(), free_port()
    mail = Controller(sink, hostname="127.0.0.1", port=port, ssl_context=certificate(folder))
    mail.start()
    (folder / "mail.html").write_text("{{.Name}}\n{{.Email}}\n{{.Organization}}\n{{.Message}}\n")
    settings = {
        "HOST": "127.0.0.1",
        "PORT": str(own),
        "SMTP_SERVER_ADDR": f"localhost:{port}",
        "SMTP_AUTHENTICATION_ENABLED": "false",
        "CONTACT_REPLY_EMAIL": "site@example.org",
        "CONTACT_REPLY_BCC_EMAIL": "requests@example.org",
        "ALLOWED_ORIGINS": "127.0.0.1:8000",
        "TEMPLATE_CONTACT_REQUEST_REPLY": str(folder / "mail.html"),
        "SSL_CERT_FILE": str(folder / "cert.pem"),
    }
    process = subprocess.Popen([GATEWAY], cwd=folder, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert any(b"Listening" in line for line in iter(process.stdout.readline, b""))
        yield f"http://127.0.0.1:{own}/", sink
    finally:
        process.kill()
        process.communicate()
        mail.stop()


def listening(address):
    """Wait until it does; it says so a moment before."""
    for _ in range(20 * PATIENCE):
        try:
            return send(address, "GET", "/")
        except OSError:
            time.sleep(0.05)
    raise AssertionError("hugo-mx-gateway does not listen")


@pytest.mark.skipif(not GATEWAY or not shutil.which("openssl"), reason="needs Debian's hugo-mx-gateway and openssl")
def test_a_form_for_hugo_mx_gateway_becomes_a_mail(tmp_path):
    with gateway(tmp_path) as (address, sink):
        listening(address)
        action, values = filled(CONTACT, f"{address}sendmail", "hugo-mx", requestOrigin=f"{SENT}#ref=PR-7K3M-Q9XD-4T")
        headers = {"Content-Type": FORM, "Origin": "http://127.0.0.1:8000", "Referer": "http://127.0.0.1:8000/"}
        answer = send(address, "POST", action.removeprefix(address.rstrip("/")), urlencode(values).encode(), headers)
    assert answer.status == 303
    assert answer.headers["Location"].startswith(f"{SENT}?") and "status=success" in answer.headers["Location"]
    assert answer.headers["Location"].endswith("#ref=PR-7K3M-Q9XD-4T")
    (mail,) = sink.mails
    assert mail["Subject"] == CONTACT.subject
    text = html.unescape(mail.get_payload(decode=True).decode())
    assert text.strip().replace("\r\n", "\n").split("\n") == [
        WORDS["name"],
        WORDS["email"],
        "2014-09-24",
        *WORDS["message"].split("\r\n"),
    ]


def test_a_form_that_hugo_mx_gateway_would_cut_short_is_not_shown():
    set_up = forms("https://mail.example.org/sendmail", "hugo-mx")
    for kind in (ACCESS, CHILDREN):
        with pytest.raises(UnknownForm, match="does not pass on"):
            render_form(kind, set_up)
    shown = [read_html(each).one("form")["aria-label"] for each in all_forms(set_up, "./")]
    assert CONTACT.title in shown and ACCESS.title not in shown
