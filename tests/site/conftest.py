"""The sites the tests look at, each built once."""

from __future__ import annotations

import pytest
from building import EXAMPLE, ROOT, build
from html_pages import Built

REAL_DAY = "2026-11-23"
EXAMPLE_DAY = "2026-06-15"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's own site, with a form handler."""
    folder = build(
        ROOT,
        tmp_path_factory.mktemp("real") / "site",
        REAL_DAY,
        POLICY_FORM_ENDPOINT="https://forms.jespionne.example/submit",
        POLICY_SITE_URL="https://policies.jespionne.example/",
    )
    return Built(folder, "https://policies.jespionne.example/")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The made-up site, published below a host's root and without a form handler, while a revision is upcoming."""
    folder = build(EXAMPLE, tmp_path_factory.mktemp("example") / "site", EXAMPLE_DAY)
    return Built(folder, "https://harbourlane.example/policies/")


@pytest.fixture(scope="session", params=["real", "example"])
def site(request: pytest.FixtureRequest) -> Built:
    """Either of the two: for what holds of every site."""
    return request.getfixturevalue(request.param)
