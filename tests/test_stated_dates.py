"""A day that a text states of itself is held against the declared days, however it is written."""

from __future__ import annotations

import pytest

from policies import policy_of, revision_of
from policy_history.checks.dates import text_date
from policy_history.text.document import read_document


def stated(text: str) -> list[str]:
    """The dates that are found wrong in a revision of 24 September 2014."""
    revision = revision_of("2014-09-24", text)
    return [each.quote for each in text_date(policy_of(revision), revision, read_document(text))]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Last updated: May 1st, 2014", "May 1st, 2014"),
        ("Effective Date: 05/01/2014", "05/01/2014"),
        ("Effective as of 01.05.2014", "01.05.2014"),
        ("Updated: 2014/05/01", "2014/05/01"),
        ("This policy was last updated in May 2014.", "May 2014"),
        ("Version of 1 May 2014", "1 May 2014"),
        ("(Effective January 1, 2014)", "January 1, 2014"),
    ],
)
def test_another_day_is_found(text: str, quote: str) -> None:
    assert stated(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Effective Date: 09/24/2014",
        "Effective Date: 24.9.2014",
        "Updated: 2014/09/24",
        "Last updated in September 2014.",
        "Last updated September 2014",
        "It applies to books that were lent since May 2010.",
        "The rules of 05/01/2010 are repealed.",
        "Version 1.2.2014 of the program",
        "Effective 31/31/2014",
    ],
)
def test_the_declared_day_and_what_is_no_statement_of_the_text_are_not(text: str) -> None:
    assert not stated(text)
