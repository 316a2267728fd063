"""The plugin's options, as they stand in mkdocs.yml."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.config_options import ListOfItems, Optional, SubConfig, Type
from mkdocs.config.defaults import MkDocsConfig

from policy_history.cache import CACHE_FOLDER
from policy_history.publish.ready_made import ReadyMade
from policy_history.publish.selection import Selection
from policy_history.publish.site_options import SiteOptions
from policy_history.site_audit.hosting import Hosting


class FormOptions(Config):
    """Where requests go, and how else to get in touch."""

    endpoint = Type(str, default="")
    """The address of the handler that receives the forms. The environment's POLICY_FORM_ENDPOINT replaces it."""

    dialect = Type(str, default="generic")
    """What that handler calls things: generic, formspree, web3forms or hugo-mx."""

    key = Type(str, default="")
    """The key to an account at the handler, for a dialect that has one. It stands in the page for all to read."""

    settings = Type(str, default="policy_versions/requests.yml")
    """The file that says within what time requests are answered, by which law, and who receives them."""

    policy = Type(str, default="")
    """The folder name of the policy whose revision the forms carry; the first folder's when empty."""

    confirmation = Type(str, default="contact/sent/")
    """The page a reader comes back to after sending, from the root of the site."""

    other_ways = ListOfItems(Type(str), default=[])
    """Other ways to get in touch, a sentence each; shown instead of the form when there is no endpoint."""


class SecurityOptions(Config):
    """The file .well-known/security.txt (RFC 9116): whom to tell of a weakness. Without these there is none."""

    contact = ListOfItems(Type(str), default=[])
    """Addresses, the preferred one first: each begins with mailto:, https:// or tel:."""

    expires = Optional(Type((str, date)))
    """The day until which it holds, at most a year ahead."""

    languages = ListOfItems(Type(str), default=[])
    """The languages reports may be written in, such as en and fr."""

    policy = Optional(Type(str))
    """The address of the rules for reporting a weakness."""


class GpcOptions(Config):
    """The file .well-known/gpc.json: whether Global Privacy Control is honoured. Without these there is none."""

    honoured = Optional(Type(bool))
    """Whether the organisation honours the signal."""

    updated = Optional(Type((str, date)))
    """The day since which that is so."""


class EditorOptions(Config):
    """Editing in the browser, at admin/. Without a repository there is none."""

    repository = Type(str, default="")
    """The repository that holds the policies, as owner/name."""

    branch = Type(str, default="main")
    """The branch that is published."""

    backend = Type(str, default="github")
    """Where the repository is: github or gitlab."""

    script = Type(str, default="")
    """The editor's script, a file of this folder; it is served from the site itself."""


class ReadyMadeOptions(Config):
    """For which superseded texts there is a ready-made comparison with the text in force: the newest ones.

    The address of every other one answers with the ways to compare it.
    """

    newest = Type(int, default=50)
    """How many at most. While serving, three."""

    bytes = Optional(Type(int))
    """How many bytes of HTML their redlines may come to together. Without it, a quarter of what the texts weigh, and
    300,000 at least."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """A number below zero says nothing."""
        failed, warnings = super().validate()
        for name in ("newest", "bytes"):
            value = self.get(name)
            if isinstance(value, int) and value < 0:
                failed.append((name, ValidationError(f"It is {value}. Write 0 for none, or a number above it.")))
        return failed, warnings


class PolicyVersionsConfig(Config):
    """The options. Paths are relative to the folder of mkdocs.yml."""

    folder = Type(str, default="policy_versions")
    """The folder with one folder a policy."""

    storage = Type(str, default="policy_versions/storage.yml")
    """The file that lists what the site keeps on a reader's device."""

    base = Type(str, default="")
    """The folder of the site in which the policies stand, such as legal/. Without it, they stand at the root."""

    groups = ListOfItems(Type(str), default=[])
    """The groups (policy.yml, “group”) whose policies this site publishes. Without them, it publishes all."""

    publisher = Type(str, default="")
    """Who issues the policies on this site, in place of the publisher that each policy.yml names."""

    timezone = Type(str, default="UTC")
    """The publisher's time zone (an IANA name): it decides on which day a revision takes effect."""

    plain_pages = Type(bool, default=True)
    """Give every page the plain, script-free frame. Turn it off inside a larger Material site."""

    all_pages_through_mkdocs = Type(bool, default=False)
    """Let MkDocs make every page, so that other plugins' events see redlines and old texts too. Builds are slower."""

    preview = Type(bool, default=False)
    """Say on every plain page, on the screen and across the paper, that what it shows is not published."""

    cache = Type(str, default=CACHE_FOLDER)
    """Where what was made of a policy is kept for the next build: a folder, or an address that fsspec knows (s3://…)
    with the extra “scale”. Empty for nowhere. Whatever it holds, the site is the same."""

    processes = Type((int, str), default="auto")
    """Where policies are worked on: auto, a number of processes, or dask://HOST:PORT with the extra “scale”."""

    pdf = Type(bool, default=False)
    """Publish every revision and every redline as PDF too. Needs the extra “pdf”."""

    ready_made = SubConfig(ReadyMadeOptions)
    """Ready-made comparisons with the text in force."""

    forms = SubConfig(FormOptions)
    """The forms."""

    editor = SubConfig(EditorOptions)
    """Editing in the browser."""

    strict = Optional(Type(bool))
    """Hold every page of the site to the rules of what may stand on it. Otherwise those with policies and forms are
    held to them, and the rest of the site is let be. Where this option is left out, a site with plain pages is strict.
    """

    content_security = Type(bool, default=True)
    """Give every page that is held to the rules a content security policy that lets nothing run but what the site
    itself holds."""

    security = SubConfig(SecurityOptions)
    """Whom to tell of a weakness."""

    gpc = SubConfig(GpcOptions)
    """Whether Global Privacy Control is honoured."""

    @property
    def is_strict(self) -> bool:
        """Whether every page of the site is held to the rules."""
        return self.plain_pages if self.strict is None else self.strict


def site_options(config: MkDocsConfig, own: PolicyVersionsConfig, *, preview: bool) -> SiteOptions:
    """The same for the engine."""
    site_url = config.site_url or ""
    ready_made = ReadyMade(own.ready_made.newest, own.ready_made.bytes)
    return SiteOptions(
        folder=own.folder,
        storage=own.storage,
        timezone=own.timezone,
        site_url=site_url,
        hosting=Hosting.read(site_url, {**own.data, "strict": own.is_strict}),
        forms=own.forms.data,
        environment=os.environ,
        printed=own.pdf,
        editor=own.editor.data,
        ready_made=ready_made.while_writing() if preview else ready_made,
        selection=Selection.read(own.base, own.groups, own.publisher, _files_in(config.nav)),
    )


def _files_in(nav: object) -> Iterator[str]:
    """The files that a navigation written by hand names, in its order."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _files_in(item)
