"""The revisions as a Memento TimeMap (RFC 7089): a list of web links (RFC 6690) that any host can serve as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime

from ..model import State
from . import addresses
from .edition import PolicyEdition


def timemap(policy: PolicyEdition) -> bytes:
    """The file. It lists what has taken effect: what is upcoming never stood at the address of the text in force."""
    return (",\n".join(_links(policy)) + "\n").encode()


def _links(policy: PolicyEdition) -> Iterator[str]:
    of, base = policy.policy, policy.base
    past = [entry for entry in policy.entries if entry.state is not State.UPCOMING]
    days = [_moment(entry.revision.effective) for entry in past]
    yield f'<{base}{addresses.in_force(of)}>; rel="original"'
    span = f'; from="{days[0]}"; until="{days[-1]}"' if days else ""
    yield f'<{base}{addresses.timemap(of)}>; rel="self"; type="application/link-format"{span}'
    for place, (entry, day) in enumerate(zip(past, days, strict=True)):
        first, last = place == 0, place == len(past) - 1
        name = " ".join(["first"] * first + ["last"] * last + ["memento"])
        yield f'<{base}{addresses.revision(of, entry.revision)}>; rel="{name}"; datetime="{day}"'


def _moment(day: date) -> str:
    """The beginning of a day in UTC, as HTTP writes it."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC), usegmt=True)
