"""The two files a host keeps at its root for others to find: security.txt (RFC 9116) and gpc.json (GPC, section 5).

Both come from configuration alone: a day taken from the clock would make every build another one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

FOLDER = ".well-known/"
SECURITY, GPC = FOLDER + "security.txt", FOLDER + "gpc.json"
SHORTEST_DAYS, LONGEST_DAYS = 30, 365
"""How far ahead ``Expires`` should lie: time to renew it, and at most a year (RFC 9116, 2.5.5)."""

_EXPIRES = re.compile(r"^expires:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_CONTACT = re.compile(r"(?:https://|mailto:|tel:)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WellKnown:
    """The files by their addresses on the host, and the path at which the site stands there (``/`` for the root)."""

    files: Mapping[str, str]
    site_path: str

    @property
    def can_be_published(self) -> bool:
        """Whether the site has the host's root, the only place where anyone looks for them (RFC 8615, 3)."""
        return self.site_path == "/"

    def remedy(self) -> Iterator[str]:
        """What to do where the site stands below the host's root, line by line."""
        if self.can_be_published:
            return
        for path, content in self.files.items():
            yield f"/{path} belongs at the root of the host, and this site stands at {self.site_path}. Put this there:"
            yield from (f"    {line}" for line in content.splitlines())


def read_well_known(security: Mapping[str, Any], gpc: Mapping[str, Any], site_url: str) -> WellKnown:
    """The files that are configured; ValueError with the remedy for a setting that is wrong or missing."""
    files = {}
    if any(security.values()):
        files[SECURITY] = _security_text(security, site_url)
    if any(value is not None for value in gpc.values()):
        files[GPC] = _gpc(gpc)
    path = urlsplit(site_url).path.rstrip("/") + "/"
    return WellKnown(files, path)


def expires(text: str) -> datetime | None:
    """When a security.txt expires; None when it does not say, which makes it invalid."""
    match = _EXPIRES.search(text)
    try:
        moment = datetime.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def expiry_fault(text: str, today: date) -> str:
    """What is wrong with the day on which a security.txt expires, as seen today; empty when nothing is."""
    moment = expires(text)
    if moment is None:
        return "It does not say when it expires. Set security.expires in the site's configuration."
    days = (moment.date() - today).days
    if days < 0:
        return f"It expired on {moment.date()}. Set security.expires to a day within the next year."
    if days < SHORTEST_DAYS:
        return f"It expires on {moment.date()}, in {days} days. Set security.expires to a later day."
    if days > LONGEST_DAYS:
        return f"It expires on {moment.date()}, more than a year ahead. Set security.expires to an earlier day."
    return ""


def _security_text(options: Mapping[str, Any], site_url: str) -> str:
    contacts = _contacts(options.get("contact") or ())
    lines = [f"Contact: {contact}" for contact in contacts]
    lines.append(f"Expires: {_moment(options.get('expires'), 'security.expires')}")
    origin = urlsplit(site_url)
    if origin.scheme == "https":
        lines.append(f"Canonical: https://{origin.netloc}/{SECURITY}")
    if languages := options.get("languages"):
        lines.append(f"Preferred-Languages: {', '.join(languages)}")
    if policy := options.get("policy"):
        lines.append(f"Policy: {policy}")
    return "\n".join(lines) + "\n"


def _contacts(contacts: Sequence[str]) -> Sequence[str]:
    if not contacts:
        raise ValueError(
            "security.contact is empty, and a security.txt without a contact means nothing. "
            "List addresses to write to, such as mailto:security@example.org."
        )
    for contact in contacts:
        if not _CONTACT.fullmatch(contact):
            raise ValueError(
                f"“{contact}” in security.contact is no address that programs can read. "
                "Begin it with mailto:, https:// or tel:."
            )
    return contacts


def _moment(value: object, name: str) -> str:
    """A day, or a day and time, as RFC 3339 writes it, in UTC; a day alone means its beginning."""
    moment = _parsed(value, name)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parsed(value: object, name: str) -> date:
    if isinstance(value, date):  # a datetime is one as well
        return value
    try:
        return datetime.fromisoformat(str(value or ""))
    except ValueError:
        written = f"is “{value}”, which is no day" if value else "is missing"
        raise ValueError(f"{name} {written}. Write it as YYYY-MM-DD, such as 2027-06-30.") from None


def _gpc(options: Mapping[str, Any]) -> str:
    if not isinstance(options.get("honoured"), bool):
        raise ValueError(  # noqa: TRY004 (a fault of mkdocs.yml, as every other)
            "gpc.honoured is missing. Write true when the signal is honoured, false when it is not."
        )
    day = _parsed(options.get("updated"), "gpc.updated")
    day = day.date() if isinstance(day, datetime) else day
    return json.dumps({"gpc": options["honoured"], "lastUpdate": day.isoformat()}) + "\n"
