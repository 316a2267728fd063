"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..model import ChangeClass
from .lookup import Day

Command = TypeVar("Command", bound=Callable[..., Any])

_ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds policy_versions/. Default: this one.",
)
_FOLDER = click.option("--folder", default="policy_versions", show_default=True, help="The folder of the policies.")

TIMEZONE = click.option(
    "--timezone",
    envvar="POLICY_TIMEZONE",
    default="UTC",
    show_default=True,
    help="The publisher's time zone, such as Europe/Paris: it decides which day it is.",
)
CHANGES = click.option(
    "--changes",
    type=click.Choice(["accept", "reject", "refuse"]),
    default="refuse",
    show_default=True,
    help="What to do with tracked changes and comments in Word: accept all, reject all, or stop when there are any.",
)
STORAGE = click.option(
    "--storage", default="policy_versions/storage.yml", show_default=True, help="The storage inventory."
)
PUBLISHED = click.option(
    "--published", type=Day(), help="The day on which it appears. Default: in time for the promised notice."
)
CLASS = click.option(
    "--class",
    "change_class",
    type=click.Choice([each.value for each in ChangeClass]),
    default=ChangeClass.MATERIAL.value,
    show_default=True,
    help="What kind of change it is.",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def of_checkout(command: Command) -> Command:
    """Give a command the options --root and --folder: where the policies are."""
    return _ROOT(_FOLDER(command))


def of_checkout_today(command: Command) -> Command:
    """The same with --timezone, for a command that depends on the day."""
    return of_checkout(TIMEZONE(command))
