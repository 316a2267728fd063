"""When an answer is due, and the file in which a publisher says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_history.forms.deadlines import Period, Unit, last_day, read_period
from policy_history.forms.settings import RequestSettings, read_request_settings
from policy_history.problems import ProblemsFound

HOLIDAYS = {date(2026, 12, 25), date(2027, 1, 1)}

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
    day = last_day(date.fromisoformat(received), read_period(period), HOLIDAYS)
    assert (day.isoformat() if day else "") == due


def test_business_days_without_a_calendar_have_no_day():
    assert last_day(date(2026, 11, 26), read_period("15 business days")) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_end_on_the_same_number_or_on_the_last_day(received, months):
    due = last_day(received, Period(months, Unit.MONTH))
    assert (due.year * 12 + due.month) - (received.year * 12 + received.month) == months
    assert due.day == received.day or (due.day < received.day and (due + timedelta(days=1)).day == 1)


@given(st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.integers(1, 30))
def test_business_days_are_counted_one_by_one(received, count):
    due = last_day(received, Period(count, Unit.BUSINESS_DAY), HOLIDAYS)
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
    assert settings.holidays == {date(2026, 12, 25)} and settings.also_ask == ("https://authority.example/",)
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
        ("    law: GDPR, article 12(3)\n", "", "2:5", "no “law”"),
        ("    where: European Union\n", "", "2:5", "no “where”"),
        ("source: /privacy/#children", "source: https://california.example/45-days", "12:13", "sets no number of days"),
        ("  - 2026-12-25", "  - 25 December", "14:5", "YYYY-MM-DD"),
        ("notice: /privacy/#security", "notice: javascript:alert(1)", "17:9", "a place on this site"),
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
