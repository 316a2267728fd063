"""The neighbours: what each is asked to do, and what is to come of it."""

from __future__ import annotations

from .building_beside import Neighbour

GOES, WITH, NOT = "goes with", "goes with, if", "does not go with"

_REDIRECTS = """  - redirects:
      redirect_maps:
        legal/privacy.md: privacy/index.md
        legal/privacy-2025.md: privacy/2025-01-01/index.md
        legal/ask-old.md: legal/ask.md
"""
_LINKED_BY_ADDRESS = {"docs/index.md": "# Quay Tools\n\nSee the [policy](https://docs.quay.example/manual/privacy/).\n"}

NEIGHBOURS = (
    Neighbour(
        "redirects",
        (GOES, "an old page may lead to a policy, to one of its revisions and to a page with a form"),
        _REDIRECTS,
        shown={
            "legal/privacy/index.html": "../../privacy/",
            "legal/privacy-2025/index.html": "../../privacy/2025-01-01/",
        },
    ),
    Neighbour("autorefs", (GOES, "it leaves our pages alone"), "  - autorefs\n"),
    Neighbour("glightbox", (GOES, ""), "  - glightbox\n"),
    Neighbour("minify", (GOES, ""), "  - minify:\n      minify_html: true\n"),
    Neighbour("privacy", (GOES, ""), "  - privacy\n", theme_more="  font: false\n"),
    Neighbour(
        "offline",
        (NOT, "it turns `use_directory_urls` off, and permanent addresses are folders. `policy publish --inlay` lays the pages into such a site"),
        "  - offline\n",
        refused="use_directory_urls is off",
    ),
    Neighbour("rss", (GOES, ""), "  - rss\n"),
    Neighbour(
        "static-i18n",
        (NOT, ""),
        "  - i18n:\n      languages:\n        - {locale: en, default: true, name: English}\n        - {locale: fr, name: Français}\n",
        refused="i18n",
    ),
    Neighbour(
        "static-i18n-inlaid",
        (GOES, "by `policy publish --inlay`, after the build without our plugin"),
        "  - i18n:\n      languages:\n        - {locale: en, default: true, name: English}\n        - {locale: fr, name: Français}\n",
        files=_LINKED_BY_ADDRESS,
        is_inlaid=True,
    ),
    Neighbour(
        "offline-inlaid",
        (GOES, "by `policy publish --inlay`, after the build without our plugin"),
        "  - offline\n",
        files=_LINKED_BY_ADDRESS,
        is_inlaid=True,
    ),
    Neighbour(
        "git-revision-date-localized",
        (GOES, "its dates are not shown on our pages, which have their own"),
        "  - git-revision-date-localized:\n      enable_creation_date: true\n      fallback_to_build_date: true\n",
    ),
    Neighbour(
        "awesome-nav",
        (GOES, ""),
        "  - awesome-nav\n",
        files={"docs/.nav.yml": "nav:\n  - index.md\n  - Privacy: privacy\n  - about\n  - legal\n"},
    ),
    Neighbour(
        "literate-nav",
        (GOES, ""),
        "  - literate-nav:\n      nav_file: SUMMARY.md\n",
        files={"docs/SUMMARY.md": "* [Home](index.md)\n* [Privacy](privacy/index.md)\n* [Team](about/team.md)\n* [Ask](legal/ask.md)\n* [Sent](legal/sent.md)\n"},
    ),
    Neighbour("macros", (GOES, ""), "  - macros\n"),
    Neighbour(
        "section-index",
        (GOES, ""),
        "  - section-index\n",
        more="nav:\n  - Home: index.md\n  - Legal:\n    - privacy/index.md\n    - Ask: legal/ask.md\nnot_in_nav: |\n  /legal/sent.md\n  /about/\n",
    ),
    Neighbour("tags", (GOES, ""), "  - tags\n"),
    Neighbour("mkdocs-theme", (GOES, ""), theme="mkdocs", plain=True, alone=True),
    Neighbour("mkdocs-theme-own-frame", (GOES, ""), theme="mkdocs", alone=True),
    Neighbour("readthedocs-theme", (GOES, ""), theme="readthedocs", plain=True, alone=True),
    Neighbour("readthedocs-theme-own-frame", (GOES, ""), theme="readthedocs", alone=True),
    Neighbour("properdocs", (GOES, ""), generator="properdocs"),
    Neighbour("properdocs-plain", (GOES, ""), generator="properdocs", plain=True),
)
