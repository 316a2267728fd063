"""The one place the build takes the day from."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WHOLE_NUMBER = re.compile(r"[0-9]{1,11}")  # up to the year 5138, which every time zone can tell


def today(timezone: str = "UTC") -> date:
    """The day the site is built for, in the publisher's time zone (an IANA name).

    ``SOURCE_DATE_EPOCH`` (seconds since 1970-01-01 UTC, reproducible-builds.org) replaces the clock.
    Raises ValueError, with the remedy, when it is no whole number or when the zone is unknown.
    """
    return datetime.fromtimestamp(_seconds(), UTC).astimezone(zone(timezone)).date()


def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name; ValueError with the remedy when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"“{name}” is not a time zone. Write an IANA name such as Europe/Paris or UTC.") from None


def _seconds() -> float:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).timestamp()
    written = epoch.strip()
    if not _WHOLE_NUMBER.fullmatch(written):
        raise ValueError(
            f"SOURCE_DATE_EPOCH is “{written[:40]}”. It must be whole seconds since 1970, e.g. 1767225600; "
            "unset it to take the clock's day."
        )
    return int(written)
