"""The sites the tests look at, each built once, and the browser that looks at them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browsing import FLAGS, Visit, browser_path, serving_folder, visiting
from comparing import serving_strictly, write_site
from guest_policies import ADDRESS, PLUGIN, guest_folder
from html_pages import Built
from long_history import write_long_history
from many_policies import write_many_policies
from playwright.sync_api import Browser, expect, sync_playwright
from publishing import Published, published

from building import EXAMPLE, IN_MATERIAL, LEFTWARD, ROOT, build, built_once, change, copy_example, mkdocs
from machine import PATIENCE
from policy_history.publish.generated import Generated
from policy_history.publish.page import Page
from policy_history.publish.rebuilding import rebuilt
from policy_history.publish.site import Site
from policy_history.publish.site_settings import SiteSettings
from policy_history.site_audit.needs import Needs, needs_of
from policy_history.site_audit.page import BuiltPage

REAL = "https://policies.jespionne.example/"
REAL_DAY = "2026-11-23"
EXAMPLE_DAY = "2026-06-15"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's own site, with a form handler."""
    settings = {"POLICY_FORM_ENDPOINT": "https://forms.jespionne.example/submit", "POLICY_SITE_URL": REAL}
    return Built(
        built_once(tmp_path_factory, "real", lambda target: build(ROOT, target, REAL_DAY, **settings)),
        REAL,
    )


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The made-up site below a host's root, without a form handler, while a revision is upcoming."""
    folder = built_once(tmp_path_factory, "example", lambda target: build(EXAMPLE, target, EXAMPLE_DAY))
    return Built(folder, "https://harbourlane.example/policies/")


@pytest.fixture(scope="session", autouse=True)
def _what_a_build_keeps(example: Built) -> None:
    """There before the example is copied: the build of a copy then makes only what differs, which halves its time."""


@pytest.fixture(scope="session")
def larger(example: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example as a part of a larger Material site, with that site's own frame and its search."""

    def make(target: Path) -> None:
        folder = copy_example(tmp_path_factory.mktemp("larger") / "folder")
        change(folder, IN_MATERIAL)
        build(folder, target, EXAMPLE_DAY)

    return Built(built_once(tmp_path_factory, "larger", make), example.root)


@pytest.fixture(scope="session")
def guest(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, str]:
    """The site of others with policies in it, and what its build said."""

    def make(target: Path) -> None:
        result = mkdocs(guest_folder(tmp_path_factory.mktemp("guest") / "folder", PLUGIN), target, EXAMPLE_DAY)
        assert result.returncode == 0, result.stdout
        target.with_suffix(".txt").write_text(result.stdout, "utf-8")

    site = built_once(tmp_path_factory, "guest", make)
    return Built(site, ADDRESS), site.with_suffix(".txt").read_text("utf-8")


@pytest.fixture(scope="session")
def leftward(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of Arabic and Hebrew policies."""
    folder = built_once(tmp_path_factory, "leftward", lambda target: build(LEFTWARD, target, EXAMPLE_DAY))
    return Built(folder, "https://tidehouse.example/")


@pytest.fixture(scope="session")
def long_history(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site whose policy "rules" has many versions and a redline of 300 changes."""
    source = tmp_path_factory.mktemp("long")
    folder = built_once(
        tmp_path_factory, "long", lambda target: build(write_long_history(source), target, "2026-01-01")
    )
    return Built(folder, "https://long.example/")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of many policies, the last with a long title."""
    source = tmp_path_factory.mktemp("many")
    folder = built_once(
        tmp_path_factory, "many", lambda target: build(write_many_policies(source), target, "2026-01-01")
    )
    with serving_folder(folder) as address:
        yield address


@pytest.fixture(scope="session", params=["real", "example"])
def site(request: pytest.FixtureRequest) -> Built:
    """Either of the two: for what holds of every site."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def published_real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """This repository's own site, served."""
    with published(ROOT, tmp_path_factory.mktemp("published"), REAL_DAY, "contact/sent/") as site:
        yield site


@pytest.fixture(scope="session")
def published_example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The made-up site, served."""
    with published(EXAMPLE, tmp_path_factory.mktemp("published"), EXAMPLE_DAY, "sent/") as site:
        yield site


@pytest.fixture(scope="session", params=["real", "example"])
def published_site(request: pytest.FixtureRequest) -> Published:
    """Either of the two, served."""
    return request.getfixturevalue(f"published_{request.param}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Without one the tests that need it are left out, and said to be; with CI=true they fail."""
    path = browser_path()
    if not path:
        remedy = "there is no Chromium on this system (apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"The browser tests cannot run: {remedy}.")
        warnings.warn(f"THE BROWSER TESTS ARE LEFT OUT: {remedy}.", stacklevel=1)
        pytest.skip(remedy)
    # The machine may be slow; none of the tests is about how fast it is.
    expect.set_options(timeout=250 * PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def each_site_is_made_again_once() -> Iterator[None]:
    """Most cases leave the settings and the sources as they are, from which alone a site and its pages are made again."""
    made: dict[tuple[bytes, tuple[tuple[str, bytes], ...]], Site] = {}
    pages: dict[tuple[int, str], str] = {}
    needs: dict[tuple[str, str, str], Needs] = {}
    whole = Generated._whole

    def once(settings: SiteSettings, sources: Mapping[str, bytes]) -> Site:
        key = settings.written(), tuple(sorted(sources.items()))
        if key not in made:
            made[key] = rebuilt(settings, sources)
        return made[key]

    def whole_once(generated: Generated, page: Page) -> str:
        key = id(generated._site), page.address
        if key not in pages:
            pages[key] = whole(generated, page)
        return pages[key]

    def needs_once(page: BuiltPage, site_url: str) -> Needs:
        key = page.path, page.html, site_url
        if key not in needs:
            needs[key] = needs_of(page, site_url)
        return needs[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("policy_history.verify.opened.rebuilt", once)
        patch.setattr(Generated, "_whole", whole_once)
        patch.setattr("policy_history.publish.generated.needs_of", needs_once)
        yield


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a page that compares any two of six texts is served, under the strictest policy that it works under."""
    with serving_strictly(write_site(tmp_path_factory.mktemp("compare") / "site")) as root:
        yield root + "rules/compare/"


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Visit]:
    """Opening a page of its own for each test would cost more than what most do on it."""
    with visiting(browser) as visit:
        yield visit


@pytest.fixture
def visit(visitor: Visit) -> Iterator[Visit]:
    """A page, as wide as a desk's, that must neither complain nor leave anything behind."""
    visitor.page.goto("about:blank")
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    visitor.page.emulate_media(media="null", color_scheme="null", forced_colors="null")
    visitor.requests.clear()
    visitor.complaints.clear()
    yield visitor
    assert visitor.complaints == []
    assert visitor.stored() == []
