"""Where old links to a clause lead once the clause is gone."""

from __future__ import annotations

import pytest

from policy_history.redline.compare import compare
from policy_history.redline.destinations import destinations
from policy_history.text.document import read_document

LOANS = "You may keep a tool for fourteen days, and longer when nobody is waiting for it."
DAMAGE = "Tell us when a tool breaks. You need not pay for wear, but you must pay for what you did to it."
OTHER = "Nobody else sees what we keep, and our volunteers have signed a promise of secrecy."


def text(**clauses: str) -> str:
    return "# Rules\n\n" + "".join(f"## {title}\n\n{words}\n\n" for title, words in clauses.items())


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (text(Loans=LOANS, Damage=DAMAGE), text(Loans=f"{LOANS}\n\n{DAMAGE}"), {"damage": "loans"}),
        (text(Loans=LOANS, Damage=DAMAGE), text(Loans=f"{LOANS} {DAMAGE}"), {"damage": "loans"}),
        (
            text(Damage=DAMAGE, Loans=LOANS, Other=OTHER),
            text(Loans=LOANS, Other=f"{OTHER}\n\n{DAMAGE}"),
            {"damage": "other"},
        ),
        (text(Loans=LOANS, Damage=DAMAGE), text(Loans=LOANS), {}),
        (text(Loans=LOANS, Damage=DAMAGE), text(Loans=f"{LOANS}\n\nTell us when a tool breaks."), {}),
        ("## Damage {#old}\n\n" + DAMAGE, "## Damage {#new}\n\n" + DAMAGE, {"old": "new"}),
        (text(Loans=LOANS), text(Loans=LOANS, Damage=DAMAGE), {}),
    ],
    ids=["joined", "merged", "moved", "removed", "phrase", "renamed-id", "none-gone"],
)
def test_a_clause_went_where_half_its_words_are(old: str, new: str, found: dict[str, str]) -> None:
    redline = compare(read_document(old), read_document(new))
    assert {name: clause.id for name, clause in destinations(redline).items()} == found
