"""Links within a document: from the bookmark or id they name to the clause it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from ..problems import counted
from ..text.article import SCHEMES
from ..text.blocks import Kind
from ..text.document import slug
from .content import Passage, Run, Table, text_of
from .wrapped_links import unwrapped

_ID = re.compile(r"[^\s{}#.]+")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
"""Of an address (RFC 3986, 3.1); a drive of Windows looks like one too, and leads to no page either."""

_EDGES = "".join(map(chr, range(0x21)))
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_BREAKS = re.compile("[\t\n\r]")
"""What browsers take out of an address, at its edges and within (URL Standard, 4.4)."""


def is_id(name: str) -> bool:
    """Whether that can be the id of a heading here."""
    return _ID.fullmatch(name) is not None


def resolve_anchors(parts: Sequence[Passage | Table], anchors: Mapping[str, int]) -> None:
    """Point every link ``#name`` to the heading at ``anchors[name]``, giving that heading a name where it has none.

    A link that leads to no heading stays as it is, for ``without_dead_links``.
    """
    _with_targets(parts, lambda name: _target(parts, anchors.get(name), name) or name)


def rename_targets(parts: Sequence[Passage | Table], names: Mapping[str, str]) -> None:
    """Point links to clauses to their new ids."""
    _with_targets(parts, lambda name: names.get(name) or name)


def without_dead_links(parts: Sequence[Passage | Table], known: Collection[str]) -> list[str]:
    """Take the target from links ``#name`` that lead to no heading, but for the ``known``; a sentence for each."""
    names = {name for part in parts if isinstance(part, Passage) for name in part.names}
    lost: set[str] = set()

    def alive(name: str) -> str | None:
        if name in names or f"#{name}" in known:
            return name
        lost.add(name)
        return None

    _with_targets(parts, alive)
    # Word's own bookmarks begin with an underscore and say nothing.
    hidden = sum(name.startswith("_") for name in lost)
    named = sorted(name for name in lost if not name.startswith("_"))
    said = [f"A link to “#{name}” leads to no heading; its words were kept." for name in named]
    if hidden:
        said.append(f"{counted(hidden, 'place')} to which cross-references lead, no heading: their words were kept.")
    return said


def unwrap_links(parts: Sequence[Passage | Table]) -> None:
    """Write links as browsers read them, and lead those that go through a mail filter and its like straight to where
    they end: such an address names who got the mail."""
    _with_links(parts, lambda link: unwrapped(_BREAKS.sub("", link.strip(_EDGES))) or None)


def without_unfit_links(parts: Sequence[Passage | Table]) -> list[str]:
    """Take the target from links that no page may have, such as to a file of somebody's machine; a sentence each."""
    lost: dict[str, None] = {}

    def fit(link: str) -> str | None:
        scheme = _SCHEME.match(link)
        # A folder of a Windows server begins with two backslashes, which browsers take for the name of a host.
        is_fit = scheme[1].lower() in SCHEMES if scheme else not link.startswith("\\")
        if is_fit and not _CONTROL.search(link):
            return link
        lost[link] = None
        return None

    _with_links(parts, fit)
    return [f"A link to “{link}” was left out, which leads to no page; its words were kept." for link in lost]


def _with_targets(parts: Sequence[Passage | Table], renamed: Callable[[str], str | None]) -> None:
    def changed(link: str) -> str | None:
        if not link.startswith("#"):
            return link
        name = renamed(link[1:])
        return None if name is None else f"#{name}"

    _with_links(parts, changed)


def _with_links(parts: Sequence[Passage | Table], changed: Callable[[str], str | None]) -> None:
    for part in parts:
        for runs in [cell for row in part.rows for cell in row] if isinstance(part, Table) else [part.runs]:
            for at, run in enumerate(runs):
                if run.style.link:
                    runs[at] = Run(run.text, run.style._replace(link=changed(run.style.link)))


def _target(parts: Sequence[Passage | Table], at: int | None, name: str) -> str | None:
    heading = parts[at] if at is not None and at < len(parts) else None
    if not (isinstance(heading, Passage) and heading.kind is Kind.HEADING):
        return None
    # Word's own bookmarks begin with an underscore and say nothing.
    says_nothing = name.startswith("_") or not is_id(name)
    heading.names = heading.names or (slug(text_of(heading.runs)) if says_nothing else name,)
    return heading.names[0]
