"""What the tests of the forms share: a reading of HTML as a browser sees it, and posts over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from machine import PATIENCE
from policy_history.forms.handler.store import RequestStore, StoredRequest

VOID = {"input", "link", "meta", "br"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    parents: tuple[Element, ...] = ()
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name] or ""

    def has(self, name: str) -> bool:
        return name in self.attributes


@dataclass
class Page(HTMLParser):
    """Every element of a piece of HTML, in order, with the text inside it."""

    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, dict(attrs), tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes nothing"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str) -> Element:
        (element,) = self.all(tag)
        return element

    def by_id(self, name: str) -> Element:
        (element,) = [element for element in self.elements if element.attributes.get("id") == name]
        return element

    @property
    def controls(self) -> list[Element]:
        return self.all("input", "textarea", "select", "button")

    @property
    def visible(self) -> list[Element]:
        """The fields a reader meets: not hidden, not the trap, no button, nothing that is about sending itself."""
        return [
            control
            for control in self.all("input", "textarea", "select")
            if control.attributes.get("type") != "hidden"
            and not control.has("data-part")
            and not any(parent.has("aria-hidden") for parent in control.parents)
        ]

    def values(self) -> dict[str, str]:
        """Name and value of every control, as a browser would send them; empty hidden ones are left out."""
        sent = {}
        for control in self.all("input", "textarea", "select"):
            kind = control.attributes.get("type")
            typed = control.text.removeprefix("\n") if control.tag == "textarea" else control.attributes.get("value")
            if control.tag == "select" or (kind == "hidden" and not typed):
                continue
            if kind not in ("radio", "checkbox") or control.has("checked"):
                sent[control["name"]] = typed or ""
        return sent


def read_html(html: str) -> Page:
    page = Page()
    page.feed(str(html))
    page.close()
    assert not page._open, f"not closed: {[element.tag for element in page._open]}"
    return page


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


FORM = "application/x-www-form-urlencoded"


def send(
    address: str, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """One HTTP request; redirects are not followed."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, dict(response.headers), response.read().decode())
    finally:
        connection.close()


def post(address: str, values: Mapping[str, str], path: str = "/submit") -> Answer:
    return send(address, "POST", path, urlencode(values).encode(), {"Content-Type": FORM})


def until(holds: Callable[[], object]) -> bool:
    """Whether it comes to hold, looked at again and again."""
    end = time.monotonic() + PATIENCE / 4
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def unmailed(store: RequestStore) -> list[StoredRequest]:
    """The requests for which a mail is still to be sent, now or later, the oldest first."""
    return store.to_mail(datetime(9999, 1, 1, tzinfo=UTC), 1000)
