"""A form on a published page."""

from __future__ import annotations

import dataclasses

import pytest

from forms_support import read_html
from policy_history.forms.dialect import GENERIC
from policy_history.forms.endpoint import endpoint
from policy_history.forms.kinds import CHILDREN, CONTACT, KINDS
from policy_history.forms.settings import RequestSettings
from policy_history.publish.forms import Forms, render_form

HANDLER = endpoint("https://forms.example.org/submit?x=1&y=2", {})
SENT = "https://policies.example.org/contact/sent/"
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)


CLAUSES = (("who", "Who we are"), ("children", "Our website and children"))
SET_UP = Forms(HANDLER, SENT, "privacy", "2014-09-24", (), RequestSettings(), clauses=CLAUSES)


def html_of(kind, **changes):
    return render_form(kind, dataclasses.replace(SET_UP, **changes))


def page_of(kind, **changes):
    return read_html(html_of(kind, **changes))


@each_kind
def test_the_form_posts_to_the_handler_and_nowhere_else(kind):
    page = page_of(kind)
    form = page.one("form")
    assert form["action"] == HANDLER.url
    assert form["method"] == "post" and form["accept-charset"] == "utf-8"
    assert form["class"] == "policy-form" and form["aria-label"] == kind.title
    assert not any(control.has("formaction") or control.has("form") for control in page.controls)
    assert not form.has("target") and not form.has("enctype") and not form.has("novalidate")


def test_readers_are_told_the_title_of_the_text_and_its_day_and_programs_the_ids():
    names = {"title": "Règles", "language": "fr", "name": "24 September 2014"}
    page = page_of(CONTACT, read_by=names)
    (told,) = [each for each in page.all("span") if each.attributes.get("data-fill") == "text"]
    assert " ".join(told.text.split()) == "Règles, version of 24 September 2014"
    values = {control["name"]: control["value"] for control in page.controls if control.has("value")}
    assert (values["policy"], values["policy_revision"]) == ("privacy", "2014-09-24")
    assert values["receipt"] == "Règles, version of 24 September 2014"  # the handler names it so on its copy


@each_kind
def test_every_control_has_a_label_and_every_label_a_control(kind):
    page = page_of(kind)
    labelled = [label["for"] for label in page.all("label")]
    ids = [control["id"] for control in page.controls if control.has("id")]
    assert sorted(labelled) == sorted(ids)
    assert all(label.text.strip() for label in page.all("label"))
    without_id = [control for control in page.controls if not control.has("id")]
    assert {control["type"] for control in without_id} <= {"hidden", "submit"}


@each_kind
def test_controls_are_those_of_the_model_in_its_order(kind):
    page = page_of(kind)
    assert list(dict.fromkeys(control["name"] for control in page.visible)) == [field.name for field in kind.fields]
    for control in page.visible:
        field = kind.field(control["name"])
        if field.options:
            assert control.attributes.get("type") == "radio" and control.has("required")
            assert control["value"] in field.options
            continue
        assert control["maxlength"] == str(field.maximum)
        assert control.attributes.get("autocomplete", "") == field.autocomplete
        assert control.has("required") == field.required
        assert (control.tag == "textarea") == (not field.is_single_line)
        if field.is_single_line:
            assert control["type"] == field.kind.value
            assert control["spellcheck"] == "false"


@each_kind
def test_optional_fields_say_so_in_their_label(kind):
    page = page_of(kind)
    labels = {label["for"]: label.text for label in page.all("label")}
    for control in page.visible:
        if control.attributes.get("type") == "radio":
            continue
        assert ("(optional)" in labels[control["id"]]) == (not control.has("required"))


@each_kind
def test_hints_are_tied_to_their_control(kind):
    page = page_of(kind)
    texts = {element["id"]: element.text.strip() for element in page.elements if element.has("id")}
    for control in page.visible:
        field = kind.field(control["name"])
        group = control.parents[-2] if field.options else control
        described = [texts[name] for name in group.attributes.get("aria-describedby", "").split()]
        assert described == ([field.hint] if field.hint else [])


@each_kind
def test_nothing_is_filled_in_chosen_or_shown_in_place_of_a_label(kind):
    for control in page_of(kind).visible:
        assert not control.attributes.get("value") or control.attributes.get("type") == "radio"
        assert not control.text.strip()
        assert not control.has("placeholder") and not control.has("checked") and not control.has("autofocus")


@each_kind
def test_no_files_passwords_scripts_or_inline_styles(kind):
    page = page_of(kind)
    assert {control.attributes.get("type", "textarea") for control in page.controls} <= {
        "hidden",
        "text",
        "email",
        "textarea",
        "radio",
        "checkbox",
        "submit",
    }
    assert not page.all("script", "style", "iframe", "img", "base", "link")
    for element in page.elements:
        assert not element.has("style")
        assert not [name for name in element.attributes if name.startswith("on")]


@each_kind
def test_hidden_fields_name_the_kind_the_subject_and_the_text_being_read(kind):
    page = page_of(kind)
    hidden = [control for control in page.all("input") if control["type"] == "hidden"]
    assert {control["name"]: control["value"] for control in hidden if control["value"]} == {
        "kind": kind.slug,
        "subject": kind.subject,
        "policy": "privacy",
        "policy_revision": "2014-09-24",
        "redirect": SENT,
    }


def test_what_has_no_value_is_not_sent():
    page = page_of(CONTACT, policy="", revision="", confirmation_url="", clauses=())
    assert not {"policy", "policy_revision", "redirect"} & set(page.values())
    assert "revision" not in page.one("form").text


@each_kind
def test_the_trap_is_out_of_the_way_of_people(kind):
    page = page_of(kind)
    (trap,) = [control for control in page.controls if control.attributes.get("name") == GENERIC.trap]
    assert trap["tabindex"] == "-1" and trap["autocomplete"] == "off" and trap["value"] == ""
    assert trap["type"] == "text" and not trap.has("required")
    assert any(parent.attributes.get("aria-hidden") == "true" for parent in trap.parents)
    assert any("policy-form-trap" in (parent.attributes.get("class") or "") for parent in trap.parents)
    (label,) = [label for label in page.all("label") if label["for"] == trap["id"]]
    assert "empty" in label.text


@each_kind
def test_beside_the_button_stands_who_receives_it_and_what_not_to_send(kind):
    page = page_of(kind)
    button = page.one("button")
    assert button["type"] == "submit" and button.text.strip() == "Send"
    notice = page.by_id(button["aria-describedby"])
    assert HANDLER.host in notice.text
    for item in kind.not_to_send:
        assert item in notice.text


def test_ids_do_not_clash_on_one_page():
    page = read_html("".join(html_of(kind) for kind in KINDS))
    ids = [element["id"] for element in page.elements if element.has("id")]
    assert len(set(ids)) == len(ids)
    for element in page.elements:
        for name in (element.attributes.get("aria-describedby") or "").split():
            assert name in ids


@each_kind
def test_no_blank_line_ends_an_html_block_in_markdown(kind):
    assert "\n\n" not in html_of(kind)


def test_values_are_escaped():
    nasty = '"><script>alert(1)</script>&amp;'
    kind = dataclasses.replace(
        CONTACT,
        title=nasty,
        subject=nasty,
        introduction=nasty,
        not_to_send=(nasty,),
        fields=tuple(dataclasses.replace(field, label=nasty, hint=nasty) for field in CONTACT.fields),
    )
    page = page_of(kind, policy=nasty, revision=nasty, confirmation_url=nasty, clauses=((nasty, nasty),))
    assert not page.all("script")
    assert {page.values()[name] for name in ("subject", "policy", "policy_revision", "redirect")} == {nasty}
    labels = [label.text for label in page.all("label") if label.has("class")]
    assert labels[:-1] == [nasty + (" (optional)" if not field.required else "") for field in kind.fields]
    assert nasty in [option.text for option in page.all("option")]


# Without a handler


@each_kind
def test_without_a_handler_there_is_no_form(kind):
    page = page_of(kind, endpoint=None, other_ways=["privacy@example.org"])
    assert not page.all("form", "input", "textarea", "button")


def test_without_a_handler_the_other_ways_stand_with_the_subject():
    ways = ["privacy@example.org", "https://help.example.org/?a=1&b=2", "12 Road\nSome Town", "call 1 < 2"]
    page = page_of(CHILDREN, endpoint=None, other_ways=ways)
    assert [item.text for item in page.all("li")] == ways
    assert [link["href"] for link in page.all("a")] == [
        "mailto:privacy@example.org?subject=COPPA%20Information%20Request",
        "https://help.example.org/?a=1&b=2",
    ]
    assert "“COPPA Information Request”" in page.one("div").text
    assert "birth date" in page.one("div").text


@pytest.mark.parametrize(
    "way", ["javascript:alert(1)", "http://help.example.org/", "see privacy@example.org", "@", "a@b"]
)
def test_only_a_lone_mail_or_https_address_becomes_a_link(way):
    page = page_of(CONTACT, endpoint=None, other_ways=[way])
    assert not page.all("a")
    assert page.one("li").text == way


def test_without_a_handler_and_without_other_ways_the_page_says_so():
    page = page_of(CONTACT, endpoint=None)
    assert not page.all("li", "ul", "a")
    assert "cannot be sent" in page.one("div").text
    assert "No other way" in page.one("div").text
