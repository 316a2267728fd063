"""The PDF files of a site: one a revision, one a redline, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from ..limits import spend
from ..publish import addresses
from ..publish.edition import Edition
from ..source.whole_files import write_whole
from .documents import changes_html, revision_html
from .engine import pdf_of


def documents(edition: Edition, site_url: str) -> Iterator[tuple[str, str]]:
    """The address of each PDF, and the HTML it is printed from."""
    for policy in edition.policies:
        for entry in policy.entries:
            yield addresses.revision_pdf(policy.policy, entry.revision), revision_html(entry, site_url)
            if entry.previous:
                yield addresses.changes_pdf(policy.policy, entry.revision), changes_html(entry, site_url)


def _printing(html: str) -> Callable[[str], bytes]:
    return lambda _: pdf_of(html)


def print_site(edition: Edition, site_url: str, folder: Path, cache: Path) -> None:
    """Write every PDF into the built site in ``folder``.

    A PDF is kept in ``cache`` by the document it was printed from, so that one that was published is printed once. An
    upcoming revision says that it is not in force; the day it is, its PDF is another one.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for address, html in documents(edition, site_url):
        kept = cache / f"{sha256(html.encode('utf-8')).hexdigest()}.pdf"
        if not kept.is_file():
            write_whole(kept, spend(address, _printing(html), size=20 * len(html), doing="Printing"))
        target = folder / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(kept.read_bytes())
