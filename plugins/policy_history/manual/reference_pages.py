"""The pages of the reference, each made from the code that it describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import cleandoc, getdoc

import click

from ..checks.rules import COMPARING_RULES, RULES
from ..cli import main
from ..forms import settings as request_rules
from ..source import rules as source_rules
from ..tracking import inventory as storage_rules
from .field_reference import fields_page
from .markdown import as_code, as_text, page, table
from .option_reference import options_page

_ON_RULES = (
    "The names that stand in brackets at the end of a finding in a text, a revision's fields or a file beside it. "
    "[Rules](rules.md) explains them with examples, and how a finding is kept on purpose. What a finished "
    "site is held to stands in [its own page](headers.md)."
)


def rules_page() -> str:
    """The page that lists each of them with its first sentence, or with what it says."""
    texts = table(["rule", "finds"], _about_texts())
    told = table(["rule", "says"], _about_files())
    return page("Rules by name", _ON_RULES, [f"## Texts\n\n{texts}", f"## Files and fields\n\n{told}"])


def _about_texts() -> Iterator[list[str]]:
    for name, rule in sorted({**RULES, **COMPARING_RULES}.items()):
        told = (getdoc(rule) or "").split("\n\n")[0]
        yield [f"[{as_code(name)}](rules.md#{name})", as_text(told.replace("``", ""))]


def _about_files() -> Iterator[list[str]]:
    """A rule has a row for each of its sentences; what a file fills in stands in braces."""
    places = (source_rules, storage_rules, request_rules)
    rules = (each for place in places for each in vars(place).values() if isinstance(each, source_rules.Rule))
    found = {(rule.name, rule.sentence) for rule in rules}
    for name, sentence in sorted(found):
        yield [as_code(name), as_text(sentence)]


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


def pages() -> Mapping[str, str]:
    """The Markdown of each page by the name of its file, the same for the same code."""
    return {
        "options.md": options_page(),
        "fields.md": fields_page(),
        "rule-list.md": rules_page(),
        "commands.md": commands_page(),
    }
