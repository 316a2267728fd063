"""Sentences that a person marked: ours may be no worse than a plain longest common subsequence of words."""

from __future__ import annotations

from marked_by_hand import held_against, ours, plainest, read_marked

SENTENCES = read_marked()


def test_there_are_a_hundred_and_each_changed() -> None:
    assert len(SENTENCES) >= 100
    assert all(each.old != each.new for each in SENTENCES)


def test_the_plainest_rival_keeps_what_it_can() -> None:
    assert plainest("We may keep it.", "We must keep all of it.") == (
        (False, True, False, False),
        (False, True, False, True, True, False),
    )


def test_as_many_sentences_as_by_the_plainest_rival_are_marked_as_the_person_did() -> None:
    assert held_against(SENTENCES, ours).exactly >= held_against(SENTENCES, plainest).exactly


def test_no_word_that_stayed_is_struck_more_often_than_by_the_plainest_rival() -> None:
    assert held_against(SENTENCES, ours).kept >= held_against(SENTENCES, plainest).kept


def test_a_word_whose_capital_changed_with_its_place_stayed() -> None:
    (sentence,) = [each for each in SENTENCES if each.old.startswith("However, we do not")]
    assert sentence.changed == ((True, *[False] * 6), (False,) * 6)
