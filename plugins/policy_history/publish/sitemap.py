"""The sitemap without the pages that are not to be indexed, and the same on every day."""

from __future__ import annotations

import gzip
from collections.abc import Set
from pathlib import Path
from xml.etree import ElementTree

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def settle_sitemap(folder: Path, unlisted: Set[str]) -> None:
    """Take the pages with these absolute addresses out of ``sitemap.xml``, and pack it anew without a time."""
    file = folder / "sitemap.xml"
    if not file.is_file():
        return
    ElementTree.register_namespace("", _NAMESPACE)
    tree = ElementTree.parse(file)  # noqa: S314 (MkDocs has just written it)
    urls = tree.getroot()
    for url in urls.findall(f"{{{_NAMESPACE}}}url"):
        if url.findtext(f"{{{_NAMESPACE}}}loc") in unlisted:
            urls.remove(url)
    tree.write(file, encoding="UTF-8", xml_declaration=True)
    packed = folder / "sitemap.xml.gz"
    if packed.is_file():
        packed.write_bytes(gzip.compress(file.read_bytes(), mtime=0))
