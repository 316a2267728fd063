"""Changes in words: each is told in a sentence as either text has it, its blanks and signs included."""

from __future__ import annotations

import pytest

from policy_history.redline.compare import changes, compare
from policy_history.redline.description import describe, sentence_html
from policy_history.text.document import read_document


def described(old: str, new: str) -> list[str]:
    """The list of changes in words, without the names of clauses."""
    found = changes(compare(read_document(old), read_document(new)))
    return [describe(change).partition(": ")[2] for change in found]


_LONG = "Nobody but the keeper of our house may open the room in which the book lies, by day or by night.\n\n" * 2

SENTENCES = {
    "a link in what moved": (
        f"Write to [us](/old/) whenever you like.\n\n{_LONG}",
        f"{_LONG}Write to [us](/new/) whenever you like.\n",
        ["moved from its old place, and edited: “Write to us whenever you like.” (link target: /old/ → /new/)"],
    ),
    "a space of another kind": (
        "We keep 10 % of it.\n",
        "We keep 10\u00a0% of it.\n",
        ["a space of another kind (1 NO-BREAK SPACE (U+00A0) added)"],
    ),
    "a word that a comma replaces": (
        "We collect your name and your address.\n",
        "We collect your name, your address.\n",
        ["“We collect your name and your address.” is now “We collect your name, your address.”"],
    ),
    "a comma that a word replaces": (
        "We collect your name, your address.\n",
        "We collect your name and your address.\n",
        ["“We collect your name, your address.” is now “We collect your name and your address.”"],
    ),
    "a first word that goes": (
        "We're Example Ltd, a company in Cork.\n",
        "Example Ltd, a company in Cork.\n",
        ["removed “We're” in “We're Example Ltd, a company in …”"],
    ),
    "an item that goes from an enumeration": (
        "Tell us your name, telephone number, and age.\n",
        "Tell us your name, and age.\n",
        ["removed “telephone number,” in “Tell us your name, telephone number, and age.”"],
    ),
    "a link that leads elsewhere": (
        "See our [cookie policy](/a/) at once.\n",
        "See our [cookie policy](/b/) at once.\n",
        ["“cookie policy”: link target changed from “/a/” to “/b/”"],
    ),
    "what moved, with a word in bold": (
        "## A\n\nRead this policy before you use the site.\n\nWe keep it for two years after that.\n\n## B\n\nOf us.\n",
        "## A\n\nWe keep it for two years after that.\n\n## B\n\nOf us.\n\nRead this policy **before** you use the site.\n",
        [
            (
                "moved from A, and edited: “Read this policy before you use the site.” "
                "(“before”: formatting: plain → strong)"
            )
        ],
    ),
    "a name behind a title": (
        "Ask Mrs. Smith at once.\n",
        "Ask Mrs. Jones at once.\n",
        ["“Ask Mrs. Smith at once.” is now “Ask Mrs. Jones at once.”"],
    ),
    "a stop with more right behind it": (
        "Open Mon.-Fri. from 9 on.\n",
        "Open Mon.-Sat. from 9 on.\n",
        ["“Open Mon.-Fri. from 9 on.” is now “Open Mon.-Sat. from 9 on.”"],
    ),
    "a sentence in bold": (
        "Read this. Pay now. Or leave.\n",
        "Read this. **Pay now.** Or leave.\n",
        ["“Pay now.”: formatting changed from “plain” to “strong”"],
    ),
    "an item that goes from a numbered list": (
        "1. Scope.\n2. Trial.\n3. Fees.\n4. Law.\n",
        "1. Scope.\n2. Fees.\n3. Law.\n",
        ["removed “Trial.”", "Items 3 to 4 are now 2 to 3"],
    ),
    "headings that call clauses items": (
        "## Item 1. Scope\n\nFor all.\n\n## Item 2. Fees\n\nDue soon.\n",
        "## Item 2. Scope\n\nFor all.\n\n## Item 3. Fees\n\nDue soon.\n",
        ["Item 1 to Item 2 are now Item 2 to Item 3"],
    ),
    "an abbreviation before what changed": (
        "Art. 6 is met. See § 3 ust. 2 of it.\n",
        "Art. 6 is met. See § 3 ust. 4 of it.\n",
        ["“See § 3 ust. 2 of it.” is now “See § 3 ust. 4 of it.”"],
    ),
    "a sentence behind a quotation": (
        "They say “We own it.” We share.\n",
        "They say “We own it.” We log. We share.\n",
        ["added “We log.” in “We log. We share.”"],
    ),
    "a capital of a word that began no sentence": (
        "You may sell it, and we may stop you.\n",
        "You may sell it. We may stop you.\n",
        ["“You may sell it, and” is now “You may sell it.”"],
    ),
    "a word behind a label": (
        "1.1 The term is one year.\n\n1.2 It renews.\n",
        "1.1 The term is two years.\n\n1.2 It renews.\n",
        ["“The term is one year.” is now “The term is two years.”"],
    ),
    "a range in a reference, and the same reference with a capital": (
        "## 1. Pay\n\nSee articles 2-3, no. 3 and No. 3.\n\n## 2. Law\n\nOf us.\n\n## 3. End\n\nNow.\n",
        "## 1. New\n\nAll.\n\n## 2. Pay\n\nSee articles 3-4, no. 4 and No. 4.\n\n## 3. Law\n\nOf us.\n\n## 4. End\n\nNow.\n",
        [
            "added “1. New”",
            "added “All.”",
            "Clauses 1 to 3 are now 2 to 4",
            "articles 2-3 are now articles 3-4",
            "no. 3 is now no. 4",
        ],
    ),
    "a word right behind a reference that was counted anew": (
        "## 1. Pay\n\nSee section 2; we may write.\n\n## 2. Law\n\nOf the land.\n",
        "## 1. New\n\nAll of it.\n\n## 2. Pay\n\nSee section 3; we may soon write.\n\n## 3. Law\n\nOf the land.\n",
        [
            "added “1. New”",
            "added “All of it.”",
            "Clauses 1 to 2 are now 2 to 3",
            "section 2 is now section 3",
            "added “soon” in “we may soon write.”",
        ],
    ),
    "a column that comes": (
        "| Tool | Fee |\n| --- | --- |\n| Saw | 3 |\n",
        "| Tool | Fee | Note |\n| --- | --- | --- |\n| Saw | 3 | sharp |\n",
        ["added the column “Note | sharp”"],
    ),
    "a column that goes": (
        "| Tool | Fee | Note |\n| --- | --- | --- |\n| Saw | 3 | sharp |\n",
        "| Tool | Fee |\n| --- | --- |\n| Saw | 3 |\n",
        ["removed the column “Note | sharp”"],
    ),
    "a row that moved": (
        "| Tool | Fee |\n| --- | --- |\n| Long saw | three euros |\n| Hand drill | two euros |\n| Tall ladder | five euros |\n",
        "| Tool | Fee |\n| --- | --- |\n| Tall ladder | five euros |\n| Long saw | three euros |\n| Hand drill | two euros |\n",
        ["moved from its old place: “Tall ladder | five euros”"],
    ),
    "a hidden character": (
        "The word zerowidth is here.\n",
        "The word zero\u200bwidth is here.\n",
        ["“The word zerowidth” is now “The word zero[U+200B]width” (1 ZERO WIDTH SPACE (U+200B) added)"],
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_both_states_read_as_their_texts_do(name: str) -> None:
    old, new, expected = SENTENCES[name]
    assert described(old, new) == expected


def test_a_blank_that_one_text_has_is_marked_with_its_words() -> None:
    texts = "We collect your name and your address.\n", "We collect your name, your address.\n"
    (change,) = changes(compare(*map(read_document, texts)))
    html = sentence_html(change, 100)
    assert '<del role="none"> and</del>' in html
    assert '<ins role="none">,</ins>' in html
    assert html.startswith("We collect your name<")
    assert html.endswith("</span> your address.")
