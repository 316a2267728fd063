"""The generator of known edits and the score: what holds others to account is held to account here."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from known_edits import (
    KnownEdit,
    KnownMove,
    Library,
    Score,
    Segment,
    corpus_library,
    generate,
    generate_history,
    made_up_library,
    pairs,
    score,
    segments_from,
    true_segments,
    words_of,
    written_library,
)
from known_edits.draft import read_draft
from known_edits.generate import EDITS
from known_edits.truth import Judge

SEED, COUNT = 7, 32


@pytest.fixture(scope="module")
def known() -> list[KnownEdit]:
    return list(pairs(SEED, COUNT, made_up_library()))


def one_of(known: list[KnownEdit], *edits: str) -> KnownEdit:
    return next(each for each in known if set(edits) <= set(each.edits))


# The generator


def test_texts_are_taken_apart_without_loss() -> None:
    for texts in made_up_library().documents.values():
        assert read_draft(texts[0]).text == texts[0]
        assert [piece.text for piece in read_draft(texts[0]).words()] == [word.text for word in words_of(texts[0])]


def test_taking_out_and_putting_in_turns_one_text_into_the_other(known: list[KnownEdit]) -> None:
    for each in known:
        old, new = [word.text for word in words_of(each.old)], [word.text for word in words_of(each.new)]
        made: list[str | None] = [None] * len(new)
        for a, b in each.kept:
            made[b] = old[a]
        for b in each.added:
            assert made[b] is None
            made[b] = new[b]
        assert made == new
        assert {a for a, _ in each.kept} | each.removed == set(range(len(old)))
        assert not {a for a, _ in each.kept} & each.removed


def test_only_moved_words_change_their_order(known: list[KnownEdit]) -> None:
    for each in known:
        moved = {pair for move in each.moves for pair in move.moved}
        stayed = sorted(each.kept - moved)
        assert [b for _, b in stayed] == sorted(b for _, b in stayed)
        assert all(move.moved <= each.kept and move.passed <= each.kept for move in each.moves)


def test_what_moved_went_past_what_it_passed(known: list[KnownEdit]) -> None:
    assert sum(len(each.moves) for each in known) > 10
    for move in (move for each in known for move in each.moves):
        (a, b), (c, d) = next(iter(move.moved)), next(iter(move.passed))
        assert (a < c) != (b < d)


def test_every_edit_comes_about_and_several_in_each_pair(known: list[KnownEdit]) -> None:
    seen = Counter(edit for each in known for edit in each.edits)
    assert set(EDITS) <= set(seen)
    assert "revert" in seen
    assert all((each.old == each.new) <= (not each.removed and not each.added) for each in known)
    assert 4 <= sum(seen.values()) / COUNT <= 12


def test_the_same_seed_gives_the_same_edits_and_another_seed_others() -> None:
    library = made_up_library()
    first, again = (list(pairs(3, 3, library)) for _ in range(2))
    assert first == again
    assert [each.new for each in first] != [each.new for each in pairs(4, 3, library)]


def test_common_words_recur_in_what_is_put_in(known: list[KnownEdit]) -> None:
    texts = [(each, words_of(each.new)) for each in known]
    added = Counter(words[place].text.lower() for each, words in texts for place in each.added)
    assert sum(added[word] for word in ("the", "is", "your", "of", "to", "a")) > 0.1 * sum(added.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We may share it.", "We may may share it."),  # which of the two is new?
        ("We store data for thirty days.", "We store data for thirty days, for thirty days."),
        ("We share it with them all.", "We share it with them, with them all."),
    ],
)
def test_what_could_be_told_in_two_ways_is_not_clear(old: str, new: str) -> None:
    before = read_draft(old)
    after = before.copy()
    by_text: dict[str, list[int]] = {}
    for piece in before.words():
        by_text.setdefault(piece.text, []).append(piece.identity)
    pieces = tuple(
        piece._replace(identity=by_text[piece.text].pop(0)) if by_text.get(piece.text) else piece
        for piece in before.pieces_of(new)
    )
    after.edited(0, pieces)
    assert not Judge(before).is_clear(after)


def test_a_plain_replacement_is_clear() -> None:
    before = read_draft("We may share it.")
    after = before.copy()
    pieces = before.units[0].pieces
    after.edited(0, (*pieces[:2], *before.pieces_of("must"), *pieces[3:]))
    assert Judge(before).is_clear(after)


def test_a_history_goes_back_and_remembers_when_each_word_first_stood_there() -> None:
    library = made_up_library()
    history = generate_history(library.documents["made-up 1"][0], library.pool("made-up 1"), 5, revisions=20)
    texts = history.texts
    assert len(texts) == 20 and history.reverts
    assert all(texts[number - 1] in texts[: number - 2] for number in history.reverts)
    assert [word for word, _ in history.births] == [word.text for word in words_of(texts[-1])]
    original = history.between(1, 20)
    kept = {b for _, b in original.kept}
    assert {at for at, (_, born) in enumerate(history.births) if born == 1} == kept
    back = min(history.reverts)
    to = texts.index(texts[back - 1]) + 1
    unchanged = history.between(to, back)
    assert not unchanged.removed and not unchanged.added and not unchanged.moves


@pytest.mark.parametrize("library", [written_library(), *filter(None, [corpus_library()])])
def test_texts_of_policies_serve(library: Library) -> None:
    for each in pairs(SEED, 6, library):
        assert score(each, true_segments(each)).perfect


# The words that count


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("We **may** share [your data](https://example.org/a) now.", "We may share your data now"),
        ("1. First\n2. Second item", "First Second item"),
        ("| Name | Use |\n| --- | --- |\n| a | 30 days |", "Name Use a 30 days"),
        ('<a href="/x">Read</a> this<br/> <!-- not that -->', "Read this"),
        ("## Title {#here}\n{: .wide }", "Title"),
        (
            "See <https://example.org/a> and [the law][law].\n\n[law]: /law/",
            "See https://example.org/a and the law",
        ),
    ],
)
def test_words_are_what_a_reader_sees(source: str, words: str) -> None:
    found = words_of(source)
    assert [word.text for word in found] == words.split()
    assert all(source[word.start : word.end] == word.text for word in found)


# The score


def segments(*given: tuple[str, str] | tuple[str, str, int]) -> list[Segment]:
    """Segments from ("=", text), ("-", text), ("+", text) and ("<" or ">", moved text, number)."""
    made = []
    for sign, text, *move in given:
        sides = {"=": (text, text), "-": (text, ""), "<": (text, "")}.get(sign, ("", text))
        operation = {"=": "equal", "-": "delete", "+": "insert"}.get(sign, "move")
        made.append(Segment(operation, *sides, "wording", *move))
    return made


def edit(old: str, new: str, removed: set[int], added: set[int]) -> KnownEdit:
    return KnownEdit(old, new, frozenset(removed), frozenset(added))


def test_the_truth_scores_full_marks(known: list[KnownEdit]) -> None:
    total = sum((score(each, true_segments(each), each.classes) for each in known), Score())
    assert total.precision == total.recall == total.f1 == total.move_precision == total.move_recall == 1.0
    assert total.perfect == total.exact_old == total.exact_new == total.pairs == COUNT
    assert total.cuts == total.unfaithful == total.class_faults == 0


@pytest.mark.parametrize("damage", ["drop a change", "show a kept word", "mix up a move", "lose a byte"])
def test_every_damage_costs_marks(known: list[KnownEdit], damage: str) -> None:
    each = one_of(known, "move paragraph") if damage == "mix up a move" else one_of(known, "word")
    whole = score(each, true_segments(each))
    damaged = score(each, list(_damaged(true_segments(each), damage)))
    assert whole != damaged
    if damage == "drop a change":
        assert damaged.recall < 1 and damaged.unfaithful and not damaged.perfect
    if damage == "show a kept word":
        assert damaged.precision < 1 and not damaged.perfect
    if damage == "mix up a move":
        assert damaged.move_recall < 1 and damaged.f1 < 1 and damaged.f1_without_moved == 1
    if damage == "lose a byte":
        assert not damaged.exact_old or not damaged.exact_new


def _damaged(given: list[Segment], damage: str) -> list[Segment]:
    if damage == "lose a byte":
        return [*given[:-1], replace_end(given[-1])]
    if damage == "mix up a move":
        return [
            each._replace(operation="delete" if each.old else "insert", change="wording")
            if each.operation == "move"
            else each
            for each in given
        ]
    wanted = "equal" if damage == "show a kept word" else "delete"
    if not any(each.operation == wanted for each in given):
        wanted = "insert"
    at = next(at for at, each in enumerate(given) if each.operation == wanted)
    if damage == "drop a change":
        return [*given[:at], given[at]._replace(operation="equal"), *given[at + 1 :]]
    kept = given[at]
    return [
        *given[:at],
        kept._replace(operation="delete", new=""),
        kept._replace(operation="insert", old=""),
        *given[at + 1 :],
    ]


def replace_end(segment: Segment) -> Segment:
    return segment._replace(old=segment.old[:-1], new=segment.new[:-1])


def test_a_cut_inside_a_word_is_counted_and_the_word_is_changed() -> None:
    known = edit("We collect it", "We collected it", {1}, {1})
    cut = score(known, segments(("=", "We collect"), ("+", "ed"), ("=", " it")))
    assert cut.cuts == 1 and cut.missed == 1 and cut.unfaithful == 1
    whole = score(known, segments(("=", "We "), ("-", "collect"), ("+", "collected"), ("=", " it")))
    assert whole.cuts == 0 and whole.perfect


def test_words_of_other_classes_are_not_changed() -> None:
    known = edit("We “may” go", 'We "may" go', set(), set())
    shown = segments(("=", "We "), ("-", "“may”"), ("+", '"may"'), ("=", " go"))
    quiet = [each._replace(change="typography") if each.operation != "equal" else each for each in shown]
    assert score(known, quiet).perfect
    assert not score(known, shown).perfect


def test_words_that_differ_cannot_hide_in_what_is_called_equal() -> None:
    known = edit("We may go", "We must go", {1}, {1})
    assert score(known, [Segment("equal", known.old, known.new)]).unfaithful == 1


def test_an_island_is_a_leftover_between_two_longer_changes() -> None:
    old, new = "one two three the four five six", "a b c the d e f"
    known = edit(old, new, set(range(7)), set(range(7)))
    shown = segments(("-", "one two three"), ("+", "a b c"), ("=", " the "), ("-", "four five six"), ("+", "d e f"))
    counted = score(known, shown)
    assert (counted.runs, counted.islands) == (2, 1)
    short = segments(("-", "one"), ("=", " two three "), ("-", "the four five six"))
    assert score(edit(old, " two three ", {0, 3, 4, 5, 6}, set()), short).islands == 0


MOVED = "first part here. second piece there.", "second piece there. first part here."


def move_truth() -> KnownEdit:
    old, new = MOVED
    there, here = frozenset({(3, 0), (4, 1), (5, 2)}), frozenset({(0, 3), (1, 4), (2, 5)})
    made = KnownEdit(old, new, frozenset(), frozenset(), there | here)
    return replace(made, moves=(KnownMove(here, there),))


@pytest.mark.parametrize(
    "shown",
    [
        [("<", "first part here. ", 1), ("=", "second piece there."), (">", " first part here.", 1)],
        [(">", "second piece there. ", 1), ("=", "first part here."), ("<", " second piece there.", 1)],
    ],
)
def test_a_move_may_be_told_from_either_side(shown: list[tuple[str, str, int]]) -> None:
    counted = score(move_truth(), segments(*shown))
    assert counted.perfect and counted.move_precision == counted.move_recall == 1.0


def test_a_move_that_was_none_is_held_against_the_redline() -> None:
    known = edit("a b c", "a b c", set(), set())
    shown = segments(("<", "a ", 1), (">", "a ", 1), ("=", "b c"))
    assert score(known, shown).move_precision == 0


def test_a_move_whose_ends_differ_is_not_faithful() -> None:
    known = move_truth()
    shown = segments(("<", "first part here. ", 1), ("=", "second piece there."), (">", " other part here.", 1))
    told = replace(known, new="second piece there. other part here.")
    assert score(told, shown).unfaithful == 1


def test_classes_are_held_to_what_was_done(known: list[KnownEdit]) -> None:
    each = one_of(known, "link", "split")
    assert score(each, true_segments(each), each.classes).class_faults == 0
    assert score(each, true_segments(each), {"wording"}).class_faults == 2
    assert score(each, true_segments(each), {"link target", "structure"}).class_faults == 1


def test_segments_are_read_from_the_door() -> None:
    line = {"op": "delete", "old": "x", "new": "", "class": "link target", "move": None}
    (segment,) = segments_from([line])
    assert segment == Segment("delete", "x", "", "link target", None) and not segment.is_change


def test_edits_fit_the_number_that_is_asked_for() -> None:
    library = made_up_library()
    text = library.documents["made-up 3"][0]
    random = Random(1)
    for _ in range(3):
        wanted = random.randint(1, 6)
        assert len(generate(text, library.pool("made-up 3"), random.random(), wanted).edits) == wanted
