"""The stylesheet of the forms: what keeps controls visible and reachable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mkdocs_policy_versions

STYLE = Path(mkdocs_policy_versions.__file__).parent / "assets/stylesheets/policy-forms.css"
VARIABLES = {"ink", "muted", "line", "accent", "ground", "soft"}


@pytest.fixture(scope="module")
def style():
    return re.sub(r"/\*.*?\*/", "", STYLE.read_text(), flags=re.DOTALL)


@pytest.fixture(scope="module")
def fallbacks(style):
    found: dict[str, set[str]] = {}
    for name, colour in re.findall(r"var\(--policy-(\w+), (#[0-9a-f]{6})\)", style):
        found.setdefault(name, set()).add(colour)
    return found


def luminance(colour):
    """Relative luminance (WCAG 2.2, glossary)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_is_a_variable_with_one_fallback(style, fallbacks):
    assert style.count("var(") == len(re.findall(r"var\(--policy-\w+, #[0-9a-f]{6}\)", style))
    assert set(fallbacks) == VARIABLES
    assert all(len(colours) == 1 for colours in fallbacks.values())


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "ground", 4.5),
        ("ink", "soft", 4.5),
        ("muted", "ground", 4.5),
        ("accent", "ground", 4.5),
    ],
)
def test_the_fallbacks_can_be_read(fallbacks, front, back, least):
    (one,), (other,) = fallbacks[front], fallbacks[back]
    assert contrast(one, other) >= least


def test_no_focus_ring_is_taken_away_and_targets_are_large(style):
    assert not re.search(r"outline(-style|-width)?:\s*(none|0)", style)
    assert style.count("min-height: 44px") == 3
    assert "scroll-margin-top" in style and "forced-colors" in style and "@media print" in style


def test_the_trap_is_not_hidden_in_a_way_programs_skip(style):
    screen = style.split("@media print")[0]
    rules = re.findall(r"\.policy-form-trap\b[^{]*\{[^}]*\}", screen)
    assert rules and not [rule for rule in rules if "display: none" in rule or "visibility" in rule]
