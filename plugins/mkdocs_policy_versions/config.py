"""The plugin's options, as they stand in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.config_options import ListOfItems, SubConfig, Type


class FormOptions(Config):
    """Where requests go, and how else to get in touch."""

    endpoint = Type(str, default="")
    """The address of the handler that receives the forms. The environment's POLICY_FORM_ENDPOINT replaces it."""

    policy = Type(str, default="")
    """The folder name of the policy whose revision the forms carry; the first policy when empty."""

    confirmation = Type(str, default="contact/sent/")
    """The page a reader comes back to after sending, from the root of the site."""

    other_ways = ListOfItems(Type(str), default=[])
    """Other ways to get in touch, a sentence each; shown instead of the form when there is no endpoint."""


class PolicyVersionsConfig(Config):
    """All options. Paths are relative to the folder of mkdocs.yml."""

    folder = Type(str, default="policy_versions")
    """The folder with one folder a policy."""

    storage = Type(str, default="policy_versions/storage.yml")
    """The file that lists what the site keeps on a reader's device."""

    timezone = Type(str, default="UTC")
    """The publisher's time zone (an IANA name): it decides on which day a revision takes effect."""

    plain_pages = Type(bool, default=True)
    """Give every page the plain, script-free frame. Turn it off inside a larger Material site."""

    preview = Type(bool, default=False)
    """Say on every plain page, on the screen and across the paper, that what it shows is not published."""

    forms = SubConfig(FormOptions)
    """The forms."""
