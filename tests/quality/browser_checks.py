"""What a browser is needed for: axe in every state, the keyboard, and room on small screens."""

from __future__ import annotations

from collections.abc import Iterator

from browsing import Visit, visiting
from reading import axe_faults, open_page, out_of_sight, skips_to_content

from .checks import Check, Surroundings

_STATES = [
    *({"width": width, "color_scheme": scheme} for width in (1280, 320) for scheme in ("light", "dark")),
    *({"width": width, "forced_colors": "active"} for width in (1280, 320)),
]
_SIZES = [(1280, 800), (640, 480), (320, 640), (320, 256)]


def axe(around: Surroundings) -> Check:
    """Every rule for WCAG 2.0 to 2.2, A and AA, and every best practice, in every state of a page."""
    faults = []
    for state in _STATES:
        with visiting(around.browser, bypass_csp=True, **state) as visit:  # type: ignore[arg-type]
            told = " ".join(str(each) for each in state.values())
            for site, address in around.pages:
                open_page(visit, site.address + address)
                faults += [f"{site.name}/{address} ({told}): {fault}" for fault in axe_faults(visit.page)]
    return Check.of("axe", f"{len(around.pages)} pages in {len(_STATES)} states", faults)


def keyboard(around: Surroundings) -> Check:
    """Every stop of the Tab key is seen, every control is a stop, and the first one skips to the content."""
    faults = []
    for width in (1280, 640, 320):
        for site, address in around.pages:
            # A page of its own each time, on which nothing has been in focus before.
            with visiting(around.browser, width=width) as visit:
                open_page(visit, site.address + address)
                faults += [f"{site.name}/{address} at {width} px: {fault}" for fault in _by_keyboard(visit)]
    return Check.of("keyboard", f"{len(around.pages)} pages at 1280, 640 and 320 px", faults)


def _by_keyboard(visit: Visit) -> Iterator[str]:
    found, controls = visit.tab_through()
    yield from found
    if controls != (seen := visit.reachable()):
        yield f"{seen} controls are seen, and the Tab key stops at {controls}"
    visit.page.reload()
    if not skips_to_content(visit.page):
        yield "the first stop does not skip to the content"


def room(around: Surroundings) -> Check:
    """No sideways scrolling and no hidden column: at 320 px, with wide spacing, and at 400 % of 1280 x 1024."""
    faults = []
    with visiting(around.browser, bypass_csp=True) as visit:
        for width, height in _SIZES:
            visit.page.set_viewport_size({"width": width, "height": height})
            for site in around.sites:
                for address in site.addresses:
                    visit.page.goto(site.address + address)
                    faults += [f"{site.name}/{address} at {width} px: {fault}" for fault in out_of_sight(visit.page)]
    sizes = ", ".join(f"{width} x {height}" for width, height in _SIZES)
    return Check.of("room", f"every page at {sizes}, plain and with wide spacing", faults)
