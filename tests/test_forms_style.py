"""The stylesheet of the forms: what keeps controls visible and reachable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mkdocs_policy_versions

PACKAGE = Path(mkdocs_policy_versions.__file__).parent
STYLE = PACKAGE / "assets/stylesheets/policy-forms.css"
LOOK, THEME = PACKAGE / "plain/stylesheets/look.css", PACKAGE / "theme/theme.css"
VARIABLES = {"ink", "muted", "line", "accent", "ground", "soft"}


def without_comments(file):
    return re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)


@pytest.fixture(scope="module")
def style():
    return without_comments(STYLE)


@pytest.fixture(scope="module", params=["light", "dark"])
def colours(request):
    """Those of the plain frame, by their names."""
    light, dark = without_comments(LOOK).split("@media (prefers-color-scheme: dark)")
    of_light, of_dark = (dict(re.findall(r"--policy-([\w-]+): (#[0-9a-f]{6})", part)) for part in (light, dark))
    return of_light if request.param == "light" else of_light | of_dark


def luminance(colour):
    """Relative luminance (WCAG 2.2, glossary)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_is_a_variable_that_each_look_defines(style, colours):
    screen = style.split("@media print")[0]
    assert set(re.findall(r"var\(--policy-([\w-]+)\)", style)) == VARIABLES
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgb\(", screen) == []
    assert set(colours) >= VARIABLES
    assert set(re.findall(r"--policy-([\w-]+):", without_comments(THEME))) >= VARIABLES


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "ground", 4.5),
        ("ink", "soft", 4.5),
        ("muted", "ground", 4.5),
        ("accent", "ground", 4.5),
    ],
)
def test_the_colours_can_be_read(colours, front, back, least):
    assert contrast(colours[front], colours[back]) >= least


def test_no_focus_ring_is_taken_away_and_targets_are_large(style):
    assert not re.search(r"outline(-style|-width)?:\s*(none|0)", style)
    assert style.count("min-height: 44px") == 2
    assert "scroll-margin-top" in style and "forced-colors" in style and "@media print" in style


def test_the_trap_is_not_hidden_in_a_way_programs_skip(style):
    screen = style.split("@media print")[0]
    rules = re.findall(r"\.policy-form-trap\b[^{]*\{[^}]*\}", screen)
    assert rules and not [rule for rule in rules if "display: none" in rule or "visibility" in rule]
