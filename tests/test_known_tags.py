"""A page of tags that were judged before needs no judging; one that differs in anything that counts is judged."""

from __future__ import annotations

import pytest

from policy_history.site_audit.known_tags import KnownTags
from policy_history.site_audit.needs import needs_of
from policy_history.site_audit.page import BuiltPage

SITE = "https://policies.example.org/"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A &lt;page&gt;</title>
<meta name="description" content="What it says."><link rel="canonical" href="https://policies.example.org/a/">
<link rel="stylesheet" href="../style.css"></head><body><h1 id="one">One</h1><p>Words &amp; <a href="../b/#two">a link</a>
<a href="#two" aria-label="change 1 of 2">1</a>
<time datetime="2020-01-01">1 January</time><img src="../picture.png" alt="x"></p>
<fieldset><input type="checkbox" id="all"></fieldset></body></html>"""


def page(html: str, path: str = "a/index.html") -> BuiltPage:
    return BuiltPage(path, html)


@pytest.fixture
def known() -> KnownTags:
    tags = KnownTags()
    tags.add(page(PAGE), SITE)
    return tags


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Words", "Other words"),
        ('id="one"', 'id="another-2"'),
        ("../b/#two", "../../c/2020-01-01/?from=2020&amp;to=2021"),
        ("2020-01-01", "2021-12-31"),
        ("change 1 of 2", "change 2 of 2"),
        ("What it says.", "What another says."),
        ("policies.example.org/a/", "policies.example.org/b/"),
        ("<p>", '<p id="x"><p>'),
        ("What it says.", "What the publisher&#39;s &amp; our policy says."),
        ("</fieldset>", '<input type="checkbox" id="none"></fieldset>'),
    ],
)
def test_what_does_not_count_may_differ(known: KnownTags, old: str, new: str) -> None:
    other = page(PAGE.replace(old, new))
    assert known.needs_of(other) == needs_of(other, SITE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>", "<p><script>x()</script>"),
        ("<p>", "<p onclick=x()>"),
        ("<p>", "<p style='color:red'>"),
        ("<p>", "<p><iframe src=x></iframe>"),
        ("<p>", "<p><svg onload=x()></svg>"),
        ("<p>", "<p><a href='javascript:x()'>x</a>"),
        ("<p>", "<p><a href='jAvAsCrIpT&colon;x()'>x</a>"),
        ("<p>", "<p><a href='//elsewhere.example/'>x</a>"),
        ("<p>", "<p><a href='/' target=_blank>x</a>"),
        ("<p>", "<p id='x'><p>"),
        ("<p>", '<p><a href="/x" href="/y">x</a>'),
        ("<p>", '<p><a href="java&#115;cript:x()">x</a>'),
        ("<p>", '<p><a href="javascript&#58;x()">x</a>'),
        ("<p>", '<p title="&#39;&#34;">'),
        ("<img src", "<image src"),
        ("<p>", "<p><!-- <p> -->"),
        ("<p>", "<p><!--><img src=x onerror=x()>-->"),
        ("<p>", "<p><form action=x></form>"),
        ("<fieldset>", "<form action=x><fieldset>"),
        ('type="checkbox"', 'type="password"'),
        ('type="checkbox"', ""),
        ('type="checkbox"', 'type="checkbox" formaction="x"'),
        ("<p>", "<p><template><p></template>"),
        ("<p>", "<p><noscript><p></noscript>"),
        ("<p>", "<p \"'<x=1>"),
        ("<p>", "<p title='<b>'>"),
        ("change 1 of 2", "url(//elsewhere.example/x)"),
        ("aria-label", "aria-label=x onclick"),
        ("<title>", "<base href=x><title>"),
        ("../style.css", "../other.css"),
        ("../picture.png", "https://elsewhere.example/picture.png"),
        ('rel="canonical" href="https://', 'rel="canonical" href="javascript:'),
        ('name="description" content="What', 'name="description" content="url(x) What'),
        ('charset="utf-8"', 'http-equiv="refresh" content="0"'),
    ],
)
def test_what_counts_is_judged(known: KnownTags, old: str, new: str) -> None:
    assert known.needs_of(page(PAGE.replace(old, new))) is None


def test_a_page_at_another_depth_is_judged(known: KnownTags) -> None:
    assert known.needs_of(page(PAGE, "a/b/index.html")) is None
    assert known.needs_of(page(PAGE, "b/index.html")) == needs_of(page(PAGE), SITE)
