"""Editor's notes: bound to exact words of one revision, beside a text that stays as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from policies import day, policy_of, revision_of
from policy_history.checks.run import check_policies
from policy_history.model import Annotation
from policy_history.problems import ProblemsFound
from policy_history.source.folder import read_policies
from policy_history.text.annotation_places import annotated, misquotation, passages
from policy_history.text.article import render_article
from policy_history.text.document import read_document
from policy_history.text.markup import element

TEXT = """# Tools

We use **flash** cookies & others.

- First item
    - nested item
- Second item

| A | B |
|---|---|
| one | two |

> Quoted
> words

Last words.
"""
ARTICLE = render_article(read_document(TEXT)).html


def note(quote: str, revision: str = "2014-09-24") -> Annotation:
    return Annotation(revision, quote, day("2026-11-23"), "It is over.", "policy_versions/annotations.yml", 4, 12)


def test_passages_are_what_a_reader_takes_for_one() -> None:
    assert [passage.text for passage in passages(ARTICLE)] == [
        "Tools",
        "We use flash cookies & others.",
        "First item nested item",
        "Second item",
        "A B one two",
        "Quoted words",
        "Last words.",
    ]


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("flash cookies", "others.</p>", "\n<ul>"),
        ("nested item", "</li>\n</ul>\n", "</li>\n<li>Second"),
        ("one two", "</table>", "\n<blockquote>"),
        ("Last words", "Last words.</p>", ""),
    ],
)
def test_a_note_stands_behind_its_passage(quote: str, before: str, after: str) -> None:
    shown = annotated(ARTICLE, [note(quote)], lambda _: Markup("[NOTE]"))
    head, _, tail = shown.partition("[NOTE]")
    assert head.endswith(before) and tail.startswith(after), shown
    assert head + tail == ARTICLE


@given(st.lists(st.sampled_from(["flash cookies", "First", "Second item", "two", "Quoted words", "Last"]), max_size=9))
def test_the_text_itself_never_changes(quotes: list[str]) -> None:
    shown = annotated(ARTICLE, [note(quote) for quote in quotes], lambda each: element("aside", each.quote))
    assert re.sub(r"<aside>.*?</aside>", "", shown) == ARTICLE
    assert sorted(re.findall(r"<aside>(.*?)</aside>", shown)) == sorted(quotes)


def test_a_quote_that_does_not_stand_there_once_is_an_error() -> None:
    assert misquotation(ARTICLE, note("flash cookies")) == ""
    assert "has no passage with the words “flash biscuits”" in misquotation(ARTICLE, note("flash biscuits"))
    assert "within one paragraph" in misquotation(ARTICLE, note("others. First"))
    assert "more than once" in misquotation(ARTICLE, note("item"))


def test_the_check_says_it_at_the_quote() -> None:
    first, second = revision_of("2014-09-24", TEXT), revision_of("2015-01-01", TEXT.replace("flash ", ""))
    policy = policy_of(first, second, annotations=(note("nested item"), note("nested  item", "2015-01-01")))
    (problem,) = check_policies([policy]).problems
    assert str(problem).startswith("policy_versions/annotations.yml:4:12: The revision 2015-01-01 has no passage")


def write(root: Path, annotations: str) -> None:
    folder = root / "policy_versions" / "tracking"
    folder.mkdir(parents=True)
    (folder / "policy.yml").write_text("title: Tools\npublisher: Example\n")
    front = "---\npublished: 2014-09-24\neffective: 2014-09-24\nclass: material\nnote: First.\n---\n"
    (folder / "2014-09-24.md").write_text(front + TEXT)
    (root / "policy_versions" / "annotations.yml").write_text(annotations)


ITEM = """annotations:
  - policy: {policy}
    revision: {revision}
    quote: flash cookies
    dated: {dated}
    note: It is over.
"""


def test_annotations_are_read_with_their_places(tmp_path: Path) -> None:
    write(tmp_path, ITEM.format(policy="tracking", revision="2014-09-24", dated="2026-11-23"))
    (policy,) = read_policies(tmp_path)
    (read,) = policy.annotations
    assert (read.quote, read.dated, read.line, read.column) == ("flash cookies", day("2026-11-23"), 4, 12)


@pytest.mark.parametrize(
    ("values", "line", "message"),
    [
        ({"policy": "privacy"}, 2, "There is no policy “privacy”. Write one of: tracking."),
        ({"revision": "2014-09-25"}, 3, "“tracking” has no revision “2014-09-25”. Write one of: 2014-09-24."),
        ({"dated": "23 Nov 2026"}, 5, "“23 Nov 2026” is not a date."),
    ],
)
def test_what_is_wrong_is_said_at_its_line(tmp_path: Path, values: dict[str, str], line: int, message: str) -> None:
    write(tmp_path, ITEM.format(**{"policy": "tracking", "revision": "2014-09-24", "dated": "2026-11-23", **values}))
    with pytest.raises(ProblemsFound) as found:
        read_policies(tmp_path)
    (problem,) = found.value.problems
    assert problem.path == "policy_versions/annotations.yml" and problem.line == line
    assert problem.message.startswith(message)
