"""No sentence of the interface is missed by the catalogue: a whole site in a pseudo-language shows which would be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import EXAMPLE_DAY
from lxml import etree
from markupsafe import escape
from pseudo import Pseudo, build_in_pseudo, unmarked

from building import EXAMPLE, LEFTWARD
from policy_history.forms.handler.mail import MailEncryption, MailRoute, bare_message, message
from policy_history.forms.handler.stored import StoredRequest
from policy_history.publish.compared_file import ComparedFile
from policy_history.redline.compare import compare
from policy_history.redline.terminal import terminal_lines
from policy_history.text.document import read_document
from policy_history.word.writing import redline_docx
from policy_history.wording import speaking

_ROUTE = MailRoute("127.0.0.1", 2525, "site@example.org", "requests@example.org", MailEncryption.NONE)
_HAND_WRITTEN = {"index.html", "write/index.html", "sent/index.html"}
"""They say what their authors wrote; what directives put into them stands on pages of policies too."""


def words_of(folder: Path) -> str:
    """Everything that the sources of a site say, in one line."""
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".yml"))
    return " ".join(re.sub(r"[\s*>_`#]+", " ", path.read_text("utf-8")) for path in files)


def missed(folder: Path, site: Path) -> Iterator[str]:
    sources = words_of(folder)

    def is_known(rest: str) -> bool:
        words = re.escape(" ".join(re.sub(r"[\s*>_`#]+", " ", rest).split()))
        return re.search(rf"(?<!\w){words}(?!\w)", sources) is not None

    for page in sorted(site.rglob("*.html")):
        address = page.relative_to(site).as_posix()
        if address not in _HAND_WRITTEN:
            yield from (f"{address}: {rest}" for rest in sorted(unmarked(page.read_text("utf-8"), is_known)))


@pytest.mark.parametrize("folder", [EXAMPLE, LEFTWARD], ids=lambda folder: folder.name)
def test_every_sentence_that_is_no_policys_is_in_the_catalogue(folder: Path, tmp_path: Path) -> None:
    """The second site has no English words of its own but a few names, so that none of ours can pass for one of them."""
    site = build_in_pseudo(folder, tmp_path / "site", EXAMPLE_DAY)
    pages = list(site.rglob("*.html"))
    assert any("⟦" in page.read_text("utf-8") for page in pages)
    assert list(missed(folder, site)) == []


def test_what_is_not_in_the_catalogue_would_be_seen() -> None:
    html = """<body><p>⟦In force since⟧ May 1, 2020.</p><p>Read ⟦it⟧</p><nav aria-label="Ways"></nav>
    <article class="policy-text"><p>We keep it.</p><p class="policy-mark">folded</p></article>"""
    assert unmarked(html, lambda rest: False) == {"Read", "Ways", "folded"}
    with speaking("en"):
        assert unmarked(html, lambda rest: True) == set()


def test_what_is_not_on_a_page_is_in_the_catalogue_too() -> None:
    """What the terminal, Word files and mails say besides names and the words of the texts."""
    old, new = "# Aa\n\nzz\n", "# Aa\n\nyy [zz](/b/)\n"
    request = StoredRequest(1, "X1", "2026-11-26", "contact", "x", "x", "x", "", {"email": "", "message": ""})
    with speaking("en-XA", Pseudo()):
        redline = compare(read_document(old), read_document(new))
        lines = [next(terminal_lines(redline, width=200))]
        files = (ComparedFile(name, text.encode()) for name, text in (("old.md", old), ("new.md", new)))
        with ZipFile(BytesIO(redline_docx(redline, *files))) as file:
            paragraphs = etree.fromstring(file.read("word/document.xml")).iter("{*}p")
            lines += ["".join(text.text or "" for text in each.iter("{*}t")) for each in paragraphs]
        for mail in (message(request, _ROUTE), bare_message(request, _ROUTE)):
            lines += [str(mail["Subject"]), *mail.get_content().splitlines()]
    assert {rest for line in lines for rest in unmarked(f"<body><p>{escape(line)}</p></body>", _is_given)} == set()


def _is_given(rest: str) -> bool:
    """Whether it is a file's name or digest, or a word of the texts."""
    return re.fullmatch(r"(?:[0-9a-f]{64}|old|new|md|zz|yy|Aa|\W|\d)+", rest) is not None
