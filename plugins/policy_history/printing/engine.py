"""HTML -> PDF by WeasyPrint: tagged, the same bytes each time, and nothing fetched from anywhere."""

from __future__ import annotations

import logging
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from ..publish.templating import render
from .tagging import complete

VARIANT = "pdf/ua-1"
"""What each file declares itself to be (ISO 14289-1). It is declared, not validated."""


def pdf_of(html: str) -> bytes:
    """The PDF of a whole HTML document that needs no other file; what it names besides is left out."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # such as a picture that was not fetched
    document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    identifier = sha256(html.encode("utf-8")).hexdigest()[:32].encode("ascii")
    return bytes(document.write_pdf(finisher=complete, pdf_variant=VARIANT, pdf_identifier=identifier))


@cache
def printer() -> str:
    """What prints here: the version, and the hash of a sample in the styles that our documents use.

    Two machines with the same one have the same libraries and fonts, and so print the same bytes.
    """
    sample = "Sample: AVfi 0123 äßé Ωж 語 “”–"
    styled = "".join(f"<p><{tag}>{sample}</{tag}></p>" for tag in ("span", "strong", "em", "code", "h1"))
    style = render("print.css")
    printed = pdf_of(f'<!doctype html><html lang="en"><title>Sample</title><style>{style}</style><body>{styled}</html>')
    return f"WeasyPrint {version('weasyprint')} {sha256(printed).hexdigest()}"
