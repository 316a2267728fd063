"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds policy_versions/. Default: this one.",
)
FOLDER = click.option("--folder", default="policy_versions", show_default=True, help="The folder of the policies.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
