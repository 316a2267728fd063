"""What reaches a page of an untrusted text: no code, no look of its own, no id but its clauses', no link astray."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from markdown_texts import arbitrary_texts, documents
from policy_history.text.article import SITE_SCHEME, Article, render_article, sanitise, site_address
from policy_history.text.document import Document, slug
from sweeps import examples, sample

SAFE_TAGS = frozenset(
    """
    a abbr b blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q
    s section small span strong sub sup table tbody td tfoot th thead tr u ul
    """.split()
)
SAFE_ATTRIBUTES = frozenset(
    "id role lang dir title href src alt width height start colspan rowspan align scope".split()
)
SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|policy-site:/(?!/))|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)

# One attack a line, each with a word before and behind it that must stay.
ATTACKS = """
<script>alert(1)</script>
<SCRIPT SRC=https://example.org/x.js></SCRIPT>
<style>body { display: none }</style>
<link rel="stylesheet" href="https://example.org/x.css">
<iframe src="https://example.org/"></iframe>
<object data="https://example.org/"></object><embed src="/x">
<form action="https://example.org/"><input name="card" autofocus onfocus=alert(1)><button>Send</button></form>
<b onclick="alert(1)" onmouseover=alert(2) style="position:fixed">bold</b>
<img src=x onerror=alert(1)>
<img src="javascript:alert(1)" srcset="https://example.org/x.png 2x">
<a href="javascript:alert(1)" target="_blank" ping="https://example.org/">link</a>
<a href="&#x6a;avascript:alert(1)">link</a>
<a href=" java&#10;script:alert(1)">link</a>
<a href="data:text/html;base64,PHNjcmlwdD4=">link</a>
<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<math><mi xlink:href="javascript:alert(1)">x</mi></math>
<video src="/x" onerror="alert(1)"></video><audio src="/x"></audio>
<meta http-equiv="refresh" content="0;url=https://example.org/"><base href="https://example.org/">
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<!--><script>alert(1)</script>-->
<div class="policy-mark policy-banner" id="redline" role="alert" data-md-component="x" aria-label="y">box</div>
<a href="policy-site:/cookies/" id="change-1">link</a>
[link](javascript:alert(1))
[link](<JaVaScRiPt:alert(1)>)
[link](vbscript:x "title")
[link](policy-site:/cookies/)
[link](POLICY-SITE:/cookies/)
![picture](data:image/svg+xml;base64,PHN2Zz4=)
<javascript:alert(1)>
<ftp://example.org/>
[link][bad]
""".strip().splitlines()

# Each kind of block, with room for an attack.
PLACES = {
    "paragraph": "before {} behind",
    "heading": "## before {} behind {{#head}}",
    "item": "* before {} behind\n* more",
    "nested item": "1. one\n    * before {} behind",
    "cell": "| Head |\n|---|\n| before {} behind |",
    "table head": "| before {} behind |\n|---|\n| cell |",
    "quotation": "> before {} behind",
    "emphasis": "**before {} behind**",
    "raw HTML": "<div>\nbefore {} behind\n</div>",
    "line of its own": "before\n\n{}\n\nbehind",
}


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def all(self, attribute: str) -> list[str | None]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@pytest.mark.parametrize(("attack", "place"), sample(list(product(ATTACKS, PLACES)), 3))
def test_an_attack_does_not_reach_the_page(attack: str, place: str) -> None:
    source = PLACES[place].format(attack) + "\n\n[bad]: javascript:alert(1)\n"
    html = render_article(Document(source)).html
    _assert_safe(html)
    assert "before" in html
    assert set(_Page(html).all("id")) <= {"head", "before-behind", *_heading_ids(source)}
    assert not any(str(address).startswith(f"{SITE_SCHEME}:") for address in _Page(html).all("href"))


@settings(
    max_examples=examples(15), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.one_of(documents(), arbitrary_texts, st.lists(st.sampled_from(ATTACKS), max_size=4).map(" ".join)))
def test_no_text_reaches_the_page_unsafely(text: str) -> None:
    _assert_safe(render_article(Document(text)).html)


def test_code_is_shown_and_does_not_run() -> None:
    html = render_article(Document("`<script>alert(1)</script>`\n\n```\n<b onclick=x>\n```\n\n    <i>\n")).html
    assert html.count("&lt;") == 4
    _assert_safe(html)


def test_our_own_markup_keeps_its_classes_and_links_and_nothing_else() -> None:
    html = '<span class="policy-change" id="change-1" onclick="x"><a href="policy-site:/a" class="b">a</a></span>'
    assert sanitise(html, classes=True) == html.replace(' onclick="x"', "")
    assert sanitise(html) == '<span id="change-1"><a href="policy-site:/a">a</a></span>'


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("# Privacy\n\n# Privacy\n\n# Privacy\n", ["privacy", "privacy-2", "privacy-3"]),
        ("# Privacy 2\n\n# Privacy\n\n# Privacy\n", ["privacy-2", "privacy", "privacy-3"]),
        ("# A {#rights}\n\n# Rights\n\n# B {#rights}\n", ["rights", "rights-2", "rights-3"]),
        ("# Rights\n\n# A {#rights}\n", ["rights-2", "rights"]),
        ("# Change 1\n\n# Change\n\n# Change\n", ["clause-change-1", "change", "clause-change-2"]),
        ("# A {#change-7}\n\n# B {#move-1-from}\n", ["clause-change-7", "clause-move-1-from"]),
        ("# Changes\n\n# Move 1 to\n", ["changes", "clause-move-1-to"]),
        ("# !?\n\n# —\n\n#\n", ["clause", "clause-2", "clause-3"]),
        ("# *Your* `id` & [rights](/a)\n", ["your-id-rights"]),
        ("# A {#b\"c<d>&'e}\n", ["b\"c<d>&'e"]),
        ("Privacy\n=======\n\n> ## Quoted\n\n* ## Listed\n", ["privacy", "quoted", "listed"]),
    ],
)
def test_every_clause_has_an_id_of_its_own(source: str, ids: list[str]) -> None:
    assert _Page(render_article(Document(source)).html).all("id") == ids
    assert [clause.id for clause in Document(source).clauses] == ids


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("HOW WE COLLECT INFORMATION", "how-we-collect-information"),
        ("  Don’t  share — ever! ", "dont-share-ever"),
        ("snake_case and hyphen-ated", "snake-case-and-hyphen-ated"),
        ("Größe, Änderung", "größe-änderung"),
        ("Cafe\u0301", "café"),
        ("個人情報", "個人情報"),
        ("سياسة الخصوصية", "سياسة-الخصوصية"),
        ("ข้อมูล", "ข้อมูล"),
        ("गोपनीयता नीति", "गोपनीयता-नीति"),
        ("7. Data", "7-data"),
    ],
)
def test_slug(title: str, name: str) -> None:
    assert slug(title) == name


def test_id_marks_are_not_shown() -> None:
    source = "# A {#a}\n\n## *B* {#b}\n\n## `C` c{: #c }\n\nD {#d}\n---\n\n## E {e}\n\nText {#f}\n"
    html = render_article(Document(source)).html
    assert html == (
        '<h1 id="a">A</h1>\n<h2 id="b"><em>B</em></h2>\n<h2 id="c"><code>C</code> c</h2>\n<h2 id="d">D</h2>\n'
        '<h2 id="e-e">E {e}</h2>\n<p>Text {#f}</p>'
    )


@pytest.mark.parametrize(("shift", "levels"), [(0, [1, 2, 6]), (1, [2, 3, 6]), (4, [5, 6, 6])])
def test_headings_can_stand_lower_but_not_below_six(shift: int, levels: list[int]) -> None:
    article = render_article(Document("# A\n\n## B\n\n###### C\n"), heading_shift=shift, id_prefix="x-")
    assert [tag for tag, _ in _Page(article.html).tags] == [f"h{level}" for level in levels]
    assert [(clause.id, clause.level) for clause in article.clauses] == list(
        zip(["x-a", "x-b", "x-c"], levels, strict=True)
    )


@pytest.mark.parametrize("root", ["../../", "../", "./", "/policies/"])
def test_links_from_the_root_of_the_site_are_right_at_any_depth(root: str) -> None:
    expected = [root + path for path in ("cookies/", "", "requests/#access", "logo.svg", "cookies/")]
    source = (
        "[a](/cookies/) [b](/) [c](/requests/#access) ![d](/logo.svg)\n\n<a href='/cookies/'>raw</a>\n\n"
        "[e](https://example.org/) [f](#rights) [g](mailto:a@example.org)\n"
    )
    page = _Page(render_article(Document(source)).at(root))
    links = [attributes for tag, attributes in page.tags if tag in ("a", "img")]
    addresses = [attributes.get("href") or attributes.get("src") for attributes in links]
    assert addresses == [*expected, "https://example.org/", "#rights", "mailto:a@example.org"]


def test_words_that_look_like_our_links_stay_as_they_are() -> None:
    source = 'She wrote "policy-site:/cookies/" and `href="policy-site:/x"`, [so](/a "policy-site:/t").\n'
    shown = render_article(Document(source)).at("../")
    assert 'She wrote "policy-site:/cookies/" and <code>href="policy-site:/x"</code>' in shown
    assert 'href="../a"' in shown


def test_site_address() -> None:
    assert site_address("/cookies/") == "policy-site:/cookies/"
    assert site_address("policy-site:/cookies/") == site_address("Policy-Site:/cookies/") == ""
    unchanged = ("//example.org/", "https://example.org/", "#rights", "cookies/", "")
    assert tuple(map(site_address, unchanged)) == unchanged


def test_an_article_without_links_is_the_same_everywhere() -> None:
    assert Article(Markup("<p>a</p>"), ()).at("../../") == Article(Markup("<p>a</p>"), ()).at("/") == "<p>a</p>"


def _heading_ids(source: str) -> list[str]:
    return [clause.id for clause in Document(source).clauses]


def _assert_safe(html: str) -> None:
    for tag, attributes in _Page(html).tags:
        assert tag in SAFE_TAGS, html
        assert set(attributes) <= SAFE_ATTRIBUTES, html
        for name in ("href", "src"):
            assert SAFE_ADDRESS.match((attributes.get(name) or "").strip()), html
    assert "<!--" not in html
