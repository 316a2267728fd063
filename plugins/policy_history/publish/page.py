"""A page of a policy, and a file that is published as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup

from ..days import day_in_words
from ..model import State
from ..text.document import Clause
from . import addresses
from .edition import PolicyEdition, PublishedRevision
from .templating import render


class Seal(NamedTuple):
    """What is known of a body that was made before: its SHA-256, and whether it begins with a title of its own."""

    sha256: str
    has_title: bool

    @classmethod
    def of(cls, body: str) -> Seal:
        """The seal of that body."""
        return cls(sha256(body.encode("utf-8", "surrogatepass")).hexdigest(), has_title(body))


def has_title(body: str) -> bool:
    """Whether a body has a title of its own."""
    return "<h1" in body


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it stands, what it says, and what others must know of it. Title and description are texts.

    ``contents`` are its headings, ``anchors`` further ids on it that links may lead to; ``parent`` is the address of
    the page it belongs under; ``changed`` is the day its text was last changed, by the revisions' own dates. ``body``
    makes its HTML, anew each time: a site is never in memory whole; ``seal`` tells of it without that. ``language`` is
    that of title and contents where they are a policy's own words, and empty where they are the interface's.
    """

    address: str
    title: str
    description: str
    body: Callable[[], Markup]
    changed: date
    contents: tuple[Clause, ...] = ()
    parent: str = ""
    anchors: tuple[str, ...] = ()
    seal: Seal | None = None
    language: str = ""
    searchable: bool = False

    @property
    def html(self) -> Markup:
        """What stands on the page, made for whoever asks."""
        return self.body()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    address: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on a page: a template, given ``values``, and those of ``late`` when the page is made.

    ``entry`` is the revision that the page is about, ``sides`` are those whose text it shows, oldest first. ``anchors``
    are ids on it that links may lead to, besides those of its contents.
    """

    template: str
    policy: PolicyEdition
    entry: PublishedRevision
    sides: Sequence[PublishedRevision] = ()
    late: Callable[[], Mapping[str, object]] = dict
    anchors: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    def body(self, address: str, title: str) -> Markup:
        """The HTML of the page of that title at that address."""
        about = {"policy": self.policy, "entry": self.entry, "State": State}
        on_paper = {"title": title, "address": address, **about}
        root = addresses.root_from(address)
        shown = render(self.template, root=root, **about, **self.late(), **self.values)
        foot = render("paper.html", sides=self.sides, **on_paper)
        return foot + shown + render("paper_record.html", sides=list(map(_on_paper, self.sides)), **on_paper)

    @property
    def changed(self) -> date:
        """The day on which it last changed, by the revision's own dates."""
        published = self.entry.revision.published
        if self.entry.state is State.IN_FORCE:
            return max(published, self.entry.revision.effective)
        return (self.policy.withdrawn if self.entry.state is State.WITHDRAWN else None) or published


def page_of(
    shown: Shown,
    address: str,
    title: str,
    description: str,
    *,
    contents: Sequence[Clause] = (),
    parent: str = "",
) -> Page:
    """The page at that address."""
    # Every page has a place to skip to (WCAG 2.4.1): its first heading where it lists no contents.
    listed = tuple(contents) or (Clause("text", title, 1, -1),)
    body = partial(shown.body, address, title)
    return Page(address, title, description, body, shown.changed, listed, parent, shown.anchors)


@lru_cache(maxsize=4)  # pages about the same texts are made one after the other
def _on_paper(side: PublishedRevision) -> Markup:
    return render("paper_side.html", side=side)


def revision_name(entry: PublishedRevision) -> str:
    """A revision's id in words: its day, and its number where the day has several."""
    number = entry.revision.id.number
    return day_in_words(entry.revision.id.day) + (f" ({number})" if number > 1 else "")
