"""The three newcomers."""

from __future__ import annotations

from .before import committed, filled_in, forty_commits, material_site, navigation_named
from .walk import INSTALL, SERVE, Step, Walk

_DONE = (Step("policy check"), Step("mkdocs build --strict"), Step("policy check-site site"), Step(SERVE))

WALKS = (
    Walk(
        "empty",
        "An empty folder",
        "Somebody with a laptop, Python and no site.",
        (
            Step(INSTALL),
            Step("policy init", typed="Quay Ltd\n" + "\n" * 12),
            Step(SERVE),
            Step("policy check"),
            Step("(fills in the marks; dates the text 1 June 2026)", edit=filled_in),
            *_DONE,
            Step("policy lock"),
        ),
        ("", "privacy/", "privacy/history/", "requests/", "cookies/"),
    ),
    Walk(
        "material",
        "A Material site",
        "A web developer with 12 pages, a palette, search, redirects, awesome-nav and dates from git, below /manual/.",
        (
            Step("mkdocs build --strict"),
            Step(INSTALL),
            Step("policy init --add", typed="Quay Ltd\n" + "\n" * 7 + "y\n"),
            Step("(names the pages in docs/.nav.yml)", edit=navigation_named),
            Step("(fills in the marks; dates the text 1 June 2026)", edit=filled_in),
            Step("(commits)", edit=committed),
            *_DONE,
        ),
        ("", "legal/", "legal/privacy/", "legal/privacy/history/", "legal/requests/", "guide/page-3/"),
        before=material_site,
        address="/manual/",
        packages=(
            "mkdocs-material==9.8.2",
            "mkdocs-redirects==1.2.3",
            "mkdocs-awesome-nav==3.3.0",
            "mkdocs-git-revision-date-localized-plugin==1.6.3",
        ),
    ),
    Walk(
        "history",
        "A policy with a past",
        "A developer whose privacy policy has 40 commits in the repository of the old web site.",
        (
            Step(INSTALL),
            Step('policy init --yes --publisher "Quay Ltd" --history ../old-site --file legal/privacy.md'),
            Step("policy status"),
            *_DONE,
            Step("policy redline privacy/2024-01-10 privacy/2024-02-09"),
            Step("policy lock"),
        ),
        ("", "privacy/", "privacy/history/"),
        before=forty_commits,
    ),
)
