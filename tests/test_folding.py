"""A folded redline held against the whole one: what of it a page shows, and what its lines stand for."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from lxml import html as html_reader

from histories import PARAGRAPHS, text_of
from policy_history.redline.compare import changes, compare
from policy_history.redline.folding import Fold, folded, shown_clauses
from policy_history.redline.html import redline_html, side_by_side_html, texts_differ
from policy_history.redline.model import Redline
from policy_history.text.document import read_document

CORPUS = Path(__file__).parent / "corpus"
LONG = " ".join(PARAGRAPHS)
"""A paragraph that is long enough to be folded."""

CLAUSES = text_of(
    "# Rules",
    *(
        f"## {n}. {name}\n\n{LONG}"
        for n, name in enumerate(("Loans", "Asking", "Cameras", "Children", "Money"), start=1)
    ),
)
LIST = text_of(
    "# Rules", LONG, LONG, "You may:", "\n".join(f"{n}. borrow thing number {n}: {LONG}" for n in range(1, 10))
)
NESTED = text_of(
    "# Rules",
    LONG,
    "- films\n" + "\n".join(f"    - kind {n} {LONG}" for n in range(5)) + f"\n- records\n    - {LONG}\n- tapes",
)
TABLE = text_of(
    "# Rules",
    LONG,
    "| What | How long |\n|---|---|\n" + "\n".join(f"| {LONG} {n} | {n} weeks |" for n in range(9)),
    LONG,
    LONG,
)
TERMS = text_of("# Rules", LONG, LONG, f"Member\n:   {LONG}\n\n:   A person who pays.\n\nGuest\n:   {LONG}", LONG, LONG)
QUOTED = text_of("# Rules", LONG, "The law says:", f"> {LONG}\n>\n> Nobody pays.\n>\n> {LONG}", LONG, LONG)
DEEP = text_of(
    "# Rules",
    LONG,
    "## Part one",
    LONG,
    "### 1. Loans",
    LONG,
    "### 2. Asking",
    LONG,
    "Ask at a desk.",
    "## Part two",
    LONG,
)
NOTED = text_of("# Rules", LONG, LONG, "Ask at a desk.[^1]", LONG, LONG, LONG, "## Notes", f"[^1]: {LONG}")

EDITS = {
    "one word": (CLAUSES, CLAUSES.replace("## 3. Cameras\n\nWe keep", "## 3. Cameras\n\nWe store")),
    "the first clause": (CLAUSES, CLAUSES.replace("## 1. Loans\n\nWe keep", "## 1. Loans\n\nWe store")),
    "the last word": (CLAUSES, CLAUSES.rstrip()[:-1] + " now.\n"),
    "a heading": (CLAUSES, CLAUSES.replace("3. Cameras", "3. Pictures")),
    "a clause out": (CLAUSES, CLAUSES.replace(f"## 2. Asking\n\n{LONG}\n\n", "")),
    "a clause in": (CLAUSES.replace(f"## 2. Asking\n\n{LONG}\n\n", ""), CLAUSES),
    "renumbered": (CLAUSES, CLAUSES.replace("## 4.", "## 5.").replace("5. Money", "6. Money")),
    "moved": (CLAUSES.replace("5. Money", "5. Money\n\nFines pay for new books and for nothing else at all."),
              CLAUSES.replace("1. Loans", "1. Loans\n\nFines pay for new books and for nothing else at all.")),
    "an item": (LIST, LIST.replace("thing number 6", "book number 6")),
    "an item in": (LIST, LIST.replace("4. borrow", "4. read here\n4. borrow")),
    "the first item": (LIST, LIST.replace("thing number 1", "book number 1")),
    "a nested item": (NESTED, NESTED.replace("kind 3", "sort 3")),
    "an outer item": (NESTED, NESTED.replace("- tapes", "- discs")),
    "a row": (TABLE, TABLE.replace("6 weeks", "7 days")),
    "the last row": (TABLE, TABLE.replace("8 weeks", "7 days")),
    "a column": (TABLE, TABLE.replace("How long |", "How long | Who |").replace("|---|---|", "|---|---|---|").replace(" weeks |", " weeks | all |")),
    "a definition": (TERMS, TERMS.replace("who pays", "who signs")),
    "a quotation": (QUOTED, QUOTED.replace("Nobody", "Everybody")),
    "below two headings": (DEEP, DEEP.replace("at a desk", "at any desk")),
    "an earlier footnote": (NOTED, NOTED.replace("# Rules\n", "# Rules\n\nRead this.[^0]\n") + "\n[^0]: New.\n"),
    "beside a footnote": (NOTED, NOTED.replace("Ask at a desk", "Ask at any desk")),
    "quotation marks": (CLAUSES.replace("any desk", '"any" desk', 1), CLAUSES.replace("any desk", "“any” desk", 1)),
    "a link target": (CLAUSES.replace("Cameras watch", "[Cameras](/a/) watch"), CLAUSES.replace("Cameras watch", "[Cameras](/a/) watch").replace("/a/", "/b/", 1)),
    "a reference’s target": (CLAUSES.replace("Cameras watch", "[Cameras][c] watch") + "\n[c]: /a/\n", CLAUSES.replace("Cameras watch", "[Cameras][c] watch") + "\n[c]: /b/\n"),
    "emphasis": (CLAUSES, CLAUSES.replace("court", "**court**", 1)),
    "a space nobody sees": (CLAUSES, CLAUSES.replace("twelve months", "twelve\u00a0months", 1)),
    "split": (CLAUSES, CLAUSES.replace("to us. Nobody", "to us.\n\nNobody", 1)),
    "no heading at all": (text_of(*[LONG] * 6, "Ask at a desk.", *[LONG] * 6), text_of(*[LONG] * 6, "Ask at any desk.", *[LONG] * 6)),
    "everything": (CLAUSES, DEEP),
    "nothing": (CLAUSES, CLAUSES),
    "from nothing": ("", CLAUSES),
    "to nothing": (CLAUSES, ""),
}  # fmt: skip


def redline(name: str) -> Redline:
    old, new = EDITS[name]
    return compare(read_document(old), read_document(new))


def page(found: Redline) -> str:
    return redline_html(found, folded(found), heading_shift=1)


def marks(html: str) -> list[str]:
    """Every mark of a change, with the labels between which it stands and the id it has."""
    tree = html_reader.fragment_fromstring(html, create_parent="div")
    return [
        html_reader.tostring(each, encoding="unicode", with_tail=False)
        for each in tree.iter("ins", "del", "span")
        if each.tag != "span" or "policy-change" in each.get("class", "") or (each.get("id") or "").startswith("move-")
    ]


def lines(html: str) -> list[str]:
    """What the folds say."""
    tree = html_reader.fragment_fromstring(html, create_parent="div")
    return [each.text_content() for each in tree.iter() if "policy-fold" in (each.get("class") or "").split()]


@pytest.mark.parametrize("name", EDITS)
def test_every_change_of_the_whole_redline_is_there_once_and_both_texts_come_back(name: str) -> None:
    found = redline(name)
    whole, shown = redline_html(found, heading_shift=1), page(found)
    assert marks(shown) == marks(whole)
    numbers = re.findall(r'id="change-(\d+)"', shown)
    assert numbers == [str(change.number) for change in changes(found)]
    assert texts_differ(shown, found) == ""
    assert len(shown) <= len(whole)


@pytest.mark.parametrize("name", EDITS)
def test_every_link_within_a_folded_page_leads_somewhere(name: str) -> None:
    shown = page(redline(name))
    ids = set(re.findall(r'id="([^"]*)"', shown))
    assert set(re.findall(r'href="#([^"]*)"', shown)) <= ids
    assert {clause.id for clause in redline(name).new.clauses} <= ids


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))
def test_real_histories_come_back_from_their_folded_redlines(name: str) -> None:
    texts = [path.read_text("utf-8") for path in sorted((CORPUS / name).glob("*.md"))]
    for old, new in itertools.pairwise(texts):
        found = compare(read_document(old), read_document(new))
        assert texts_differ(page(found), found) == ""
        assert marks(page(found)) == marks(redline_html(found, heading_shift=1))


def test_the_guard_notices_what_is_folded_away_and_what_is_altered() -> None:
    found = redline("one word")
    shown = str(page(found))
    assert texts_differ(shown.replace('<del role="none">keep</del>', ""), found)
    folds = list(re.finditer(r'data-words="(\d+)"', shown))
    assert len(folds) == 2
    for fold in folds:
        for count in {"0", "3", str(int(fold[1]) + 1), "99999"}:
            assert texts_differ(f"{shown[: fold.start(1)]}{count}{shown[fold.end(1) :]}", found)
    section = re.search(r"<section[^>]*><h3.*?</section>", shown, re.DOTALL)
    assert section is not None
    line = '<p class="policy-mark policy-fold" data-words="{}"></p>'
    hidden = shown.replace(section[0], line.format(len(read_document(f"## 3. Cameras\n\n{LONG}").words)))
    assert "differ" in texts_differ(hidden, found)


def test_a_line_says_what_stands_there_and_leads_to_it() -> None:
    shown = page(redline("one word"))
    assert lines(shown) == [
        "Unchanged clauses: “1. Loans” to “2. Asking”",
        "Unchanged clauses: “4. Children” to “5. Money”",
    ]
    assert 'href="policy-site:/-/new/#4-children"' in shown
    assert lines(page(redline("a clause out")))[0] == "Unchanged clause: “1. Loans”"
    assert lines(page(redline("an item")))[1] == "Unchanged list items"
    assert lines(page(redline("a row")))[1] == "Unchanged rows"
    assert lines(page(redline("below two headings")))[-1] == "Unchanged clause: “Part two”"
    assert lines(page(redline("no heading at all"))) == ["Unchanged paragraphs"] * 2


def shown_texts(name: str) -> list[str]:
    """The texts of the blocks that are shown."""
    found = redline(name)
    parts = [part for section in folded(found) for part in section if not isinstance(part, Fold)]
    return [found.new.title(part.new) for part in parts if part.new is not None]


def test_a_change_stands_below_its_headings_and_behind_what_leads_to_it() -> None:
    assert shown_texts("below two headings") == ["Rules", "Part one", "2. Asking", "Ask at any desk."]
    assert shown_texts("an item")[:2] == ["Rules", "You may:"]
    assert "films" in shown_texts("a nested item")
    assert shown_texts("a row")[1] == "WhatHow long"
    assert "Member" in shown_texts("a definition")
    assert "The law says:" in shown_texts("a quotation")


def test_a_long_paragraph_that_has_come_to_its_end_leads_into_no_list() -> None:
    def lead(above: str) -> bool:
        old = text_of("# Rules", above, "- Ask at a desk.\n- Ask by letter.")
        found = compare(read_document(old), read_document(old.replace("a desk", "any desk")))
        entries = [part for part in folded(found)[-1] if not isinstance(part, Fold)]
        return any(above == found.new.title(part.new) for part in entries if part.new is not None)

    long = f"{LONG} {LONG}".rstrip(".")
    assert lead("You may ask.") and lead(f"{long}:") and lead(long) and not lead(f"{long}.")


def test_what_stands_beside_a_change_is_shown_where_it_is_short() -> None:
    for beside, is_shown in (("Please come in.", True), (f"{LONG} {LONG}", False)):
        old = text_of("# Rules", "Ask at a desk.", beside, "Nobody pays.")
        found = compare(read_document(old), read_document(old.replace("a desk", "any desk").replace("pays", "signs")))
        assert (beside in page(found)) is is_shown


def test_beside_a_changed_paragraph_no_row_stands_without_its_table() -> None:
    new = TABLE.replace(f"{LONG}\n\n| What", f"{LONG} And so on.\n\n| What")
    found = compare(read_document(TABLE), read_document(new))
    html = str(redline_html(found, folded(found)))
    assert "And so on." in html and "<table" not in html
    assert texts_differ(html, found) == ""


def test_items_keep_their_numbers() -> None:
    tree = html_reader.fragment_fromstring(page(redline("an item")), create_parent="div")
    (items,) = tree.iter("ol")
    shown = [each for each in items if "policy-fold" not in (each.get("class") or "")]
    first = int(items.get("start", "1"))
    assert (first, shown[0].text_content()[:16]) == (6, "borrow [removed]")
    inserted = html_reader.fragment_fromstring(page(redline("the last word")), create_parent="div")
    assert not list(inserted.iter("ol"))


def test_a_fold_inside_a_list_is_an_item_and_the_next_item_keeps_its_number() -> None:
    old = LIST
    new = LIST.replace("thing number 1:", "book number 1:").replace("thing number 8:", "book number 8:")
    found = compare(read_document(old), read_document(new))
    tree = html_reader.fragment_fromstring(page(found), create_parent="div")
    (items,) = tree.iter("ol")
    assert [each.tag for each in items] == ["li"] * len(items)
    told = [(each.get("value"), each.text_content().split(":")[0]) for each in items]
    assert told[1] == (None, "Unchanged list items")
    assert told[2][0] == "8" and told[2][1].endswith("number 8")


def test_contents_name_only_the_clauses_that_are_shown() -> None:
    found = redline("one word")
    assert [clause.title for clause in shown_clauses(found, folded(found))] == ["Rules", "3. Cameras"]


@pytest.mark.parametrize("name", EDITS)
def test_side_by_side_shows_the_same_blocks(name: str) -> None:
    found = redline(name)
    for _, old, new in side_by_side_html(found, folded(found)):
        assert lines(old) == lines(new)
        assert "policy-site:/-/new/" not in old and "policy-site:/-/old/" not in new
        assert 'id="' not in old + new


def test_the_other_side_is_not_folded_where_there_is_no_plan() -> None:
    ((_, old, new),) = side_by_side_html(redline("a row"))
    assert "policy-fold" not in old + new and old.count("<tr>") == new.count("<tr>") == 10
