"""HTML as nh3 writes it is read without a parser, to the same words as with one."""

from __future__ import annotations

from random import Random

import pytest

from policy_history.text.article import sanitise
from policy_history.text.html_words import _parsed_text, _plain_text

PIECES = (
    "<p>",
    "</p>",
    "Some words ",
    "a &amp; b &lt;i&gt; &nbsp;&eacute;",
    "<ins>",
    "</ins>",
    '<ins class="policy-quiet">',
    "<del>",
    "</del>",
    '<span class="policy-mark policy-number" id="a">',
    '<span title=" class=&quot;policy-mark&quot;">',
    "</span>",
    "<br>",
    '<img src="/a/" alt="x &gt; y">',
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<pre><code>",
    "</code></pre>",
    '<a href="/a/">',
    "</a>",
    "\n",
)
OTHERS = ("a < b", "a > b", "<!-- c -->", "<script>if (a) b</script>", "<textarea>", "<br/>", "<P>", "<a title='>'>")


def test_clean_html_is_read_as_a_parser_reads_it() -> None:
    random = Random(14)
    for _ in range(3000):
        html = sanitise("".join(random.choices(PIECES, k=random.randint(1, 20))), classes=True)
        for tags, mark in ((frozenset[str](), ""), (frozenset({"ins"}), "policy-mark"), (frozenset({"del"}), "")):
            plain = _plain_text(html, tags, mark)
            assert plain is not None and plain.split() == _parsed_text(html, tags, mark).split(), html


@pytest.mark.parametrize("other", OTHERS)
def test_other_html_is_left_to_the_parser(other: str) -> None:
    assert _plain_text(f"<p>Words</p>{other}", frozenset(), "") is None
