"""A redline of two files as one HTML file to mail: no other file, no script, no request."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from ..redline.compare import changes
from ..redline.html import redline_html
from ..redline.model import Redline
from ..redline.terminal import describe, summary
from ..text.article import Article
from .templating import render


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """A file that was compared: what the reader is to call it, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the file."""
        return sha256(self.content).hexdigest()


def redline_file(redline: Redline, old: ComparedFile, new: ComparedFile) -> str:
    """The file's text. Links to the site the texts were written for stay as they are written."""
    found = changes(redline)
    return render(
        "redline_file.html",
        old=old,
        new=new,
        summary=summary(redline, found),
        changes=[(change.number, describe(change)) for change in found],
        article=Markup(Article(redline_html(redline, heading_shift=2), ()).at("/")),
        style=Markup(render("redline_file.css")),
    )
