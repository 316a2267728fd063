"""What commands share: lines for a person, what is installed only when asked for, files written whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..problems import CannotProceed, ProblemsFound, printable_lines
from ..source.whole_files import unwritable, write_whole

_UNQUIET = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def say(text: str = "", *, err: bool = False) -> None:
    """Print lines for a person; what texts, names and titles say in them cannot move the cursor of the terminal."""
    click.echo(printable_lines(text), err=err)


def say_as_data(record: object) -> None:
    """Print a record as JSON. Characters that could move the cursor are written by number, as JSON may have any."""
    written = json.dumps(record, ensure_ascii=False, indent=2)
    click.echo(_UNQUIET.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


@contextmanager
def extra(name: str, purpose: str) -> Iterator[None]:
    """Import what an extra brings; without it one sentence says how to install it."""
    install = f"Install it with: python -m pip install 'mkdocs-policy-versions[{name}]'"
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith(("policy_history", "mkdocs_policy_versions")):
            raise
        raise click.ClickException(f"{purpose} needs the extra “{name}”, which is not installed. {install}") from None
    except OSError:
        # WeasyPrint finds its libraries of the system while it is imported.
        raise click.ClickException(
            f"{purpose} needs the Pango libraries of the system (on Debian: libpango-1.0-0 and libpangoft2-1.0-0)."
        ) from None


@contextmanager
def writing() -> Iterator[None]:
    """Say behind whatever keeps the work from its end that nothing was written."""
    try:
        yield
    except CannotProceed as error:
        apart = "\n" if isinstance(error, ProblemsFound) else " "
        raise click.ClickException(f"{error}{apart}Nothing was written.") from None
    except OSError as error:
        raise click.ClickException(f"{unwritable(error)} Nothing was written.") from None


def write_file(path: Path, content: bytes, *, with_folder: bool = False) -> None:
    """Write a file that the user named; when anything fails, what stood there before stands there still.

    A link leads to the file. A device or a pipe (``/dev/null``, ``/dev/stdout``) is written into: a file in its place
    would take it from every other program.
    """
    try:
        if with_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
        else:
            write_whole(path.resolve() if path.is_symlink() else path, content)
    except OSError as error:
        raise click.ClickException(unwritable(error)) from None
