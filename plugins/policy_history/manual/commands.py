"""Every command of ``policy`` with its arguments and options, as click has them."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from ..cli import main
from .markdown import as_code, as_text, page, table

_LEAD = (
    "Run `policy` in the folder that holds `policy_versions/`. `policy COMMAND --help` says the same on the terminal, "
    "`policy help` lists the pages of this manual."
)


def commands_page() -> str:
    """The page that lists every command with what it does, its usage and its options."""
    context = click.Context(main, info_name="policy")
    found = ((name, main.get_command(context, name)) for name in main.list_commands(context))
    return page("Commands", _LEAD, (_section(name, command, context) for name, command in found if command))


def _section(name: str, command: click.Command, group: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=group)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    told = "\n\n".join(as_text(part) for part in cleandoc(command.help or "").split("\n\n"))
    rows = list(_rows(command, context))
    options = f"\n{table(['option', 'meaning'], rows)}" if rows else ""
    return f"## policy {name}\n\n    {usage}\n\n{told}\n{options}"


def _rows(command: click.Command, context: click.Context) -> Iterator[list[str]]:
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record:
            yield [as_code(record[0]), as_text(record[1])]
