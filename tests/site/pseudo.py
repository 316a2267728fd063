"""A language that nobody speaks: every sentence of the catalogue stands between two signs, so that what is not in it shows.

The site is built in a process of its own, since a language is chosen for a process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser, LexborNode

from building import environment, run_apart
from policy_history.wording import speaking

BEGIN, END = "⟦", "⟧"
_INNER = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_SENTENCE = re.compile(
    r"[−+][\d,]+|\b[A-Z][a-z]+ \d{1,2}, \d{4}(?: \(\d\))?|(?:https?://|\b\d{4}-\d\d-\d\d)[^\s⟦⟧”]*"
)
"""Words that came or went, a day, an address, a file of a version."""
_SAID = ("aria-label", "alt", "title", "placeholder", "label")
_NOT_SAID = {"script", "style", "code", "time", "del", "ins", "template"}
_WITHIN_A_LINE = {"a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "label", "span", "strong", "time", "wbr"}


class Pseudo(NullTranslations):
    """Its sentences are the English ones between two signs."""

    def gettext(self, message: str) -> str:
        return f"{BEGIN}{message}{END}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


def build_in_pseudo(folder: Path, target: Path, moment: str) -> Path:
    """Build that folder's site in the pseudo-language."""
    assert run_apart(_build, folder, target, moment) == 0
    return target


def _build(folder: Path, target: Path, moment: str) -> None:
    os.environ.clear()
    os.environ.update(environment(moment))
    with speaking("en-XA", Pseudo()):
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(target))
        config.plugins["policy-versions"].config.update(processes="1", cache="")
        config.plugins.on_startup(command="build", dirty=False)
        build(config)


def unmarked(html: str, is_known: Callable[[str], bool]) -> set[str]:
    """What a reader sees or hears of a page that is neither a sentence of the catalogue nor known to be the site's own.

    Texts of policies, days, addresses and code are left out, and so is what a hand-written page says itself.
    """
    body = LexborHTMLParser(html).body
    if body is None:
        return set()
    said = [_text(body)]
    said += [node.attributes[name] or "" for node in body.css("*") for name in _SAID if name in node.attributes]
    return {rest for each in said for rest in _rests(each) if not is_known(rest)}


def _text(node: LexborNode) -> str:
    if node.is_text_node:
        return node.text_content or ""
    if node.is_comment_node or node.tag in _NOT_SAID:
        return "" if node.tag in _WITHIN_A_LINE else "\n"
    if "policy-text" in (node.attributes.get("class") or "").split():
        return "\n" + "\n".join(_text(ours) for ours in node.css(".policy-about, .policy-mark")) + "\n"
    inside = "".join(_text(child) for child in node.iter(include_text=True))
    return inside if node.tag in _WITHIN_A_LINE else f"\n{inside}\n"


def _rests(text: str) -> Iterator[str]:
    text = _NO_SENTENCE.sub("", text)
    while (shorter := _INNER.sub("\n", text)) != text:
        text = shorter
    for line in re.split("[\n·]", text):
        rest = line.strip(" ·:;,.|()،؛←→…–−+\u2068\u2069")
        if _WORD.search(rest):
            yield rest
