"""The handler's command: its options, and what they may not be."""

from __future__ import annotations

import errno
import json
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click

from ...problems import ProblemsFound
from ..endpoint import is_loopback
from ..settings import RequestSettings, read_request_settings
from .application import Application, create_application
from .clients import ProxyHeader, read_proxies
from .crowd import SHARE, Crowd
from .faults import Faults, FormFault
from .inbox import listed
from .mail import PASSWORD, USER, MailEncryption, read_route
from .mailer import Mailer
from .reception import Setup
from .server import LOOPBACK, Server
from .store import RequestStore, StoreError

log = logging.getLogger(__name__)

_PURGE_SECONDS = 24 * 60 * 60
_PURGE_AGAIN_SECONDS = 60 * 60
_NO_ZONE = (
    "{path} names no time zone, so days are counted in UTC, and a day shown may be one too late. "
    "Add the publisher's, such as “timezone: Europe/Paris”."
)
_PRODUCTION_PACE = 30
_MOST_DAYS = 36_500
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
@click.option("--pace", type=click.IntRange(0), help="Posts a minute from one sender; 0 is any number.")
@click.option(
    "--connections",
    type=click.IntRange(0),
    default=SHARE,
    show_default=True,
    help="Connections of one sender at once; 0 is any number.",
)
@click.option(
    "--proxy", "proxies", multiple=True, help="A proxy to be believed: its address or network; several times."
)
@click.option(
    "--proxy-header",
    type=click.Choice([each.value for each in ProxyHeader]),
    default=ProxyHeader.X_FORWARDED_FOR.value,
    show_default=True,
    help="The header in which it says whom it speaks for.",
)
@click.option(
    "--other-way",
    "other_ways",
    multiple=True,
    help="How else to get in touch, told when a request cannot be stored; several times.",
)
@click.option("--keep-days", type=click.IntRange(1, _MOST_DAYS), help="Delete requests that were received longer ago.")
@click.option(
    "--settings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's requests.yml: within what time an answer is due.",
)
@click.option("--mail-server", default="", help=f"HOST:PORT; {USER} and {PASSWORD} in the environment.")
@click.option("--mail-from", default="", help="From which address a mail for each request is sent.")
@click.option("--mail-to", default="", help="To which address.")
@click.option(
    "--mail-protection", type=click.Choice([each.value for each in MailEncryption]), default="tls", show_default=True
)
@click.option(
    "--fault",
    "faults",
    type=click.Choice([each.value for each in FormFault]),
    multiple=True,
    help="What goes wrong with the next post, to try a site out; several times.",
)
@click.option(
    "--mail-again", "only_mail", is_flag=True, help="Mail again what a mail server refused for good, and end."
)
@click.option("--list", "only_list", is_flag=True, help="Print the requests kept, a line of JSON each, and end.")
def handler(**options: Any) -> None:
    """Receive forms on this machine and keep them in a database. Stops on Ctrl-C and on SIGTERM."""
    with _sentences():
        chosen = SimpleNamespace(**options)
        known = _settings(chosen.settings)
        if chosen.only_list or chosen.only_mail:
            _in_store(chosen.database, known, chosen.only_mail)
            return
        _refuse(chosen)
        with RequestStore(chosen.database) as store:
            _receive(store, chosen, known)


def _receive(store: RequestStore, chosen: SimpleNamespace, known: RequestSettings) -> None:
    """Serve until the program is told to stop."""
    route = read_route(chosen.mail_server, chosen.mail_from, chosen.mail_to, chosen.mail_protection, os.environ)
    proxies = read_proxies(chosen.proxies, chosen.proxy_header)
    mailer = Mailer(store, route) if route else None
    setup = Setup(
        origins=chosen.origins,
        pace=(_PRODUCTION_PACE if chosen.production else 0) if chosen.pace is None else chosen.pace,
        proxies=proxies,
        other_ways=chosen.other_ways,
        has_inbox=not chosen.production,
        settings=known,
        wake=mailer.wake if mailer else lambda: None,
        faults=Faults(map(FormFault, chosen.faults)),
    )
    application = create_application(store, chosen.redirects, setup)
    server = _listening(application, chosen.port, chosen.host, Crowd(share=chosen.connections, proxies=proxies))
    with _purging(store, chosen.keep_days):
        _serve(server, mailer, setup.has_inbox)


def _listening(application: Application, port: int, host: str, crowd: Crowd) -> Server:
    try:
        return Server(application, port, host, crowd)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise ValueError(f"“{host}” is no address of this machine. Name another with --host.") from None
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


def _refuse(chosen: SimpleNamespace) -> None:
    if not chosen.production and not is_loopback(chosen.host):
        raise ValueError(_NOT_HERE.format(host=chosen.host))
    if chosen.production and not (chosen.origins and chosen.keep_days):
        raise ValueError(_FOR_PRODUCTION)
    if chosen.production and chosen.faults:
        raise ValueError("--fault is for trying things out. Leave it out with --production.")


def _settings(path: Path | None) -> RequestSettings:
    settings = read_request_settings(path.parent, path.name) if path else RequestSettings()
    if settings.clocks and not settings.names_zone:
        click.echo(_NO_ZONE.format(path=path), err=True)
    return settings


def _in_store(database: Path, settings: RequestSettings, only_mail: bool) -> None:
    """Have mails sent again by the handler that runs or is started next, or print what is kept."""
    if not database.exists():
        raise ValueError(f"There is no database {database}. Name the one the handler keeps requests in.")
    with RequestStore(database) as store:
        if only_mail:
            click.echo(f"To be mailed again: {store.mail_again()}.")
            return
        for stored in store.all():
            click.echo(json.dumps(listed(stored, settings), ensure_ascii=False))


@contextmanager
def _purging(store: RequestStore, keep_days: int | None) -> Iterator[None]:
    """Delete what is too old, at once and every day after."""
    if keep_days is None:
        yield
        return
    ended = threading.Event()

    def purge() -> None:
        while True:
            wait = _PURGE_SECONDS
            try:
                store.purge(datetime.now(UTC) - timedelta(days=keep_days))
            except StoreError as error:
                # A sentence, and no traceback: whoever runs the handler can mend it.
                log.error("Old requests could not be deleted and are tried again: %s", error)
                wait = _PURGE_AGAIN_SECONDS
            if ended.wait(wait):
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
