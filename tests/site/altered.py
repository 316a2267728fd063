"""What somebody could change in a copy of the example site. Each also makes SHA256SUMS anew: that is for the tests."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLD, NOW = "notice/2023-09-01", "notice/2025-02-10"

Alteration = Callable[[Path], None]
"""Changes the site in that folder."""


@dataclass(frozen=True)
class Altered:
    """A change, and a file in which it must be found."""

    change: Alteration
    path: str


def replace(path: str, old: str, new: str, count: int = -1) -> Alteration:
    def change(site: Path) -> None:
        file = site / path
        text = file.read_bytes().decode("utf-8")
        assert old in text, f"{path} has no “{old}”"
        file.write_bytes(text.replace(old, new, count).encode())

    return change


def in_every(pattern: str, old: str, new: str) -> Alteration:
    def change(site: Path) -> None:
        for file in sorted(site.glob(pattern)):
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return change


def add(path: str, text: str) -> Alteration:
    def change(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")

    return change


def remove(path: str) -> Alteration:
    def change(site: Path) -> None:
        target = site / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return change


def append_to(pattern: str, text: str) -> Alteration:
    def change(site: Path) -> None:
        file = next(iter(sorted(site.glob(pattern))))
        file.write_bytes(file.read_bytes() + text.encode())

    return change


def all_of(*changes: Alteration) -> Alteration:
    def change(site: Path) -> None:
        for each in changes:
            each(site)

    return change


def hide_the_article(wrapper: str) -> Alteration:
    """Put another article before the true one, and the true one where nobody sees it."""

    def change(site: Path) -> None:
        file = site / f"{OLD}/index.html"
        html = file.read_text("utf-8")
        start, end = html.index('<article class="policy-text'), html.index("</article>") + len("</article>")
        true = html[start:end]
        shown = true.replace("never sell", "always sell")
        assert shown != true
        file.write_text(html[:start] + wrapper.format(true=true, shown=shown) + html[end:], "utf-8")

    return change


def with_settings(edit: Callable[[dict[str, Any]], None]) -> Alteration:
    """Change the settings file as well, in its own form."""

    def change(site: Path) -> None:
        file = site / "policy-site.json"
        record = json.loads(file.read_text("utf-8"))
        edit(record)
        file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")

    return change


def repacked(site: Path) -> None:
    file = site / "sitemap.xml.gz"
    text = gzip.decompress(file.read_bytes()).replace(b"2025-02-10", b"2024-02-10")
    file.write_bytes(gzip.compress(text, mtime=0))


def notice_in(record: dict[str, Any]) -> dict[str, Any]:
    """The settings of the policy that the tests alter."""
    found: dict[str, Any] = next(policy for policy in record["policies"] if policy["slug"] == "notice")
    return found


def another_publisher(record: dict[str, Any]) -> None:
    notice_in(record)["publisher"] = "Somebody else"


def without_lending(record: dict[str, Any]) -> None:
    record["policies"] = [policy for policy in record["policies"] if policy["slug"] != "lending"]


ARTICLE = '<article class="policy-text" lang="en">\n'
SHEET = "stylesheets/policies.*.css"
PAGE, CHANGES, BESIDE = (f"{OLD}/{each}index.html" for each in ("", "changes/", "changes/side-by-side/"))

# The 28 that were tried on an earlier version, which found six of them.
TRIED: Mapping[str, Altered] = {
    "another article, the true one in a comment": Altered(hide_the_article("<!--{true}-->{shown}"), PAGE),
    "another article, the true one in a template": Altered(
        hide_the_article("<template>{true}</template>{shown}"), PAGE
    ),
    "an aside at the top of the article": Altered(
        replace(PAGE, ARTICLE, ARTICLE + "\n<aside class='policy-annotation'>We sell it all.</aside>\n"), PAGE
    ),
    "a mark in the text in force": Altered(
        replace("notice/index.html", "We never sell", 'We <span class="policy-mark">do not</span> never sell'),
        "notice/index.html",
    ),
    "a mark in a redline": Altered(replace(CHANGES, "</h1>", '<span class="policy-mark">not</span></h1>', 1), CHANGES),
    "a paragraph hidden by the stylesheet": Altered(append_to(SHEET, "article p:nth-of-type(2){display:none}"), SHEET),
    "a script in a page": Altered(replace(PAGE, "</body>", "<script>document.title='x'</script></body>"), PAGE),
    "a page that leads elsewhere": Altered(
        replace(PAGE, "<head>", '<head><meta http-equiv="refresh" content="0;url=https://other.example/">'), PAGE
    ),
    "a day shown on a page": Altered(replace(PAGE, "1 September 2023", "1 October 2023", 1), PAGE),
    "the publisher in versions.json": Altered(
        replace("notice/versions.json", "Harbour Lane Tool Library", "Somebody else"), "notice/versions.json"
    ),
    "until in versions.json": Altered(
        replace("notice/versions.json", '"until": "2025-02-09"', '"until": "2026-02-09"'), "notice/versions.json"
    ),
    "an invented erratum in versions.json": Altered(
        replace(
            "notice/versions.json",
            '"errata": []',
            '"errata": [{"date": "2024-01-01", "was": null, "now": "0", "reason": "x"}]',
            1,
        ),
        "notice/versions.json",
    ),
    "the title of a feed": Altered(
        replace("notice/feed.xml", "Privacy notice", "Another notice", 1), "notice/feed.xml"
    ),
    "the content of a feed": Altered(replace("notice/feed.xml", "sell", "lend", 1), "notice/feed.xml"),
    "the JSON feed": Altered(replace("notice/feed.json", "Privacy notice", "Another notice", 1), "notice/feed.json"),
    "the TimeMap": Altered(replace("notice/timemap.link", "2018", "2017"), "notice/timemap.link"),
    "the history": Altered(
        replace("notice/history/index.html", "1 September 2023", "1 May 2023", 1), "notice/history/index.html"
    ),
    "the clauses": Altered(
        replace("notice/clauses/index.html", "1 September 2023", "1 May 2023", 1), "notice/clauses/index.html"
    ),
    "side by side": Altered(replace(BESIDE, "never", "always", 1), BESIDE),
    "the storage inventory": Altered(replace("storage.json", '"checked": "20', '"checked": "19'), "storage.json"),
    "a whole policy removed": Altered(all_of(remove("lending"), with_settings(without_lending)), "sitemap.xml"),
    "a class changed in the source": Altered(replace(f"{OLD}.md", "class: material", "class: editorial"), f"{OLD}.md"),
    "a word of the text": Altered(replace(PAGE, "never sell", "always sell"), PAGE),
    "a passage hidden by an attribute": Altered(replace(PAGE, "<p>", "<p hidden>", 1), PAGE),
    "a source that is missing": Altered(remove(f"{OLD}.md"), f"{OLD}.md"),
    "another revision in force": Altered(
        replace("notice/versions.json", '"current": "2025-02-10"', '"current": "2023-09-01"'), "notice/versions.json"
    ),
    "an aside within a line": Altered(replace(PAGE, "never sell", "<aside>ever</aside> never sell"), PAGE),
    "a mark on the page of a revision": Altered(
        replace(PAGE, "never sell", 'never <span class="policy-mark">ever</span> sell'), PAGE
    ),
}

NEIGHBOURS: Mapping[str, Altered] = {
    "a file added": Altered(add("notes.txt", "Added."), "notes.txt"),
    "a page of a revision that never was": Altered(
        add("notice/2022-01-01/index.html", "<!doctype html><p>We sell."), "notice/2022-01-01/index.html"
    ),
    "such a page, named in the settings file": Altered(
        all_of(
            add("notice/2022-01-01/index.html", "<!doctype html><p>We sell."),
            with_settings(lambda record: record["others"].append("notice/2022-01-01/index.html")),
        ),
        "notice/2022-01-01/index.html",
    ),
    "such a page, named as changed by a plugin": Altered(
        all_of(
            add("notice/2022-01-01/index.html", "<!doctype html><p>We sell."),
            with_settings(lambda record: record["unmade"].append("notice/2022-01-01/index.html")),
        ),
        "notice/2022-01-01/index.html",
    ),
    "a packed twin of a page, named in the settings file": Altered(
        all_of(
            add("notice/index.html.br", "We sell."),
            with_settings(lambda record: record["others"].append("notice/index.html.br")),
        ),
        "notice/index.html.br",
    ),
    "a link where a revision would be": Altered(
        lambda site: (site / "notice/2022-01-01").symlink_to("2023-09-01"), "notice/2022-01-01"
    ),
    "a page removed": Altered(remove(CHANGES), CHANGES),
    "a feed removed": Altered(remove("notice/material.xml"), "notice/material.xml"),
    "a day in a feed": Altered(replace("notice/feed.xml", "2023-09-01", "2023-08-15"), "notice/feed.xml"),
    "a script of ours": Altered(
        append_to("javascripts/policy-compare.js", "\nalert(1)"), "javascripts/policy-compare.js"
    ),
    "the headers for a host": Altered(replace("_headers", "nosniff", "sniff"), "_headers"),
    "the file for nginx": Altered(
        replace("_server/nginx.conf", "default-src 'none'", "default-src *"), "_server/nginx.conf"
    ),
    "the sitemap": Altered(replace("sitemap.xml", "2025-02-10", "2024-02-10"), "sitemap.xml"),
    "the packed sitemap": Altered(repacked, "sitemap.xml.gz"),
    "a schema": Altered(
        replace("schemas/versions-1.schema.json", '"state"', '"condition"', 1), "schemas/versions-1.schema.json"
    ),
    "the redline as data": Altered(replace(f"{OLD}/redline.json", "never", "always"), f"{OLD}/redline.json"),
    "the file that browsers compare with": Altered(
        replace("notice/compare.json", "never", "always"), "notice/compare.json"
    ),
    "the frame of one page": Altered(replace(PAGE, "<main", "<p>This text is void.</p><main", 1), PAGE),
    "the frame of every page": Altered(
        in_every("**/*.html", "<main", "<p>Every text here is void.</p>\n<main"), "notice/index.html"
    ),
    "the frame of a hand-written page": Altered(
        replace("write/index.html", "<main", "<p>Do not write to us.</p><main", 1), "write/index.html"
    ),
    "what the program puts into a hand-written page": Altered(
        replace("index.html", "10 February 2025", "10 March 2025", 1), "index.html"
    ),
    "the page for missing pages": Altered(replace("404.html", "</ul>", "</ul><p>It never was.</p>", 1), "404.html"),
    "the head of a page": Altered(replace(PAGE, 'rel="latest-version"', 'rel="latest"'), PAGE),
    "the title in the browser": Altered(replace(PAGE, "<title>Privacy", "<title>Void privacy"), PAGE),
    "a blank at the end of a page": Altered(append_to(PAGE, " "), PAGE),
    "the settings file alone": Altered(with_settings(another_publisher), "notice/index.html"),
    "a settings file in another form": Altered(append_to("policy-site.json", " "), "policy-site.json"),
}

ALTERED = {**TRIED, **NEIGHBOURS}

OF_MORE_THAN_ONE_FILE = {
    "a whole policy removed",
    "a class changed in the source",
    "a source that is missing",
    "a page of a revision that never was",
    "such a page, named in the settings file",
    "such a page, named as changed by a plugin",
    "a packed twin of a page, named in the settings file",
    "a link where a revision would be",
    "the frame of every page",
    "the frame of a hand-written page",
    "what the program puts into a hand-written page",
    "the settings file alone",
    "a settings file in another form",
}
"""Changes that may be found in other files than the one that was changed: from it these are made, or held to it."""


def together() -> list[list[str]]:
    """The names of all changes: of files that say nothing of each other one each, and the others alone."""
    found: list[list[str]] = []
    beside: list[dict[str, str]] = []
    for name, altered in ALTERED.items():
        if name in OF_MORE_THAN_ONE_FILE:
            found.append([name])
            continue
        site = next((each for each in beside if altered.path not in each), None)
        if site is None:
            beside.append(site := {})
        site[altered.path] = name
    return [*found, *(list(each.values()) for each in beside)]
