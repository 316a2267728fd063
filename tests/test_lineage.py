"""Since when each passage stands, read from the redlines of neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from histories import PARAGRAPHS, text_of
from known_edits import KnownHistory, generate_history, made_up_library, since_when
from policy_history.redline.lineage import Lineage, RevisionBlock
from policy_history.text.document import read_document
from sweeps import sample

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS


def lineage(texts: Sequence[str]) -> list[list[RevisionBlock]]:
    """For each of successive texts, oldest first, its passages."""
    found = Lineage()
    return [found.add(text) for text in texts]


def since(*revisions: tuple[str, ...]) -> list[int]:
    """Since when each passage of the last revision stands."""
    return [passage.since for passage in lineage([text_of(*blocks) for blocks in revisions])[-1]]


def numbers(*revisions: tuple[str, ...]) -> list[list[int]]:
    """The passages of each revision, by number."""
    return [[passage.number for passage in found] for found in lineage([text_of(*blocks) for blocks in revisions])]


def words_with_births(text: str, passages: Sequence[RevisionBlock]) -> list[tuple[str, int]]:
    """The words and signs of a text, each with the number of the revision with which it came."""
    births = (born for passage in passages for born in passage.words)
    return list(zip(read_document(text).words, births, strict=True))


def test_a_passage_stands_since_it_came() -> None:
    assert since((KEPT,), (KEPT, SECRET), (ASK, KEPT, SECRET)) == [2, 0, 1]


def test_an_edited_passage_is_the_same_and_its_new_words_are_not() -> None:
    edited = KEPT.replace("twelve", "ten")
    texts = [text_of(KEPT), text_of(edited), text_of(edited, ASK)]
    found = lineage(texts)
    assert [[passage.number for passage in each] for each in found] == [[0], [0], [0, 1]]
    assert [each for each in words_with_births(texts[-1], found[-1]) if each[1] == 1] == [("ten", 1)]


def test_a_passage_that_moved_or_was_numbered_anew_is_the_same() -> None:
    assert numbers((KEPT, SECRET, ASK), (ASK, KEPT, SECRET)) == [[0, 1, 2], [2, 0, 1]]
    assert numbers((f"1. {KEPT}", f"2. {SECRET}", f"3. {ASK}"), (f"1. {SECRET}", f"2. {ASK}")) == [[0, 1, 2], [1, 2]]
    assert numbers(("## 1. Loans", KEPT, "## 2. Films", CHILDREN), ("## 1. Films", CHILDREN)) == [[0, 1, 2, 3], [2, 3]]


def test_a_passage_that_is_back_word_for_word_is_the_same() -> None:
    assert numbers((KEPT, SECRET), (KEPT,), (KEPT, ASK), (KEPT, ASK, SECRET))[-1] == [0, 2, 1]
    assert since((KEPT, SECRET), (KEPT,), (KEPT, SECRET)) == [0, 0]
    assert since((KEPT, f"3. {SECRET}"), (KEPT,), (KEPT, f"2. {SECRET}")) == [0, 0]
    other = SECRET.replace("library", "archive").replace("court", "judge").replace("read", "see")
    assert since((KEPT, SECRET), (KEPT,), (KEPT, other)) == [0, 2]


def test_words_that_a_revert_brings_back_came_when_they_first_came() -> None:
    texts = [text_of(KEPT), text_of(KEPT.replace("twelve", "ten")), text_of(KEPT)]
    assert {born for _, born in words_with_births(texts[-1], lineage(texts)[-1])} == {0}


def test_a_part_that_was_split_off_stands_since_the_whole_did() -> None:
    assert since((ASK, f"{KEPT} {SECRET} {CHILDREN}"), (ASK, f"{KEPT} {SECRET}", CHILDREN)) == [0, 0, 0]
    found = numbers((ASK, f"{KEPT} {SECRET} {CHILDREN}"), (ASK, f"{KEPT} {SECRET}", CHILDREN))
    assert found[-1][:2] == [0, 1]
    assert found[-1][2] not in found[0]


def test_passages_that_read_alike_are_told_apart() -> None:
    found = numbers((KEPT, "None.", SECRET, "None."), (KEPT, "None.", SECRET), (KEPT, "None.", SECRET, "None."))
    assert all(len(each) == len(set(each)) for each in found)
    assert found[2] == found[0]


def test_an_empty_text_has_no_passages() -> None:
    assert lineage([]) == []
    assert lineage(["", text_of(KEPT), ""])[::2] == [[], []]


def test_made_up_histories_are_read_rightly() -> None:
    library = made_up_library()
    right = [
        is_right
        for seed, (name, texts) in enumerate(sample(list(library.documents.items()), 4))
        for is_right in rightly_dated(generate_history(texts[0], library.pool(name), seed, revisions=25))
    ]
    assert len(right) > 1_250
    assert sum(right) >= 0.99 * len(right)


def rightly_dated(history: KnownHistory) -> Iterator[bool]:
    """For each block of each revision whether lineage has the revision since which it stands."""
    for draft, passages, known in zip(history.drafts, lineage(history.texts), since_when(history.drafts), strict=True):
        ends = list(accumulate(len(unit.text + unit.end) for unit in draft.units))
        document = read_document(draft.text)
        for start, passage in zip(document.starts[: len(document.blocks)], passages, strict=True):
            yield passage.since + 1 == known[bisect_right(ends, start)]


def test_a_heading_counted_without_a_stop_is_the_same_when_it_comes_back_under_another_number() -> None:
    def text(*titles: str) -> str:
        return "".join(
            f"## {number} {title}\n\nWords on {title.lower()}.\n\n" for number, title in enumerate(titles, 1)
        )

    first, _, last = lineage([text("Scope", "Trial", "Fees"), text("Scope", "Trial"), text("Trial", "Fees")])
    assert last[-2].number == first[-2].number
