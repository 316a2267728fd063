"""When an answer is due, and the file in which a publisher says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_history.forms.deadlines import WEEK, Calendar, Period, Unit, last_day, read_period
from policy_history.forms.handler import answers
from policy_history.forms.handler.store import StoredRequest
from policy_history.forms.settings import RequestSettings, read_request_settings
from policy_history.problems import ProblemsFound

HOLIDAYS = frozenset((date(2026, 12, 25), date(2027, 1, 1)))
CALENDAR = Calendar(holidays=HOLIDAYS)

# The day received, the period, the day due. The script is held to the same ones in tests/site/test_browser_receipt.py.
DUE = [
    ("2026-01-31", "1 month", "2026-02-28"),
    ("2028-01-31", "1 month", "2028-02-29"),
    ("2027-12-31", "2 months", "2028-02-29"),
    ("2026-08-31", "1 month", "2026-09-30"),
    ("2026-11-26", "1 month", "2026-12-26"),
    ("2026-12-31", "1 month", "2027-01-31"),
    ("2026-11-30", "3 months", "2027-02-28"),
    ("2028-02-29", "1 year", "2029-02-28"),
    ("2026-03-31", "12 months", "2027-03-31"),
    ("2026-11-26", "45 days", "2027-01-10"),
    ("2028-02-28", "1 day", "2028-02-29"),
    ("2026-11-26", "2 weeks", "2026-12-10"),
    ("2026-12-24", "1 business day", "2026-12-28"),
    ("2026-12-24", "10 business days", "2027-01-11"),
    ("2027-12-30", "15 business days", ""),
]


@pytest.mark.parametrize(("received", "period", "due"), DUE)
def test_the_last_day_of_a_period(received, period, due):
    day = last_day(date.fromisoformat(received), read_period(period), CALENDAR)
    assert (day.isoformat() if day else "") == due


# The same where a last day that is a day of rest moves on: Saturdays, Sundays and the two holidays.
MOVED = [
    ("2026-11-26", "1 month", "2026-12-28"),  # a Saturday
    ("2026-11-25", "1 month", "2026-12-28"),  # a holiday on a Friday, the weekend behind it
    ("2026-12-01", "1 month", "2027-01-04"),  # a holiday, in another year
    ("2026-11-20", "2 weeks", "2026-12-04"),  # a working day stays
    ("2026-11-26", "45 days", "2027-01-11"),  # a Sunday
    ("2027-01-31", "1 month", "2027-03-01"),  # into another month
    ("2026-12-24", "1 business day", "2026-12-28"),
]


@pytest.mark.parametrize(("received", "period", "due"), MOVED)
def test_a_last_day_of_rest_moves_on_where_the_law_says_so(received, period, due):
    assert last_day(date.fromisoformat(received), read_period(period), CALENDAR, moves_on=True).isoformat() == due


def test_days_of_rest_are_the_publishers():
    friday_and_saturday = Calendar(rest_days=frozenset((4, 5)))
    thursday = date(2026, 11, 26)
    assert last_day(thursday, read_period("1 day"), friday_and_saturday, moves_on=True) == date(2026, 11, 29)
    assert last_day(thursday, read_period("3 days"), friday_and_saturday, moves_on=True) == date(2026, 11, 29)
    assert last_day(thursday, read_period("2 days"), Calendar(), moves_on=True) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("moment", "zone", "due"),
    [
        ("2027-01-31T20:00:00-08:00", "America/Los_Angeles", "2027-02-28"),
        ("2027-02-01T08:00:00+09:00", "Asia/Tokyo", "2027-03-01"),
        ("2027-01-31T23:59:59+01:00", "Europe/Paris", "2027-02-28"),
        ("2027-02-01T00:00:00+01:00", "Europe/Paris", "2027-03-01"),
        ("2026-10-24T22:30:00+00:00", "Europe/Paris", "2026-11-25"),  # the night the clocks go back
        ("2026-12-31T10:30:00+00:00", "Pacific/Kiritimati", "2027-02-01"),
        ("2027-01-31T12:00:00+00:00", "UTC", "2027-02-28"),
    ],
)
def test_the_day_received_is_the_publishers(tmp_path, moment, zone, due):
    settings = settings_of(tmp_path, f"timezone: {zone}\n{CALIFORNIA}")
    stored = StoredRequest(1, "PR-7K3M-Q9XD-4T", in_utc(moment), "access", "x", "", "", "", {})
    assert [answer.isoformat() for _, answer in answers.due(stored, settings)] == [due]
    assert answers.as_data(stored, settings)["expected_by"][0]["by"] == due


def in_utc(moment):
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="seconds")


def test_the_sites_zone_counts_where_the_file_names_none(tmp_path):
    settings = settings_of(tmp_path, CALIFORNIA)
    assert settings.in_zone("Asia/Tokyo").calendar.zone.key == "Asia/Tokyo"
    assert settings_of(tmp_path, f"timezone: UTC\n{CALIFORNIA}").in_zone("Asia/Tokyo").calendar.zone.key == "UTC"


CALIFORNIA = """\
clocks:
  - kinds: access, deletion
    where: California
    within: 1 month
    law: Example Act, section 1
    source: https://law.example/1
receives: Example Ltd
kept: for two years
"""


def test_business_days_of_a_year_whose_holidays_are_not_listed_have_no_day():
    for year in (2025, 2027):
        only = Calendar(holidays=frozenset((date(year, 12, 25),)))
        assert last_day(date(2026, 11, 26), read_period("15 business days"), only) is None


def test_business_days_without_a_calendar_have_no_day():
    assert last_day(date(2026, 11, 26), read_period("15 business days"), Calendar()) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_end_on_the_same_number_or_on_the_last_day(received, months):
    due = last_day(received, Period(months, Unit.MONTH), Calendar())
    assert due is not None
    assert (due.year * 12 + due.month) - (received.year * 12 + received.month) == months
    assert due.day == received.day or (due.day < received.day and (due + timedelta(days=1)).day == 1)


@given(st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.integers(1, 30))
def test_business_days_are_counted_one_by_one(received, count):
    due = last_day(received, Period(count, Unit.BUSINESS_DAY), CALENDAR)
    between = [received + timedelta(days=number + 1) for number in range((due - received).days)]
    working = [day for day in between if day.weekday() < 5 and day not in HOLIDAYS]
    assert len(working) == count and working[-1] == due


@pytest.mark.parametrize("text", ["", "a month", "0 days", "1 fortnight", "-1 month", "1000 days", "1 months ago"])
def test_other_periods_are_refused_with_an_example(text):
    with pytest.raises(ValueError, match="1 month"):
        read_period(text)


# The file

GOOD = """\
clocks:
  - kinds: access, deletion
    where: European Union
    within: 1 month
    extension: 2 months
    law: GDPR, article 12(3)
    source: https://law.example/gdpr#12
  - kinds: children
    where: everywhere
    within: 2 weeks
    law: our policy's own promise
    source: /privacy/#children
holidays:
  - 2026-12-25
receives: Example Forms Ltd, Ireland
kept: for two years
notice: /privacy/#security
also_ask:
  - https://authority.example/
"""


def settings_of(tmp_path, text):
    (tmp_path / "requests.yml").write_text(text, "utf-8")
    return read_request_settings(tmp_path, "requests.yml")


def test_a_file_is_read_whole(tmp_path):
    settings = settings_of(tmp_path, GOOD)
    first, second = settings.clocks
    assert first.kinds == ("access", "deletion")
    assert (str(first.within), str(first.extension)) == ("1 month", "2 months")
    assert first.law == "GDPR, article 12(3)" and first.source == "https://law.example/gdpr#12"
    assert settings.clocks_of("children") == (second,) and not settings.clocks_of("contact")
    assert (
        settings.calendar.holidays == {date(2026, 12, 25)}
        and not first.moves_on
        and settings.also_ask == ("https://authority.example/",)
    )
    assert (settings.receives, settings.kept, settings.notice) == (
        "Example Forms Ltd, Ireland",
        "for two years",
        "/privacy/#security",
    )


def test_without_a_file_nothing_is_promised(tmp_path):
    assert read_request_settings(tmp_path, "requests.yml") == RequestSettings()


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("within: 1 month", "within: soon", "4:13", "such as “1 month”"),
        ("kinds: access, deletion", "kinds: access, delete", "2:12", "There is no form “delete”"),
        ("https://law.example/gdpr#12", "http://law.example/", "7:13", "https address"),
        ("https://law.example/gdpr#12", "GDPR", "7:13", "https address"),
        ("    law: GDPR, article 12(3)\n", "", "2:5", "“law” is missing"),
        ("    where: European Union\n", "", "2:5", "“where” is missing"),
        ("source: /privacy/#children", "source: https://california.example/45-days", "12:13", "sets no number of days"),
        ("  - 2026-12-25", "  - 25 December", "14:5", "YYYY-MM-DD"),
        ("  - 2026-12-25", "  - 20261225", "14:5", "YYYY-MM-DD"),
        ("  - 2026-12-25", "  - [2026-12-25]", "14:5", "must be one text"),
        ("notice: /privacy/#security", "notice: javascript:alert(1)", "17:9", "a place on this site"),
        ("receives:", "on_rest_day: next working day\nreceives:", "15:1", "not a known field"),
        ("receives:", "timezone: Paris\nreceives:", "15:11", "IANA name"),
        ("receives:", "timezone: ../../etc/passwd\nreceives:", "15:11", "IANA name"),
        ("receives:", "timezone:\nreceives:", "15:10", "empty"),
        ("receives:", "rest_days: [saturday, sundays]\nreceives:", "15:23", "days of the week"),
        ("receives:", f"rest_days: [{', '.join(WEEK)}, monday]\nreceives:", "15:12", "No day is left"),
        ("    extension: 2 months", "    on_rest_day: moves", "5:18", "next working day"),
        ("receives:", "receiver:", "15:1", "Did you mean “receives”"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, old, new, place, words):
    assert GOOD.count(old) == 1
    with pytest.raises(ProblemsFound) as found:
        settings_of(tmp_path, GOOD.replace(old, new))
    messages = [str(problem) for problem in found.value.problems]
    assert any(message.startswith(f"requests.yml:{place}:") and words in message for message in messages), messages


def test_an_empty_file_is_no_promise_by_accident(tmp_path):
    for text in ("", "# nothing yet\n"):
        with pytest.raises(ProblemsFound, match="clocks: "):
            settings_of(tmp_path, text)
