"""``policy-site.json``: all that the site is made from besides its revisions, so that whoever has it can make it again.

It is data and nothing that could run, and it says nothing that the site does not show.
manual/formats.md describes the file; ``schemas/site-1.schema.json`` is its schema.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from . import addresses
from .indented_json import indented

ADDRESS = "policy-site.json"
FORMAT: Literal["policy-site"] = "policy-site"
VERSION: Literal[1] = 1
SCHEMA = "site-1"


class Data(BaseModel):
    """Data of the file: nothing but the fields that are named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True)


class NavigationEntry(Data):
    """An entry of the navigation. A section has ``children`` and no address, a page one from the root of the site.

    ``language`` is that of its title where it is a policy's.
    """

    title: str
    url: str = ""
    is_page: bool = True
    children: tuple[NavigationEntry, ...] = ()
    language: str = ""


class Script(Data):
    """A script of the site's own that every page asks for."""

    path: str
    type: str = ""
    defer: bool = False
    is_async: bool = False


class InlineData(Data):
    """The inline scripts and styles of the theme and the configuration, as the content security policy lists them."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]


class FrameSettings(Data):
    """What the plain frame says of the site."""

    name: str
    description: str
    language: str
    favicon: str
    copyright: str
    preview: bool
    stylesheets: tuple[str, ...]
    scripts: tuple[Script, ...]
    navigation: tuple[NavigationEntry, ...]


class Heading(Data):
    """A heading of a hand-written page."""

    id: str
    title: str
    level: int


class WrittenPage(Data):
    """A page that is not the engine's: ``path`` is its file; title, description and contents are what its frame says.

    ``directives`` are names and arguments of what the engine puts into its text, ``changed`` those of them whose HTML
    another plugin has changed.
    """

    path: str
    title: str
    own_title: str
    description: str
    contents: tuple[Heading, ...]
    directives: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...] = ()


class CommitData(Data):
    """A commit as the pages show it: its day and no time."""

    id: str
    author: str
    day: date


class RevisionData(Data):
    """What belongs to a revision besides its file: the first and the last commit of that file."""

    id: str
    sha256: str
    commits: tuple[CommitData, ...]
    is_changed: bool


class ErratumData(Data):
    """A recorded change to a file that had been published."""

    revision: str
    day: date
    was: str
    now: str
    reason: str


class AnnotationData(Data):
    """An editor's note on words of a revision."""

    revision: str
    quote: str
    dated: date
    note: str


class PolicyData(Data):
    """A policy, and its revisions in no particular order: their own dates say which comes first."""

    slug: str
    title: str
    publisher: str
    language: str
    kind: str
    revisions: tuple[RevisionData, ...]
    errata: tuple[ErratumData, ...]
    annotations: tuple[AnnotationData, ...]
    mailing_list: str = ""
    base: str = ""
    feed_ids: str = ""
    withdrawn: date | None = None

    @property
    def place(self) -> str:
        """Its folder on the site, without a slash at either end."""
        return f"{self.base}{self.slug}"


class ClockData(Data):
    """Within what time a kind of request is answered."""

    kinds: tuple[str, ...]
    where: str
    within: Annotated[str, BeforeValidator(str)]
    law: str
    source: str
    extension: Annotated[str, BeforeValidator(lambda period: str(period or ""))]
    moves_on: bool


class FormsData(Data):
    """How the forms on the site's pages are set up. ``endpoint`` is empty where there is no handler."""

    endpoint: str
    dialect: str
    key: str
    confirmation: str
    policy: str
    other_ways: tuple[str, ...]
    clocks: tuple[ClockData, ...]
    timezone: str
    rest_days: tuple[int, ...]
    holidays: tuple[date, ...] | None
    receives: str
    kept: str
    notice: str
    also_ask: tuple[str, ...]


class LinkData(Data):
    """A link out of the texts, as somebody found it."""

    url: str
    state: str
    checked: date | None


class ReadyMadeData(Data):
    """How many superseded texts have a ready-made comparison with the text in force, and how large these may be."""

    newest: int
    bytes: int | None


class PolicySettings(Data):
    """What all that is published of one policy follows from, besides the sources of its revisions.

    ``day`` is the last one on which one of its revisions was published or took effect, ``missing`` the sentence that
    readers see where git could tell nothing.
    """

    policy: PolicyData
    day: date
    base: str
    printed: bool
    ready_made: ReadyMadeData
    missing: str

    def written(self) -> bytes:
        """The settings as JSON, the same for the same settings."""
        return self.model_dump_json().encode()

    @classmethod
    def read(cls, content: bytes) -> PolicySettings:
        """Settings that ``written`` gave."""
        return cls.model_validate_json(content, strict=True)


class Tool(Data):
    """The program that made the site."""

    name: str
    version: str


class SiteSettings(Data):
    """The whole file. ``day`` is the last day on which a published revision was published or took effect.

    ``base`` is the site's own address. ``groups`` are those whose policies it publishes, all where there are none;
    ``publisher`` issues them here in place of the publishers in policy.yml. ``strict`` is whether all its pages are
    held to the rules of what may stand on them, or those with policies and forms alone; ``inlay`` whether its pages
    were laid into a site of others, to which the home page, the sitemap and the page for errors belong. ``printer``
    names what printed the PDF files; empty
    without them.
    ``missing`` is the sentence that readers see where git could tell nothing. ``editor`` is the kind of host of the
    browser editor. ``pages`` and ``others`` are the pages and the other files that the site has besides what is made
    from this file; ``unmade`` are those that its theme or another plugin has changed, so that they cannot be made from
    it, and ``odd`` those around whose body the theme puts what does not stand around others. ``altered`` are the
    engine's pages in whose body another plugin has changed the markup, and no word.
    """

    schema_: str = Field(default=addresses.schema(SCHEMA), alias="$schema")
    format: Literal["policy-site"]
    version: Literal[1]
    tool: Tool
    day: date
    base: str
    plain_pages: bool
    content_security: bool
    groups: tuple[str, ...] = ()
    publisher: str = ""
    strict: bool = True
    inlay: bool = False
    printer: str
    ready_made: ReadyMadeData = ReadyMadeData(newest=50, bytes=None)
    policies: tuple[PolicyData, ...]
    missing: str
    storage: dict[str, Any]
    links: tuple[LinkData, ...]
    forms: FormsData | None
    inline: InlineData
    well_known: dict[str, str]
    editor: str
    frame: FrameSettings
    pages: tuple[WrittenPage, ...]
    others: tuple[str, ...]
    unmade: tuple[str, ...]
    odd: tuple[str, ...]
    altered: tuple[str, ...] = ()

    def written(self) -> bytes:
        """The file: JSON in UTF-8."""
        return indented(self.model_dump(mode="json", by_alias=True), 1)

    @classmethod
    def read(cls, content: bytes) -> SiteSettings:
        """The settings in that file; ValueError with a sentence when they cannot be read."""
        try:
            return cls.model_validate_json(content, strict=True)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            place = ".".join(map(str, first["loc"])) or "the file"
            raise ValueError(f"This is no settings file that this program reads: {place}: {first['msg']}.") from None
