"""No digit of ours beside words of the policy: texts without any digit give redlines whose words have none."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import html as html_reader

from policies import day, policy_of, revision_of
from policy_history.printing.documents import changes_html
from policy_history.publish.compared_file import ComparedFile
from policy_history.publish.edition import Edition
from policy_history.publish.pages import pages
from policy_history.publish.redline_file import redline_file
from policy_history.redline.compare import changes, compare
from policy_history.redline.folding import folded
from policy_history.redline.html import redline_html, side_by_side_html, texts_differ
from policy_history.redline.model import Redline
from policy_history.source.provenance import Provenance
from policy_history.text.document import read_document
from policy_history.word.writing import redline_docx

OLD = """# Rules of the shed

## Who sees it

We keep it for twelve months. Nobody outside the shed may read it, and we say so on the door.

| What | How long |
| --- | --- |
| Names | two years |
| Keys | a week |
| Photographs | a day |

- hand out tools;
- answer letters;
- sell nothing.

### Small print

> Whoever breaks a saw tells us.

1. first
2. second

## Cookies

We set none, and nobody else does here.

## Gone

This clause leaves whole, with all that it says.

- a
- b

## Last words

[Write to us](/write/) when you like. Pay with a card. A note on it.[^note]

[^note]: The note says little.
"""
NEW = """# Rules of the shed

## With whom we share it

We keep it for six months. Nobody outside the shed may ever read it, and we say so on the door.

| What | How long |
| --- | --- |
| Names | one year |
| Keys | a week |
| Pictures of members | a day |
| Letters | a month |

- hand out and repair tools;
- answer letters;
- sell nothing;
- close at noon.

#### Small print

Whoever breaks a saw tells us.

1. first
2. second
3. third

## Cookies and the like

We set none, and nobody else does here.

## Last words

[Write to us](/write/here/) when you **like**. Pay with a c\u0430rd. A note on it.[^note]

This clause came in\u200b late.

[^note]: The note says a little.
"""
_BLOCKS = "p li td th h1 h2 h3 h4 h5 h6 dd dt pre summary".split()


@pytest.fixture
def redline() -> Redline:
    """Two texts without a digit, which differ in every kind of block and in every way."""
    assert not re.search(r"\d", OLD.replace("1. ", "").replace("2. ", "") + re.sub(r"\d\. ", "", NEW))
    return compare(read_document(OLD), read_document(NEW))


def words_beside(html: str) -> str:
    """All that a redline says but for what stands in the margin, and the labels of footnotes, which are the text's."""
    tree = html_reader.fragment_fromstring(str(html), create_parent="div")
    for each in tree.xpath('.//p[contains(@class, "policy-numbers")] | .//sup | .//*[@role="doc-backlink"]'):
        each.drop_tree()
    return str(tree.text_content())


@pytest.mark.parametrize("folds", [False, True])
def test_no_digit_of_ours_stands_in_a_redline(redline: Redline, folds: bool) -> None:
    html = redline_html(redline, folded(redline) if folds else None)
    assert texts_differ(html, redline) == ""
    assert re.findall(r".{0,30}\d.{0,30}", words_beside(html)) == []
    tree = html_reader.fragment_fromstring(str(html), create_parent="div")
    names = [each.get(name) or "" for each in tree.iter() for name in ("aria-label", "title", "alt")]
    in_margin = [name for name in names if re.search(r"\d", name)]
    assert in_margin == [f"change {number} of {len(changes(redline))}" for number in range(1, len(in_margin) + 1)]
    assert len(in_margin) == len(changes(redline))


def test_the_margin_stands_outside_words_cells_and_headings(redline: Redline) -> None:
    tree = html_reader.fragment_fromstring(str(redline_html(redline)), create_parent="div")
    margins = tree.xpath('.//p[contains(@class, "policy-numbers")]')
    assert margins
    assert {each.getparent().tag for each in margins} == {"section"}
    for each in tree.iter(*_BLOCKS):
        if "policy-numbers" not in (each.get("class") or ""):
            assert not each.xpath('.//a[starts-with(@href, "#change-")]'), html_reader.tostring(each)


def test_no_digit_of_ours_stands_in_either_side_of_both(redline: Redline) -> None:
    for _, *sides in side_by_side_html(redline):
        for side in sides:
            assert not re.search(r"\d", words_beside(side))


def test_every_number_leads_to_its_change(redline: Redline) -> None:
    html = redline_html(redline)
    ids = re.findall(r'id="(change-\d+)"', html)
    assert sorted(ids) == sorted(f"change-{change.number}" for change in changes(redline))
    assert set(re.findall(r'href="#(change-\d+)"', html)) == set(ids)


def test_a_changed_heading_says_what_it_says_now_and_below_what_it_said(redline: Redline) -> None:
    tree = html_reader.fragment_fromstring(str(redline_html(redline)), create_parent="div")
    heading = next(each for each in tree.iter("h2") if each.get("id") == "with-whom-we-share-it")
    assert heading.text_content() == "With whom we share it"
    assert heading.getnext().text_content() == "The heading was “Who sees it”."


def test_no_digit_of_ours_stands_in_the_files(redline: Redline) -> None:
    old, new = ComparedFile("old.md", OLD.encode()), ComparedFile("new.md", NEW.encode())
    article = redline_file(redline, old, new).split("<article", 1)[1].split("</article>")[0]
    assert not re.search(r"\d", words_beside(f"<article{article}</article>"))
    with zipfile.ZipFile(io.BytesIO(redline_docx(redline, old, new))) as parts:
        document = parts.read("word/document.xml").decode()
    runs = re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)<", document.split("with its changes marked")[-1])
    assert {text for text in runs if re.search(r"\d", text)} <= {"[1]"}, "the number of the footnote is the text's own"


def test_no_digit_of_ours_is_printed() -> None:
    edition = Edition.of(
        [policy_of(revision_of("2020-01-01", OLD), revision_of("2021-01-01", NEW))], day("2022-01-01"), "", printed=True
    )
    html = changes_html(edition.policies[0].entries[1], "")
    assert ".policy-numbers{display:none}" in html
    article = html.split("<article", 1)[1].split("</article>")[0]
    assert not re.search(r"\d", words_beside(f"<article{article}</article>"))


def test_the_list_of_changes_quotes_each_in_its_sentence() -> None:
    revisions = (revision_of("2020-01-01", OLD), revision_of("2021-01-01", NEW))
    edition = Edition.of([policy_of(*revisions)], day("2022-01-01"))
    page = next(page.html for page in pages(edition, Provenance()) if page.address.endswith("2021-01-01/changes/"))
    tree = html_reader.fromstring(str(page))
    said = [" ".join(each.text_content().split()) for each in tree.xpath('//details[@id="list-of-changes"]//li/a')]
    assert "We keep it for [removed] twelve [added] six [end] months." in said
    assert "Nobody outside the shed may [added] ever [end] read it, and we say …" in said
    assert "heading level changed" in said


def test_both_versions_side_by_side_have_no_numbers_of_changes_and_no_address_twice() -> None:
    old = "# Rules\n\n## Loans\n\nWe keep it for a year. Ask us.\n"
    new = "# Rules\n\n## Loans\n\nWe keep it for two years. Ask us.\n\nIt is free.\n"
    sides = side_by_side_html(compare(read_document(old), read_document(new)))
    html = "".join(str(side) for _, *both in sides for side in both)
    assert "two years" in html and "a year" in html
    assert "change-1" not in html and "policy-numbers" not in html
