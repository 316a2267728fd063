"""The compressed sitemap, without the moment it was made."""

from __future__ import annotations

import gzip
import io
from pathlib import Path


def settle_sitemap(folder: Path) -> None:
    """Write ``sitemap.xml.gz`` anew from ``sitemap.xml``, so that a later build of the same site changes no byte.

    MkDocs writes the day of the build into it (RFC 1952, MTIME); a zero there means that there is no such moment.
    """
    source, packed = folder / "sitemap.xml", folder / "sitemap.xml.gz"
    if source.is_file() and packed.is_file():
        content = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=content, mtime=0) as writer:
            writer.write(source.read_bytes())
        packed.write_bytes(content.getvalue())
