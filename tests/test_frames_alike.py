"""What stands around one body must stand around all: what may differ, and what is told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from policy_history.publish.addresses import path_of
from policy_history.publish.altered_pages import odd_frames
from policy_history.publish.site_settings import NavigationEntry

BODY = "<p>The text.</p>"
NAVIGATION = (
    NavigationEntry(title="Home", url="index.html"),
    NavigationEntry(
        title="Legal",
        children=(NavigationEntry(title="Privacy", url="privacy/"), NavigationEntry(title="Terms", url="terms/")),
    ),
)


def odd(**frames: str) -> list[tuple[str, str]]:
    """What is odd about pages with these frames, by the first words of their addresses (``_`` for a slash)."""
    addresses = {name.replace("_", "/") + "/": frame for name, frame in frames.items()}
    site = SimpleNamespace(
        pages=[SimpleNamespace(address=each, title="T", description="", contents=()) for each in addresses],
        head=lambda _address: "<!-- head -->",
    )
    frame = SimpleNamespace(navigation=NAVIGATION, name="Site")
    built = SimpleNamespace(
        pages={path_of(each): SimpleNamespace(html=f"{start}{BODY}<footer>") for each, start in addresses.items()}
    )
    bodies = {path_of(each): BODY.encode() for each in addresses}
    return list(odd_frames(site, SimpleNamespace(frame=frame, base="/"), built, bodies))  # type: ignore[arg-type]


def test_words_around_one_body_alone_are_told() -> None:
    assert odd(a="<b>Site</b>", b="<b>Site</b><i>Not in force!</i>", c="<b>Site</b>") == [
        (path_of("b/"), "Not in force!")
    ]


@pytest.mark.parametrize("title", ["Legal", "Privacy", "Terms"])
def test_titles_of_the_navigation_may_stand_on_one_page_alone_at_every_depth(title: str) -> None:
    assert odd(a="<b>Site</b>", b=f"<b>Site</b><nav>{title}</nav>") == []


def test_a_script_that_names_the_way_to_the_root_is_the_same_at_every_depth() -> None:
    script = '<script>{{"base": "{0}", "search": "{0}/search.js"}}</script>'
    assert odd(a=script.format(".."), a_b=script.format("../.."), a_b_c=script.format("../../..")) == []
    assert odd(a=script.format(".."), a_b=script.format("../../elsewhere")) != []
