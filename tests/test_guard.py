"""Where what a page may not have comes from: the theme, the configuration, a text; and that it is told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from policy_history.site_audit.form_guard import OwnForms
from policy_history.site_audit.frames import Frames
from policy_history.site_audit.guard import Guard
from policy_history.site_audit.page import BuiltPage
from policy_history.site_audit.page_reading import Reading
from policy_history.site_audit.site import BuiltSite, Origin

SITE = "https://policies.example.org/ours/"
CONFIGURATION = """site_name: Ours
copyright: "Ours <b onclick=\\"go()\\">here</b>"
extra_css:
  - https://other.example/a.css
  - own.css
"""
THEME = '<form name="search"><input type="text" name="query"></form><a href="javascript:void(0)">Top</a>'
SCRIPT = "<script>theme()</script>"


def refused(
    files: Mapping[str, str],
    folder: Path,
    *frames: str,
    written: Mapping[str, Origin] | None = None,
    more: Sequence[Origin] = (),
    policy: bool = True,
) -> list[str]:
    """What is told of a site with these files, whose theme has these frames."""
    around = Frames(tuple(BuiltPage("index.html", frame) for frame in frames), frozenset(["a/own.js"]), "/ours/")
    configuration = Origin("mkdocs.yml", CONFIGURATION)
    built = BuiltSite(folder, (written or {}).get, frames=around, sources=lambda: [configuration, *more])
    for path, text in files.items():
        built.write(path, text)
    forms = OwnForms("", lambda address: frozenset())
    guard = Guard(SITE, ("fonts.example.org",), "storage.yml", forms, inline_styles=not policy)
    return [str(problem).partition(" ")[0] + f" {problem.rule}" for problem in Reading(guard, built).rest()]


def pages(html: str) -> dict[str, str]:
    """Three pages with the same in them."""
    return dict.fromkeys(("404.html", "a/index.html", "index.html"), html)


def test_what_only_the_theme_brings_is_let_be(tmp_path: Path) -> None:
    assert refused(pages(THEME + SCRIPT), tmp_path, THEME + SCRIPT) == []
    assert refused(pages(THEME), tmp_path) == ["404.html:1:1: foreign-form", "404.html:1:60: not-allowed"]


@pytest.mark.parametrize(
    "page",
    [
        "<script>theme();mine()</script>",
        "<script>theme()<!-- --></script>",
        "<script type='text/plain'>theme()</script>",
        '<form name="search"><input type="text" name="query"><textarea name="a"></textarea></form>',
        '<form name="search"><input type="text" name="query"><input name="card"></form>',
        '<form name="search" action="https://other.example/"><input type="text" name="query"></form>',
        '<a href="javascript:void(1)">Top</a>',
        '<noscript><img src="https://fonts.example.org/b.png"></noscript><noscript><p id="</noscript>"></p></noscript>',
    ],
)
def test_what_looks_like_the_themes_is_not(page: str, tmp_path: Path) -> None:
    frame = THEME + SCRIPT + '<noscript><img src="https://fonts.example.org/a.png"></noscript>'
    assert refused({"index.html": page}, tmp_path, frame)


def test_a_theme_may_neither_send_nor_fetch_elsewhere(tmp_path: Path) -> None:
    frame = '<link href="https://fonts.other.example" rel="preconnect"><form action="https://other.example/"></form>'
    told = ["404.html:1:1: undeclared-host", "404.html:1:59: foreign-form"]
    assert refused(pages(frame), tmp_path, frame) == told


def test_what_mkdocs_yml_puts_into_every_page_is_told_once_and_there(tmp_path: Path) -> None:
    frame = '<link rel="stylesheet" href="https://other.example/a.css"><p>Ours <b onclick="go()">here</b></p>'
    told = ["mkdocs.yml:2:18: not-allowed", "mkdocs.yml:4:5: undeclared-host"]
    assert refused(pages(frame), tmp_path, frame) == told


def test_a_title_that_runs_is_told_once_and_in_its_policy(tmp_path: Path) -> None:
    name = 'A <script>document.title="OWNED"</script> B'
    html = f'<title>{name}</title><meta name="description" content="{name}"><nav>{name}</nav>'
    files = {"404.html": html} | {
        f"a/{n}/index.html": html.replace("content=", f'data-n="{n}" content=') for n in "123"
    }
    told = ["404.html:1:59: not-allowed", "policies/a/policy.yml:1:11: not-allowed"]
    assert sorted({*refused(files, tmp_path, more=[Origin("policies/a/policy.yml", f"title: '{name}'")])}) == told


def test_what_no_file_tells_is_told_once(tmp_path: Path) -> None:
    assert refused(pages("<p>\n<img src='//other.example/a.png'>"), tmp_path) == ["404.html:2:1: undeclared-host"]


def test_each_of_several_is_told_at_its_own_place(tmp_path: Path) -> None:
    text = "# A\n\n`<object>`\n\n<object></object>\n\n[Go](javascript:go())\n\n<object></object>\n"
    page = '<object></object><p><a href="javascript:go()">Go</a></p><object></object>'
    told = refused({"a/index.html": page}, tmp_path, written={"a/index.html": Origin("docs/a.md", text)})
    assert told == ["docs/a.md:5:1: not-allowed", "docs/a.md:7:6: not-allowed", "docs/a.md:9:1: not-allowed"]


def test_script_files_run_where_the_site_lists_them(tmp_path: Path) -> None:
    for source in ("own.js", "../ours/a/own.js", "/ours/a/own.js", SITE + "a/own.js", "https://fonts.example.org/a.js"):
        page = {"a/index.html": f'<script src="{source}"></script>'}
        found = refused(page, tmp_path)
        assert found == ([] if source.startswith(("own", "/ours", "https://fonts")) else found)
    for source in ("other.js", "../own.js", "/a/own.js", "own.js/../other.js", "/ours/../a/own.js", "", "own%2ejs/x"):
        assert refused({"a/index.html": f'<script src="{source}"></script>'}, tmp_path), source


STYLES = [
    ("a { background: url(https://other.example/a.png) }", 17),
    ("a { background: url( '//other.example/a.png' ) }", 22),
    ("a { background: U\\52L(//other.example/a.png) }", 17),
    ('@import "https://other.example/a.css";', 9),
    ("@IMPORT url(//other.example/a.css) layer(a);", 9),
    ("@font-face { font-family: a; src: local(a), url(https://other.example/a.woff2) }", 45),
    ('a { background: image-set("https://other.example/a.png" 1x) }', 27),
    ("a { background: -webkit-image-set(url(//other.example/a.png) 1x) }", 35),
    ('a { background: src("https://other.example/a.png") }', 21),
    ('a { background: cross-fade("//other.example/a.png", red) }', 28),
    ('a { --a: "https://other.example/a.png"; background: src(var(--a)) }', 10),
    ("a { --a: url(https://other.example/a.png) }", 10),
    ("@media print { a { cursor: url(//other.example/a.cur), auto } }", 28),
    ("a { b { list-style: url(//other.example/a.png) } }", 21),
    ("/* */ a { background: url(https:other.example/a.png) }", 23),
    ("a { background: url(\\5c\\5c other.example/a.png) }", 17),
    ("a { background: url(///other.example/a.png) }", 17),
    ("a { behavior: url(javascript:go) }", 15),
    ("@import \"data:text/css,@import '//other.example/a.css';\";", 9),
    ("@document url(https://other.example/) { }", 11),
    ("a { background: url(https://other.example/a.png", 17),
]


@pytest.mark.parametrize("policy", [True, False], ids=["with-policy", "without"])
@pytest.mark.parametrize(("css", "column"), STYLES)
def test_a_stylesheet_fetches_nothing_from_elsewhere(css: str, column: int, policy: bool, tmp_path: Path) -> None:
    text = f"p {{ color: red }}\n{css}"
    written = {"own.css": Origin("docs/own.css", text)}
    found = refused({"own.css": text}, tmp_path, written=written, policy=policy)
    assert [place.partition(" ")[0] for place in found] == [f"docs/own.css:2:{column}:"]


@pytest.mark.parametrize(
    "css",
    [
        "a { background: url(a.png) } b { background: url('/b.png') } c { fill: url(#d) }",
        "a { background: url(data:image/svg+xml,%3Csvg/%3E); src: url(data:font/woff2;base64,AA) }",
        "a { background: url(https://policies.example.org/b.png) } @import 'c.css';",
        "@font-face { src: url(https://fonts.example.org/a.woff2) }",
        'a::after { content: "https://other.example/" attr(href) } /* url(//other.example/) */',
        '@namespace svg url(http://www.w3.org/2000/svg); @namespace "http://www.w3.org/1999/xhtml"; @charset "utf-8";',
        'a { --quote: "// as written"; --b: url(c.png) } a[href^="https://other.example/"] { color: red }',
    ],
)
def test_a_stylesheet_of_the_site_alone_is_let_be(css: str, tmp_path: Path) -> None:
    found = refused({"own.css": css}, tmp_path)
    assert found == (["own.css:1:14: undeclared-host"] if "as written" in css else [])


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg onload='go()'/>",
        "<svg><script>go()</script></svg>",
        "<svg><style>@import url(//other.example/a.css);</style></svg>",
        "<svg><image href='https://other.example/a.png'/></svg>",
        "<svg><foreignObject><p>Hello</p></foreignObject></svg>",
        "<!DOCTYPE svg [<!ENTITY a '<script>go()</script>'>]><svg>&a;</svg>",
        "<?xml version='1.0'?><?xml-stylesheet href='a.xsl' type='text/xsl'?><svg/>",
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>go()</s:script></s:svg>",
        "<svg><a href='javascript:go()'><text>Go</text></a></svg>",
    ],
)
def test_a_drawing_opened_by_itself_runs_nothing(drawing: str, tmp_path: Path) -> None:
    assert refused({"a.svg": drawing}, tmp_path, written={"a.svg": Origin("docs/a.svg", drawing)})
    assert refused({"a.svg": drawing}, tmp_path) == [], "a theme's own"


@pytest.mark.parametrize("path", ["a.xhtml", "a/b.XML", "a.shtml", "a.mhtml"])
def test_files_that_are_pages_by_another_name_are_refused(path: str, tmp_path: Path) -> None:
    written = {path: Origin(f"docs/{path}", "<html/>")}
    assert refused({path: "<html/>"}, tmp_path, written=written) == [f"docs/{path}:1:1: not-allowed"]
    assert refused({path: "<html/>"}, tmp_path) == [], "feeds and the sitemap are the engine's"


def test_a_theme_fetches_nothing_from_elsewhere_within_its_forms(tmp_path: Path) -> None:
    frame = '<form name="search"><img src="https://other.example/a.png"></form>'
    assert refused({"index.html": frame}, tmp_path, frame) == ["index.html:1:21: undeclared-host"]


def test_a_drawing_with_styles_of_its_own_is_let_be(tmp_path: Path) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><style>path { fill: red }</style><path style='d: none'/></svg>"
    assert refused({"a.svg": svg}, tmp_path, written={"a.svg": Origin("docs/a.svg", svg)}) == []
