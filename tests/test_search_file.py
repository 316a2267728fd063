"""The words of hand-written pages as they are searched: what a reader sees, heading by heading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_history.publish.search_file import sections_of


def told(main: str) -> Iterator[tuple[str, str, str]]:
    page = f"<!doctype html><body><header><nav>Home</nav></header><main>{main}</main><footer>Foot</footer></body>"
    return ((each.id, each.title, each.text) for each in sections_of(page))


@pytest.mark.parametrize(
    ("main", "sections"),
    [
        ("<h1 id=a>One <em>two</em></h1><p>A<b>bc</b> d</p>", [("a", "One two", "Abc d")]),
        ("<p>Before</p><h2>No id</h2><p>After</p>", [("", "", "Before"), ("", "No id", "After")]),
        ("<h1 id=a>A</h1><h2 id=b>B</h2><p>b</p>", [("a", "A", ""), ("b", "B", "b")]),
        ("<h1 id=a>A</h1><ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", [("a", "A", "one two three")]),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", [("", "", "1 2 3")]),
        ("<h1 id=a>A<a class=headerlink href=#a>¶</a></h1><p>x<br>y</p>", [("a", "A", "x y")]),
        ("<p>a &lt;b&gt; &amp;amp; c</p><script>no</script><style>no</style>", [("", "", "a <b> &amp; c")]),
        ("<noscript>no</noscript><template>no</template><nav>no</nav><p>你好<b>世界</b></p>", [("", "", "你好世界")]),
        ("<section><h2 id=s>S</h2>loose<p>text</p></section>tail", [("s", "S", "loose text tail")]),
        ("  ", []),
    ],
)
def test_what_a_page_says(main: str, sections: list[tuple[str, str, str]]) -> None:
    assert list(told(main)) == sections


def test_a_page_without_a_main_part_says_nothing() -> None:
    assert list(sections_of("<p>Loose</p>")) == []
