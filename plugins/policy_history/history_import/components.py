"""Components of MDX (Docusaurus, Nextra, Astro) -> the text that they show, with the label of each before it.

Only one that begins and ends is a component here: a lone ``<Company>`` is a text's own. MDX knows no code by
indentation, so what stands in a component is moved to the margin. The program's own lines go, and its comments.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..text.inline import CODE_SPAN

_VALUE = r"(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})"
_TAG = re.compile(
    rf"<(?P<ends>/?)(?P<name>[A-Z][\w.]*)(?P<attributes>(?:\s+[\w:.-]+(?:\s*=\s*{_VALUE})?|\s+\{{[^{{}}]*\}})*)\s*(?P<alone>/?)>"
)
_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    rf"|{CODE_SPAN}",
    re.DOTALL | re.MULTILINE,
)
_PROGRAM = re.compile(
    r"^(?:export (?:default|const|let|var|function|async|class)\b|import [^\n]*(?:\{|from [\"'])).*$", re.MULTILINE
)
_MARKUP = re.compile(r"<(?:p|h[1-6]|li|td)[\s>]")
_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_LABELS = ("label", "title", "summary", "header", "heading")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass
class _Component:
    start: re.Match[str] | None = None
    parts: list[str | _Component] = field(default_factory=list)
    end: int = 0


class Components:
    """The ``text`` without components, how often each kind of thing was ``changes``d, and what was ``removed``."""

    def __init__(self, text: str) -> None:
        self.changes: Counter[str] = Counter()
        self.removed: list[str] = []
        self._source = text
        names = {each["name"] for each in _TAG.finditer(text) if each["ends"]}
        is_program = bool(names) or re.search(r"^import .* from [\"']", text, re.MULTILINE) is not None
        self._source = self._without(_COMMENT, "comments removed", text)
        self.text = self._without_program(self._source) if is_program else self._source
        if names:
            self._source = self.text
            self.text = self._rendered(self._tree(names))

    def _without(self, pattern: re.Pattern[str], what: str, text: str) -> str:
        for match in reversed(list(_outside_code(pattern, text))):
            self.removed.append(match[0])
            self.changes[what] += 1
            text = text[: match.start()] + text[match.end() :]
        return text

    def _without_program(self, text: str) -> str:
        """Without statements of a program."""
        for match in reversed(list(_outside_code(_PROGRAM, text))):
            end = _end_of_statement(text, match.start())
            statement = text[match.start() : end]
            if not _MARKUP.search(statement):
                self.removed.append(statement)
                self.changes["imports of code removed"] += 1
                text = text[: match.start()] + text[end:].removeprefix("\n")
        return text

    def _tree(self, names: set[str]) -> _Component:
        """The components in each other; what is not ended is text."""
        text = self._source
        top = _Component()
        opened = [top]
        done = 0
        for tag in _outside_code(_TAG, text):
            if tag["alone"] or tag["name"] not in names:
                continue
            opened[-1].parts.append(text[done : tag.start()])
            done = tag.end()
            if not tag["ends"]:
                opened.append(_Component(tag))
                opened[-2].parts.append(opened[-1])
            elif any(each.start and each.start["name"] == tag["name"] for each in opened):
                while (last := opened.pop()).start is None or last.start["name"] != tag["name"]:
                    _give_back(last)
                last.end = tag.end()
                self.removed += [last.start[0], tag[0]]
                self.changes["components made their text"] += 1
            else:
                opened[-1].parts.append(tag[0])
        for each in opened[1:]:
            _give_back(each)
        top.parts.append(text[done:])
        return top

    def _rendered(self, component: _Component, label: str = "") -> str:
        labels = _labels(component)
        inner = "".join(
            part if isinstance(part, str) else self._rendered(part, next(labels)) for part in component.parts
        )
        start = component.start
        if start is None or not component.end:
            return inner
        before = self._source[self._source.rfind("\n", 0, start.start()) + 1 : start.start()]
        behind = self._source[component.end :].partition("\n")[0]
        if before.strip() or behind.strip():
            return inner
        first, _, rest = inner.partition("\n")
        body = "\n".join([first.strip(), textwrap.dedent(rest)]).strip("\n")
        # The frame of a page has a title of its own.
        is_whole = re.search(r"^# ", body, re.MULTILINE) is not None
        lead = f"**{label}**\n\n" if label and not is_whole else ""
        return textwrap.indent(f"\n{lead}{body}\n", before) if body or lead else ""


def _outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that do not begin in code, where a component is an example."""
    ends = [end for each in _CODE.finditer(text) for end in each.span()]
    # Stretches of code follow each other: what begins behind an odd number of their ends begins in one.
    return (match for match in pattern.finditer(text) if bisect_right(ends, match.start()) % 2 == 0)


def _give_back(component: _Component) -> None:
    """Make the tag of a component that does not end the text that it is."""
    if component.start is not None:
        component.parts.insert(0, component.start[0])


def _end_of_statement(text: str, start: int) -> int:
    """Where a statement ends: with the line that closes its last bracket and does not ask for another one."""
    depth, end = 0, start
    for line in text[start:].splitlines(keepends=True):
        depth += sum(line.count(sign) for sign in "([{") - sum(line.count(sign) for sign in ")]}")
        end += len(line)
        if depth <= 0 and not line.rstrip().endswith(("=", "=>", ",", "?", ":")):
            return end
    return start + len(text[start:].partition("\n")[0])


def _labels(component: _Component) -> Iterator[str]:
    """The label of each component in this one: its own, or the one that this one lists for it."""
    listed = _attributes(component.start).get("items", "") if component.start else ""
    values = _attributes(component.start).get("values", "") if component.start else ""
    items = [one or other for one, other in _QUOTED.findall(listed)]
    for place, part in enumerate(each for each in component.parts if isinstance(each, _Component)):
        own = _attributes(part.start)
        label = next((own[name] for name in _LABELS if own.get(name)), "")
        if not label and place < len(items):
            label = items[place]
        if not label and (value := own.get("value", "")):
            named = re.search(rf"\{{[^{{}}]*value:\s*[\"']{re.escape(value)}[\"'][^{{}}]*\}}", values)
            said = re.search(r"label:\s*[\"']([^\"']+)[\"']", named[0]) if named else None
            label = said[1] if said else value
        yield label


def _attributes(tag: re.Match[str] | None) -> dict[str, str]:
    if tag is None:
        return {}
    found = re.findall(rf"([\w:.-]+)\s*=\s*({_VALUE})", tag["attributes"])
    return {name: value.strip("\"'") if value[0] in "\"'" else value for name, value in found}
