"""What changes, changes as whole words: numbers, dates, addresses, defined terms, negations and modal verbs."""

from __future__ import annotations

from bisect import bisect_right

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from markdown_texts import documents
from policy_history.redline.compare import changes, compare
from policy_history.redline.model import ChangeKind
from policy_history.redline.segments import segments
from policy_history.text.document import read_document
from policy_history.text.splitting import words_in
from sweeps import examples

often = settings(
    max_examples=examples(10), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

WHOLE = {
    "number": ("30", "45", "3.5", "1,000", "1,000.50", "10%", "12%", "§", "3rd"),
    "amount": ("$1,000.50", "$1,000.05", "€30", "€3", "£1,000"),
    "date": ("2020-05-01", "2020-05-10", "01/05/2020", "1.5.2020", "2021-05-01"),
    "address": ("https://example.org/a", "https://example.org/a/b?c=1", "www.example.org", "a@example.org"),
    "term": ("Service", "Services", "Sub-processor", "Subprocessor", "User’s", "User", "C++", "R&D"),
    "modal": ("may", "must", "shall", "should", "can", "cannot", "might"),
    "negation": ("no", "not", "never", "nor", "none", "neither"),
}
_SENTENCES = (
    "We keep what you gave us {} as this page says.",
    "* Whoever asks {} gets an answer.",
    "## Of {} and of others",
    "| Who | {} |\n|---|---|\n| you | we |",
    "Nothing is owed by either of us (see {}).",
)


@often
@given(st.data(), st.sampled_from(_SENTENCES))
def test_one_word_that_becomes_another_is_one_change_of_that_word(data: st.DataObject, sentence: str) -> None:
    kind = data.draw(st.sampled_from(sorted(WHOLE)))
    words = [word for word in WHOLE[kind] if words_in(word) == [word]]
    old, new = data.draw(st.lists(st.sampled_from(words), min_size=2, max_size=2, unique=True))
    found = _changes(sentence.format(old), sentence.format(new))
    assert [(kind, removed, added) for kind, removed, added in found] == [(ChangeKind.WORDING, old, new)]


@pytest.mark.parametrize("word", ["not", "never", "no", "only", "30", "https://example.org/"])
@pytest.mark.parametrize("verb", ["may", "must", "shall", "will", "can"])
def test_a_word_that_comes_is_the_only_change(verb: str, word: str) -> None:
    old, new = f"You {verb} ask us.", f"You {verb} {word} ask us."
    assert _changes(old, new) == [(ChangeKind.WORDING, "", word)]
    assert _changes(new, old) == [(ChangeKind.WORDING, word, "")]


def test_a_negation_that_becomes_another_takes_along_no_word_but_the_verb() -> None:
    assert _changes("We may not sell it.", "We never sell it.") == [(ChangeKind.WORDING, "may not", "never")]


@often
@given(documents(), documents())
@example("It costs $1,000.50 a year.\n", "It costs $1,000.05 a year.\n")
@example("See https://example.org/a.\n", "See https://example.org/ab.\n")
def test_no_change_begins_or_ends_inside_a_word(old: str, new: str) -> None:
    found = segments(old, new)
    for text, sides in ((old, [each.old for each in found]), (new, [each.new for each in found])):
        words = [(token.start, token.end) for token in read_document(text).all_tokens()]
        starts = [start for start, _ in words]
        place = 0
        for segment, part in zip(found, sides, strict=True):
            for edge in (place, place + len(part)) if segment.operation != "equal" else ():
                at = bisect_right(starts, edge) - 1
                assert at < 0 or edge == words[at][0] or edge >= words[at][1], (text[words[at][0] :], segment)
            place += len(part)


def _changes(old: str, new: str) -> list[tuple[ChangeKind, str, str]]:
    found = changes(compare(read_document(old + "\n"), read_document(new + "\n")))
    return [(change.kind, change.removed, change.added) for change in found]


@often
@given(st.lists(st.text("-–—ab1. ’", max_size=6)))
def test_texts_that_blanks_join_keep_their_words(texts: list[str]) -> None:
    """Importers count the words of a whole file, and of each paragraph of it."""
    assert words_in(" ".join(texts)) == [word for text in texts for word in words_in(text)]
