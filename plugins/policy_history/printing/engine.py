"""HTML -> PDF by WeasyPrint: tagged, the same bytes each time, and nothing fetched from anywhere."""

from __future__ import annotations

import logging
from hashlib import sha256

from weasyprint import HTML
from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"
"""What each file declares itself to be (ISO 14289-1). It is declared, not validated."""


def pdf_of(html: str) -> bytes:
    """The PDF of a whole HTML document that needs no other file; what it names besides is left out."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # such as a picture that was not fetched
    document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    identifier = sha256(html.encode("utf-8")).hexdigest()[:32].encode("ascii")
    return bytes(document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier))
