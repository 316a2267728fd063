"""The page of a policy's history: the strip that shows it in time, and a line a version."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import day, policy_of, revision_of
from policy_history.model import Revision, Wording
from policy_history.publish.edition import Edition, PolicyEdition
from policy_history.publish.history_page import SCALED, Strip, strip_of, years_of
from policy_history.publish.pages import pages
from policy_history.source.provenance import Provenance

SVG = "{http://www.w3.org/2000/svg}"


def revision(name: str, words: int, **fields: object) -> Revision:
    return revision_of(name, " ".join(["word"] * words) + "\n", **fields)


def edition_of(*revisions: Revision, today: str = "2099-01-01") -> PolicyEdition:
    return Edition.of([policy_of(*revisions)], day(today)).policies[0]


def strip(*revisions: Revision, today: str = "2099-01-01") -> Strip:
    found = strip_of(edition_of(*revisions, today=today).entries)
    assert found
    return found


def page_of(*revisions: Revision, today: str = "2099-01-01") -> str:
    edition = Edition.of([policy_of(*revisions)], day(today))
    return next(str(page.html) for page in pages(edition, Provenance()) if page.address == "privacy/history/")


def svg_of(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + len("</svg>")])


def test_one_version_has_a_sentence_and_no_strip() -> None:
    html = page_of(revision("2014-09-24", 5))
    assert "<svg" not in html and "One version, of <time" in html


def test_two_versions_have_a_sentence_and_the_strip() -> None:
    html = page_of(revision("2011-02-17", 5), revision("2014-09-24", 7))
    assert "2 versions since <time" in html and "has applied since <time" in html
    assert svg_of(html).attrib["height"] == "64"


def test_many_versions_are_drawn_near_their_days() -> None:
    """Drawn so far apart as a few are, sixty would stand evenly, and a version beside the year of another one."""
    late = [f"2025-{month:02}-{number:02}" for month in range(1, 13) for number in (3, 9, 15, 21, 27)]
    made = strip(*(revision(name, 5) for name in ("2015-01-01", "2016-01-01", *late)))
    (tick,) = [tick for tick in made.ticks if tick.year == 2024] or [made.ticks[-1]]
    places = {str(point.entry.revision.id): point.x for point in made.points}
    assert abs(places["2016-01-01"] - SCALED / 11) < 1
    assert places["2025-01-03"] > SCALED * 0.6 and tick.x > places["2016-01-01"]


def test_the_right_end_is_in_force_and_says_no_year() -> None:
    """A page cannot know the day on which it is read; the year of the last version would look like today."""
    html = page_of(revision("2011-02-17", 5), revision("2014-09-24", 7))
    labels = [text.text for text in svg_of(html).iter(f"{SVG}text")]
    assert labels == ["2012", "2013", "2014", "in force"]
    made = strip(revision("2011-02-17", 5), revision("2014-09-24", 7))
    assert made.is_open and made.in_force == (made.points[-1].x, 100 - made.points[-1].x)
    assert max(tick.x for tick in made.ticks) <= SCALED < made.breaks_at


def test_a_build_of_another_day_draws_the_same() -> None:
    revisions = revision("2011-02-17", 5), revision("2014-09-24", 7)
    assert page_of(*revisions, today="2014-09-24") == page_of(*revisions, today="2039-01-01")


def test_every_version_is_a_link_with_a_short_name() -> None:
    revisions = [revision(f"{2000 + at // 4}-{1 + at % 4 * 3:02}-01", at + 1) for at in range(100)]
    html = page_of(*revisions)
    links = list(svg_of(html).iter(f"{SVG}a"))
    assert [link.attrib["{http://www.w3.org/1999/xlink}href"] for link in links] == [
        f"#{each.id}" for each in revisions
    ]
    assert all(f'<li id="{each.id}">' in html for each in revisions)
    names = [link.attrib["aria-label"] for link in links]
    assert names[0] == "1 January 2000" and max(map(len, names)) < 30
    assert "aria-labelledby" not in html and "<desc" not in html


def test_time_is_to_scale_and_bars_are_words() -> None:
    made = strip(revision("2010-01-01", 50), revision("2015-01-01", 150), revision("2020-01-01", 140))
    first, grown, shrunk = made.points
    assert grown.x - first.x == pytest.approx(shrunk.x - grown.x, abs=0.1)
    assert (first.added, first.removed, grown.removed, shrunk.added) == (0, 0, 0, 0)
    assert grown.added > shrunk.removed >= 3


def test_what_lies_ahead_is_not_drawn_as_in_force() -> None:
    made = strip(
        revision("2010-01-01", 5),
        revision("2015-01-01", 6),
        revision("2020-01-01", 7, published=day("2014-01-01")),
        today="2016-01-01",
    )
    assert not made.is_open and made.in_force == (made.points[1].x, made.points[2].x - made.points[1].x)


def test_a_reconstruction_is_drawn_hollow() -> None:
    lost = revision("2011-02-17", 3, wording=Wording.RECONSTRUCTED, basis="The text of 2014.")
    html = page_of(lost, revision("2014-09-24", 5))
    points = [each.attrib["class"] for each in svg_of(html).iter(f"{SVG}rect") if "point" in each.attrib["class"]]
    assert points == ["policy-strip-point policy-strip-lost", "policy-strip-point"]
    assert "Oldest wording we have: <time" in html


dated = st.dates(day("1990-01-01"), day("2090-01-01"))


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(dated, st.integers(0, 400), min_size=2, max_size=12))
def test_nothing_leaves_the_strip_and_no_two_marks_are_one(sizes: dict[object, int]) -> None:
    made = strip(*(revision(str(effective), words) for effective, words in sorted(sizes.items())), today="2100-01-01")
    assert all(0 <= point.x <= SCALED and point.width > 0 for point in made.points)
    assert all(0 <= point.left <= point.x <= point.left + point.width <= 100.01 for point in made.points)
    assert all(point.added + point.removed < made.base for point in made.points)
    assert all(b.x - a.x >= 1.3 for a, b in pairwise(made.points))
    assert all(b.left >= a.left + a.width - 0.02 for a, b in pairwise(made.points))
    assert len(made.ticks) <= 5 and all(0 <= tick.x <= SCALED for tick in made.ticks)


def test_many_versions_of_few_days_stay_in_order_on_the_strip() -> None:
    made = strip(*(revision(f"2020-01-{1 + at // 9:02}.{at % 9 + 1}".removesuffix(".1"), at + 1) for at in range(240)))
    xs = [point.x for point in made.points]
    assert xs == sorted(xs) and len(set(xs)) == len(xs) and xs[0] >= 0 and xs[-1] <= SCALED


def folds(*revisions: Revision, today: str = "2099-01-01") -> list[tuple[int, list[str], bool]]:
    years = years_of(edition_of(*revisions, today=today).entries)
    return [
        (year.number, [str(e.revision.id) for e in run.entries], run.is_folded) for year in years for run in year.runs
    ]


def quiet(name: str, text: str = "One word.\n", **fields: object) -> Revision:
    return revision_of(name, text, **fields)


def test_runs_of_versions_that_change_no_word_are_folded_by_year() -> None:
    found = folds(
        quiet("2018-01-01"),
        quiet("2018-02-01"),
        quiet("2018-03-01", "**One** word.\n"),
        quiet("2019-01-01", "Two words.\n"),
        quiet("2019-02-01", "Two [words](https://example.org/).\n"),
        quiet("2019-03-01", "Two words.\n"),
    )
    assert found == [
        (2019, ["2019-03-01"], False),  # in force
        (2019, ["2019-02-01"], False),  # one alone is no run
        (2019, ["2019-01-01"], False),
        (2018, ["2018-03-01", "2018-02-01"], True),
        (2018, ["2018-01-01"], False),
    ]


def test_a_fold_says_what_it_is_and_its_versions_keep_their_anchors() -> None:
    html = page_of(quiet("2018-01-01"), quiet("2018-02-01"), quiet("2018-03-01"), quiet("2019-01-01", "Two words.\n"))
    assert re.findall("<summary>(.*?)</summary>", html) == ["2 versions changed no word"]
    assert all(f'<li id="{name}">' in html for name in ("2018-01-01", "2018-02-01", "2018-03-01", "2019-01-01"))


def test_a_line_has_day_note_words_and_the_way_to_the_changes() -> None:
    html = page_of(quiet("2018-01-01"), quiet("2019-01-01", "Two words.\n", note="A <b>note</b>."))
    line = " ".join(re.sub("<[^>]*>", "", re.findall(r'<li id="2019-01-01">.*?</li>', html, re.DOTALL)[0]).split())
    assert line == "1 January 2019 in force A &lt;b&gt;note&lt;/b&gt;. −2 +2 changes"
    assert 'aria-label="changes of 1 January 2019"' in html
