"""The weave: any revision back byte for byte, every word's birth."""

from __future__ import annotations

from histories import PARAGRAPHS, text_of, woven
from policy_history.history.births import births
from policy_history.text.document import Document

KEPT, _, ASK, *_ = PARAGRAPHS


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


def test_text_that_flaps_is_woven_once() -> None:
    texts = [text_of(*PARAGRAPHS), text_of("The page could not be loaded.")] * 6
    assert len(woven(*texts).texts) == len(woven(*texts[:2]).texts)


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
