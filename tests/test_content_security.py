"""The content security policy: computed from pages, the strictest under which they work, in the words of each host."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_history.site_audit.content_security import Inline, Security, Surroundings, policy_for, written
from policy_history.site_audit.frames import Frames
from policy_history.site_audit.headers import LONGEST_LINE, headers_file, never_changing, nginx_file
from policy_history.site_audit.hosting import Hosting
from policy_history.site_audit.needs import Needs, needs_of
from policy_history.site_audit.page import BuiltPage
from policy_history.site_audit.page_changes import marked

HOME = "https://policies.example.org/"
PLAIN = Surroundings(HOME, "body { color: black }")
TEXT = '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="a.css"></head><p>Hello</p></html>'


def put_there(*pages: str) -> Surroundings:
    """The surroundings of a site whose theme brings what stands in these pages."""
    return Surroundings(HOME, "", inline=inline_of(*(BuiltPage("index.html", page) for page in pages)))


def needs(page: BuiltPage) -> Needs:
    return needs_of(page, HOME)


def inline_of(*pages: BuiltPage) -> Inline:
    frames = Frames(pages)
    return Inline(frames.inline_scripts, frames.inline_styles)


def policy(*pages: str, around: Surroundings = PLAIN) -> dict[str, str]:
    found = policy_for([needs(BuiltPage("index.html", page)) for page in pages], around)
    return {name: " ".join(sources) for name, sources in found.items()}


def test_a_page_of_text_may_do_nothing_but_look_as_it_should() -> None:
    assert policy(TEXT) == {
        "default-src": "'none'",
        "script-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "require-trusted-types-for": "'script'",
    }


def test_nothing_may_be_embedded_even_where_a_page_asks_for_it() -> None:
    assert policy('<object data="/a.pdf"></object><embed src="/b.pdf">') == policy(TEXT)


def test_inline_scripts_and_styles_of_the_theme_are_allowed_by_their_hashes_alone() -> None:
    # The hash of “alert('Hello, world.');” is the example of CSP 3, 2.3.1.
    hello = "<script>alert('Hello, world.');</script>"
    styles = "<style>a { color: red }\r\n</style><style>a { color: red }\n</style>"
    found = policy(hello, styles, around=put_there(hello, styles))
    assert found["script-src"] == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    assert found["style-src"].startswith("'self' 'sha256-") and found["style-src"].count("sha256") == 1
    assert "connect-src" not in found


def test_what_a_page_brings_by_itself_gets_no_hash() -> None:
    around = put_there("<script>theirs()</script><style>a { color: red }</style>")
    for page in (
        "<script>mine()</script>",
        "<script>theirs() </script>",
        "<script type=module>mine()</script>",
        "<svg><script>mine()</script></svg>",
        "<!--><script>mine()</script>-->",
        "<noscript><script>mine()</script></noscript>",
        "<title>A <script>mine()</script></title><script>mine()</script>",
        "<style>b { color: red }</style>",
    ):
        found = policy(page, around=around)
        assert "sha256" not in found["script-src"] + found["style-src"], page
    assert "sha256" in policy("<script>theirs()</script>", around=around)["script-src"]


def test_only_pictures_may_be_written_out_in_a_page() -> None:
    for page in ('<script src="data:text/javascript,a()"></script>', '<iframe src="data:text/html,a"></iframe>'):
        assert "data:" not in " ".join(policy(page).values()), page
    assert "data:" not in " ".join(policy('<img src="data:text/html,a">').values())


def test_data_in_script_elements_is_no_script() -> None:
    data = '<script type="application/ld+json">{"a": 1}</script><script type="application/json">{}</script>'
    assert policy(data)["script-src"] == "'none'"
    for script in (
        '<script type="importmap">{}</script>',
        '<script type="Text/JavaScript; charset=utf-8">a()</script>',
    ):
        assert policy(script, around=put_there(script))["script-src"].startswith("'sha256-")


def test_script_files_may_fetch_files_of_the_site() -> None:
    found = policy('<script src="../javascripts/compare.js" type="module"></script>')
    assert (found["script-src"], found["connect-src"]) == ("'self'", "'self'")


def test_a_form_may_go_to_the_handler_and_come_back() -> None:
    around = Surroundings(HOME, "", "", "https://forms.example.org", "https://policies.example.org")
    form = '<form method="post" action="https://forms.example.org/submit"></form>'
    assert policy(TEXT, around=around)["form-action"] == "'none'"
    assert policy(TEXT, form, around=around)["form-action"] == (
        "'self' https://forms.example.org https://policies.example.org"
    )


def test_pictures_in_stylesheets_and_pages_are_allowed_as_data_only_where_there_are_any() -> None:
    assert policy(TEXT, around=Surroundings(HOME, "a { b: url( 'data:image/svg+xml,x') }"))["img-src"] == "'self' data:"
    assert policy('<img src="data:image/gif;base64,A">')["img-src"] == "'self' data:"
    assert policy(TEXT, around=Surroundings(HOME, "@font-face { src: url(a.woff2) }"))["font-src"] == "'self'"


def test_other_hosts_are_allowed_where_they_are_declared_and_used() -> None:
    around = Surroundings(HOME, "", hosts=("*.pictures.example", "letters.example"))
    found = policy('<img src="//a.pictures.example/x.png"><img src="https://other.example/y.png">', around=around)
    assert found["img-src"] == "'self' https://*.pictures.example https://letters.example"
    assert found["font-src"] == found["connect-src"] == "https://letters.example"
    assert "other.example" not in " ".join(found.values())


def test_a_page_without_script_is_stricter_than_the_site() -> None:
    pages = [BuiltPage("index.html", TEXT), BuiltPage("compare/index.html", '<script src="a.js"></script>')]
    around = Surroundings(HOME, "", "document.body.innerHTML = name")
    security = Security(map(needs, pages), around)
    text, compare = (written(security.of(needs(page)), in_page=True) for page in pages)
    assert "script-src 'none'" in text and text.endswith("require-trusted-types-for 'script'")
    assert "script-src 'self'" in compare and "trusted-types" not in compare
    assert "frame-ancestors" not in text + compare, "a browser ignores it there, and says so"


@given(st.lists(st.text(alphabet="abc<>'\"; -!/\n\r=", max_size=40), max_size=60), st.text(max_size=20))
def test_nothing_in_a_page_loosens_the_policy_or_breaks_its_line(scripts: list[str], text: str) -> None:
    page = BuiltPage("index.html", "".join(f"<script>{each}</script><style>{each}</style>" for each in scripts) + text)
    directives = policy_for([needs(page)], Surroundings(HOME, "", inline=inline_of(page)))
    for policy_text in (written(directives), written(directives, in_page=True)):
        assert "unsafe" not in policy_text and '"' not in policy_text and policy_text.isprintable()
    file = headers_file(directives, [])
    assert max(map(len, file.splitlines())) <= LONGEST_LINE
    assert file.count("\n/") == 1 and "frame-ancestors 'none'" in file


def test_trusted_types_are_required_where_no_script_makes_markup_of_text() -> None:
    file = '<script src="a.js"></script>'
    careful = Surroundings(HOME, "", "document.body.append(name)")
    careless = Surroundings(HOME, "", "document.body.innerHTML = name")
    assert "require-trusted-types-for" in policy(file, around=careful)
    assert "require-trusted-types-for" not in policy(file, around=careless)
    assert "require-trusted-types-for" not in policy("<script>eval(name)</script>", around=careful)
    assert "require-trusted-types-for" in policy(TEXT, around=careless), "the careless script runs on no such page"


def test_a_policy_too_long_for_a_line_leaves_its_hashes_to_the_pages() -> None:
    scripts = "".join(f"<script>a({n})</script>" for n in range(40))
    directives = policy_for([needs(BuiltPage("", scripts))], put_there(scripts))
    line = next(line for line in headers_file(directives, []).splitlines() if "Content-Security" in line)
    assert line == (
        "  Content-Security-Policy: img-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'"
    )
    assert nginx_file(directives, [], "/").count("sha256-") == 40, "nginx takes long lines"


def test_only_files_named_after_their_content_are_kept_for_ever() -> None:
    lasting = ["stylesheets/policies.1d1369a8.css", "assets/bundle.a5f9d56c.min.js", "a-0123456789abcdef.woff2"]
    others = ["privacy/2011-02-17.md", "report-20260101.css", "feed.xml", "index.html", "a.deadbee.css"]
    assert never_changing([*lasting, *others]) == sorted(lasting)
    rules = headers_file(policy_for([], PLAIN), [*lasting, *others])
    assert rules.count("immutable") == 3 and "\n/stylesheets/policies.1d1369a8.css\n  Cache-Control: " in rules
    parts = headers_file(None, [], [f"legal/p{number}/*" for number in range(300)])
    assert sum(line.startswith("/") for line in parts.splitlines()) == 100, "the most that Cloudflare reads"
    many = headers_file(None, [f"a.{number:07x}a.css" for number in range(300)])
    assert sum(not line.startswith((" ", "#")) for line in many.splitlines()) == 100, "Cloudflare reads no more rules"


def test_the_policies_stand_right_after_the_encoding_and_are_written_once() -> None:
    page = BuiltPage("index.html", TEXT)
    whole = policy_for([needs(page)], PLAIN)
    once = marked(page, whole)
    start = '<!doctype html><html><head><meta charset="utf-8">'
    assert once.startswith(f'{start}<meta http-equiv="Content-Security-Policy"')
    assert '"><meta name="referrer" content="strict-origin-when-cross-origin"><link' in once
    assert marked(BuiltPage("index.html", once), whole) == once
    assert marked(BuiltPage("index.html", "<p>Hello</p>"), whole).startswith("<meta http-equiv=")
    assert "Content-Security-Policy" not in marked(page, None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<html><head><!-- <meta charset="a"> --><meta charset="utf-8">', "<title>T</title></head>"),
        ("<html><head><title>T</title><META data-x='>' CHARSET=utf-8>", "</head>"),
        ("<html>", "<head><title>T</title></head><p>No encoding is declared."),
        ("", "<p>No head at all."),
    ],
)
def test_the_policy_stands_right_behind_the_encoding(before: str, after: str) -> None:
    page = marked(BuiltPage("page/index.html", before + after), None)
    assert page == f'{before}<meta name="referrer" content="strict-origin-when-cross-origin">{after}'


def test_columns_are_aligned_by_a_class() -> None:
    table = '<table><th style="text-align: right;">A</th>\n<td class="b" style="text-align: center;">B</td><td>C</td>'
    page = BuiltPage("index.html", table)
    assert marked(page, policy_for([needs(page)], PLAIN)).endswith(
        '<table><th class="align-right">A</th>\n<td class="b align-center">B</td><td>C</td>'
    )


def test_a_site_has_a_content_security_policy_unless_it_says_no() -> None:
    assert Hosting.read(HOME, {}).content_security
    assert not Hosting.read(HOME, {"content_security": False}).content_security
