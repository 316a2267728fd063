"""How the names of drafts end, and files that are none of those they are called, told by their first bytes."""

from __future__ import annotations

import re

WORD = (".docx", ".docm", ".dotx", ".dotm")
"""How the names of Word documents end; the macros of some are never read."""
DRAFTS = (*WORD, ".html", ".htm", ".xhtml", ".mhtml", ".mht")
"""How the names of files end that can be a draft."""

_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file, such as a Word or OpenDocument text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"bplist00", "a web archive of Safari"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def kind_of(content: bytes) -> str:
    """What a file with these bytes is, as a message names it; empty for what may be a text or a page."""
    return next((name for beginning, name in _KINDS if content.lstrip(b"\xef\xbb\xbf \r\n").startswith(beginning)), "")


_ELEMENT = re.compile(rb"<\s?/?\0?\s?[a-zA-Z!]")


def kind_without_elements(content: bytes) -> str:
    """What a file without any element of a page is; empty for a page, a packed one and an empty file."""
    is_page = _ELEMENT.search(content) or content.startswith((b"\x1f\x8b", b"MIME-", b"From:")) or not content.strip()
    return "" if is_page else "plain text"
