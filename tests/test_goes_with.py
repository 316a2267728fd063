"""The table of what goes with our plugin says what ``scripts/quality neighbours`` checks."""

from __future__ import annotations

from neighbours.cases import GENERATORS, PLUGINS
from neighbours.table import TABLE, table


def test_the_table_is_that_of_the_checks() -> None:
    names = [neighbour.name for neighbour in (*PLUGINS, *GENERATORS)]
    assert len(names) == len(set(names))
    assert TABLE.read_text("utf-8") == table()
