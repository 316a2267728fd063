"""The form model: what every kind of request keeps to."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlencode

import pytest

from policy_history.forms.dialect import GENERIC
from policy_history.forms.kinds import CHILDREN, CONTACT, KINDS, kind_of
from policy_history.forms.model import LIMITS, NAME, TOKENS, Field, FieldKind, RequestKind, is_single_line, length

# What no kind may ask for, whatever it is called (EDPB 01/2022, 65-78; 16 CFR 312.6).
FORBIDDEN_WORDS = (
    "birth",
    "passport",
    "identity",
    "licence",
    "card",
    "password",
    "school",
    "gender",
    "reason",
    "repeat",
    "confirm",
)


def each_field():
    pairs = [(kind, field) for kind in KINDS for field in kind.fields]
    return [pytest.param(kind, field, id=f"{kind.slug}-{field.name}") for kind, field in pairs]


def test_slugs_prefixes_and_subjects_are_unique():
    for attribute in ("slug", "prefix", "subject", "title"):
        values = [getattr(kind, attribute) for kind in KINDS]
        assert len(set(values)) == len(values)


def test_the_subject_for_parents_is_the_one_the_policy_asks_for():
    assert CHILDREN.subject == "COPPA Information Request"


def test_parents_are_asked_for_these_four_things_only():
    assert [field.name for field in CHILDREN.fields] == ["name", "email", "child_account", "message"]


def test_parents_are_told_not_to_send_the_childs_birth_date_name_or_school():
    told = " ".join(CHILDREN.not_to_send)
    for word in ("birth date", "full name", "school", "identity documents", "card"):
        assert word in told


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_can_be_answered_and_warns_about_documents(kind):
    email = kind.field("email")
    assert email is not None and email.required and email.kind is FieldKind.EMAIL
    assert kind.verification
    assert "identity documents" in " ".join(kind.not_to_send)
    assert kind.not_asked


@pytest.mark.parametrize(("kind", "field"), each_field())
def test_every_field_keeps_to_the_limits(kind, field):
    assert field.autocomplete in TOKENS
    limits = {"name": LIMITS.name, "email": LIMITS.email, "message": LIMITS.message}
    assert field.maximum == limits.get(field.name, LIMITS.identifier)
    assert (field.kind is FieldKind.TEXTAREA) == (field.name == "message")


@pytest.mark.parametrize(("kind", "field"), each_field())
def test_no_field_asks_for_what_must_not_be_asked(kind, field):
    asked = f"{field.name} {field.label}".lower()
    assert not [word for word in FORBIDDEN_WORDS if word in asked]
    assert field.name not in kind.not_asked


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_personal_fields_carry_their_autocomplete_token_and_others_none(kind):
    own = {"name": "name", "email": "email", "account": "username"}
    assert {field.name: field.autocomplete for field in kind.fields} == {
        field.name: own.get(field.name, "") for field in kind.fields
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_fields_and_the_handlers_own_names_stay_apart_and_few(kind):
    names = [field.name for field in kind.fields]
    assert not set(names) & set(GENERIC.controls)
    assert len(names) + len(GENERIC.controls) + 1 <= LIMITS.fields  # one more for a reference


def test_the_name_of_the_trap_is_nothing_a_browser_fills_in():
    for word in ("name", "mail", "url", "web", "company", "organi", "phone", "tel", "zip", "address", "city"):
        assert word not in GENERIC.trap


@pytest.mark.parametrize("character", ["a", "ß", "語", "😀"], ids=["one", "two", "three", "four bytes"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_the_fullest_form_fits_in_a_body_in_every_script(kind, character):
    full = {field.name: character * (field.maximum // length(character)) for field in kind.fields}
    longest = "i" * LIMITS.identifier
    hidden = dict(
        GENERIC.hidden(kind, {"policy": longest, "policy_revision": longest, "redirect": "u" * LIMITS.address})
    )
    values = full | hidden | {GENERIC.trap: ""}
    assert sum(len(f"{name}{value}".encode()) for name, value in values.items()) <= LIMITS.body_bytes
    assert len(urlencode(values)) <= LIMITS.wire_bytes


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("é", 1), ("😀", 2), ("a\r\nb", 3), ("a\rb", 3), ("a\nb", 3)],
)
def test_length_counts_as_maxlength_does(text, expected):
    assert length(text) == expected


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\0", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("place", ["{}a", "a{}b", "a{}"])
def test_no_kind_of_line_end_is_a_single_line(mark, place):
    assert not is_single_line(place.format(mark))


def test_a_single_line_may_be_empty_or_have_tabs():
    assert is_single_line("") and is_single_line("Ada\tLovelace")


def test_kinds_are_found_by_slug():
    assert kind_of("contact") is CONTACT
    assert kind_of("") is None and kind_of("Contact") is None


KIND = {"slug": "x", "title": "X", "subject": "X", "introduction": "X", "fields": (NAME,), "not_to_send": ()}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slug": "Not A Slug"}, "slug"),
        ({"prefix": "a b"}, "slug"),
        ({"subject": "one\r\nBcc: two"}, "one line"),
        ({"subject": " "}, "one line"),
        ({"fields": (NAME, NAME)}, "stands twice"),
        ({"not_asked": frozenset({"name"})}, "must not be asked"),
    ],
)
def test_a_kind_that_breaks_its_own_rules_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        RequestKind(**KIND | change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Child Name"}, "field name"),
        ({"autocomplete": "cc-number"}, "autocomplete"),
        ({"maximum": 0}, "length"),
        ({"maximum": LIMITS.message + 1}, "length"),
        ({"label": " "}, "label"),
    ],
)
def test_a_field_outside_the_rules_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        dataclasses.replace(NAME, **change)


def test_a_field_of_one_line_says_so():
    assert NAME.is_single_line
    assert not Field("x", "X", FieldKind.TEXTAREA, 10).is_single_line


def test_what_was_written_before_need_not_be_written_again_in_an_appeal():
    """WCAG 2.2, 3.3.7: what was entered is not asked for again."""
    appeal = next(kind for kind in KINDS if kind.slug == "appeal")
    assert [field.required for field in appeal.fields if field.name == "message"] == [False]
