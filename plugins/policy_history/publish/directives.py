"""``[policy: NAME ARGUMENT]`` on a line of its own in a hand-written page: a Python-Markdown extension.

It runs wherever Python-Markdown does; what a directive becomes is the business of the function it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markupsafe import Markup

Resolve = Callable[[str, str], Markup]

_DIRECTIVE = re.compile(r"\[policy:[ \t]*([a-z-]+)(?:[ \t]+([^\]\n]*?))?[ \t]*\]")


class Directives(Extension):
    """Replaces directives with the HTML that ``resolve(name, argument)`` returns."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self._resolve = resolve

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Block(md, self._resolve), "policy-directive", 90)


class _Block(BlockProcessor):
    def __init__(self, md: Markdown, resolve: Resolve) -> None:
        super().__init__(md.parser)
        self._md = md
        self._resolve = resolve

    def test(self, _parent: Element, block: str) -> bool:
        return _DIRECTIVE.fullmatch(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        match = _DIRECTIVE.fullmatch(blocks[0].strip())
        if match is None:
            return False
        del blocks[0]
        html = self._resolve(match[1], match[2] or "")
        SubElement(parent, "p").text = self._md.htmlStash.store(str(html).strip())
        return True


def line_of(page: str, name: str, argument: str) -> int:
    """The line, from 1, on which that directive stands in a page's source; 1 when it is not found."""
    for number, line in enumerate(page.splitlines(), start=1):
        match = _DIRECTIVE.fullmatch(line.strip())
        if match and (match[1], match[2] or "") == (name, argument):
            return number
    return 1
