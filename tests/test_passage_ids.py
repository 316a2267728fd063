"""Ids of paragraphs: they live as long as the words they were born with, and are never given to others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from histories import PARAGRAPHS, text_of
from policies import day, policy_of, revision_of
from policy_history.publish.citable import with_ids
from policy_history.publish.edition import Edition, PolicyEdition
from policy_history.publish.pages import pages
from policy_history.redline.anchors import Anchoring, anchors_of
from policy_history.source.provenance import Provenance
from policy_history.text.article import article_parts
from policy_history.text.block_places import places_of
from policy_history.text.document import read_document
from sweeps import examples

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS
CORPUS = Path(__file__).parent / "corpus"


def ids_of(*texts: str) -> list[dict[str, str]]:
    """For each text the ids of its paragraphs, by their words."""
    return [
        {read_document(text).title(at): name for at, name in enumerate(anchors.passages) if name}
        for text, anchors in zip(texts, anchors_of(texts), strict=True)
    ]


def test_a_paragraph_keeps_its_id_when_it_is_edited_moved_and_numbered() -> None:
    edited = SECRET.replace("a court orders", "two courts order")
    first, second, third = ids_of(
        text_of("# Rules", KEPT, SECRET, ASK),
        text_of("# Rules", SECRET, ASK, KEPT),
        text_of("# Rules", edited, f"1. {ASK}\n2. {KEPT}"),
    )
    assert first == second
    assert list(third.values()) == [first[SECRET], first[ASK], first[KEPT]]


def test_one_put_in_before_changes_no_other() -> None:
    first, second = ids_of(text_of("# Rules", KEPT, ASK), text_of("# Rules", CAMERAS, KEPT, ASK))
    assert {words: second[words] for words in first} == first


def test_a_removed_id_never_comes_back_for_other_words_and_does_for_its_own() -> None:
    edited = CAMERAS.replace("every night", "once a week and sooner when asked")
    texts = text_of("# Rules", KEPT, CAMERAS), text_of("# Rules", KEPT), text_of("# Rules", KEPT, edited)
    first, _, third = ids_of(*texts)
    assert third[edited] != first[CAMERAS] and third[KEPT] == first[KEPT]
    assert ids_of(*texts[:2], texts[0])[2] == first


def test_equal_paragraphs_have_ids_of_their_own() -> None:
    found = anchors_of([f"{KEPT}\n\n{KEPT}\n\n{KEPT}\n"])[0].passages
    assert len(set(found)) == 3 and found[1] == f"{found[0]}-2" and found[2] == f"{found[0]}-3"


def test_no_later_text_changes_the_ids_of_earlier_ones() -> None:
    texts = [text_of("# Rules", *PARAGRAPHS[at:], *PARAGRAPHS[: at // 2]) for at in range(5)]
    assert ids_of(*texts)[:3] == ids_of(*texts[:3])


def test_no_clause_can_have_an_id_of_that_kind() -> None:
    (clause,) = read_document("# Loans {#p-0a1b2c3d}\n\nWords.\n").clauses
    assert clause.id == "clause-p-0a1b2c3d"


MARKDOWN = """\
# Rules

Opening *words* with a [link](https://example.org/) in them.

- one item
- another
    1. nested item
    2. last nested

Between two lists.

* loose item

    its second paragraph

> quoted words

Term
:   meaning of it

| a | b |
|---|---|
| c | d |

A lineBREAK
and one below.

Words[^n].

[^n]: A note.
""".replace("BREAK", "  ")


def test_each_paragraph_and_item_of_the_page_has_the_id_of_its_block() -> None:
    edition = PolicyEdition(policy_of(revision_of("2014-09-24", MARKDOWN)), day("2020-01-01"))
    (entry,) = edition.entries
    html = str(with_ids(entry))
    named = {name: entry.document.title(at) for at, name in enumerate(entry.anchors.passages) if name}
    assert html.count(' id="p-') == len(named) == 13
    assert re.sub(r' id="p-[^"]*"', "", html) == str(entry.article.html)
    for name in named:
        assert html.count(f'id="{name}"') == 1
    assert re.search(r'<li id="p-[^"]*">another<ol>', html.replace("\n", ""))
    assert re.search(r'<li id="p-[^"]*">\s*<p>loose item</p>\s*<p id="p-', html)


@pytest.mark.parametrize("folder", sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))
def test_every_paragraph_of_real_looking_texts_has_its_place(folder: str) -> None:
    texts = [path.read_text("utf-8") for path in sorted((CORPUS / folder).glob("*.md"))]
    for text, anchors in zip(texts, anchors_of(texts), strict=True):
        document = anchors.document(text)
        places = places_of(document, article_parts(document))
        named = {at for at, name in enumerate(anchors.passages) if name}
        assert named <= places.keys()
        assert len({name for name in anchors.passages if name}) == len(named)


def in_force(*texts: str) -> str:
    revisions = [revision_of(name, text) for name, text in zip(("2014-09-24", "2016-01-01"), texts, strict=False)]
    edition = Edition.of([policy_of(*revisions)], day("2020-01-01"))
    return {page.address: str(page.html) for page in pages(edition, Provenance())}["privacy/"]


def test_links_of_the_text_in_force_lead_to_the_address_that_stays() -> None:
    html = in_force(MARKDOWN, MARKDOWN.replace("one item", "an item"))
    links = re.findall(r'<a class="policy-here" href="([^"]*)" aria-label="([^"]*)"></a>', html)
    assert {address.partition("#")[0] for address, _ in links} == {"../privacy/2016-01-01/"}
    names = {address.partition("#")[2] for address, _ in links}
    assert names == {*re.findall(r'id="(p-[^"]*)"', html)}
    assert re.search(r"another<a [^>]*></a>\s*<ol>", html), "the link stands at the end of the item's own words"
    assert re.search(r"A line<br>\s*and one below\.<a ", html)


def test_the_margin_says_how_often_a_clause_changed() -> None:
    old, new = (
        text_of("# Rules", "## Loans", words, "## Asking", ASK) for words in (KEPT, KEPT.replace("twelve", "six"))
    )
    marks = re.findall(r'<p class="[^"]*policy-since"><a href="([^"]*)">([^<]*)</a>', in_force(old, new))
    assert marks == [
        ("../privacy/clauses/loans/", "changed once, on 1\xa0January\xa02016"),
        ("../privacy/clauses/asking/", "known since 24\xa0September\xa02014"),
    ]
    alone = re.findall(r'<p class="[^"]*policy-since">(.*?)</p>', in_force(old))
    assert [re.findall('href="([^"]*)"', mark) for mark in alone] == [
        ["../privacy/2014-09-24/#loans"],
        ["../privacy/2014-09-24/#asking"],
    ]
    assert "known since" not in in_force(old)


def test_the_title_has_no_mark_and_other_headings_of_its_level_have() -> None:
    html = in_force(text_of("# Rules", KEPT, "# Loans", ASK), text_of("# Rules", KEPT, "# Loans", CAMERAS))
    assert re.findall(r'<h1 id="([^"]*)">[^<]*</h1><p class="[^"]*policy-since">', html) == ["loans"]


words = st.lists(st.sampled_from(["word", "*em*", "`code`", "a", "1.", "(a)", "&amp;", "é"]), min_size=1, max_size=5)
block = st.tuples(st.sampled_from(["", "- ", "1. ", "> ", "    - ", "## "]), words).map(lambda b: b[0] + " ".join(b[1]))


@settings(max_examples=examples(50), deadline=None, derandomize=True, database=None)
@given(st.lists(block, min_size=1, max_size=8))
def test_ids_never_stand_twice_and_take_no_word_away(blocks: list[str]) -> None:
    entries = PolicyEdition(policy_of(revision_of("2014-09-24", text_of(*blocks))), day("2020-01-01")).entries
    html = str(with_ids(entries[0], "x/"))
    given_ids = re.findall(r' id="(p-[^"]*)"', html)
    assert len(given_ids) == len(set(given_ids))
    assert re.sub(r'<a class="policy-here"[^>]*></a>| id="p-[^"]*"', "", html) == str(entries[0].article.html)


@pytest.mark.parametrize("folder", sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))
def test_a_history_is_taken_up_behind_any_of_its_texts(folder: str) -> None:
    texts = [path.read_text("utf-8") for path in sorted((CORPUS / folder).glob("*.md"))]
    texts += texts[::-1]  # what was gone is back
    whole, taken_up = anchors_of(texts), Anchoring()
    for text, anchors in zip(texts, whole, strict=True):
        taken_up.add(text)
        assert taken_up.anchors[-1] == anchors
        taken_up = Anchoring.read(taken_up.written(), text)
    assert taken_up.anchors == whole
