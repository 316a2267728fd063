"""``policy``: the engine from the command line, without building a site."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import NamedTuple

import click

from .garbage import collect_seldom
from .problems import CannotProceed, printable_lines


class _Command(NamedTuple):
    """Where a command is, below ``commands``, and its line in the list of commands."""

    module: str
    name: str
    purpose: str


_COMMANDS = {
    "init": _Command("init", "init", "Begin a site of policies, or put them into a site."),
    "status": _Command("status", "status", "Say where every policy stands today."),
    "new": _Command("new", "new", "Begin the next revision of a policy."),
    "check": _Command("check", "check", "Say what is wrong, and how to mend it."),
    "redline": _Command("redline", "redline", "Compare two texts, word by word."),
    "find": _Command("find", "find", "Find words in every version of a policy."),
    "show": _Command("show", "show", "Show a revision."),
    "list": _Command("list", "list_policies", "List every policy with its revisions."),
    "import": _Command("importing", "import_draft", "Turn a Word or HTML draft into a revision."),
    "import-history": _Command("import_history", "import_history", "Make a policy from the history of its texts."),
    "pdf": _Command("pdf", "pdf", "Write a published revision as a PDF."),
    "review": _Command("review", "review", "Say what a change changes, for its reviewers."),
    "cms": _Command("cms", "cms", "Configure a browser editor."),
    "lock": _Command("lock", "lock", "Record what has been published."),
    "publish": _Command("publish", "publish", "Lay the pages into a site of another generator."),
    "check-site": _Command("check_site", "check_site", "Say what is missing in a built site."),
    "verify": _Command("verify", "verify", "Make a downloaded site again and compare."),
    "help": _Command("help", "help_", "Show the manual."),
}


_SIGNALS = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class _Stopped(KeyboardInterrupt):
    """A signal asks the command to end. As with Ctrl-C, what is under way is cleared away on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def _stoppable() -> Iterator[None]:
    """In the block, signals that end programs raise `_Stopped`, the first of them only, so that no second one cuts off
    the clearing away. Those that are ignored stay so (nohup)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped(number)

    before = {each: signal.getsignal(each) for each in _SIGNALS}
    before = {each: handler for each, handler in before.items() if handler not in (None, signal.SIG_IGN)}
    for each in before:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class _Commands(click.Group):
    """Commands that are imported when they are called: the list of them costs no more than its lines."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        command: click.Command = getattr(import_module(f".commands.{place.module}", __package__), place.name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what it cannot do ends it with a sentence and exit code 1, a signal with 128 and its
        number."""
        collect_seldom()
        try:
            with _stoppable():
                return super().invoke(ctx)
        except _Stopped as stopped:
            click.echo("Stopped before the end. No file is left half-written; run the command again.", err=True)
            ctx.exit(128 + stopped.number)
        except CannotProceed as error:
            raise click.ClickException(printable_lines(str(error))) from None
        except click.ClickException as error:
            # A sentence quotes what was given, and names of files are given by others.
            vars(error)["message"] = printable_lines(error.message)
            raise

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.purpose) for name, command in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-policy-versions", message="%(package)s %(version)s")
def main() -> None:
    """Write, import, check, compare and verify the revisions of policies.

    Run it in the folder that holds policy_versions/. "policy status" says where things stand, "policy new" begins a
    revision, "policy check" says what is wrong with it, "policy help" shows the manual.
    """
