"""Firefox and WebKit walk through every kind of page, as Chromium does in all other tests: one session each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import KINDS, serving_folder
from engines import Engine, console_of_webkit, firefox, needed, webkit
from PIL import Image
from publishing import Published

from sweeps import sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REDLINE = "notice/2023-09-01/changes/"
# The marks that a reader sees, each with the line through or under it. A changed heading stands whole in one that has none:
# the words that changed are marked within it.
_MARKS = """return [...document.querySelectorAll('.policy-redline :is(del, ins), .policy-legend-removed, .policy-legend-added')]
    .filter(e => e.textContent.trim() && e.getClientRects().length && !e.matches('.policy-quiet, .policy-heading'))
    .map(e => [e.matches('del, .policy-legend-removed'), getComputedStyle(e).textDecorationLine, e.outerHTML.slice(0, 200)]);"""

# The middle of the screen for the first mark of a kind: where its first line of text is, and the colour of its line.
_FIRST = """const e = [...document.querySelectorAll('article.policy-redline %s')].find(
    e => e.getClientRects().length && !e.matches('.policy-quiet, .policy-heading, .policy-numbering, .policy-moved') && e.textContent.trim().length > 3);
document.documentElement.style.scrollBehavior = 'auto';
e.scrollIntoView({block: 'center'});
await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
const r = e.getClientRects()[0];
return {box: [r.left, r.top, r.right, r.bottom], colour: getComputedStyle(e).textDecorationColor, wide: innerWidth};"""


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    needed(request.param)
    opened = firefox if request.param == "firefox" else webkit
    with opened(tmp_path_factory.mktemp(request.param)) as session:
        yield session


def until(engine: Engine, condition: str) -> None:
    """Wait until an expression holds in the page."""
    engine.run(f"""const end = Date.now() + 100000;
        while (!({condition})) {{
            if (Date.now() > end) throw new Error('never: ' + {condition!r});
            await new Promise(done => setTimeout(done, 30));
        }}""")


def address_of(request: pytest.FixtureRequest, name: str, path: str) -> str:
    site: Published = request.getfixturevalue(f"published_{name}")
    return site.address + path


def scripts_of(request: pytest.FixtureRequest, name: str, path: str) -> frozenset[str]:
    """The scripts that a page asks for."""
    site: Published = request.getfixturevalue(f"published_{name}")
    page = site.folder / path.partition("?")[0].partition("#")[0] / "index.html"
    return frozenset(re.findall(r'<script [^>]*src="[./]*([^"]+)"', page.read_text("utf-8")))


def test_every_kind_of_page_opens_fits_and_is_marked(engine: Engine, request: pytest.FixtureRequest) -> None:
    complaints: list[str] = []
    marks = 0
    for name, path in sample(KINDS, 3):
        engine.goto(address_of(request, name, path))
        root = "document.documentElement"
        assert engine.run(f"return {root}.scrollWidth - {root}.clientWidth") <= 0, path
        assert engine.run("return document.querySelectorAll('h1').length") == 1, path
        if "?from=" in path:
            until(engine, "document.querySelector('.policy-redline')")
        found: list[tuple[bool, str, str]] = engine.run(_MARKS)
        marks += len(found)
        unmarked = [
            html for is_removed, line, html in found if ("line-through" if is_removed else "underline") not in line
        ]
        assert unmarked == [], path
        complaints += [f"{path}: {each}" for each in engine.complaints() if "404 (Not Found)" not in each]
    assert marks > 20
    assert complaints == []


@pytest.mark.parametrize("tag", ["del", "ins"])
def test_the_lines_of_marks_are_drawn(engine: Engine, published_example: Published, tag: str) -> None:
    engine.goto(published_example.address + REDLINE)
    found: dict[str, Any] = engine.run(_FIRST % tag)
    picture = Image.open(io.BytesIO(engine.picture())).convert("RGB")
    scale = picture.width / found["wide"]
    left, top, right, bottom = (round(edge * scale) for edge in found["box"])
    wanted = tuple(int(part) for part in found["colour"].removeprefix("rgb(").removesuffix(")").split(","))

    def share(y: int) -> float:
        """How much of a row of the picture has the colour of the line."""
        row: list[Any] = [picture.getpixel((x, y)) for x in range(left, right)]
        return sum(all(abs(a - b) < 40 for a, b in zip(pixel, wanted, strict=True)) for pixel in row) / len(row)

    middle = (top + bottom) / 2
    rows = [y for y in range(top, bottom + 6) if share(y) > 0.6]
    assert rows, f"no line in {wanted} from {left} to {right}, {top} to {bottom}"
    # Through the letters, or under them.
    assert (abs(rows[0] - middle) < (bottom - top) / 4) if tag == "del" else rows[0] > middle


def test_a_form_arrives(engine: Engine, published_real: Published) -> None:
    before = len(published_real.requests())
    engine.goto(published_real.address + "contact/")
    engine.type("form [name=name]", "Ödön Example")
    engine.type("form [name=email]", "reader@example.org")
    engine.type("form [name=message]", "What is kept?")
    engine.click("form [type=submit]")
    until(engine, "document.querySelector('section.policy-receipt')")
    newest, *others = published_real.requests()
    assert len(others) == before
    assert newest.fields == {"name": "Ödön Example", "email": "reader@example.org", "message": "What is kept?"}
    assert engine.complaints() == []


def test_a_comparison_is_made(engine: Engine, published_example: Published) -> None:
    engine.goto(published_example.address + "notice/compare/")
    until(engine, "document.querySelector('#policy-compare-from')")
    engine.run("document.querySelector('#policy-compare-from').value = '2018-05-25'")
    engine.run("document.querySelector('#policy-compare-from').form.requestSubmit()")
    until(engine, "document.querySelector('.policy-redline del')")
    assert engine.complaints() == []


def test_words_are_found_in_every_version(engine: Engine, published_example: Published) -> None:
    engine.goto(published_example.address + "notice/search/")
    engine.type("#policy-search-field", "sell")
    until(engine, "document.querySelector('[role=status]').textContent === '1 clause has this.'")
    assert engine.run("return document.querySelector('.policy-found mark').textContent") == "sell"
    assert engine.run("return location.hash") == "#q=sell"
    assert engine.complaints() == []


def test_the_panel_tells_what_is_stored(engine: Engine, published_real: Published) -> None:
    engine.goto(published_real.address + "cookies/")
    until(engine, "document.querySelector('.policy-panel').children.length")
    assert "Nothing" in engine.run("return document.querySelector('.policy-panel').textContent")
    assert engine.complaints() == []


def test_webkits_console_is_told_nothing(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    needed("webkit")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    bad = (
        "<!doctype html><title>Bad</title><link rel=icon href='data:,'><script>console.error('the last word')</script>"
    )
    (elsewhere / "index.html").write_text(bad, "utf-8")
    # One page for each set of scripts: opening a page is a process of its own.
    pages = {scripts_of(request, *each): address_of(request, *each) for each in KINDS if "no/such" not in each[1]}
    with serving_folder(elsewhere) as control:
        said = console_of_webkit(tmp_path, [*pages.values(), control], "the last word")
    assert [line for line in said if "the last word" not in line] == []
