"""Arabic and Hebrew read from right to left, word for word, wherever a text stands; what is ours beside them does not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from browsing import Visit, serving_folder
from html_pages import Built
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TEXTS = ("museum/", "museum/2021-03-01/", "clinic/", "clinic/2020-01-05/")
REDLINES = ("museum/2023-09-01/changes/", "museum/compare/2021-03-01/", "clinic/2024-02-01/changes/")
SIDES = ("museum/2023-09-01/changes/side-by-side/", "clinic/2024-02-01/changes/side-by-side/")
COMPARED = ("museum/compare/?from=2021-03-01&to=2023-09-01", "clinic/compare/?from=2020-01-05&to=2024-02-01")

# The lines of every block of a text, each as its words in the order of the source, with where each begins and ends.
_LINES = r"""(block) => {
    const found = [];
    for (const element of document.querySelectorAll(block)) {
        const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let line = null;
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            if (node.parentElement.closest('.policy-mark, .policy-number, .policy-about, .policy-side-title, [aria-hidden]')) continue;
            for (const match of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
                range.setStart(node, match.index);
                range.setEnd(node, match.index + match[0].length);
                const box = range.getClientRects()[0];
                if (!box || !box.width) continue;
                if (!line || line.element !== element || box.top > line.bottom - 2 || box.bottom < line.top + 2) {
                    line = {element, top: box.top, bottom: box.bottom, words: []};
                    found.push(line);
                }
                line.words.push([match[0], box.left, box.right]);
            }
        }
    }
    return found.map((line) => line.words);
}"""
BLOCK = ".policy-text :is(p, li, td, th, h1, h2, h3, h4)"


@pytest.fixture(scope="module")
def root(leftward: Built) -> Iterator[str]:
    """The site of Arabic and Hebrew policies, served."""
    with serving_folder(leftward.folder) as address:
        yield address


@pytest.fixture
def page(visit: Visit) -> Page:
    """The page of a visit."""
    return visit.page


def is_leftward(word: str) -> bool:
    return any("\u0590" <= letter <= "\u06ff" for letter in word)


def out_of_order(words: list[tuple[str, float, float]]) -> list[str]:
    """What stands, on one line, on the wrong side of the word before it.

    A word or number stands to the left of the one before; Latin words in one run stand to its right.
    """
    faults = []
    for (before, left, right), (word, start, end) in pairwise(words):
        is_run = before.isascii() and word.isascii() and not (before.isdecimal() or word.isdecimal())
        fits = start >= right - 1 if is_run else end <= left + 1
        if not fits:
            faults.append(f"{word} after {before}")
    return faults


def assert_reads_leftward(page: Page, block: str = BLOCK) -> None:
    lines = page.evaluate(_LINES, block)
    assert sum(is_leftward(word) for line in lines for word, _, _ in line) > 10
    assert [fault for line in lines for fault in out_of_order(line)] == []


@pytest.mark.parametrize("address", [*TEXTS, *REDLINES, *SIDES])
def test_words_stand_from_right_to_left_in_the_order_of_the_source(page: Page, root: str, address: str) -> None:
    page.goto(root + address)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert_reads_leftward(page)


@pytest.mark.parametrize("address", COMPARED)
def test_so_they_do_where_the_browser_compares(page: Page, root: str, address: str) -> None:
    page.goto(root + address)
    expect(page.locator("article.policy-redline")).to_be_attached()
    assert_reads_leftward(page)


def test_so_they_do_on_paper(page: Page, root: str) -> None:
    page.emulate_media(media="print")
    page.goto(root + REDLINES[0])
    assert_reads_leftward(page)


def test_a_sentence_ends_on_the_left_and_a_list_begins_on_the_right(page: Page, root: str) -> None:
    page.goto(root + "museum/")
    ends = page.evaluate("""() => [...document.querySelectorAll('.policy-text > p:not(.policy-mark)')].map((p) => {
        const text = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        let last = null;
        for (let node = text.nextNode(); node; node = text.nextNode()) if (node.data.trim()) last = node;
        const range = document.createRange();
        const end = last.data.trimEnd().length;
        range.setStart(last, end - 1); range.setEnd(last, end);
        const stop = range.getClientRects()[0];
        range.setStart(last, end - 2); range.setEnd(last, end - 1);
        return [last.data[end - 1], stop.right <= range.getClientRects()[0].left + 1];
    })""")
    assert ends
    assert all(sign == "." and is_left for sign, is_left in ends)
    inset = page.evaluate("""() => [...document.querySelectorAll('.policy-text li')].map((li) => {
        const [list, item] = [li.parentElement.getBoundingClientRect(), li.getBoundingClientRect()];
        return [list.right - item.right, item.left - list.left];
    })""")
    assert all(right > 8 and left < 2 for right, left in inset)


@pytest.mark.parametrize("address", [*REDLINES, *COMPARED])
def test_what_was_removed_stands_to_the_right_of_what_came_for_it(page: Page, root: str, address: str) -> None:
    page.goto(root + address)
    expect(page.locator("article.policy-redline")).to_be_attached()
    pairs = page.evaluate("""() => [...document.querySelectorAll('.policy-redline .policy-change')].map((change) => {
        const [del, ins] = ['del', 'ins'].map((name) => change.querySelector(`:scope > ${name}`)?.getClientRects()[0]);
        return del && ins && Math.abs(del.top - ins.top) < 4 ? ins.right <= del.left + 1 : null;
    }).filter((each) => each !== null)""")
    assert pairs
    assert all(pairs)


def test_the_order_that_is_looked_for_is_not_the_one_without_a_direction(page: Page, root: str) -> None:
    page.goto(root + "museum/2023-09-01/changes/")
    page.evaluate("() => document.querySelectorAll('[dir]').forEach((each) => each.removeAttribute('dir'))")
    lines = page.evaluate(_LINES, BLOCK)
    assert [fault for line in lines for fault in out_of_order(line)] != []
