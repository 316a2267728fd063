"""Which clause is which through a history: the address of a clause outlives renaming, moving, splitting and merging.

Each case is a history, a revision a column of clauses: the title of each with the id it must have, and its words.
"""

from __future__ import annotations

import pytest

from policy_history.redline.identity import with_permanent_ids

COUNTER = "We keep what you tell us at the counter in a book, and nobody but the manager of the shop may read it."
CHEESE = "Cheese that you bring back within two days is replaced, or paid for, as you like, if you have the receipt."
HONEY = "Honey is sold by the jar; a jar that is brought back clean is worth ten pence, and two jars a quarter."
DOGS = "Dogs wait outside, where there is water and a ring for the lead, and we call you when it is your turn."
BREAD = "Loaves are baked at five each morning and whatever is left at closing time goes to the shelter next door."
CARDS = "Cards are taken from three pounds on; below that we ask for coins, as the bank charges us for every payment."
EDITED = COUNTER.replace("in a book", "in a locked book").replace("the manager of the shop", "its owner")

Clause = tuple[str, str, str]


def text_of(*clauses: Clause) -> str:
    """Clauses as a text; a title without signs of its own is a heading of the second level."""
    return "".join(f"{'' if title[0] == '#' else '## '}{title}\n\n{words}\n\n" for title, _, words in clauses)


def check(*revisions: list[Clause]) -> None:
    """Hold the ids of every revision against those named, each of which may stand once."""
    documents = with_permanent_ids([text_of(*clauses) for clauses in revisions])
    assert [[clause.id for clause in document.clauses] for document in documents] == [
        [name for _, name, _ in clauses] for clauses in revisions
    ]
    for document in documents:
        ids = [clause.id for clause in document.clauses]
        assert len(ids) == len(set(ids))


FIRST = [("The counter", "the-counter", COUNTER), ("Returns", "returns", CHEESE), ("Deposits", "deposits", HONEY)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("What we write down", COUNTER),
        ("The book", COUNTER + "\n\n" + DOGS[:40]),
        ("The book", EDITED),
        ("1. The book", EDITED),
        ("# The book", EDITED),
        ("#### The counter", COUNTER),
        ("The counter and the book", EDITED),
        ("*The* counter", COUNTER),
        ("The counter", DOGS),
        ("THE COUNTER", COUNTER),
        ("3.2 The counter", COUNTER),
        ("Article 4: The counter", EDITED),
    ],
)
def test_a_clause_that_was_renamed_edited_or_raised_is_the_same(title: str, words: str) -> None:
    check(FIRST, [(title, "the-counter", words), *FIRST[1:]])
    check(FIRST, [*FIRST[1:], (title, "the-counter", words)] if words != DOGS else FIRST)


@pytest.mark.parametrize("order", [(0, 2, 1), (1, 0, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_clauses_that_change_places_keep_their_ids(order: tuple[int, ...]) -> None:
    check(FIRST, [FIRST[at] for at in order])
    numbered = [(f"{number}. {FIRST[at][0]}", FIRST[at][1], FIRST[at][2]) for number, at in enumerate(order, 1)]
    first = [(f"{number}. {title}", name, words) for number, (title, name, words) in enumerate(FIRST, 1)]
    ids_of_first = [[(title, f"{number}-{name}", words)] for number, (title, name, words) in enumerate(first, 1)]
    named = {name: each[0][1] for (_, name, _), each in zip(first, ids_of_first, strict=True)}
    check([each[0] for each in ids_of_first], [(title, named[name], words) for title, name, words in numbered])


def test_titles_that_change_places_leave_the_ids_with_the_words() -> None:
    check(FIRST, [("Returns", "the-counter", COUNTER), ("The counter", "returns", CHEESE), FIRST[2]])


def test_of_a_clause_that_is_split_the_part_with_most_words_keeps_the_id() -> None:
    whole = [("The counter", "the-counter", f"{COUNTER}\n\n{DOGS}\n\n{BREAD}"), FIRST[1]]
    check(whole, [("The counter", "the-counter", f"{COUNTER}\n\n{DOGS}"), ("Bread", "bread", BREAD), FIRST[1]])
    check(whole, [("The counter", "the-counter-2", COUNTER), ("Dogs", "the-counter", f"{DOGS}\n\n{BREAD}"), FIRST[1]])
    check(whole, [("Dogs", "dogs", DOGS), ("The book", "the-counter", f"{COUNTER}\n\n{BREAD}"), FIRST[1]])


def test_a_clause_whose_words_get_headings_under_its_own_is_the_same() -> None:
    whole = [("The counter", "the-counter", f"{COUNTER}\n\n{DOGS}"), FIRST[1]]
    split = [
        ("The counter", "the-counter", ""),
        ("### The book", "the-book", COUNTER),
        ("### Dogs", "dogs", DOGS),
        FIRST[1],
    ]
    check(whole, split, whole)
    both = [("The counter", "the-counter", ""), ("### Both", "both", f"{COUNTER}\n\n{DOGS}"), FIRST[1]]
    check(whole, both)
    check(both, whole)
    check(whole, [("The counter", "the-counter", CARDS), ("### Both", "both", f"{COUNTER}\n\n{DOGS}"), FIRST[1]])


def test_of_clauses_that_are_merged_the_one_with_most_words_gives_the_id() -> None:
    parts = [("The counter", "the-counter", f"{COUNTER}\n\n{DOGS}"), ("Bread", "bread", BREAD), FIRST[1]]
    merged = f"{COUNTER}\n\n{DOGS}\n\n{BREAD}"
    for title in ("The counter", "The shop", "Bread"):
        check(parts, [(title, "the-counter", merged), FIRST[1]])
    check(parts, [("The counter", "the-counter", f"{COUNTER} {DOGS} {BREAD}"), FIRST[1]])


def test_a_clause_that_is_back_word_for_word_has_its_id_again() -> None:
    away = [FIRST[0], FIRST[2]]
    check(FIRST, away, away, FIRST)
    check(FIRST, away, away, [FIRST[0], FIRST[2], ("4. Returns", "returns", CHEESE)])
    check(FIRST, away, [FIRST[0], ("Dogs", "dogs", DOGS), FIRST[2]], FIRST)
    check(FIRST, [FIRST[2]], [FIRST[2], FIRST[1]], FIRST)


def test_a_clause_that_is_back_with_other_words_is_another() -> None:
    away = [FIRST[0], FIRST[2]]
    edited = CHEESE.replace("two days", "a week")
    check(FIRST, away, away, [FIRST[0], ("Returns", "returns-2", edited), FIRST[2]])
    check(FIRST, away, [FIRST[0], ("Returns", "returns-2", BREAD), FIRST[2]], [FIRST[0], FIRST[2]], FIRST)
    check(FIRST, away, [*away, ("Returns", "returns-2", BREAD)], [*away, ("Returns", "returns-2", EDITED + BREAD)])


def test_a_title_that_stands_twice_names_two_clauses() -> None:
    twice = [("Deposits", "deposits", HONEY), ("Deposits", "deposits-2", BREAD), FIRST[1]]
    check(twice, [twice[1], FIRST[1]], twice)
    check(twice, [twice[0], FIRST[1]], twice)
    check(twice, [twice[1], twice[0], FIRST[1]])
    check(twice, [("Deposits", "deposits-3", DOGS), *twice])
    same = [("Deposits", "deposits", HONEY), ("Deposits", "deposits-2", HONEY)]
    check([FIRST[1], *same], [FIRST[1]], [FIRST[1], *same])


def test_a_title_that_is_used_for_another_subject_names_another_clause() -> None:
    check(FIRST, [FIRST[0], ("Returns", "returns-2", DOGS), ("Cheese", "returns", CHEESE), FIRST[2]])
    check(FIRST, [("The counter", "the-counter", f"{COUNTER}\n\n{CHEESE}"), ("Returns", "returns-2", DOGS), FIRST[2]])
    check(FIRST, [FIRST[0], ("Returns", "returns-2", DOGS), ("Deposits", "deposits", f"{HONEY}\n\n{CHEESE}")])
    check(FIRST, [FIRST[0], ("Returns", "returns", DOGS), FIRST[2]])


def test_a_clause_under_its_own_heading_is_the_same_whatever_it_takes_over_from_one_that_stays() -> None:
    short = ("Hours", "hours", "We open at nine.")
    check([FIRST[0], short], [("The counter", "the-counter-2", BREAD), ("Hours", "hours", f"{short[2]}\n\n{COUNTER}")])
    check([FIRST[0], short, FIRST[1]], [("The counter", "the-counter", ""), ("Hours", "hours", COUNTER), FIRST[1]])


def test_a_heading_that_is_a_label_alone_names_its_clause() -> None:
    parts = [("# Part A", "part-a", ""), FIRST[0], ("# Part B", "part-b", ""), FIRST[1]]
    check(parts, [parts[0], ("The counter", "the-counter", EDITED), *parts[2:]])
    check(parts, [*parts[:2], ("# Part B", "part-b-2", ""), FIRST[2], ("# Part C", "part-b", ""), FIRST[1]])


def test_a_clause_is_known_by_its_title_where_its_words_say_nothing() -> None:
    parts = [("Shop", "shop", ""), FIRST[1], ("Kitchen", "kitchen", ""), FIRST[2]]
    check(parts, [parts[0], parts[2], FIRST[1], FIRST[2]], [parts[2], FIRST[1], FIRST[2], parts[0]])
    check(FIRST, [*FIRST[1:], ("The counter", "the-counter", DOGS)])
    again = ("Returns", "returns-2", DOGS)
    check(FIRST, [FIRST[0], FIRST[2]], [again, FIRST[0], FIRST[2]], [FIRST[0], FIRST[2], FIRST[1]])


def test_the_title_of_the_text_is_the_same_whatever_its_words() -> None:
    check([("# Rules", "rules", ""), *FIRST], [("# Terms of the shop", "rules", ""), *FIRST])
    check([("# Rules", "rules", ""), *FIRST], [("# A", "a", ""), FIRST[0], ("# B", "b", ""), *FIRST[1:]])


def test_a_clause_under_another_parent_is_the_same() -> None:
    parents = [("# Shop", "shop", DOGS), ("# Kitchen", "kitchen", BREAD)]
    check([parents[0], *FIRST, parents[1]], [parents[0], *FIRST[1:], parents[1], FIRST[0]])
    check([parents[0], *FIRST, parents[1]], [parents[0], parents[1], FIRST[2], FIRST[0], FIRST[1]])
    deeper = [(f"### {title}", name, words) for title, name, words in FIRST]
    check([parents[0], *FIRST, parents[1]], [parents[0], parents[1], *deeper])


def test_an_id_in_the_source_holds_and_stands_once() -> None:
    given = "Returns {#cheese}"
    check(FIRST, [FIRST[0], (given, "cheese", CHEESE), FIRST[2]], [FIRST[0], ("Cheese", "cheese", CHEESE), FIRST[2]])
    check(FIRST, [FIRST[0], (given, "cheese", CHEESE), ("Deposits {#cheese}", "deposits", HONEY)])
    check(FIRST, [FIRST[0], ("Dogs {#returns}", "returns", DOGS), ("Returns", "returns-2", CHEESE), FIRST[2]])
    check([FIRST[0], ("A {#text}", "clause-text", CHEESE)], [FIRST[0], ("B {#text}", "clause-text", HONEY)])


def test_no_id_is_one_that_the_pages_need() -> None:
    check(
        [("Change", "change", HONEY), FIRST[0]],
        [FIRST[0]],
        [FIRST[0], ("Change", "clause-change-2", CARDS)],
    )
