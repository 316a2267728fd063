"""What the page of a policy's clauses says of each: since when it is known, what it became, what it took over."""

from __future__ import annotations

import re

from histories import PARAGRAPHS, text_of
from policies import day, policy_of, revision_of
from policy_history.model import Wording
from policy_history.publish.clauses import ClauseHistory, clause_histories, newest_words
from policy_history.publish.edition import Edition, Entry, PolicyEdition
from policy_history.publish.pages import pages
from policy_history.source.provenance import Provenance

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS
DAYS = ("2011-02-17", "2014-09-24", "2018-05-25", "2019-01-01", "2020-01-01")
LOANS, FILMS = ("## Loans", KEPT, SECRET), ("## Films", CHILDREN)
PICTURES = ("## Cameras", CAMERAS)


def entries_of(*texts: tuple[str, ...], reconstructed: tuple[int, ...] = ()) -> tuple[Entry, ...]:
    """The revisions of a policy with these blocks; those with the numbers of ``reconstructed`` attest nothing."""
    wordings = [Wording.RECONSTRUCTED if at in reconstructed else Wording.ORIGINAL for at in range(len(texts))]
    revisions = [
        revision_of(name, text_of(*blocks), wording=wording, basis="A list of changes.")
        for name, blocks, wording in zip(DAYS, texts, wordings, strict=False)
    ]
    return PolicyEdition(policy_of(*revisions), day("2021-01-01")).entries


def histories(*texts: tuple[str, ...], reconstructed: tuple[int, ...] = ()) -> dict[str, ClauseHistory]:
    """The clauses by id."""
    return {history.id: history for history in clause_histories(entries_of(*texts, reconstructed=reconstructed))}


def first_event(history: ClauseHistory) -> str:
    return history.events[0][1]


def test_a_clause_of_the_first_text_is_known_since_then_and_one_that_came_was_added() -> None:
    found = histories(LOANS, LOANS + FILMS)
    assert {name: first_event(history) for name, history in found.items()} == {
        "loans": "known since then",
        "films": "added",
    }


def test_a_reconstruction_does_not_tell_when_a_clause_was_added() -> None:
    assert first_event(histories(LOANS, LOANS + FILMS, reconstructed=(0,))["films"]) == "known since then"
    assert first_event(histories(LOANS, LOANS + FILMS, reconstructed=(1,))["films"]) == "known since then"
    assert first_event(histories(LOANS, LOANS, LOANS + FILMS, reconstructed=(0,))["films"]) == "added"


def successions(*texts: tuple[str, ...]) -> dict[str, str]:
    """For each clause that left the one that took over its words; both name each other."""
    found = histories(*texts)
    named = {name: history.successor.id for name, history in found.items() if history.successor}
    assert named == {each.id: name for name, history in found.items() for each in history.took_over}
    return named


def test_a_clause_that_takes_over_most_words_of_one_that_left_is_its_successor() -> None:
    assert successions((*LOANS, *PICTURES, *FILMS), (*LOANS, CAMERAS, *FILMS)) == {"cameras": "loans"}
    assert successions((*LOANS, *PICTURES), LOANS) == {}


def test_an_edited_return_is_another_clause_and_the_successor() -> None:
    edited = CAMERAS.replace("every night", "once a week")
    full = LOANS + PICTURES
    found = successions(full, LOANS, (*LOANS, "## Pictures", edited))
    assert found == {"cameras": "pictures"}
    assert successions(full, LOANS, LOANS + FILMS) == {}


def test_a_clause_that_is_back_word_for_word_has_no_successor() -> None:
    assert successions(LOANS + PICTURES, LOANS, LOANS + PICTURES) == {}
    assert successions(LOANS + PICTURES, (*LOANS, CAMERAS), LOANS + PICTURES) == {}


def test_successors_form_a_chain() -> None:
    watched = "Cameras watch the front door."
    cameras, loans, films = ("## Cameras", watched), ("## Loans", KEPT), ("## Films", CHILDREN, ASK, SECRET)
    texts = (*cameras, *loans, *films), (*loans, watched, *films), (*films, KEPT, watched)
    assert successions(*texts) == {"cameras": "loans", "loans": "films"}
    found = histories(*texts)
    assert found["cameras"].destination == found["films"].clause


def newest(*texts: tuple[str, ...]) -> dict[str, str]:
    """For each clause the revision with which the newest of its words came."""
    return {name: str(entry.revision.id) for name, entry in newest_words(entries_of(*texts)).items()}


def test_the_newest_words_of_a_clause_are_those_that_came_last() -> None:
    edited = KEPT.replace("twelve", "ten")
    assert newest(LOANS, ("## Loans", edited, SECRET), ("## Loans", edited, SECRET, *FILMS)) == {
        "loans": DAYS[1],
        "films": DAYS[2],
    }
    assert newest(LOANS, ("## Loans", edited, SECRET), LOANS) == {"loans": DAYS[0]}
    assert newest(LOANS, ("## Loans", KEPT)) == {"loans": DAYS[0]}


def test_a_new_number_is_no_new_word() -> None:
    assert newest(("## 1. Loans", KEPT, "## 2. Films", CHILDREN), ("## 1. Films", CHILDREN)) == {"2-films": DAYS[0]}


def test_the_page_of_clauses_names_successors_both_ways_and_the_newest_words() -> None:
    edited = KEPT.replace("twelve", "ten")
    texts = (*LOANS, *PICTURES, *FILMS), ("## Loans", edited, SECRET, CAMERAS, *FILMS), (*LOANS, CAMERAS, *FILMS)
    revisions = [revision_of(name, text_of(*blocks)) for name, blocks in zip(DAYS, texts, strict=False)]
    edition = Edition.of([policy_of(*revisions)], day("2021-01-01"))
    (page,) = [page for page in pages(edition, Provenance()) if page.address == "privacy/clauses/"]
    said = " ".join(re.sub("<[^>]*>", "", page.html).split())
    assert "Succeeded by Loans, and gone since 24 September 2014: see the changes" in said
    assert "Took over from Cameras." in said
    assert "Wording last changed 25 May 2018; its newest words are known since 17 February 2011." in said
    assert "known since then" in said and ": added" not in said
