"""security.txt and gpc.json: from the configuration alone, and never half-configured."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from policy_history.site_audit.well_known import GPC, SECURITY, expiry_fault, read_well_known

HOME = "https://policies.example.org/"
CONTACT = ["mailto:security@example.org", "https://example.org/report"]


def test_nothing_is_published_that_is_not_configured() -> None:
    assert read_well_known({"contact": [], "expires": None, "languages": []}, {"honoured": None}, HOME).files == {}


@pytest.mark.parametrize(
    "expires",
    # YAML gives a day with a time and no zone as a naive datetime.
    ["2027-06-30", date(2027, 6, 30), datetime(2027, 6, 30), "2027-06-30T02:00:00+02:00"],  # noqa: DTZ001
)
def test_security_txt_has_the_fields_of_rfc_9116(expires: object) -> None:
    options = {"contact": CONTACT, "expires": expires, "languages": ["en", "fr"], "policy": "https://example.org/rules"}
    found = read_well_known(options, {}, HOME)
    assert found.files == {
        SECURITY: "Contact: mailto:security@example.org\n"
        "Contact: https://example.org/report\n"
        "Expires: 2027-06-30T00:00:00Z\n"
        "Canonical: https://policies.example.org/.well-known/security.txt\n"
        "Preferred-Languages: en, fr\n"
        "Policy: https://example.org/rules\n"
    }
    assert found.can_be_published and list(found.remedy()) == []


def test_gpc_json_says_whether_and_since_when() -> None:
    found = read_well_known({}, {"honoured": True, "updated": date(2026, 11, 1)}, HOME)
    assert found.files == {GPC: '{"gpc": true, "lastUpdate": "2026-11-01"}\n'}
    refused = read_well_known({}, {"honoured": False, "updated": "2026-11-01"}, HOME)
    assert '"gpc": false' in refused.files[GPC]


def test_a_site_below_the_root_says_what_to_put_there() -> None:
    found = read_well_known({}, {"honoured": True, "updated": "2026-11-01"}, "https://example.org/policies/")
    assert not found.can_be_published
    assert list(found.remedy()) == [
        "/.well-known/gpc.json belongs at the root of the host, and this site stands at /policies/. Put this there:",
        '    {"gpc": true, "lastUpdate": "2026-11-01"}',
    ]


@pytest.mark.parametrize(
    ("security", "gpc", "says"),
    [
        ({"expires": "2027-06-30"}, {}, "security.contact is empty"),
        ({"contact": ["security@example.org"], "expires": "2027-06-30"}, {}, "Begin it with mailto:, https:// or"),
        ({"contact": CONTACT}, {}, "security.expires is missing. Write it as YYYY-MM-DD"),
        ({"contact": CONTACT, "expires": "30 June"}, {}, "security.expires is “30 June”, which is no day."),
        ({"contact": ["mailto:a@b.example\nExpires: 2099-01-01"], "expires": "2027-06-30"}, {}, "is no address"),
        ({}, {"updated": "2026-11-01"}, "gpc.honoured is missing."),
        ({}, {"honoured": True}, "gpc.updated is missing."),
    ],
)
def test_a_wrong_setting_is_said_with_its_remedy(
    security: dict[str, object], gpc: dict[str, object], says: str
) -> None:
    with pytest.raises(ValueError, match=r"\S") as raised:
        read_well_known(security, gpc, HOME)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("expires", "says"),
    [
        ("2026-11-25T00:00:00Z", "It expired on 2026-11-25."),
        ("2026-12-25T00:00:00Z", "in 29 days"),
        ("2026-12-26T00:00:00Z", ""),
        ("2027-11-26T00:00:00Z", ""),
        ("2027-11-27T00:00:00Z", "more than a year ahead"),
        ("soon", "It does not say when it expires."),
    ],
)
def test_its_days_are_counted(expires: str, says: str) -> None:
    fault = expiry_fault(f"Contact: {CONTACT[0]}\nExpires: {expires}\n", date(2026, 11, 26))
    assert (says in fault) if says else fault == ""
