"""``policy``: the engine from the command line, without building a site."""

from __future__ import annotations

import click

from .commands.check import check
from .commands.check_site import check_site
from .commands.importing import import_draft
from .commands.lock import lock
from .commands.pdf import pdf
from .commands.redline import redline
from .commands.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check, compare and import the revisions of policies."""


for command in (check, check_site, import_draft, lock, pdf, redline, verify):
    main.add_command(command)
