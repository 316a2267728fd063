"""A redline of two files as one HTML file to mail: no other file, no script, no request."""

from __future__ import annotations

from ..redline.compare import changes
from ..redline.description import description_html
from ..redline.html import redline_html
from ..redline.model import Redline
from ..redline.summary import summary_sentence
from ..text.article import Article
from ..text.languages import tagged
from .compared_file import ComparedFile, facts_of_both
from .templating import render


def redline_file(redline: Redline, old: ComparedFile, new: ComparedFile) -> str:
    """The file's text. Links to the site the texts were written for stay as they are written."""
    found = changes(redline)
    return render(
        "redline_file.html",
        old=old,
        new=new,
        facts=facts_of_both(old, new, tagged),
        summary=summary_sentence(redline, found),
        changes=[(change.number, description_html(change)) for change in found],
        article=Article(redline_html(redline, heading_shift=2), ()).at("/"),
        style=render("redline_file.css"),
    )
