"""The PDF files of a site, printed again where the same printer is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from ..publish.settling import printed_files
from .making_again import Proof
from .opened import Opened
from .site_files import MISSING, Deviation

_NO_PRINTER = "PDF files: the extra “pdf” is not installed here (python -m pip install 'mkdocs-policy-versions[pdf]')"
_OTHER_PRINTER = "PDF files: they were printed with another version of WeasyPrint or with other fonts than are here"


def check_printed(opened: Opened, proof: Proof) -> Iterator[Deviation]:
    """Deviations of the PDF files. With other fonts every one is another file, which says nothing."""
    if not opened.settings.printer:
        return
    there = [path for path in printed_files(opened.site.edition) if opened.files.find(path)]
    yield from (Deviation(path, MISSING) for path in printed_files(opened.site.edition) if path not in there)
    try:
        from ..printing.engine import pdf_of, printer
        from ..printing.printed_site import documents
    except (ModuleNotFoundError, OSError):
        proof.unproven[_NO_PRINTER] = there
        return
    if printer() != opened.settings.printer:
        proof.unproven[_OTHER_PRINTER] = there
        return
    for path, html in documents(opened.site.edition, opened.settings.base):
        if path not in there:
            continue
        if opened.files.read(path) == pdf_of(html):
            proof.proven.add(path)
        else:
            yield Deviation(path, "It is not the file that comes out when the same text is printed again.")
