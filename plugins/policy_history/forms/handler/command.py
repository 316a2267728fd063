"""The handler's command: its options, and what they may not be."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from policy_history.forms.endpoint import is_loopback
from policy_history.forms.handler.application import Setup, create_application, listed
from policy_history.forms.handler.faults import Faults, FormFault
from policy_history.forms.handler.mail import PASSWORD, USER, Mailer, Protection, read_route
from policy_history.forms.handler.server import LOOPBACK, Server
from policy_history.forms.handler.store import Store, StoreError
from policy_history.forms.settings import RequestSettings, read_request_settings
from policy_history.problems import ProblemsFound

_PURGE_SECONDS = 24 * 60 * 60
_PRODUCTION_PACE = 30
_NOT_HERE = (
    "{host} is not this machine alone, and what readers write would be open to others. Leave --host out, or give "
    "--production together with every --origin that forms may come from."
)
_FOR_PRODUCTION = (
    "--production needs at least one --origin, such as --origin https://policies.example.org, and --keep-days: "
    "requests are not kept for ever."
)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, the default, takes a free one.")
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on; see --production.")
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The SQLite file to keep requests in; made when missing.",
)
@click.option("--redirect", "redirects", multiple=True, help="A page readers may be sent back to; several times.")
@click.option("--origin", "origins", multiple=True, help="A site whose forms are meant for this; several times.")
@click.option("--production", is_flag=True, help="Serve others: no inbox, no faults, a pace, and the two above.")
@click.option("--pace", type=click.IntRange(0), help="Posts a minute from one address; 0 is any number.")
@click.option("--keep-days", type=click.IntRange(1), help="Delete requests that were received longer ago.")
@click.option(
    "--settings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's requests.yml: within what time an answer is due.",
)
@click.option("--mail-server", default="", help=f"HOST:PORT; {USER} and {PASSWORD} in the environment.")
@click.option("--mail-from", default="", help="From which address a mail for each request is sent.")
@click.option("--mail-to", default="", help="To which address.")
@click.option(
    "--mail-protection", type=click.Choice([each.value for each in Protection]), default="tls", show_default=True
)
@click.option(
    "--fault",
    "faults",
    type=click.Choice([each.value for each in FormFault]),
    multiple=True,
    help="What goes wrong with the next post, to try a site out; several times.",
)
@click.option("--list", "only_list", is_flag=True, help="Print the requests kept, a line of JSON each, and end.")
def handler(
    port: int,
    host: str,
    database: Path,
    redirects: tuple[str, ...],
    origins: tuple[str, ...],
    production: bool,
    pace: int | None,
    keep_days: int | None,
    settings: Path | None,
    mail_server: str,
    mail_from: str,
    mail_to: str,
    mail_protection: str,
    faults: tuple[str, ...],
    only_list: bool,
) -> None:
    """Receive forms on this machine and keep them in a database. Stops on Ctrl-C and on SIGTERM."""
    with _sentences():
        known = _settings(settings)
        if only_list:
            _print_list(database, known)
            return
        _refuse(host, production, origins, keep_days, faults)
        route = read_route(mail_server, mail_from, mail_to, mail_protection, os.environ)
        store = Store(database)
        mailer = Mailer(store, route) if route else None
        setup = Setup(
            origins=origins,
            pace=(_PRODUCTION_PACE if production else 0) if pace is None else pace,
            has_inbox=not production,
            settings=known,
            stored=mailer.wake if mailer else lambda _stored: None,
            faults=Faults(map(FormFault, faults)),
        )
        server = _listening(database, redirects, setup, port, host)
        with _purging(store, keep_days):
            _serve(server, mailer, setup.has_inbox)


def _listening(database: Path, redirects: tuple[str, ...], setup: Setup, port: int, host: str) -> Server:
    try:
        return Server(create_application(database, redirects, setup), port, host)
    except OSError as error:
        raise ValueError(f"Port {port} cannot be used: {error.strerror}. Name another with --port.") from None


def _serve(server: Server, mailer: Mailer | None, has_inbox: bool) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.stop())
    inbox = [f"Inbox: {server.address}inbox"] if has_inbox else []
    print(f"Form handler: {server.address}", *inbox, sep="\n", flush=True)
    if mailer:
        mailer.start()
    server.run()
    if mailer:
        mailer.stop()


def _refuse(
    host: str, production: bool, origins: tuple[str, ...], keep_days: int | None, faults: tuple[str, ...]
) -> None:
    if not production and not is_loopback(host):
        raise ValueError(_NOT_HERE.format(host=host))
    if production and not (origins and keep_days):
        raise ValueError(_FOR_PRODUCTION)
    if production and faults:
        raise ValueError("--fault is for trying things out. Leave it out with --production.")


def _settings(path: Path | None) -> RequestSettings:
    return read_request_settings(path.parent, path.name) if path else RequestSettings()


def _print_list(database: Path, settings: RequestSettings) -> None:
    if not database.exists():
        raise ValueError(f"There is no database {database}. Name the one the handler keeps requests in.")
    for stored in Store(database).all():
        click.echo(json.dumps(listed(stored, settings), ensure_ascii=False))


@contextmanager
def _purging(store: Store, keep_days: int | None) -> Iterator[None]:
    """Delete what is too old, at once and every day after."""
    if keep_days is None:
        yield
        return
    ended = threading.Event()

    def purge() -> None:
        while True:
            store.purge(datetime.now(UTC) - timedelta(days=keep_days))
            if ended.wait(_PURGE_SECONDS):
                return

    thread = threading.Thread(target=purge, name="form-purger", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def _sentences() -> Iterator[None]:
    """Whatever a user can cause ends in a sentence."""
    try:
        yield
    except (StoreError, ValueError, ProblemsFound) as error:
        raise click.ClickException(str(error)) from None
