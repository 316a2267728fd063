"""Addresses that an office program wrote in another way -> as they were.

LibreOffice adds the slash that an address without a path may leave out (RFC 3986, 6.2.3), and makes an address from the
root of a site one of the file (``../../cookies/``), as Word does (``file:///cookies/``). It escapes more signs than it
must (2.4), and drops an empty fragment, and a last step “.” that leads nowhere (5.2.4). Nobody made such a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from .content import Passage, Run, Table

_BARE_HOST = re.compile(r"(https?://[^/?#]+)(?=[?#]|$)", re.IGNORECASE)
_NO_STEP = re.compile(r"/\.(?=[?#]|$)")
_ABSOLUTE = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)
_FROM_A_FILE = re.compile(r"(?:\.\./)+|file:/*(?:[a-zA-Z]:)?[/\\]", re.IGNORECASE)


def adopt_links(parts: Sequence[Passage | Table], targets: Sequence[str]) -> None:
    """Give links that lead where one of those leads its very address."""
    known = {_normal(target): target for target in reversed(targets)}
    for runs in _all_runs(parts):
        for at, run in enumerate(runs):
            link = run.style.link
            if link and link not in targets and _normal(link) in known:
                runs[at] = Run(run.text, run.style._replace(link=known[_normal(link)]))


def _normal(target: str) -> str:
    target = unquote(target)
    if _ABSOLUTE.match(target):
        return _NO_STEP.sub("/", _BARE_HOST.sub(r"\1/", target, count=1)).removesuffix("#")
    return _FROM_A_FILE.sub("", target, count=1).lstrip("/")


def _all_runs(parts: Sequence[Passage | Table]) -> Iterable[list[Run]]:
    for part in parts:
        if isinstance(part, Table):
            yield from (cell for row in part.rows for cell in row)
        else:
            yield part.runs
