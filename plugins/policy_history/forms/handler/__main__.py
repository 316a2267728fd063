"""``python -m policy_history.forms.handler``: the handler on this machine, until it is told to stop."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from policy_history.forms.handler.server import Server

_MISSING = (
    "The form handler needs Flask and waitress. "
    "Install this project with its extra “handler”: pip install 'mkdocs-policy-versions[handler]'"
)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, the default, takes a free one.")
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The SQLite file to keep requests in; made when missing.",
)
@click.option(
    "--redirect",
    "redirects",
    multiple=True,
    help="The address of a page readers may be sent back to; may be given several times.",
)
def main(port: int, database: Path, redirects: tuple[str, ...]) -> None:
    """Receive forms on 127.0.0.1 and keep them in a database. Stops on Ctrl-C and on SIGTERM."""
    server = _server(port, database, redirects)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.stop())
    print(f"Form handler: {server.address}", f"Inbox: {server.address}inbox", sep="\n", flush=True)
    server.run()


def _server(port: int, database: Path, redirects: tuple[str, ...]) -> Server:
    try:
        from policy_history.forms.handler.application import create_application
        from policy_history.forms.handler.server import Server
        from policy_history.forms.handler.store import StoreError
    except ModuleNotFoundError as missing:
        if missing.name not in ("flask", "waitress", "werkzeug"):
            raise
        raise click.ClickException(_MISSING) from None
    try:
        return Server(create_application(database, redirects), port)
    except (StoreError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        message = f"Port {port} cannot be used: {error.strerror}. Name another with --port."
        raise click.ClickException(message) from None


if __name__ == "__main__":
    main(prog_name="python -m policy_history.forms.handler")
