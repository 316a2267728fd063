"""A redline on a terminal: with colours what came and went is coloured word by word, and nothing else is."""

from __future__ import annotations

import re

from policy_history.redline.compare import compare
from policy_history.redline.terminal import terminal_lines
from policy_history.text.document import read_document

OLD = "# Fees\n\nFees are due within thirty days.\n\n| Tool | Fee |\n| --- | --- |\n| Saw | 3 |\n"
NEW = "# Fees\n\nFees are due within fourteen days.\n\n| Tool | Fee |\n| --- | --- |\n| Saw | 4 |\n"


def lines(*, colour: bool) -> list[str]:
    return list(terminal_lines(compare(read_document(OLD), read_document(NEW)), colour=colour))


def test_only_what_changed_is_coloured() -> None:
    coloured = [line for line in lines(colour=True) if "\x1b" in line]
    assert [re.sub(r"\x1b\[[\d;]+m", "·", line) for line in coloured] == [
        "Fees are due within ·[-thirty-]· ·{+fourteen+}· days.",
        "| Saw | ·[-3-]··{+4+}·",
    ]


def test_without_colour_the_same_is_said() -> None:
    plain = [re.sub(r"\x1b\[[\d;]+m", "", line) for line in lines(colour=True)]
    assert lines(colour=False) == plain
    assert "\x1b" not in "".join(lines(colour=False))
