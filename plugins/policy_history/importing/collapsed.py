"""Parts of a web page that are shown on a click, or not at all: accordions, tabs, hidden text (WAI-ARIA 1.2, HTML 6.1).

A collapsed section is part of a policy: its text comes along, and its button or tab is its heading or lead-in. What is
hidden for another reason is none of the text.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

_HEADING = re.compile(r"h[1-6]")
_BLOCKS = ["p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "a"]
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:^|[-_ ])(?:accordion|collaps(?:e|ed|ible)|tab-?(?:pane|panel|content)s?|panel|faq|expand(?:ed|able)?|toggle)",
    re.IGNORECASE,
)
_OVERLAY = re.compile(r"(?:^|[-_ ])(?:modal|popup|popover|overlay|lightbox|tooltip|dropdown|menu)", re.IGNORECASE)
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "href", "for")
_SWITCHES = ("aria-expanded", "aria-controls", "data-target", "data-bs-target")


def open_all(soup: BeautifulSoup) -> None:
    """Change the page to what it is with every section open and every tab shown."""
    targets = _targets(soup)
    for element in soup.find_all(True):
        if is_hidden(element) and _is_section(element, targets):
            _show(element)
    for tab in soup.find_all(_is_tab):
        if _HEADING.fullmatch(tab.name):
            del tab["role"]  # the head of a section that opens below it
        else:
            _lead_in(soup, tab)
    for label in soup.find_all(_is_label_of_tab):
        _as_lead(soup, label)
    for button in soup.find_all(_is_in_a_sentence):
        button.unwrap()
    lines = [each for each in soup.select("div[aria-controls]:not([role])") if each.find(_BLOCKS) is None]
    for button in [*soup.find_all("button"), *soup.select("div[role=button]"), *lines]:
        if _is_switch(button):
            button.unwrap() if button.find_parent(_HEADING) else _as_lead(soup, button)


def is_hidden(element: Tag) -> bool:
    """Whether an element is not shown as the page is."""
    return element.has_attr("hidden") or bool(_HIDING.search(str(element.get("style") or "")))


def _targets(soup: BeautifulSoup) -> set[str]:
    """The ids that some control of the page opens."""
    found: set[str] = set()
    for name in _TARGETS:
        for element in soup.select(f"[{name}]"):
            found.update(part.lstrip("#") for part in str(element.get(name)).split())
    return found


def _is_section(element: Tag, targets: set[str]) -> bool:
    names = " ".join([str(element.get("id") or ""), *(element.get("class") or [])])
    if _OVERLAY.search(names):
        return False
    if str(element.get("hidden") or "").lower() == "until-found":  # a page's search opens it (HTML 6.1)
        return True
    if str(element.get("id") or "") in targets or element.get("role") in ("tabpanel", "region"):
        return True
    of_parent = " ".join((element.parent.get("class") or []) if element.parent else [])
    if element.find_parent("details") is not None or _SECTION.search(names) or "tab-content" in of_parent:
        return True
    before = element.find_previous_sibling(True)
    return isinstance(before, Tag) and (
        _HEADING.fullmatch(before.name) is not None or _is_switch(before) or before.find(_is_switch) is not None
    )


def _is_tab(element: Tag) -> bool:
    return element.get("role") == "tab" or bool(
        {element.get("data-toggle"), element.get("data-bs-toggle")} & {"tab", "pill"}
    )


def _is_label_of_tab(element: Tag) -> bool:
    """Whether a label ticks a box that shows one of several parts, which styles do without a script."""
    if element.name != "label" or not element.get("for") or element.find_parent("form") is not None:
        return False
    boxes = element.find_all_previous("input", id=element["for"], limit=1)
    boxes = boxes or element.find_all_next("input", id=element["for"], limit=1)
    return any(box.get("type") in ("radio", "checkbox") for box in boxes)


def _is_in_a_sentence(element: Tag) -> bool:
    """Whether it is a button among words, such as a term that tells its meaning on a click."""
    around = element.parent
    if element.name != "button" or around is None or around.name not in ("p", "li", "dd", "td", "span"):
        return False
    words = len(element.get_text(" ").split())
    return len(around.get_text(" ").split()) > 2 * words > 0 and around.find_parent("form") is None


def _is_switch(element: Tag) -> bool:
    """Whether it opens and closes something; a button in a heading does, whatever it says of itself."""
    if element.name == "button" and element.find_parent(_HEADING) is not None:
        return True
    return any(element.has_attr(name) for name in _SWITCHES)


def _show(element: Tag) -> None:
    del element["hidden"]
    if element.has_attr("style"):
        del element["style"]
    del element["aria-hidden"]


def _lead_in(soup: BeautifulSoup, tab: Tag) -> None:
    """A tab's words stand at the beginning of what it shows."""
    panel = _panel(soup, tab)
    text = tab.get_text(" ", strip=True)
    if panel is None or not text:
        _as_lead(soup, tab)
        return
    lead = soup.new_tag("p")
    strong = soup.new_tag("strong")
    strong.string = text
    lead.append(strong)
    panel.insert(0, lead)
    tab.decompose()


def _panel(soup: BeautifulSoup, tab: Tag) -> Tag | None:
    for name in ("aria-controls", "data-bs-target", "data-target", "href"):
        target = str(tab.get(name) or "").lstrip("#")
        found = soup.find(id=target) if target else None
        if isinstance(found, Tag) and tab not in found.descendants:
            return found
    own = tab.get("id")
    labelled = soup.select("[aria-labelledby]") if own else []
    return next((each for each in labelled if each.get("aria-labelledby") == own), None)


def _as_lead(soup: BeautifulSoup, element: Tag) -> None:
    """A switch without a heading around it becomes a bold paragraph."""
    element.name = "strong"
    for line in element.find_all(["div", "p"]):
        line.name = "span"
    for name in ("role", "type", "hidden"):
        del element[name]
    element.wrap(soup.new_tag("p"))
