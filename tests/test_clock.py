"""The day of the build: from SOURCE_DATE_EPOCH or the clock, in the publisher's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from policy_history.clock import today, zone

NEW_YEAR = 1767225600  # 2026-01-01 00:00:00 UTC


@pytest.mark.parametrize(
    ("epoch", "timezone", "day"),
    [
        (NEW_YEAR, "UTC", "2026-01-01"),
        (NEW_YEAR - 1, "UTC", "2025-12-31"),
        (NEW_YEAR, "Europe/Paris", "2026-01-01"),
        (NEW_YEAR - 3600, "Europe/Paris", "2026-01-01"),
        (NEW_YEAR - 3601, "Europe/Paris", "2025-12-31"),
        (NEW_YEAR, "America/New_York", "2025-12-31"),
        (NEW_YEAR + 5 * 3600 - 1, "America/New_York", "2025-12-31"),
        (NEW_YEAR + 5 * 3600, "America/New_York", "2026-01-01"),
        (NEW_YEAR, "Pacific/Kiritimati", "2026-01-01"),
        (NEW_YEAR - 14 * 3600, "Pacific/Kiritimati", "2026-01-01"),
        (NEW_YEAR, "Asia/Kathmandu", "2026-01-01"),
        (1774746000, "Europe/Paris", "2026-03-29"),  # one o'clock UTC, when summer time begins
        (1774821600, "Europe/Paris", "2026-03-30"),  # ten in the evening UTC is midnight in summer
        (0, "UTC", "1970-01-01"),
    ],
)
def test_the_day_is_the_publishers(monkeypatch: pytest.MonkeyPatch, epoch: int, timezone: str, day: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
    assert today(timezone) == date.fromisoformat(day)


@pytest.mark.parametrize("machine", ["Pacific/Kiritimati", "America/New_York", "UTC"])
def test_the_zone_of_the_machine_is_of_no_concern(monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
    monkeypatch.setenv("TZ", machine)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NEW_YEAR))
    assert today() == date(2026, 1, 1)


def test_without_the_variable_it_is_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = datetime.now(UTC).date()
    assert before <= today() <= before + timedelta(days=1)


@pytest.mark.parametrize(
    "epoch",
    [
        *(
            "",
            "  ",
            "yesterday",
            "2026-01-01",
            "1767225600.5",
            "1e9",
            "0x10",
            "17672256OO",
            "NaN",
            "-1",
            "1_767_225_600",
        ),
        *("１７６７２２５６００", "9" * 30, "9" * 5000, "253402300799", "-62135596800"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH is “.*whole seconds since 1970, e.g. 1767225600"):
        today("Pacific/Kiritimati")


@pytest.mark.parametrize(
    "name", ["", "Paris", "Europe", "Europe/", "../../etc/passwd", "/etc/localtime", "Europe/Paris\0", "x" * 5000, "é"]
)
def test_an_unknown_zone_is_refused_with_the_remedy(name: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time zone\. Write an IANA name such as Europe/Paris or UTC"):
        zone(name)


def test_a_known_zone() -> None:
    assert zone("Europe/Paris").key == "Europe/Paris"
