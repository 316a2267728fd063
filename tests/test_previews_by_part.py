"""What a preview shows of a text is found part by part, and is what it shows of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from policy_history.checks.previews import _shows_alike, _view_of_whole, _views_of_parts
from policy_history.text.article import article_words, render_article
from policy_history.text.document import Document
from policy_history.text.html_words import words_of
from policy_history.text.keeping import begin_round, take_up, taken_down
from policy_history.text.shown_parts import shows_its_words

LINES = (
    "# Title\n",
    "## Heading {#id}\n",
    "Head\n---\n",
    "Plain words.\n",
    "- item\n",
    "1. one\n2. two\n",
    "* a\n\n  b\n",
    "- a\n\n      code in an item\n",
    "    code\n",
    "> quote\n",
    "```\nfence\n",
    "```\n",
    "~~~\n",
    "<div>\n",
    "</div>\n",
    "<pre>\n",
    "</pre>\n",
    "<script>\n",
    "<!-- open\n",
    "-->\n",
    "<![CDATA[\n",
    "]]>\n",
    "<span>x\n",
    "a</span>\n",
    "Word <b\n",
    "title='x'>z</b>\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "[x]: https://example.org/a\n",
    "See [x] and [words][X].\n",
    "[a long\nlabel]: /a\n",
    "See [A  long label].\n",
    "[y]:\n",
    "/target 'title\n",
    "more of it'\n",
    "Term\n:   meaning\n",
    "[^1]: note\n",
    "Words[^1] here.\n",
    "A **bold\n",
    "end** of it\n",
    "\ufeffWord\n",
)


def texts() -> Iterator[str]:
    """Texts of all of that in any order, whole and torn; the same ones in every run."""
    random = Random(14)
    for _ in range(1500):
        count = random.randint(2, 9)
        yield "".join(random.choice(LINES) + random.choice(("", "\n", "\n")) for _ in range(count))


def test_parts_are_shown_as_the_whole_is() -> None:
    parted = 0
    for text in texts():
        document = Document(text)
        whole, views = _view_of_whole(document), _views_of_parts(document)
        if not views:
            continue
        parted += len(views) > 1
        assert [place.behind(start) for start, view in views for place in view.places] == whole.places, text
        assert [shown for _, view in views for shown in view.ours] == whole.ours, text
        assert [shown for _, view in views for shown in view.others] == whole.others, text
    assert parted > 100


def test_what_is_right_in_each_part_is_right_in_the_whole_and_is_asked_once() -> None:
    begin_round()
    documents = list(map(Document, texts()))
    answers = [(shows_its_words(each), _shows_alike(each)) for each in documents]
    for document, (words, alike) in zip(documents, answers, strict=True):
        view = _view_of_whole(document)
        assert not words or article_words(document) == document.words, document.source
        assert not alike or view.ours == view.others, document.source
    assert sum(words for words, _ in answers) > 100 < sum(alike for _, alike in answers)
    known = taken_down()
    begin_round()
    begin_round()
    take_up(known)
    assert [(shows_its_words(each), _shows_alike(each)) for each in documents] == answers
    assert not taken_down()


def test_the_words_of_an_articles_parts_are_its_words() -> None:
    for text in texts():
        document = Document(text)
        assert article_words(document) == words_of(render_article(document).html), text
