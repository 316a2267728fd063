"""What is known of each clause of a policy: since when it stands, what each revision did to it, what it became."""

from __future__ import annotations

from histories import PARAGRAPHS, text_of
from policies import day, policy_of, revision_of
from policy_history.model import Wording
from policy_history.publish.clauses import ClauseHistory, clause_histories, newest_words
from policy_history.publish.edition import PolicyEdition, PublishedRevision

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS
DAYS = ("2011-02-17", "2014-09-24", "2018-05-25", "2019-01-01", "2020-01-01")
LOANS, FILMS = ("## Loans", KEPT, SECRET), ("## Films", CHILDREN)
PICTURES = ("## Cameras", CAMERAS)


def entries_of(*texts: tuple[str, ...], reconstructed: tuple[int, ...] = ()) -> tuple[PublishedRevision, ...]:
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
    return history.events[0].what


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
    told = {
        (each.other.id, name)
        for name, history in found.items()
        for event in history.events
        for each in event.relations
        if each.what == "succeeded" and each.is_other
    }
    assert named.items() <= told
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


def relations(*texts: tuple[str, ...]) -> dict[str, list[tuple[str, str, str, bool]]]:
    """For each clause the days on which it had to do with another one: how, with which, and whose the sentence is."""
    found = {
        name: [
            (str(event.entry.revision.id), each.what, each.other.id, each.is_other)
            for event in history.events
            for each in event.relations
        ]
        for name, history in histories(*texts).items()
    }
    return {name: told for name, told in found.items() if told}


def test_a_succession_is_told_of_both_on_its_day_and_once() -> None:
    assert relations((*LOANS, *PICTURES, *FILMS), (*LOANS, CAMERAS, *FILMS)) == {
        "loans": [(DAYS[1], "succeeded", "cameras", True)],
        "cameras": [(DAYS[1], "succeeded", "loans", False)],
    }


def test_a_split_is_told_of_both() -> None:
    assert relations(("## Loans", KEPT, SECRET, ASK), ("## Loans", KEPT, SECRET, "## Asking", ASK)) == {
        "loans": [(DAYS[1], "clause split", "asking", True)],
        "asking": [(DAYS[1], "clause split", "loans", False)],
    }


def test_an_edited_return_is_told_on_the_day_of_the_return() -> None:
    edited = CAMERAS.replace("every night", "once a week")
    found = relations(LOANS + PICTURES, LOANS, (*LOANS, "## Pictures", edited))
    assert found["cameras"] == [(DAYS[2], "succeeded", "pictures", False)]
    assert found["pictures"] == [(DAYS[2], "succeeded", "cameras", True)]


def test_a_clause_that_left_and_is_back_says_both() -> None:
    found = histories(LOANS + PICTURES, LOANS, LOANS + PICTURES)
    assert [event.what for event in found["cameras"].events] == ["known since then", "removed", "back word for word"]


def test_an_id_that_the_source_gives_to_other_words_is_not_back_word_for_word() -> None:
    other = "## Films {#cameras}", CHILDREN
    found = histories(LOANS + PICTURES, LOANS, LOANS + other)["cameras"]
    assert [event.what for event in found.events] == ["known since then", "removed", "back with other words"]
    assert len(found.changes) == 1


def test_a_clause_that_gave_or_took_a_passage_is_not_unchanged() -> None:
    whole, parted = (*LOANS, "## Films", ASK, CHILDREN), ("## Loans", KEPT, SECRET, ASK, "## Films", CHILDREN)
    for texts in (whole, parted), (parted, whole), (LOANS + FILMS, (*LOANS, CHILDREN)):
        found = histories(*texts)
        assert [event.what for event in found["loans"].events] == ["known since then", "passages came or went"]
        assert [str(entry.revision.id) for entry in found["loans"].changes] == [DAYS[1]]
    moved = histories(LOANS + PICTURES, PICTURES + LOANS)
    assert not moved["loans"].changes and not moved["cameras"].changes


def test_what_was_a_part_of_another_clause_meanwhile_goes_on_as_the_one_that_took_it_out_again() -> None:
    texts = LOANS + PICTURES, (*LOANS, CAMERAS), (*LOANS, "## Watching", CAMERAS)
    assert successions(*texts) == {"cameras": "watching"}
    found = histories(*texts)
    assert found["cameras"].destination == found["watching"].clause


def test_a_footnote_is_of_the_clause_that_refers_to_it() -> None:
    text = ("## Loans", KEPT + "[^1]", *FILMS, "[^1]: Or ten.", "[^2]: Nothing refers to this.")
    edited = (*text[:4], "[^1]: Or twenty.", text[5])
    found = histories(text, edited)
    assert [len(found[name].changes) for name in ("loans", "films")] == [1, 0]


def test_changes_against_a_reconstruction_are_not_counted() -> None:
    edited, again = KEPT.replace("twelve", "ten"), KEPT.replace("twelve", "six")
    texts = LOANS, ("## Loans", edited, SECRET), ("## Loans", again, SECRET)
    assert len(histories(*texts)["loans"].changes) == 2
    assert len(histories(*texts, reconstructed=(0,))["loans"].changes) == 1
    assert len(histories(*texts, reconstructed=(1,))["loans"].changes) == 0
