"""The weave: any revision back byte for byte, any two compared, every word's birth."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from histories import PARAGRAPHS, joins, shown, text_of, woven
from known_edits import Score, generate_history, made_up_library, score, segments_from
from known_edits.sources import history_names, history_texts
from policy_history.history.births import births
from policy_history.history.serial import write
from policy_history.history.store import Store
from policy_history.history.walk import segments
from policy_history.score import scored
from policy_history.text.document import Document

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS


def born(store: Store, revision: int) -> dict[str, int]:
    """The birth of each word of a revision, by word; for texts in which none occurs twice."""
    return {birth.word: birth.born for birth in births(store, revision)}


ODD_TEXTS = (
    "",
    "\n \n",
    "word",
    "\ufeffA *bold* **claim**, [linked](/a/).\r\n\r\n- one\r\n- two\r\n",
    "| A | B |\n|---|:-:|\n| x |  |\n| `y` | z |\n\n    code  here\n\n> quoted\n> twice\n",
    '<div>raw &amp; <b>ready</b></div>\n\nA \\*star\\* &copy; 2020 \u00a0 end\n\n[a]: /b/ "c"\n',
    "日本語の文章。カタカナと漢字。\n\nالنص العربي، ثم آخر.\n",
    "# Head {#id}\n\nText\x7f with \x80odd\x81 signs\n\n***\n",
)


def test_every_revision_comes_back_byte_for_byte() -> None:
    store = woven(*ODD_TEXTS, *reversed(ODD_TEXTS))
    for number, text in enumerate((*ODD_TEXTS, *reversed(ODD_TEXTS))):
        assert store.source(number) == text


def test_every_pair_gives_both_its_texts_in_both_directions() -> None:
    store = woven(*ODD_TEXTS)
    for old, new in permutations(range(len(ODD_TEXTS)), 2):
        assert joins(segments(store, old, new), ODD_TEXTS[old], ODD_TEXTS[new])


def test_a_revision_is_compared_with_itself() -> None:
    assert shown(woven(text_of(KEPT), text_of(ASK)), 1, 1) == []


def test_inserted_and_deleted_paragraphs() -> None:
    store = woven(text_of(KEPT, ASK), text_of(KEPT, SECRET, ASK), text_of(KEPT, SECRET))
    assert shown(store, 0, 1) == [("insert", "", f"{SECRET}\n\n", "wording")]
    assert [each[:3] for each in shown(store, 0, 2)] == [
        ("delete", f"{ASK}\n", ""),
        ("insert", "", f"{SECRET}\n"),
    ]


def test_a_figure_changed_and_changed_back_is_the_same_figure() -> None:
    new = KEPT.replace("twelve", "eighteen")
    store = woven(text_of(KEPT, ASK), text_of(new, ASK), text_of(KEPT, SECRET, ASK))
    assert shown(store, 0, 2) == [("insert", "", f"{SECRET}\n\n", "wording")]
    assert born(store, 2)["twelve"] == 0
    assert born(store, 1)["eighteen"] == 1


def test_a_revert_restores_words_with_their_births() -> None:
    texts = [text_of(KEPT, SECRET), text_of(KEPT), text_of(KEPT, SECRET)]
    store = woven(*texts)
    assert shown(store, 0, 2) == []
    assert set(born(store, 2).values()) == {0}


def test_text_that_flaps_is_woven_once() -> None:
    texts = [text_of(*PARAGRAPHS), text_of("The page could not be loaded.")] * 6
    assert len(woven(*texts).texts) == len(woven(*texts[:2]).texts)


def test_a_revert_with_something_new_is_held_against_the_revision_it_restores() -> None:
    full = (KEPT, SECRET, ASK, CAMERAS)
    store = woven(text_of(*full), text_of("Closed until Monday."), text_of(*full, CHILDREN))
    assert [each[2] for each in shown(store, 0, 2) if each[3] != "no visible change"] == [f"{CHILDREN}\n"]
    assert born(store, 2)["Cameras"] == 0


def test_a_moved_paragraph_with_an_edit_keeps_its_words() -> None:
    edited = ASK.replace("a week", "ten days")
    store = woven(text_of(KEPT, SECRET, ASK), text_of(edited, KEPT, SECRET), text_of(edited, KEPT, CAMERAS))
    for revision in (1, 2):
        moves = [each for each in segments(store, 0, revision) if each.move]
        assert {each.operation for each in moves} == {"move", "delete", "insert"}
        assert {each.move for each in moves} == {1}
        assert "".join(each.new for each in moves).strip() == edited
        assert born(store, revision)["desk"] == 0
        assert born(store, revision)["ten"] == 1


def test_moved_there_and_back_is_not_moved() -> None:
    store = woven(text_of(KEPT, SECRET, ASK), text_of(ASK, KEPT, SECRET), text_of(KEPT, SECRET, ASK, CAMERAS))
    assert [each[2] for each in shown(store, 0, 2) if each[3] != "no visible change"] == [f"{CAMERAS}\n"]


def test_a_block_that_returns_elsewhere_is_the_same_block() -> None:
    store = woven(text_of(KEPT, SECRET, ASK), text_of(KEPT, ASK), text_of(SECRET, KEPT, ASK))
    assert born(store, 2)["court"] == 0
    assert [each[0] for each in shown(store, 0, 2)] == ["move", "move"]


def test_a_rewritten_paragraph_is_replaced_as_a_whole() -> None:
    middle = KEPT.replace("twelve months", "a year").replace("loan records", "files")
    store = woven(text_of(KEPT, ASK), text_of(middle, ASK), text_of(CHILDREN, ASK))
    assert [each[0] for each in shown(store, 0, 2)] == ["delete", "insert"]


def test_equal_neighbours_change_nothing() -> None:
    once, twice = woven(text_of(KEPT), text_of(ASK)), woven(text_of(KEPT), text_of(KEPT), text_of(ASK))
    assert shown(twice, 0, 1) == []
    assert segments(twice, 1, 2) == segments(twice, 0, 2) == segments(once, 0, 1)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("See [our list](/a/) of films.", "See [our list](/b/) of films.", "link target"),
        ("See our list of films.", "See **our list** of films.", "formatting"),
        ('See "our list" of films.', "See “our list” of films.", "typography"),
        ("## Our list", "### Our list", "structure"),
        ("See our list of films.", "See our list\nof films.", "no visible change"),
    ],
)
def test_words_that_only_look_different_are_kept(old: str, new: str, kind: str) -> None:
    store = woven(text_of(old, KEPT), text_of(new, KEPT), text_of(new, KEPT, ASK))
    for revision in (1, 2):
        changes = [each for each in shown(store, 0, revision) if each[0] == "equal"]
        assert kind in {each[3] for each in changes}
        assert {each[3] for each in changes} <= {kind, "no visible change"}
        assert not [each for each in shown(store, 0, revision) if each[0] == "delete"]
    assert set(born(store, 1).values()) == {0}


def test_a_word_of_a_reconstructed_revision_is_attested_by_the_next() -> None:
    store = woven(text_of(KEPT), text_of(KEPT, ASK), text_of(KEPT, ASK), reconstructed=(0, 1))
    found = {birth.word: (birth.born, birth.attested) for birth in births(store, 2)}
    assert found["loan"] == (0, 2)
    assert found["desk"] == (1, 2)
    assert {birth.attested for birth in births(store, 1)} == {2}
    assert {birth.attested for birth in births(woven(text_of(KEPT), reconstructed=(0,)), 0)} == {None}


def test_births_name_every_word_a_reader_sees() -> None:
    text = ODD_TEXTS[3] + ODD_TEXTS[4]
    assert [birth.word for birth in births(woven("x\n", text), 1)] == Document(text).words


BLOCKS = (
    *PARAGRAPHS,
    "## Loans",
    "## Films and [games](/games/)",
    "- one item\n- another item of the list",
    "1. first\n2. second",
    "| A | B |\n|---|---|\n| one | two |",
    "Some *emphasised* words, a `code`, and a “quoted” term.",
)


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """Texts that follow from each other by edits, moves and reverts of blocks."""
    blocks = draw(st.lists(st.sampled_from(BLOCKS), max_size=5))
    states = [blocks]
    for _ in range(draw(st.integers(1, 6))):
        random = Random(draw(st.integers(0, 10**6)))
        blocks = list(random.choice(states) if random.random() < 0.2 else states[-1])
        for _ in range(random.randint(0, 3)):
            _edit(blocks, random)
        states.append(blocks)
    return [text_of(*blocks) if blocks else "" for blocks in states]


def _edit(blocks: list[str], random: Random) -> None:
    at = random.randint(0, len(blocks))
    way = random.choice(("insert", "delete", "move", "word"))
    if way == "insert" or not blocks:
        blocks.insert(at, random.choice(BLOCKS))
        return
    at = min(at, len(blocks) - 1)
    if way == "delete":
        del blocks[at]
    elif way == "move":
        blocks.insert(random.randint(0, len(blocks) - 1), blocks.pop(at))
    else:
        words = blocks[at].split(" ")
        others = ("not", "often", "**never**", "“always”", "seven")
        words[random.randrange(len(words))] = random.choice(others)
        blocks[at] = " ".join(words)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_any_history_gives_every_revision_and_every_pair(texts: list[str]) -> None:
    store = woven(*texts)
    part = woven(*texts[:-1])
    for number, text in enumerate(texts):
        assert store.source(number) == text
    for old, new in permutations(range(len(texts)), 2):
        found = segments(store, old, new)
        assert joins(found, texts[old], texts[new])
        if max(old, new) < len(texts) - 1:
            assert found == segments(part, old, new)


_PRINT_HASH = """
import hashlib, json, sys
from policy_history.history.building import Wording, build
from policy_history.history.serial import write
from policy_history.history.store import Revision
from policy_history.history.walk import segments
texts = json.loads(sys.stdin.read())
store = build([Wording(Revision(str(at)), text) for at, text in enumerate(texts)])
pairs = [segments(store, old, new) for old in range(len(texts)) for new in range(len(texts))]
print(hashlib.sha256(write(store) + repr(pairs).encode()).hexdigest())
"""


def test_the_same_bytes_under_any_hash_seed() -> None:
    library = made_up_library()
    history = generate_history(library.documents["made-up 1"][0], library.pool("made-up 1"), 5, 8)
    texts = json.dumps(history.texts)
    hashes = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_HASH],
            input=texts,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(hashes) == 1


def test_known_histories_are_told_as_they_were() -> None:
    library = made_up_library()
    total = Score()
    words = right = 0
    for name in ("made-up 1", "made-up 2", "made-up 5"):
        known = generate_history(library.documents[name][0], library.pool(name), f"weave {name}", 30)
        store = woven(*known.texts)
        for start, end in ((1, 30), (3, 25), (10, 12), (5, 29)):
            found = scored("", 0.0, segments(store, start - 1, end - 1))["segments"]
            total += score(known.between(start, end), segments_from(found))
        last = [birth for birth in births(store, 29) if any(map(str.isalnum, birth.word))]
        assert [birth.word for birth in last] == [word for word, _ in known.births]
        words += len(last)
        right += sum(birth.born + 1 == true for birth, (_, true) in zip(last, known.births, strict=True))
    assert total.exact_old == total.exact_new == 12
    # Measured .974 over these distances; the goal is .99, to be raised to when it is reached.
    assert total.f1 >= 0.97
    assert right >= 0.99 * words


@pytest.mark.parametrize("name", history_names("basecamp-privacy", "mozilla-websites-ar", "login-rules-fr"))
def test_histories_of_policies(name: str) -> None:
    texts = history_texts(name)
    random = Random(name)
    store = woven(*texts)
    early = woven(*texts[: len(texts) // 2])
    assert [store.source(number) for number in range(len(texts))] == texts
    for _ in range(40):
        old, new = random.randrange(len(texts)), random.randrange(len(texts))
        assert joins(segments(store, old, new), texts[old], texts[new])
        old, new = random.randrange(len(early.revisions)), random.randrange(len(early.revisions))
        assert segments(store, old, new) == segments(early, old, new)
    assert hashlib.sha256(write(store)).digest() == hashlib.sha256(write(woven(*texts))).digest()
