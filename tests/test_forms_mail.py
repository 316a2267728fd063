"""The mail for a request, to a mail server that keeps what it is given."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as st

from forms_support import unmailed, until
from machine import free_port
from policy_history.forms.handler.mail import MailEncryption, MailRoute, message, read_route
from policy_history.forms.handler.mailer import Mailer
from policy_history.forms.handler.store import RequestStore, StoredRequest
from policy_history.forms.handler.submission import Submission
from policy_history.forms.kinds import CHILDREN, CONTACT, KINDS
from serving_forms import NOW

ROUTE = MailRoute("127.0.0.1", 2525, "site@example.org", "requests@example.org", MailEncryption.NONE)


class Sink:
    """Refuses as many mails as it is told, then keeps them."""

    def __init__(self, refusals=0):
        self.mails, self.refusals = [], refusals

    async def handle_DATA(self, server, session, envelope):
        if self.refusals:
            self.refusals -= 1
            return "451 Later"
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


def sent(tmp_path, submissions, refusals=0, again=0.05):
    sink = Sink(refusals)
    port = free_port()
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    store = RequestStore(tmp_path / "requests.sqlite3")
    route = MailRoute("127.0.0.1", port, ROUTE.sender, ROUTE.recipient, MailEncryption.NONE)
    mailer = Mailer(store, route, again=again)
    try:
        mailer.start()
        for submission in submissions:
            store.add(submission, NOW)
            mailer.wake()
        until(lambda: not unmailed(store))
    finally:
        mailer.stop()
        server.stop()
    assert not unmailed(store)
    return sink.mails


def said(message_text="How long?", email="ada@example.org", kind=CONTACT):
    return Submission(kind, {"name": "Ada", "email": email, "message": message_text})


def test_each_request_becomes_one_mail_with_the_subject_of_its_kind(tmp_path):
    mails = sent(tmp_path, [said(), said("日本語 “why”\nBcc: everyone@example.org", kind=CHILDREN)])
    assert [(to, mail["Subject"]) for to, mail in mails] == [
        (["requests@example.org"], "General question"),
        (["requests@example.org"], "COPPA Information Request"),
    ]
    _, mail = mails[1]
    assert mail["Reply-To"] == "ada@example.org" and mail["Bcc"] is None and mail["Auto-Submitted"] == "auto-generated"
    assert "日本語 “why”\nBcc: everyone@example.org" in mail.get_content().replace("\r\n", "\n")
    assert mail["Message-ID"].startswith("<PR-") and "PR-" in mail.get_content()
    assert mail.get_content_type() == "text/plain"


def test_what_the_server_would_not_take_is_sent_again(tmp_path):
    mails = sent(tmp_path, [said("One"), said("Two")], refusals=2)
    assert len(mails) == 2 and len({mail["Message-ID"] for _, mail in mails}) == 2


@pytest.mark.parametrize(
    "email",
    ["ödön@example.org", "a@exämple.org", "a\x01@b.org", "a@[127.0.0.1", "", "nobody", "a@b\u2028Bcc: c@d", "<a@b>"],
)
def test_an_address_that_no_header_can_carry_stands_in_the_text_only(email):
    mail = message(stored(email=email), ROUTE)
    assert mail["Reply-To"] is None and (email in mail.get_content() or "\u2028" in email)


def stored(**fields):
    return StoredRequest(1, "PR-7K3M-Q9XD-4T", "2026-11-26T12:00:00+00:00", "contact", "x", "privacy", "x", "", fields)


@given(
    st.fixed_dictionaries({"name": st.text(), "email": st.text(), "message": st.text()}),
    st.sampled_from(KINDS),
    st.text(max_size=30),
)
def test_nothing_that_was_written_adds_a_header(fields, kind, clause):
    request = StoredRequest(1, "PR-7K3M-Q9XD-4T", "2026-11-26", kind.slug, kind.subject, clause, clause, clause, fields)
    mail = message_from_bytes(message(request, ROUTE).as_bytes(), policy=policy.default)
    assert set(mail.keys()) <= {
        "Subject", "From", "To", "Auto-Submitted", "Message-ID", "Reply-To",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert (mail["Subject"], mail["From"], mail["To"]) == (kind.subject, ROUTE.sender, ROUTE.recipient)
    assert len(mail.keys()) == len(set(mail.keys()))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("mail.example.org:25", "a@example.org", "b@example.org", "none"), "unprotected"),
        (("mail.example.org", "a@example.org", "b@example.org", "tls"), "name and port"),
        (("mail.example.org:0", "a@example.org", "b@example.org", "tls"), "name and port"),
        (("mail.example.org:465", "", "b@example.org", "tls"), "not an email address"),
        (("mail.example.org:465", "a@example.org", "b@example.org\r\nBcc: c@d", "tls"), "not an email address"),
    ],
)
def test_a_route_that_cannot_be_used_is_refused_at_the_start(options: tuple[str, str, str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_route(*options, {})


def test_no_server_means_no_mail():
    assert read_route("", "", "", "tls", {}) is None
