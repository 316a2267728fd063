"""Policies on the days around their dates: which text applies, which is still to come, which nobody may see yet."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import day, policy_of, revision_of
from policy_history.model import RevisionId, State, Wording

FIRST = revision_of("2011-02-17")
SECOND = revision_of("2014-09-24", published=day("2014-09-01"), effective=day("2014-09-24"))
POLICY = policy_of(FIRST, SECOND)


@pytest.mark.parametrize("text", ["2014-09-24", "2014-09-24.2", "2014-09-24.10", "2024-02-29"])
def test_an_id_reads_as_it_is_written(text: str) -> None:
    assert str(RevisionId.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "2014", "2014-9-24", "20140924", "24-09-2014", "2014-09-24.", "2014-09-24.0", "2014-09-24.01"),
        *("2014-09-24.1", "2014-02-30", "2014-13-01", "2014-09-24 ", "2014-09-24\n", "2014-09-24.2.3", "-2014-09-24"),
        *("２０１４-09-24", "2014-09-24.1٢", "2014-09-24.x", "../2014-09-24", "2014-W39-3"),
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        RevisionId.parse(text)


def test_ids_are_in_the_order_of_days_then_numbers() -> None:
    names = ["2014-09-24", "2014-09-24.2", "2014-09-24.10", "2014-10-01"]
    assert [str(each) for each in sorted(map(RevisionId.parse, reversed(names)))] == names


@pytest.mark.parametrize(
    ("today", "first", "second"),
    [
        ("2011-02-16", State.DRAFT, State.DRAFT),
        ("2011-02-17", State.IN_FORCE, State.DRAFT),
        ("2014-08-31", State.IN_FORCE, State.DRAFT),
        ("2014-09-01", State.IN_FORCE, State.UPCOMING),
        ("2014-09-23", State.IN_FORCE, State.UPCOMING),
        ("2014-09-24", State.SUPERSEDED, State.IN_FORCE),
        ("2099-01-01", State.SUPERSEDED, State.IN_FORCE),
    ],
)
def test_states_around_the_dates(today: str, first: State, second: State) -> None:
    assert (POLICY.state(FIRST, day(today)), POLICY.state(SECOND, day(today))) == (first, second)


def test_nothing_is_in_force_before_the_first_takes_effect() -> None:
    ahead = revision_of("2014-09-24", published=day("2014-09-01"))
    policy = policy_of(ahead)
    assert policy.in_force(day("2014-09-23")) is None
    assert policy.upcoming(day("2014-09-23")) == (ahead,)
    assert policy.published_by(day("2014-08-31")) == policy.upcoming(day("2014-08-31")) == ()


def test_of_two_revisions_on_one_day_the_second_applies() -> None:
    morning, evening = revision_of("2014-09-24"), revision_of("2014-09-24.2")
    policy = policy_of(morning, evening)
    today = day("2014-09-24")
    assert policy.in_force(today) is evening
    assert policy.state(morning, today) is State.SUPERSEDED
    assert policy.in_force(today - timedelta(days=1)) is None


def test_several_upcoming_ones_stand_in_the_order_in_which_they_will_apply() -> None:
    known = day("2014-08-01")
    later = [revision_of(name, published=known) for name in ("2014-09-24", "2015-01-01", "2015-06-01")]
    policy = policy_of(FIRST, *later)
    assert policy.upcoming(known) == tuple(later)
    assert policy.upcoming(day("2015-01-01")) == (later[2],)
    assert policy.in_force(day("2015-01-01")) is later[1]


def test_neighbours_and_names() -> None:
    assert (POLICY.previous(FIRST), POLICY.previous(SECOND)) == (None, FIRST)
    assert (POLICY.next(FIRST), POLICY.next(SECOND)) == (SECOND, None)
    assert POLICY.find("2014-09-24") is SECOND
    assert POLICY.find("2014-09-24.1") is POLICY.find("2014-9-24") is POLICY.find("") is None


def test_first_attested_is_the_first_that_was_not_reconstructed() -> None:
    lost = revision_of("2011-02-17", wording=Wording.RECONSTRUCTED, basis="The text of 2014.")
    assert policy_of(lost, SECOND).first_attested is SECOND
    assert policy_of(lost).first_attested is None
    assert POLICY.first_attested is FIRST
    assert (lost.is_reconstructed, FIRST.is_reconstructed) == (True, False)


def test_the_hash_is_that_of_the_published_file() -> None:
    assert FIRST.sha256 == sha256(FIRST.source).hexdigest()


days = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(days, st.integers(0, 20)), min_size=1, max_size=5, unique_by=lambda pair: pair[0]), days)
def test_on_any_day_one_text_applies_or_none_does_yet(dates: list[tuple[date, int]], today: date) -> None:
    revisions = [
        revision_of(effective.isoformat(), published=effective - timedelta(days=notice))
        for effective, notice in sorted(dates)
    ]
    policy = policy_of(*revisions)
    states = [policy.state(revision, today) for revision in revisions]
    taken_effect = [effective for effective, _ in dates if effective <= today]
    assert states.count(State.IN_FORCE) == bool(taken_effect)
    assert states.count(State.SUPERSEDED) == max(0, len(taken_effect) - 1)
    if taken_effect:
        current = policy.in_force(today)
        assert current is not None and current.effective == max(taken_effect)
    seen = set(policy.published_by(today))
    assert all(
        (revision in seen) is (state is not State.DRAFT) for revision, state in zip(revisions, states, strict=True)
    )
