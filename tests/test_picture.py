"""The picture of a policy's history: inside its box, true to the figures, and readable without eyes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import day, policy_of, revision_of
from policy_history.model import Revision, Wording
from policy_history.publish.edition import PolicyEdition
from policy_history.publish.picture import Picture, draw
from policy_history.publish.templating import render

SVG = "{http://www.w3.org/2000/svg}"
RADIUS = 4  # of a point, as the template draws it; half the width of a bar, too


def revision(name: str, words: int, **fields: object) -> Revision:
    return revision_of(name, " ".join(f"word{number}" for number in range(words)) + "\n", **fields)


def picture_of(*revisions: Revision) -> Picture:
    picture = draw(PolicyEdition(policy_of(*revisions), day("2099-01-01")).entries)
    assert picture is not None
    return picture


def svg_of(picture: Picture) -> ElementTree.Element:
    html = render("picture.html", picture=picture)
    return ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + len("</svg>")])


@pytest.mark.parametrize("count", [0, 1])
def test_less_than_two_revisions_make_no_picture(count: int) -> None:
    entries = PolicyEdition(policy_of(revision("2014-09-24", 5)), day("2099-01-01")).entries
    assert draw(entries[:count]) is None


def test_size_and_time_are_to_scale() -> None:
    picture = picture_of(revision("2010-01-01", 50), revision("2015-01-01", 100), revision("2020-01-01", 100))
    first, second, third = picture.points
    assert first.x < second.x < third.x
    assert abs((second.x - first.x) - (third.x - second.x)) < 1  # five years each
    assert second.y == third.y < first.y
    half, whole = 120 - first.y, 120 - second.y
    assert half == pytest.approx(whole / 2, abs=0.1)
    assert picture.line == f"M{first.x:g} {first.y:g}H{second.x:g}V{second.y:g}H{third.x:g}V{third.y:g}H632"


def test_bars_are_words_added_and_removed() -> None:
    picture = picture_of(revision("2010-01-01", 10), revision("2015-01-01", 110), revision("2020-01-01", 60))
    first, grown, shrunk = picture.points
    assert (first.added, first.removed, grown.removed, shrunk.added) == (0, 0, 0, 0)
    assert grown.added == pytest.approx(2 * shrunk.removed, abs=0.1)


def test_the_smallest_change_is_visible_and_no_change_is_none() -> None:
    picture = picture_of(
        revision("2010-01-01", 1000), revision("2012-01-01", 1001), revision("2014-01-01", 1), revision("2016-01-01", 1)
    )
    assert picture.points[1].added >= 2
    assert (picture.points[3].added, picture.points[3].removed) == (0, 0)


def test_two_revisions_of_one_day_and_texts_without_a_word() -> None:
    picture = picture_of(revision_of("2014-09-24", "---\n"), revision_of("2014-09-24.2", "***\n"))
    assert [(point.x, point.y, point.added, point.removed) for point in picture.points] == [(8.0, 120.0, 0, 0)] * 2


dated = st.dates(day("1990-01-01"), day("2090-01-01"))


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(dated, st.integers(0, 400), min_size=2, max_size=6))
def test_nothing_leaves_the_box(sizes: dict[object, int]) -> None:
    picture = picture_of(*(revision(str(effective), words) for effective, words in sorted(sizes.items())))
    svg = svg_of(picture)
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    for rectangle in svg.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rectangle.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width and 0 <= y <= y + high <= height
    for circle in svg.iter(f"{SVG}circle"):
        x, y, radius = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        assert radius <= x <= width - radius and radius <= y <= height - radius
    for text in svg.iter(f"{SVG}text"):
        assert 0 <= float(text.attrib["x"]) <= width and 0 < float(text.attrib["y"]) <= height
    for number in (
        float(found) for path in svg.iter(f"{SVG}path") for found in re.findall(r"H([\d.]+)", path.attrib["d"])
    ):
        assert 0 <= number <= width
    assert all(point.y + RADIUS < picture.base - point.added for point in picture.points)


def test_the_picture_says_in_words_what_it_shows() -> None:
    lost = revision("2011-02-17", 3, wording=Wording.RECONSTRUCTED, basis="The text of 2014.")
    svg = svg_of(picture_of(lost, revision("2014-09-24", 5)))
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None and description is not None
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    assert title.text == "Size of the text over time, and what each revision changed"
    assert description.text == (
        "17 February 2011: 3 words, reconstructed wording. 24 September 2014: 5 words, 2 added and 0 removed. "
    )
    assert [circle.attrib["class"] for circle in svg.iter(f"{SVG}circle")] == ["policy-point-open", "policy-point"]
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["3 words", "5 words", "2011", "2014"]
    assert len(list(svg.iter(f"{SVG}rect"))) == 1
