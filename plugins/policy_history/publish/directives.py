"""``[policy: NAME ARGUMENT]`` on a line of its own in a hand-written page: a Python-Markdown extension.

It runs wherever Python-Markdown does; what a directive becomes is the business of the function it is given, and so is
the complaint of one that stands among other words. In code it is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markupsafe import Markup

Resolve = Callable[[str, str, bool], Markup]
"""What becomes of a directive's name and argument; the last says whether it stands alone, as it must."""

_WRITTEN = r"\[policy:[ \t]*([a-z-]+)(?:[ \t]+([^\]\n]*?))?[ \t]*\]"
_DIRECTIVE = re.compile(_WRITTEN)
_ALONE = re.compile(rf"\n* {{0,3}}{_WRITTEN}\s*")
_BELOW_ESCAPES = 179  # of code and of a sign behind a backslash the text is theirs (Python-Markdown)

MISPLACED = "“{}” stands among other words. Write it on a line of its own, with an empty line before and behind."


class Directives(Extension):
    """Replaces directives with the HTML that ``resolve(name, argument)`` returns."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self._resolve = resolve

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Block(md, self._resolve), "policy-directive", 90)
        md.inlinePatterns.register(_Among(md, self._resolve), "policy-directive", _BELOW_ESCAPES)


class _Block(BlockProcessor):
    def __init__(self, md: Markdown, resolve: Resolve) -> None:
        super().__init__(md.parser)
        self._md = md
        self._resolve = resolve

    def test(self, _parent: Element, block: str) -> bool:
        return _ALONE.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        match = _ALONE.fullmatch(blocks[0])
        if match is None:
            return False
        del blocks[0]
        html = self._resolve(match[1], match[2] or "", True)
        SubElement(parent, "p").text = self._md.htmlStash.store(str(html).strip())
        return True


class _Among(InlineProcessor):
    """One that stands among other words; a link may be named so."""

    def __init__(self, md: Markdown, resolve: Resolve) -> None:
        super().__init__(rf"{_WRITTEN}(?![(\[])", md)
        self._resolve = resolve

    def handleMatch(  # type: ignore[override]  # Python-Markdown's own subclass has this signature
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[None, None, None]:
        self._resolve(m[1], m[2] or "", False)
        return None, None, None


def line_of(page: str, name: str, argument: str) -> int:
    """The line, from 1, on which that directive stands in a page's source; 1 when it is not found."""
    for number, line in enumerate(page.splitlines(), start=1):
        if any((match[1], match[2] or "") == (name, argument) for match in _DIRECTIVE.finditer(line)):
            return number
    return 1
