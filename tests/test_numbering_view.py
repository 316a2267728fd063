"""The numbers of clauses on a redline's page: the choice to hide them, and their entries in the list of changes."""

from __future__ import annotations

import re

from markupsafe import Markup

from policies import day, policy_of, revision_of
from policy_history.publish.edition import Edition
from policy_history.publish.pages import pages
from policy_history.source.provenance import Provenance

BREAD = "Bread is baked before the shop opens, and what is left at night is given away."
HONEY = "Honey is sold by the jar, and a jar that comes back clean is worth ten pence."


def page_of_changes(old: str, new: str) -> str:
    """The page on which the second of two revisions is compared with the first."""
    revisions = (revision_of("2020-01-01", old), revision_of("2021-01-01", new))
    edition = Edition.of([policy_of(*revisions)], day("2022-01-01"))
    return next(page.html for page in pages(edition, Provenance()) if page.address.endswith("2021-01-01/changes/"))


def test_numbers_that_changed_can_be_hidden_and_the_others_keep_their_numbers() -> None:
    html = page_of_changes(
        f"## 1. Bread\n\n{BREAD}\n\n## 2. Honey\n\n{HONEY}\n",
        f"## Article 1: Bread\n\n{BREAD}\n\n## Article 2: Honey\n\n{HONEY} Wax is free.\n",
    )
    assert re.search(r'<input type="checkbox" id="view-numbering" checked> [^<]* \(2\)</label>', html)
    entries = re.findall(r'<li value="(\d)"( class="policy-numbering-entry")?>', html)
    assert entries == [("1", ' class="policy-numbering-entry"'), ("2", "")]
    assert Markup(html).striptags().count("Clauses 1 to 2 are now Article 1 to Article 2") == 1
    assert "3 words added, 0 removed" in html
    assert re.findall(r'<section class="([^"]*)">', html) == ["policy-clause policy-renumbered", "policy-clause"]


def test_where_no_number_changed_there_is_no_such_choice() -> None:
    html = page_of_changes(f"## 1. Bread\n\n{BREAD}\n", f"## 1. Bread\n\n{BREAD} {HONEY}\n")
    assert "view-numbering" not in html
