"""``policy``: the engine from the command line, without building a site."""

from __future__ import annotations

import click

from .commands.check import check
from .commands.check_site import check_site
from .commands.cms import cms
from .commands.import_history import import_history
from .commands.importing import import_draft
from .commands.init import init
from .commands.list import list_policies
from .commands.lock import lock
from .commands.new import new
from .commands.pdf import pdf
from .commands.redline import redline
from .commands.review import review
from .commands.show import show
from .commands.status import status
from .commands.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write, import, check, compare and verify the revisions of policies.

    Run it in the folder that holds policy_versions/. "policy status" says where things stand, "policy new" begins a
    revision, "policy check" says what is wrong with it.
    """


for command in (
    init, status, new, check, redline, show, list_policies, import_draft, import_history, pdf, review, cms, lock,
    check_site, verify,
):  # fmt: skip
    main.add_command(command)
