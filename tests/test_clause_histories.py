"""Since when each clause stands and is attested, and in which revisions it changed."""

from __future__ import annotations

from histories import PARAGRAPHS, text_of, woven
from policy_history.history.clauses import ClauseHistory, clause_histories
from policy_history.history.store import Store
from policy_history.redline.model import ChangeKind
from policy_history.text.document import Document

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS


def last(store: Store) -> dict[str, ClauseHistory]:
    """The clauses of the last revision by title."""
    return {clause.title: clause for clause in clause_histories(store)[-1]}


def changed(clause: ClauseHistory) -> list[tuple[int, str]]:
    """The revisions in which a clause changed, with the first class of each change."""
    return [(change.revision, str(change.kinds[0])) for change in clause.changes]


def test_a_clause_changes_when_its_own_words_do() -> None:
    store = woven(
        text_of("## Loans", KEPT, "## Cameras", CAMERAS),
        text_of("## Loans", KEPT.replace("twelve", "ten"), "## Cameras", CAMERAS),
        text_of("## Loans", KEPT.replace("twelve", "ten"), "## Cameras", CAMERAS, CHILDREN),
    )
    assert changed(last(store)["Loans"]) == [(1, "wording")]
    assert changed(last(store)["Cameras"]) == [(2, "wording")]
    assert last(store)["Loans"].last_changed == 1
    assert last(store)["Loans"].first == last(store)["Loans"].attested == 0


def test_clauses_are_those_of_the_document_in_order() -> None:
    text = text_of("Preamble.", "# Rules", "## *Loans* & [films](/f/)", KEPT, "Cameras\n-------", CAMERAS)
    clauses = clause_histories(woven(text))[0]
    assert [clause.title for clause in clauses] == [clause.title for clause in Document(text).clauses]


def test_a_clause_beside_a_deleted_one_is_not_charged_with_it() -> None:
    full = ("## Loans", KEPT, "## Secrecy", SECRET, "## Cameras", CAMERAS)
    store = woven(text_of(*full), text_of(*full[:2], *full[4:]))
    assert {clause.title: clause.changes for clause in last(store).values()} == {"Loans": (), "Cameras": ()}


def test_a_paragraph_deleted_at_the_end_is_its_own_clauses_change() -> None:
    store = woven(
        text_of("## Loans", KEPT, SECRET, "## Cameras", CAMERAS),
        text_of("## Loans", KEPT, "## Cameras", CAMERAS),
    )
    assert changed(last(store)["Loans"]) == [(1, "wording")]
    assert changed(last(store)["Cameras"]) == []


def test_a_clause_that_moved_has_not_changed() -> None:
    store = woven(
        text_of("## Loans", KEPT, SECRET, "## Cameras", CAMERAS, CHILDREN),
        text_of("## Cameras", CAMERAS, CHILDREN, "## Loans", KEPT, SECRET),
    )
    found = last(store)
    kinds = [change.kinds for clause in found.values() for change in clause.changes]
    assert all(ChangeKind.WORDING not in each for each in kinds)
    assert {clause.number for clause in found.values()} == {0, 1}
    assert found["Loans"].first == found["Cameras"].first == 0


def test_a_renamed_clause_is_the_same_clause() -> None:
    store = woven(text_of("## Loans", KEPT, SECRET), text_of("## What we keep", KEPT, SECRET))
    assert last(store)["What we keep"].number == 0
    assert changed(last(store)["What we keep"]) == [(1, "wording")]


def test_a_clause_whose_text_is_replaced_keeps_to_its_heading() -> None:
    store = woven(text_of("## Loans", KEPT), text_of("## Loans", CHILDREN))
    assert last(store)["Loans"].number == 0


def test_a_given_id_decides() -> None:
    store = woven(text_of("## Loans {#loans}", KEPT), text_of("## What we keep {#loans}", CHILDREN))
    assert last(store)["What we keep"].number == 0


def test_a_clause_split_off_is_new_and_the_rest_is_not() -> None:
    store = woven(
        text_of("## Loans", KEPT, SECRET, ASK, CAMERAS),
        text_of("## Loans", KEPT, "## Your rights", SECRET, ASK, CAMERAS),
    )
    assert last(store)["Loans"].first == 0
    assert last(store)["Your rights"].first == 1


def test_a_clause_that_was_gone_and_returned_is_the_same() -> None:
    full = text_of("## Loans", KEPT, "## Cameras", CAMERAS)
    store = woven(full, text_of("## Loans", KEPT), full)
    assert last(store)["Cameras"].first == 0
    assert last(store)["Cameras"].changes == ()


def test_reconstructed_wording_attests_nothing() -> None:
    texts = [text_of("## Loans", text) for text in (KEPT, KEPT.replace("twelve", "ten"), KEPT)]
    (clause,) = last(woven(*texts, reconstructed=(0,))).values()
    assert (clause.first, clause.attested) == (0, 1)
    assert [change.is_attested for change in clause.changes] == [False, True]
    assert clause.last_changed == 2
    (unproven,) = last(woven(*texts[:2], reconstructed=(0,))).values()
    assert unproven.last_changed is None
    (never,) = last(woven(*texts[:2], reconstructed=(0, 1))).values()
    assert never.attested is None


def test_looks_are_changes_but_not_of_substance() -> None:
    store = woven(
        text_of("## Loans", KEPT),
        text_of("## Loans", KEPT.replace("twelve months", "**twelve months**")),
        text_of("### Loans", KEPT.replace("twelve months", "**twelve months**")),
    )
    clause = last(store)["Loans"]
    assert [set(change.kinds) - {ChangeKind.INVISIBLE} for change in clause.changes] == [
        {ChangeKind.FORMATTING},
        {ChangeKind.STRUCTURE},
    ]
    assert clause.last_changed is None


def test_a_link_target_is_a_change_of_substance() -> None:
    store = woven(text_of("## Loans", "See [it](/a/)."), text_of("## Loans", "See [it](/b/)."))
    assert last(store)["Loans"].last_changed == 1
