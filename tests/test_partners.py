"""An alignment says of two words that each is the other's partner, or of neither, whatever was counted anew."""

from __future__ import annotations

from pathlib import Path

from golden_cases import each, read
from policy_history.redline.identity import aligned

# With the second clause goes a reference that reads as another one does afterwards.
COUNTED_ANEW = (
    "## 1. Data\n\nAll of section 3.\n\n## 2. Fees\n\nSee section 2 or section 3.\n\n## 3. Law\n\nDue soon.\n",
    "## 1. Data\n\nAll of section 2.\n\n## 2. Law\n\nDue soon.\n",
)


def strangers(old: str, new: str) -> list[tuple[int, int]]:
    """The words of the new text whose partner has another one, or none."""
    found = aligned(old, new)
    olds = {(at, partner) for at, partner in enumerate(found.old_partner) if partner >= 0}
    news = {(partner, at) for at, partner in enumerate(found.new_partner) if partner >= 0}
    return sorted(olds ^ news)


@each("redline")
def test_partners_are_each_others(case: Path) -> None:
    old, new = read(case)["old"], read(case)["new"]
    assert strangers(old, new) == strangers(new, old) == []


def test_partners_are_each_others_where_references_are_counted_anew() -> None:
    assert strangers(*COUNTED_ANEW) == strangers(*reversed(COUNTED_ANEW)) == []
