"""Strategies for texts: well-formed Markdown of every construct, and arbitrary text full of marks."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = """
    we may not share your personal data Cookies GDPR e-mail don’t café naïve Größe 30 1,000.50 €25 5% 2014-09-24 (see
    above) “quoted” end. list; why? A/B C&D snake_case_name www.example.org 私たちは個人情報を収集します。 「引用」 クッキー 我们收集信息 سياسة
    الخصوصية מדיניות פרטיות ข้อมูล ½ §7
    """.split()
ENTITIES = ("&amp;", "&copy;", "&sect;", "&nbsp;", "&#167;", "&#x2014;", "&lt;b&gt;", "AT&amp;T", "&none")
ESCAPES = (r"\*", r"\_", r"\[1\]", r"\#", r"\`", r"\\", r"1\.", r"\!", r"\{x\}", r"\<b>")
AUTOMATIC = (
    "<https://example.org/a?b=1&c=2>",
    "<HTTPS://example.org>",
    "<privacy@example.org>",
    "<mailto:a@example.org>",
)
TAGS = ("<br>", "<br/>", "a<sup>2</sup>", '<span lang="fr">vie privée</span>', "see <!-- note --> it")
TARGETS = (
    "/cookies/",
    "https://example.org/a_b_c",
    "#rights",
    "mailto:a@example.org",
    "https://example.org/x(y)",
    "",
)
CODES = ("`x`", "`a*b*c`", "``a ` b``", "`<b>`", "`&amp;`", r"`a\*b`", "`[x](y)`", "` spaced `")
CELLS = ("`a|b`", r"a\|b", "``x | y``", "")
DEFINITIONS = (
    ["[the label]: https://example.org/there"],
    ['[the label]: /a "A title"'],
    ["[Other]: <https://example.org>"],
    ["[the label]:", "    https://example.org/below"],
    ["[the label]: /a", "    'A title below'"],
)
NOTES = (
    ["[^a]: A note, *set* with marks,", "on two lines."],
    ["[^a]: A note.", "", "    Its second paragraph.", "", "    - an item"],
    ["[^A B]:", "", "    > quoted"],
    ["[^c]: One", "[^d]: behind the other."],
)
TERMS = (
    ["Term", ":   Meaning **set** with marks."],
    ["Term", "Another[^a]", "", ":   Meaning", "    on two lines.", "", ":   Another meaning."],
    ["Term", ": Meaning", "", "    - an item", "", "    A second paragraph."],
)
HTML = (
    ["<div>raw <b>text</b></div>"],
    ["<div>", "raw *text*", "", "# no heading", "</div>"],
    ["<div>one</div><div>two</div>"],
    ["<div>raw</div> and *Markdown*", "behind it"],
    ['<div title="a > b"', '     lang="en">raw</div>'],
    ["<p>one</p>", "<p>two</p>"],
    ["  <p>indented</p>"],
    ["<!-- a comment", "", "over lines -->"],
    ["<table><tr><td>a</td><td>b</td></tr></table>"],
    ["<ul>", "<li>a</li>", "<li>b</li>", "</ul>"],
    ["<hr>"],
    ["<script>", "alert(1)", "</script>"],
    ["<blockquote>q &amp; r</blockquote>"],
)

word = st.sampled_from(WORDS)
phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)


def _around(mark: str) -> st.SearchStrategy[str]:
    return phrase.map(lambda text: f"{mark}{text}{mark}")


def _filled(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: form.format(*found))


emphasis = st.one_of(
    *map(_around, ("*", "_", "**", "__", "***")),
    _filled("**{} *{}* {}**", phrase, phrase, phrase),
    _filled("*{} **{}** {}*", phrase, phrase, phrase),
    _filled("**{} _{}_**", phrase, phrase),
    _filled("**{}**{}", word, word),
    _filled("{}**{}**", word, word),
    _filled("{}**{}**{}", word, word, word),
)
code = st.sampled_from(CODES)
link_text = st.one_of(phrase, emphasis, code)
target = st.sampled_from(TARGETS)
link = st.one_of(
    _filled("[{}]({})", link_text, target),
    _filled('[{}](<{}> "A title")', link_text, target),
    _filled("[{}]({} 'A title')", link_text, st.sampled_from(TARGETS[:3])),
    _filled("[{}][the label]", link_text),
    # Python-Markdown takes the next bracket for the label of these, so a word stands behind them.
    st.sampled_from(("[the label] applies", "[the label][] applies", "[The Label] applies", "[none] applies")),
    st.sampled_from(("![a picture](/logo.svg)", "![](/logo.svg)", "![a picture][the label] above")),
    st.just("[![a picture](/logo.svg)](/cookies/)"),
)
single = st.sampled_from(ENTITIES + ESCAPES + AUTOMATIC + TAGS)
inline = st.one_of(word, word, word, emphasis, code, link, single)
line = st.lists(inline, min_size=1, max_size=6).map(" ".join)


@st.composite
def paragraph(draw: st.DrawFn) -> list[str]:
    lines = draw(st.lists(line, min_size=1, max_size=3))
    breaks = draw(st.lists(st.sampled_from(("", "", "  ")), min_size=len(lines), max_size=len(lines)))
    return [text + end for text, end in zip(lines, [*breaks[:-1], ""], strict=True)]


@st.composite
def heading(draw: st.DrawFn) -> list[str]:
    text, level = draw(line), draw(st.integers(1, 6))
    mark = draw(st.sampled_from(("", "", " {#an-id}", " {: #other }")))
    if level <= 2 and draw(st.booleans()):
        return [text + mark, ("=" if level == 1 else "-") * draw(st.integers(1, 8))]
    closing = draw(st.sampled_from(("", " " + "#" * level))) if not mark else ""
    return ["#" * level + draw(st.sampled_from((" ", ""))) + text + mark + closing]


@st.composite
def table(draw: st.DrawFn) -> list[str]:
    columns = draw(st.integers(1, 4))
    cell = st.one_of(phrase, emphasis, code, link, st.sampled_from(CELLS))
    rows = draw(st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=1, max_size=4))
    alignment = st.sampled_from(("---", ":--", "--:", ":-:"))
    separator = draw(st.lists(alignment, min_size=columns, max_size=columns))
    heads = draw(st.lists(phrase, min_size=columns, max_size=columns))
    has_border = columns == 1 or draw(st.booleans())
    lines = [" | ".join(cells) for cells in (heads, separator, *rows)]
    return [f"| {text} |" if has_border else text for text in lines]


raw_word = st.sampled_from((*WORDS, "*x*", "<b>", "&amp;", "|", "# no", "- no", "[x](y)"))
raw_line = st.one_of(st.lists(raw_word, min_size=1, max_size=5).map(" ".join), st.just(""))
raw_lines = st.lists(raw_line, min_size=1, max_size=4).map(lambda lines: ["start", *lines, "end"])
fence_marks = st.sampled_from(("```", "~~~", "````"))
fence = st.tuples(fence_marks, st.sampled_from(("", "text", " python")), raw_lines).map(
    lambda parts: [parts[0] + parts[1], *parts[2], parts[0]]
)
indented = raw_lines.map(lambda lines: ["    " + text if text else "" for text in lines])
rule = st.sampled_from((["---"], ["***"], ["* * *"], ["___"], ["- - -"]))


@st.composite
def listing(draw: st.DrawFn, depth: int = 0, may_be_loose: bool = True) -> list[str]:
    """A list; blank lines stand between all of its items and before what they hold, or nowhere in it."""
    is_ordered = draw(st.booleans())
    is_loose = may_be_loose and draw(st.booleans())
    first, bullet = draw(st.integers(0, 12)), draw(st.sampled_from("*+-"))
    lines: list[str] = []
    for number in range(first, first + draw(st.integers(1, 3))):
        mark = f"{number}. " if is_ordered else f"{bullet} "
        item = draw(paragraph())
        if is_loose and lines:
            lines.append("")
        lines.append(draw(st.sampled_from((mark, mark.ljust(4)))) + item[0])
        lines += [draw(st.sampled_from(("", "  ", "    "))) + text for text in item[1:]]
        if depth < 2:
            lines += draw(_held(depth + 1, is_loose))
    return lines


@st.composite
def _held(draw: st.DrawFn, depth: int, is_loose: bool) -> list[str]:
    """What an item holds below its first lines."""
    if not is_loose:
        return ["    " + text for text in (draw(listing(depth, False)) if draw(st.booleans()) else [])]
    part = st.one_of(paragraph(), listing(depth), quote(depth), table(), indented)
    parts = draw(st.lists(part, max_size=2))
    return ["    " + text if text else "" for part in parts for text in ("", *part)]


@st.composite
def quote(draw: st.DrawFn, depth: int = 0) -> list[str]:
    inner = draw(blocks(depth + 1))
    return ["> " + text if draw(st.booleans()) else ("> " + text).rstrip() for text in inner]


def block(depth: int = 0) -> st.SearchStrategy[list[str]]:
    """Any block that can stand at that depth; raw blocks only stand in the text itself."""
    kinds = [paragraph(), paragraph(), heading(), listing(), table(), rule]
    if depth == 0:
        kinds += [fence, st.sampled_from(HTML), indented]
    if depth < 2:
        kinds.append(st.deferred(lambda: quote(depth)))
    return st.one_of(kinds)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    parts = draw(st.lists(block(depth), min_size=1, max_size=3 if depth else 6))
    lines: list[str] = []
    for part in parts:
        if lines and not (draw(st.booleans()) and _needs_no_blank(lines, part)):
            lines.append("")
        lines += part
    return lines


def _needs_no_blank(before: list[str], after: list[str]) -> bool:
    """Whether one block may follow another on the next line, as headings, fenced code and quotations do."""
    marks = ("#", "```", "~~~")
    return before[-1].startswith(marks) or after[0].startswith((*marks, "> "))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole well-formed text, its terms, footnotes and link definitions last."""
    lines = draw(blocks())
    terms, notes = (draw(st.lists(st.sampled_from(each), max_size=2)) for each in (TERMS, NOTES))
    for definition in [*terms, *notes, *draw(st.lists(st.sampled_from(DEFINITIONS), max_size=2))]:
        lines += ["", *definition]
    return "\n".join(lines) + draw(st.sampled_from(("\n", "", "\n\n")))


MARKS = (
    *"*_`~#>+-=|[](){}<>!&\\\"':.\t\n\n\n\r",
    *("    ", "\r\n", "```\n", "1. ", "- ", "> ", "](", "]: ", "<div>", "</div>", "<!--", "-->", "{#a}", "|-|\n"),
    *("\ufeff", "\u2028", "\x85", "\x0c", "\u00a0", "\u200b", "\u0301", "👩‍⚖️", "word", "私", "שלום"),
    *("  \n", "&#", "https://", "a@b.c", "[^a]", "\n[^a]: ", "\n:   "),
)
arbitrary_texts = st.one_of(st.lists(st.sampled_from(MARKS), max_size=40).map("".join), st.text(max_size=60))
