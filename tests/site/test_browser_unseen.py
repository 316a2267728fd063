"""The comparison in the browser names what nobody sees, and never says that different texts are the same."""

from __future__ import annotations

import pytest
from browsing import Visit
from comparing import DAYS, serving_strictly, write_site

pytestmark = pytest.mark.browser

PLAIN = "# Rules\n\nYou shall share data within 14 days of notice.\n"
EDITS = (("14", "\u202e14\u202c"), ("share", "sh\u200bare"), ("14 days", "14\u00a0days"), ("14 days", "14  days"))
SAID = (
    "POP DIRECTIONAL FORMATTING added",
    "ZERO WIDTH SPACE added",
    "NO-BREAK SPACE added",
    "The two sources differ in spaces and line ends that no page shows.",
)


@pytest.mark.parametrize("number", range(len(EDITS)))
def test_what_nobody_sees_is_named(visit: Visit, tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    texts = [PLAIN, PLAIN.replace(*EDITS[number])] + [PLAIN] * (len(DAYS) - 2)
    page = visit.page
    with serving_strictly(write_site(tmp_path_factory.mktemp("unseen") / "site", texts)) as root:
        page.goto(f"{root}rules/compare/?from={DAYS[0]}&to={DAYS[1]}")
        said = page.locator(".policy-compare-result").inner_text()
    assert SAID[number] in said
    assert "are the same" not in said
    assert "words added" not in said or "0 words added, 0 removed" in said
