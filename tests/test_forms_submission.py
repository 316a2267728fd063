"""What the handler makes of a body, before any storage."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms_support import read_html
from policy_history.forms.dialect import GENERIC
from policy_history.forms.endpoint import endpoint
from policy_history.forms.handler import submission
from policy_history.forms.handler.submission import JSON_TYPE, TRAP, Refused, Submission, TooLarge, is_sound, read
from policy_history.forms.kinds import CHILDREN, CONTACT, KINDS
from policy_history.forms.model import LIMITS, length
from policy_history.forms.reference import new_reference
from policy_history.publish.forms import Forms, render_form

GOOD = {"kind": "contact", "name": "Ada", "email": "ada@example.org", "message": "How long do you keep it?"}


def body(values) -> bytes:
    return urlencode(values).encode()


def faults_of(values) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        read(body(values))
    return {fault.field: fault.message for fault in refused.value.faults}


def filled(page):
    """The page's values with its fields filled in up to their limit, as a browser would send them."""
    values = page.values()
    for control in page.visible:
        if control.attributes.get("type") == "radio":
            values[control["name"]] = control["value"]
            continue
        letters = "x" * (int(control["maxlength"]) - len("@example.org"))
        values[control["name"]] = letters + "@example.org"
    return values


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_the_handler_takes_the_fullest_form_that_the_page_lets_through(kind):
    page = read_html(
        render_form(
            kind,
            Forms(
                endpoint("https://forms.example.org/", {}),
                "https://policies.example.org/contact/sent/",
                "privacy",
                "2014-09-24.2",
            ),
        )
    )
    submission = read(body(filled(page)))
    assert submission.kind is kind and not submission.flags
    assert (submission.policy, submission.policy_revision) == ("privacy", "2014-09-24.2")
    assert submission.redirect == "https://policies.example.org/contact/sent/"
    assert {name: len(value) for name, value in submission.fields.items()} == {
        field.name: len(field.options[-1]) if field.options else field.maximum for field in kind.fields
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_the_handler_takes_not_one_character_more(kind):
    values = {"kind": kind.slug}
    for field in kind.fields:
        values[field.name] = "x" * (field.maximum + 1 - len("@example.org")) + "@example.org"
    faults = faults_of(values)
    assert set(faults) == {field.name for field in kind.fields}
    assert all("it is 1 too long" in message for message in faults.values())


def test_every_fault_is_told_at_once_and_what_was_typed_is_kept():
    with pytest.raises(Refused) as refused:
        read(body({"kind": "children", "email": "ada", "child_account": "a\nb", "message": "Hello"}))
    assert [fault.field for fault in refused.value.faults] == ["name", "email", "child_account"]
    assert refused.value.kind is CHILDREN
    assert refused.value.values["message"] == "Hello" and refused.value.values["email"] == "ada"


@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r", "\0", "\v", "\u2028", "\x85"])
@pytest.mark.parametrize("name", ["name", "email"])
def test_a_line_end_in_a_field_of_one_line_is_refused(name, mark):
    value = f"ada@example.org{mark}Bcc: everyone@example.org"
    assert "one line" in faults_of(GOOD | {name: value})[name]


@pytest.mark.parametrize("name", [GENERIC.subject, GENERIC.policy, GENERIC.policy_revision, GENERIC.redirect])
@pytest.mark.parametrize("value", ["x\r\nBcc: everyone@example.org", "x\0", "x" * (LIMITS.address + 1)])
def test_a_hidden_field_that_was_tampered_with_is_refused(name, value):
    assert name in faults_of(GOOD | {name: value})[""]
    assert not is_sound(name, value)


def test_line_ends_at_the_end_are_refused_too_and_spaces_are_taken_off():
    assert "name" in faults_of(GOOD | {"name": "Ada\n"})
    assert read(body(GOOD | {"name": "  Ada "})).fields["name"] == "Ada"


def test_the_message_keeps_its_lines_and_loses_no_mark_but_nul():
    text = "One\r\n\r\n  two\ttabs\vand a form feed\f"
    assert read(body(GOOD | {"message": text})).fields["message"] == text.replace("\r\n", "\n")
    assert "message" in faults_of(GOOD | {"message": "a\0b"})


@pytest.mark.parametrize(
    "address",
    ["a@b", "o'neil+tag@sub.example.org", "用户@例え.jp", "a!#$%&'*+/=?^_`{|}~-@b.org", "pelé@example.org"],
)
def test_addresses_that_browsers_accept_are_accepted(address):
    assert read(body(GOOD | {"email": address})).fields["email"] == address


@pytest.mark.parametrize(
    "address", ["a", "@b", "a@", "a b@c", "a@b@c", "a@b,c@d", "A <a@b>", "a@b;c", '"a"@b', "a@b (x)"]
)
def test_addresses_that_are_none_or_several_are_refused(address):
    assert "name@example.org" in faults_of(GOOD | {"email": address})["email"]


def test_optional_fields_may_be_missing_and_required_ones_may_not():
    assert read(body({**GOOD, "name": ""})).fields["name"] == ""
    assert read(body({name: value for name, value in GOOD.items() if name != "name"})).fields["name"] == ""
    assert "Fill in" in faults_of({"kind": "contact"})["message"]


def test_the_subject_is_never_read():
    submission = read(body(GOOD | {"subject": "Something else"}))
    assert submission.kind.subject == CONTACT.subject
    assert "subject" not in submission.fields


def test_unknown_fields_and_those_of_other_kinds_are_left_out():
    sent = GOOD | {"child_account": "x", "birth_date": "2020-01-01", "reference": "A", "__proto__": "x"}
    assert set(read(body(sent)).fields) == {"name", "email", "message"}


@pytest.mark.parametrize("kind", ["", "Contact", "contact ", "../contact", "unknown"])
def test_an_unknown_kind_is_refused_and_the_text_kept(kind):
    with pytest.raises(Refused) as refused:
        read(body(GOOD | {"kind": kind}))
    assert refused.value.kind is None
    assert refused.value.values["message"] == GOOD["message"]


def test_a_field_sent_twice_is_refused():
    pairs = [*GOOD.items(), ("email", "eve@example.org")]
    assert "“email” more than once" in faults_of(pairs)[""]


@pytest.mark.parametrize(("name", "longest"), [("policy", 200), ("clause", 200), ("redirect", 2000)])
def test_what_a_page_says_of_itself_is_one_line_within_its_limit(name, longest):
    assert is_sound(name, "x" * longest)
    assert not is_sound(name, "x" * (longest + 1)) and not is_sound(name, "x\ny")


def test_the_reference_in_the_address_to_come_back_to_is_no_part_of_it():
    reference = new_reference()
    back = {"reference": reference, "redirect": f"https://example.org/sent/#ref={reference}"}
    assert read(body(GOOD | back)).redirect == "https://example.org/sent/"
    back["redirect"] = "https://example.org/sent/#ref=PR-0000-0000-00"
    assert read(body(GOOD | back)).redirect == back["redirect"]


def test_a_filled_trap_flags_and_refuses_nothing():
    submission = read(body(GOOD | {GENERIC.trap: "x" * 4000 + "\r\n"}))
    assert submission.flags == (TRAP,) and submission.fields["message"] == GOOD["message"]


def test_more_fields_than_allowed_are_refused():
    just = [*GOOD.items(), *((f"x{number}", "") for number in range(LIMITS.fields - len(GOOD)))]
    assert isinstance(read(body(just)), Submission)
    assert "more than 20 fields" in faults_of([*just, ("y", "")])[""]


@pytest.mark.parametrize("raw", [b"kind=contact&message=%FF", b"kind=contact&message=\xff", b"kind=%C3"])
def test_what_is_not_utf8_is_refused(raw):
    with pytest.raises(Refused) as refused:
        read(raw)
    assert "UTF-8" in refused.value.faults[0].message


def test_the_body_limit_counts_the_text_and_not_its_encoding():
    japanese = "語" * LIMITS.message
    assert len(urlencode({"message": japanese})) > LIMITS.body_bytes
    assert read(body(GOOD | {"message": japanese})).fields["message"] == japanese
    with pytest.raises(TooLarge):
        read(body(GOOD | {"unknown": "x" * LIMITS.body_bytes}))


texts = st.text(st.characters(codec="utf-8"), max_size=400)
names = st.sampled_from([*GENERIC.controls, "name", "email", "account", "message", "child_account", "x"])


@given(st.lists(st.tuples(names, texts), max_size=12), st.sampled_from(KINDS))
def test_whatever_is_posted_is_kept_within_the_rules_or_refused_in_words(pairs, kind):
    try:
        submission = read(body([(GENERIC.kind, kind.slug), *pairs]))
    except Refused as refused:
        assert refused.faults and all(fault.message for fault in refused.faults)
        return
    assert set(submission.fields) == {field.name for field in submission.kind.fields}
    for field in submission.kind.fields:
        value = submission.fields[field.name]
        assert length(value) <= field.maximum and "\0" not in value
        assert not field.is_single_line or not set("\r\n") & set(value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw):
    with pytest.raises((Refused, TooLarge)):
        read(raw + b"&kind=")


def test_json_is_taken_up_to_so_many_fields_and_no_more():
    more = {f"more-{number}": "x" for number in range(LIMITS.fields - len(GOOD))}
    assert read(json.dumps(GOOD | more).encode(), GENERIC, JSON_TYPE).fields["name"] == "Ada"
    with pytest.raises(Refused) as refused:
        read(json.dumps(GOOD | more | {"one": "more"}).encode(), GENERIC, JSON_TYPE)
    assert [fault.message for fault in refused.value.faults] == [f"The form has more than {LIMITS.fields} fields."]


PIECES = [b"%", b"%41", b"%4", b"=", b"&", b"+", b"%0A", b"\n", b"\r", b"%1E", b"%1f", b"\x1e", b"\x1f", b"%3D", b"%26"]
PIECES += [
    b"%%",
    b"%zz",
    "é".encode(),
    b"%C3%A9",
    b"%FF",
    b"%C3",
    b"a",
    b"message",
    b"kind=contact",
    b"%25",
    b" ",
    b"\0",
]


@example(b"=kind=contact&%41")
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))
def test_a_body_is_read_alike_in_one_step_and_in_many(body: bytes) -> None:
    """As the URL Standard has it (section 5.1), which Python's own function does for what is UTF-8."""
    try:
        wanted = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        wanted = None
    try:
        assert submission._pairs(body) == wanted
    except Refused:
        assert wanted is None
