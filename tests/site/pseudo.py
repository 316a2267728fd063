"""A language that nobody speaks: every sentence of the catalogue stands between two signs, so that what is not in it shows.

The build is done in this process, since a language is chosen for a process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path
from unittest.mock import patch

from building import environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser, LexborNode

from policy_history.wording import speaking

BEGIN, END = "⟦", "⟧"
_INNER = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAID = ("aria-label", "alt", "title", "placeholder", "label", "data-label")
_NOT_SAID = {"script", "style", "code", "svg"}


class Pseudo(NullTranslations):
    """Its sentences are the English ones between two signs."""

    def gettext(self, message: str) -> str:
        return f"{BEGIN}{message}{END}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@contextmanager
def built_in_pseudo(folder: Path, target: Path, moment: str) -> Iterator[Path]:
    """The site of that folder in the pseudo-language."""
    settings = environment(moment, POLICY_NO_CACHE="1")
    with patch.dict(os.environ, settings, clear=True), speaking("en-XA", Pseudo()):
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(target))
        config.plugins["policy-versions"].config["processes"] = "1"
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        yield target


def unmarked(html: str, known: frozenset[str]) -> set[str]:
    """What a reader sees or hears of a page that no sentence of the catalogue says, and that is not ``known``."""
    tree = LexborHTMLParser(html)
    said = [_text(tree.body)] if tree.body else []
    for node in tree.css("body *"):
        said += [node.attributes[name] or "" for name in _SAID if name in node.attributes]
    return {rest for each in said for rest in _rests(each, known)}


def _text(node: LexborNode) -> str:
    """The texts below a node that are the interface's; each element ends a text."""
    if node.is_text_node:
        return node.text_content or ""
    if node.is_comment_node or node.tag in _NOT_SAID:
        return "\n"
    classes = (node.attributes.get("class") or "").split()
    if "policy-text" in classes:
        return "\n".join(_text(mark) for mark in node.css(".policy-about, .policy-mark"))
    return "".join(_text(child) for child in node.iter(include_text=True)) + ("" if node.tag in _INLINE else "\n")


_INLINE = {"a", "strong", "em", "time", "span", "bdi", "del", "ins", "b", "i", "abbr", "label"}


def _rests(text: str, known: frozenset[str]) -> Iterator[str]:
    while (shorter := _INNER.sub("\n", text)) != text:
        text = shorter
    for line in text.split("\n"):
        rest = line.strip()
        if rest not in known and _WORD.search(rest):
            yield rest
