"""The table of what goes with our plugin, made of the checks' own rows."""

from __future__ import annotations

from pathlib import Path

from .cases import GENERATORS, MIKE, PLUGINS

TABLE = Path(__file__).resolve().parents[2] / "plugins" / "policy_history" / "manual" / "goes-with.md"
_HEAD = """# What goes with it

Each row is a check of `scripts/quality neighbours NAME`: it builds a site with `mkdocs build --strict`, with the neighbour and
without, listed before our plugin and behind it, compares the pages of the policy, and runs `policy check-site`. “The same” says
how much of those pages is the same with and without the neighbour; every site has `search`. A theme's pages are
compared with those that it makes where Material is installed. Where a row says nothing of an order, either one is
right. The table is written when every check is met.

| Check | | The same | Because |
|---|---|---|---|
"""


def table() -> str:
    """The page, as Markdown."""
    rows = [
        (
            each.name,
            each.row[0],
            "–" if each.refused or each.is_inlaid or each.name == "search" else each.alike,
            each.row[1],
        )
        for each in (*PLUGINS, *GENERATORS)
    ]
    return _HEAD + "".join(f"| `{name}` | {' | '.join(cells)} |\n" for name, *cells in (*rows, MIKE))


def write_table() -> None:
    """Write it where the manual has it."""
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(table(), "utf-8")
