"""HTML as nh3 writes it is read without a parser, to the same words as with one."""

from __future__ import annotations

from random import Random

import pytest

from policy_history.text.reading import _plain_text, _Text

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


def parsed(html: str, tags: frozenset[str], mark: str) -> str:
    reader = _Text(tags, mark)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def test_clean_html_is_read_as_a_parser_reads_it() -> None:
    random = Random(14)
    for _ in range(3000):
        html = "".join(random.choices(PIECES, k=random.randint(1, 20)))
        for tags, mark in ((frozenset[str](), ""), (frozenset({"ins"}), "policy-mark"), (frozenset({"del"}), "")):
            assert _plain_text(html, tags, mark) == parsed(html, tags, mark), html


@pytest.mark.parametrize("other", OTHERS)
def test_other_html_is_left_to_the_parser(other: str) -> None:
    assert _plain_text(f"<p>Words</p>{other}", frozenset(), "") is None
