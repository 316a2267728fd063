"""Looking at a page for those who read it otherwise: axe, the way to the content, and what is out of sight."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from browsing import Visit
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A dark page differs from a light one in its colours alone.
RULES_ON_COLOUR = ["color-contrast", "link-in-text-block"]
# What a reader may set without losing anything (WCAG 2.2, 1.4.12).
SPACING = """* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""

# How much wider than the window a page is, and the cells that no reader sees without scrolling sideways, and that no
# focusable region lets them scroll to: as the page comes, and with everything open and spaced.
_OUT_OF_SIGHT = """spacing => {
    const root = document.documentElement, found = [];
    const look = how => {
        const wide = root.scrollWidth - root.clientWidth;
        if (wide > 0) found.push(`${wide} px too wide${how}`);
        for (const cell of document.querySelectorAll('td, th')) {
            const box = cell.getBoundingClientRect();
            const hidden = cell.closest('thead') && getComputedStyle(cell.closest('thead')).clipPath !== 'none';
            if (!hidden && box.width && (box.right > innerWidth + 1 || box.left < -1) && !cell.closest('[tabindex="0"]'))
                found.push(`out of sight${how}: ${cell.textContent.trim().slice(0, 40)}`);
        }
    };
    look('');
    document.querySelectorAll('details').forEach(each => each.open = true);
    // Not an element: the page's own policy would keep that out.
    const style = new CSSStyleSheet();
    style.replaceSync(spacing);
    document.adoptedStyleSheets.push(style);
    look(' with everything open and spaced');
    return found;
}"""

_VIOLATIONS = "async options => (await axe.run(document, options)).violations"

_LEADS_WITHIN = "() => document.activeElement.matches('a[href^=\"#\"]')"
_IN_MAIN = """() => {
    const main = document.querySelector('main');
    return main.contains(document.activeElement) && main.getBoundingClientRect().top < innerHeight;
}"""


def open_page(visit: Visit, address: str) -> None:
    """Open that page, and where it compares what its address names, wait for the comparison."""
    visit.page.goto(address, wait_until="networkidle" if "?" in address else "load")


def axe_faults(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds wrong by those rules, a line each; see https://github.com/dequelabs/axe-core for the ids."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};0")  # 600 KB: once a page, whatever the number of its states
    found = page.evaluate(_VIOLATIONS, {"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {'; '.join(' '.join(map(str, node['target'])) for node in violation['nodes'])}"
        for violation in found
    ]


def skips_to_content(page: Page) -> bool:
    """Whether the first stop of the Tab key, once followed, leads into the main part (WCAG 2.2, 2.4.1)."""
    page.keyboard.press("Tab")
    if not page.evaluate(_LEADS_WITHIN):
        return False
    page.keyboard.press("Enter")
    return bool(page.evaluate(_IN_MAIN))


def out_of_sight(page: Page) -> list[str]:
    """What a reader does not see without scrolling sideways, also with everything open and wide spacing (WCAG 2.2, 1.4.12).

    The page keeps the spacing.
    """
    found: list[str] = page.evaluate(_OUT_OF_SIGHT, SPACING)
    return found
