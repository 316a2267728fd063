"""``policy help``: the manual on the terminal."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import click

from ..problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIRST = {"index": "start"}


@click.command("help")
@click.argument("topic", default="")
@click.pass_context
def help_(context: click.Context, topic: str) -> None:
    """Show the manual: without TOPIC its pages, else one of them, what a command takes, or what a rule means.

    A topic is the name of a page (policy help editors), of a command (policy help new), or of a rule, as a finding has
    it in brackets (policy help placeholder).
    """
    topics = _topics()
    wanted = topic.strip().strip("[]").lower().removesuffix(".md")
    if not wanted:
        return click.echo(_list(topics))
    if wanted in topics:
        return click.echo_via_pager(_text(topics[wanted][0]))
    told = _command(context, wanted) or _rule(wanted)
    if not told:
        near = get_close_matches(wanted, topics, n=1)
        guess = f" Did you mean “{near[0]}”?" if near else ""
        raise click.ClickException(f"There is no topic “{printable(topic)}”.{guess} “policy help” lists them.")
    return click.echo(told)


def _topics() -> Mapping[str, tuple[str, str]]:
    """The file and the title of each page by its topic, in the order of the manual's navigation."""
    import yaml

    class Loader(yaml.SafeLoader):
        """YAML with MkDocs' own signs, such as !ENV, which say nothing of the navigation."""

    Loader.add_multi_constructor("!", lambda *_: None)
    manual = (files("policy_history") / "manual.yml").read_text("utf-8")
    navigation = yaml.load(manual, Loader)["nav"]  # noqa: S506 (it is a SafeLoader)
    return {_FIRST.get(name, name): (f"{name}.md", title) for title, name in _entries(navigation)}


def _entries(navigation: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in navigation:
        for title, place in entry.items():
            if isinstance(place, str):
                yield title, place.removesuffix(".md")
            else:
                yield from _entries(place)


def _list(topics: Mapping[str, tuple[str, str]]) -> str:
    longest = max(map(len, topics))
    lines = [f"  {name:{longest}}  {title}" for name, (_, title) in topics.items()]
    return "\n".join(["policy help TOPIC shows a page:", "", *lines, "", "TOPIC may also be a command or a rule."])


def _text(name: str) -> str:
    """A page as it is written, without the note that it is made."""
    text = (files("policy_history") / "manual" / name).read_text("utf-8")
    return text.split("-->\n\n", 1)[1] if text.startswith("<!--") else text


def _command(context: click.Context, name: str) -> str:
    group = context.parent
    if group is None or not isinstance(group.command, click.Group):
        return ""
    command = group.command.get_command(group, name)
    return command.get_help(click.Context(command, info_name=name, parent=group)) if command else ""


def _rule(name: str) -> str:
    """The section or the rows about a rule in the page on rules, as it is written."""
    page = _text("rules.md")
    section = re.search(rf"^### `{re.escape(name)}`\n.*?(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    if section:
        return section[0].rstrip()
    rows = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    head = [line for line in page.splitlines() if line.startswith(("| Rule |", "|---"))]
    return "\n".join([*head, *rows]) if rows else ""
