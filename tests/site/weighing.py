"""What a page asks of a reader's connection."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from html_pages import Built, Page


def requested(site: Built, page: Page) -> Iterator[bytes]:
    """What a browser fetches to show a page for the first time."""
    yield page.html.encode()
    for element, written in page.links():
        fetched = element.tag in {"script", "img", "source", "iframe"} or (
            element.tag == "link"
            and element.attributes.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}
        )
        if fetched:
            if written.startswith("data:"):
                continue
            address = urldefrag(urljoin(site.root + page.address, written)).url
            yield (site.folder / address.removeprefix(site.root)).read_bytes()


def on_the_wire(site: Built, page: Page) -> int:
    """Bytes, compressed as most servers do it."""
    return sum(len(gzip.compress(content, 6, mtime=0)) for content in requested(site, page))
