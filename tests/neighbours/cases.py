"""The neighbours: what each is asked to do, and what is to come of it."""

from __future__ import annotations

from .neighbour import ARTICLES, NOTHING, WORDS, Neighbour

GOES, WITH, NOT = "goes with", "goes with, so", "does not go with"
INLAY = "`policy publish --inlay` lays our pages into what such a build has made"

_REDIRECTS = """  - redirects:
      redirect_maps:
        legal/privacy.md: privacy/index.md
        legal/privacy-2025.md: privacy/2025-01-01/index.md
        legal/ask-old.md: legal/ask.md
"""
_LANGUAGES = """  - i18n:
      languages:
        - {locale: en, default: true, name: English}
        - {locale: fr, name: Français}
"""
_SUMMARY = "* [Home](index.md)\n* [Privacy](privacy/index.md)\n* [Team](about/team.md)\n* [Ask](legal/ask.md)\n* [Sent](legal/sent.md)\n"
_SECTIONS = "nav:\n  - Home: index.md\n  - Legal:\n    - privacy/index.md\n    - Ask: legal/ask.md\nnot_in_nav: |\n  /legal/sent.md\n  /about/\n"
_BY_ADDRESS = {"docs/index.md": "# Quay Tools\n\nSee the [policy](https://docs.quay.example/manual/privacy/).\n"}
_HOOK = "def on_page_content(html, **_):\n    return html.replace('<table>', '<table class=wide>') + '<p>Read in a minute.</p>'\n"
_MAKES_PAGES = """import mkdocs_gen_files
with mkdocs_gen_files.open("made/page.md", "w") as file:
    print("# Made\\n\\n[policy: overview]\\n\\nSee the [policy](../privacy/index.md).", file=file)
with mkdocs_gen_files.open("index.md", "a") as file:
    print("More.", file=file)
"""
_PARTS = """nav:
  - Home: index.md
  - Privacy: privacy/index.md
  - Team: about/team.md
  - Ask: legal/ask.md
  - Sent: legal/sent.md
  - Interface: '!include api/mkdocs.yml'
"""
_FONTS_AT_HOME = "  font: false\n"

PLUGINS = (
    Neighbour(
        "search",
        (GOES, "The theme's search finds the texts in force."),
        shown={"search/search_index.json": "Your name"},
    ),
    Neighbour(
        "redirects",
        (
            GOES,
            "An old page may lead to a policy (`privacy/index.md`), to one of its revisions, or to a page with a form.",
        ),
        _REDIRECTS,
        shown={
            "legal/privacy/index.html": "../../privacy/",
            "legal/privacy-2025/index.html": "../../privacy/2025-01-01/",
            "legal/ask-old/index.html": "../ask/",
        },
    ),
    Neighbour("autorefs", (GOES, "It finds nothing of its own on our pages."), "  - autorefs\n"),
    Neighbour(
        "glightbox",
        (GOES, "Pages with policies or with our forms have no lightbox: its script does not run there."),
        "  - glightbox\n",
    ),
    Neighbour(
        "minify",
        (GOES, "Pages that MkDocs makes are written without needless white space; the words of all are the same."),
        "  - minify:\n      minify_html: true\n",
        alike=WORDS,
    ),
    Neighbour(
        "privacy",
        (
            WITH,
            "Set `font: false` in `theme`, or `all_pages_through_mkdocs: true`: it does not see the pages that the engine writes itself, which do without what comes from elsewhere. Tried with nothing to fetch.",
        ),
        "  - privacy:\n      assets_exclude: [unpkg.com/*]\n",
        theme_more=_FONTS_AT_HOME,
    ),
    Neighbour(
        "offline",
        (NOT, f"It turns `use_directory_urls` off, and permanent addresses are folders. {INLAY}."),
        "  - offline\n",
        refused="The plugin offline turns use_directory_urls off",
    ),
    Neighbour("offline-inlaid", (WITH, f"{INLAY}."), "  - offline\n", files=_BY_ADDRESS, is_inlaid=True, alike=NOTHING),
    Neighbour(
        "rss",
        (
            GOES,
            "Its feeds leave policies out, which have feeds with their own days; its link stands in the head of each page. mkdocs-rss-plugin 1.19 asks for a GitPython below 3.2, and we for 3.2.1: install it with `--no-deps`.",
        ),
        "  - rss\n",
        alike=ARTICLES,
        hidden={"feed_rss_created.xml": "manual/privacy/"},
    ),
    Neighbour(
        "static-i18n",
        (
            NOT,
            f"It builds the site once for each language from files in `docs_dir`, and a policy has one permanent address. {INLAY}.",
        ),
        _LANGUAGES,
        refused="The plugin i18n cannot stand beside policy-versions",
    ),
    Neighbour(
        "static-i18n-inlaid",
        (WITH, f"{INLAY}."),
        _LANGUAGES,
        files=_BY_ADDRESS,
        is_inlaid=True,
        alike=NOTHING,
        shown={"fr/index.html": "Quay"},
    ),
    Neighbour(
        "git-revision-date-localized",
        (GOES, "A policy's days are those that it declares; no day of git or of the build stands on its pages."),
        "  - git-revision-date-localized:\n      enable_creation_date: true\n      fallback_to_build_date: true\n",
        hidden={"privacy/index.html": "git-revision-date-localized-plugin"},
    ),
    Neighbour(
        "git-authors",
        (GOES, "It names nobody on a policy's pages: there the publisher speaks, and no one who typed."),
        "  - git-authors\n",
        hidden={"privacy/index.html": "mailto:"},
    ),
    Neighbour(
        "include-markdown",
        (GOES, "It puts files into pages written by hand; it does not see the words of policies."),
        "  - include-markdown\n",
        files={
            "docs/about/team.md": "# Team\n\n{% include-markdown './people.txt' %}\n",
            "docs/about/people.txt": "Ann, Quay 2\n",
        },
        shown={"about/team/index.html": "Quay 2"},
    ),
    Neighbour(
        "awesome-nav",
        (GOES, "`- privacy` in `.nav.yml` names the policy's folder."),
        "  - awesome-nav\n",
        files={"docs/.nav.yml": "nav:\n  - index.md\n  - Privacy: privacy\n  - about\n  - legal\n"},
        alike=ARTICLES,
    ),
    Neighbour(
        "literate-nav",
        (GOES, "`privacy/index.md` in its file names the policy."),
        "  - literate-nav:\n      nav_file: SUMMARY.md\n",
        files={"docs/SUMMARY.md": _SUMMARY},
        alike=ARTICLES,
    ),
    Neighbour("macros", (GOES, "It does not see the words of policies."), "  - macros\n"),
    Neighbour(
        "section-index",
        (GOES, "A policy may be the page of a section."),
        "  - section-index\n",
        more=_SECTIONS,
        alike=ARTICLES,
    ),
    Neighbour(
        "hooks",
        (
            GOES,
            "They change pages written by hand, and no text of a policy. The file of a policy's page (`page.file.abs_src_path`) is that of its text. One that changes its words in the finished page (`on_post_page`) stops the build.",
        ),
        more="hooks:\n  - hook.py\n",
        files={"hook.py": _HOOK},
    ),
    Neighbour(
        "gen-files",
        (
            GOES,
            "The pages it makes may show policies and link to them. One at the address of a policy stops the build.",
        ),
        "  - gen-files:\n      scripts: [make.py]\n",
        files={"make.py": _MAKES_PAGES},
        alike=ARTICLES,
        shown={"made/page/index.html": "Privacy Policy", "index.html": "More."},
    ),
    Neighbour(
        "monorepo",
        (GOES, "Policies stand in the site that includes the others; a policy's folder in one of these is not read."),
        "  - monorepo\n",
        more=_PARTS,
        files={"api/mkdocs.yml": "site_name: api\nnav:\n  - Intro: index.md\n", "api/docs/index.md": "# Interface\n"},
        alike=ARTICLES,
        shown={"api/index.html": "Interface"},
    ),
    Neighbour(
        "exclude",
        (GOES, "It leaves out the site's own files, and no page of a policy; so does `exclude_docs` of MkDocs."),
        "  - exclude:\n      glob: [privacy/*, drafts/*]\n",
        files={"docs/drafts/one.md": "# One\n"},
    ),
    Neighbour("tags", (GOES, "Policies have no tags."), "  - tags\n"),
)
"""Plugins; each is tried before our plugin and behind it."""

GENERATORS = (
    Neighbour(
        "mkdocs-theme",
        (GOES, "With `plain_pages` (the default). Tried where Material is not installed."),
        theme="mkdocs",
        plain=True,
        is_alone=True,
    ),
    Neighbour(
        "mkdocs-theme-own-frame",
        (GOES, "Its scripts from cdnjs.cloudflare.com do not run on pages with policies."),
        theme="mkdocs",
        is_alone=True,
    ),
    Neighbour(
        "readthedocs-theme",
        (
            GOES,
            "With `plain_pages` (the default). The page of its search is left out. Tried where Material is not installed.",
        ),
        theme="readthedocs",
        plain=True,
        is_alone=True,
    ),
    Neighbour(
        "readthedocs-theme-own-frame",
        (
            NOT,
            "Its own frame has inline scripts and styles, which no page with a form of ours may have. Leave `plain_pages` on.",
        ),
        theme="readthedocs",
        is_alone=True,
        refused="docs/legal/ask.md:1:1",
    ),
    Neighbour(
        "properdocs",
        (GOES, "It names itself in the head of each page; the rest is the same."),
        generator="properdocs",
        alike=ARTICLES,
    ),
    Neighbour("properdocs-plain", (GOES, "In the plain frame too."), generator="properdocs", plain=True),
    Neighbour(
        "zensical",
        (WITH, f"It runs no plugins of MkDocs and leaves out ours without a word. {INLAY}."),
        files=_BY_ADDRESS,
        generator="zensical",
        is_inlaid=True,
        alike=NOTHING,
        shown={"about/team/index.html": "People", "privacy/index.html": "Content-Security-Policy"},
    ),
)
"""Themes and generators."""

_MIKE = (
    "Each version has the policies again, under its own address: `/1.0/privacy/2025-01-01/`. An address is as permanent as its version. "
    "Publish policies in a site without versions, and link to it."
)
MIKE = ("mike", WITH, "–", _MIKE)
"""mike has a check of its own (mike.py), since it runs the build itself."""
