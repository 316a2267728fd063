"""The history store as a file: written, read, added to, and refused where it was tampered with."""

from __future__ import annotations

import gzip
import json
import lzma
import re
from pathlib import Path
from typing import Any

import pytest

from histories import PARAGRAPHS, joins, text_of, wordings, woven
from known_edits.sources import history_names, history_texts
from policy_history.history.building import RewrittenHistory, Wording, build, deviations, extend
from policy_history.history.serial import UnreadableStore, read, write
from policy_history.history.store import Revision
from policy_history.history.walk import segments
from test_weave import ODD_TEXTS

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS
TEXTS = [
    text_of("## Loans", KEPT, SECRET, ASK),
    text_of("## Loans", KEPT.replace("twelve", "ten"), "- one\n- two", ASK),
    text_of("## Loans", ASK.replace("a week", "**ten** [days](/d/)"), KEPT, SECRET),
    text_of("## Loans and films", KEPT, SECRET, ASK, CAMERAS),
    text_of("## Loans and films", KEPT.replace(" ", "\n", 3), CAMERAS.replace("wiped", "deleted"), ASK),
]


@pytest.mark.parametrize("texts", [TEXTS, ODD_TEXTS, ["", ""], []], ids=["ordinary", "odd", "empty", "none"])
def test_a_file_gives_the_store_it_was_written_from(texts: list[str]) -> None:
    store = woven(*texts, reconstructed=(0,) if texts else ())
    file = write(store)
    assert read(file) == store
    assert write(read(file)) == file
    assert [read(file).source(number) for number in range(len(texts))] == list(texts)


def test_addresses_are_written_once() -> None:
    address = "https://example.org/a-rather-long-address/of-a-page"
    store = woven(f'See [it]({address}) and [it again]({address} "title").\n')
    assert write(store).decode().count(address) == 2
    assert read(write(store)) == store


def _changed(file: bytes, **fields: Any) -> bytes:
    return json.dumps({**json.loads(file), **fields}).encode()


def test_other_files_are_refused_in_words() -> None:
    file = write(woven(*TEXTS))
    wrong = json.loads(file)["texts"].replace("twelve", "eleven")
    for damaged, message in (
        (b"{", "not JSON"),
        (b"[]", "not a history store"),
        (b'{"format":"policy-history"}', "version None"),
        (_changed(file, version=2), "version 2"),
        (_changed(file, texts=wrong), "damaged"),
        (_changed(file, links=[]), "damaged"),
        (_changed(file, turns="x"), "damaged"),
        (_changed(file, digest=None), "damaged"),
    ):
        with pytest.raises(UnreadableStore, match=message):
            read(damaged)


@pytest.mark.parametrize("known", range(1, len(TEXTS) + 1))
def test_a_store_that_grew_is_the_one_woven_in_one_go(known: int) -> None:
    given = wordings(TEXTS, reconstructed=(0,))
    grown = extend(read(write(build(given[:known]))), given)
    assert grown == build(given)


def test_a_store_grows_from_texts_of_every_kind() -> None:
    given = wordings([*ODD_TEXTS, *TEXTS, *ODD_TEXTS])
    for known in range(1, len(given), 3):
        assert extend(build(given[:known]), given) == build(given)


def _reasons(given: list[Wording]) -> list[str]:
    store = build(wordings(TEXTS[:3]))
    with pytest.raises(RewrittenHistory) as caught:
        extend(store, given)
    assert str(caught.value) == "\n".join(caught.value.reasons)
    return list(caught.value.reasons)


def test_a_rewritten_revision_is_named_with_both_hashes() -> None:
    given = wordings(TEXTS)
    given[1] = given[1]._replace(source=given[1].source + " ")
    (reason,) = _reasons(given)
    assert reason.startswith("The revision 2 was published with another text: its SHA-256 began ")
    assert "publish the change as a new revision" in reason


def test_a_revision_that_is_gone_is_named() -> None:
    reasons = _reasons([wordings(TEXTS)[0], *wordings(TEXTS)[2:]])
    assert [reason[:42] for reason in reasons] == ["The revision 2 was published and is gone. "]


def test_a_back_dated_revision_is_named() -> None:
    given = wordings(TEXTS[:3])
    given.insert(1, Wording(Revision("1b"), KEPT))
    (reason,) = _reasons(given)
    assert reason.startswith("The revision 1b is new but stands before 3, which was published earlier: it is")


def test_another_order_and_another_standing_are_named() -> None:
    given = wordings(TEXTS[:3])
    (reason,) = _reasons([given[1], given[0], given[2]])
    assert reason.startswith("The revisions were published in the order 1, 2, 3, not 2, 1, 3. ")
    given[2] = Wording(Revision("3", True), given[2].source)
    assert "published as original and is called reconstructed now" in _reasons(given)[0]


def test_every_deviation_is_said_at_once() -> None:
    given = wordings(TEXTS)
    given[0] = given[0]._replace(source="x\n")
    del given[1]
    given.insert(1, Wording(Revision("1b"), KEPT))
    assert len(deviations(build(wordings(TEXTS[:3])), given)) == 3


def test_nothing_new_leaves_the_store_as_it_is() -> None:
    store = build(wordings(TEXTS))
    assert extend(store, wordings(TEXTS)) is store


def test_the_worked_example_of_the_description_is_true() -> None:
    page = (Path(__file__).parents[1] / "docs" / "project" / "history-store.md").read_text(encoding="utf-8")
    texts, file, redline = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    names = file["revisions"]
    store = build(
        [Wording(Revision(name, name == "2019-01-01"), text) for name, text in zip(names, texts, strict=True)]
    )
    assert json.loads(write(store)) == file
    found = segments(store, 1, 2)
    assert [[each.operation, each.old, each.new, each.kind, each.move] for each in found] == redline


@pytest.mark.parametrize("name", history_names("basecamp-terms", "mozilla-websites-ar", "github-subprocessors"))
def test_histories_of_policies_are_small_files(name: str) -> None:
    texts = history_texts(name)
    store = woven(*texts)
    file = write(store)
    assert read(file) == store
    whole = lzma.compress("".join(texts).encode(), preset=9 | lzma.PRESET_EXTREME)
    assert len(gzip.compress(file)) <= 1.5 * len(whole)
    half = len(texts) // 2
    assert extend(woven(*texts[:half]), wordings(texts)) == store
    assert joins(segments(store, half, 0), texts[half], texts[0])
