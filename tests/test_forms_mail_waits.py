"""How long a mail waits that was refused, and what goes out meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from forms_support import until
from policy_history.forms.handler.schema import MailState
from serving_forms import store
from test_forms_mail_states import NOW, SPAM, Server, add, mailing, states, words_of

__all__ = ["store"]  # a fixture


def test_no_mail_waits_for_more_than_about_an_hour(store):
    server = Server({"How long?": "451 Later"})
    (stored,) = add(store, "How long?")
    for _ in range(40):
        store.mark_mail(stored.number, MailState.PENDING, "451 Later", NOW)
    with mailing(store, server, again=60):
        assert until(lambda: store.all()[0].mail_tries == 41)
    waits = [bool(store.to_mail(datetime.now(UTC) + timedelta(minutes=minutes), 9)) for minutes in (60, 66)]
    assert waits == [False, True]


def test_refusals_here_and_there_stop_no_others(store):
    server = Server({"not now": "451 Later"})
    add(store, *(f"{words} {number}" for number in range(7) for words in ("not now", "How long?")))
    with mailing(store, server, again=1000):
        assert until(lambda: len(server.taken) == 7)


def test_a_mail_that_is_too_large_for_the_server_is_set_aside_and_its_reference_goes_out(store):
    server = Server()

    async def only_small_ones(smtp, session, envelope, address, options):
        if any(option.startswith("SIZE=") and int(option[5:]) > 1500 for option in options):
            return "552 5.3.4 Message too big"
        envelope.mail_from = address
        return "250 OK"

    vars(server)["handle_MAIL"] = only_small_ones
    add(store, "How long? " * 200)
    with mailing(store, server):
        assert until(lambda: states(store) == ["referred"])
    assert store.all()[0].mail_reason == "552 5.3.4 Message too big"


def test_while_the_reference_waits_the_inbox_says_why_the_mail_was_refused(store):
    server = Server({"cheap pills": SPAM, "Reference": "451 Later"})
    add(store, "cheap pills")
    with mailing(store, server, again=1000):
        assert until(lambda: store.all()[0].mail_tries == 1)
    assert (store.all()[0].mail_reason, states(store)) == (SPAM, ["refused"])


def test_what_was_set_aside_is_sent_again_while_the_mailer_runs(store):
    server = Server({"cheap pills": SPAM})
    add(store, "cheap pills")
    with mailing(store, server, again=1000) as mailer:
        assert until(lambda: states(store) == ["referred"])
        server.answers.clear()
        assert store.mail_again() == 1
        mailer.wake()
        assert until(lambda: states(store) == ["sent"])
    assert "cheap pills" in words_of(server)[-1]
