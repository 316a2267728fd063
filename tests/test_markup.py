"""Elements made in Python: what is text is escaped, whatever it holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from policy_history.text.article import sanitise
from policy_history.text.markup import element, html_of

TEXT = st.text(alphabet="<>&\"'`= /abc;#x3-![]", max_size=40)


@given(TEXT, TEXT)
def test_a_text_is_neither_element_nor_attribute(words: str, title: str) -> None:
    tree = html.fragment_fromstring(element("p", words, element("a", words, title=title), class_="policy-mark"))
    assert [(node.tag, sorted(node.attrib)) for node in tree.iter()] == [("p", ["class"]), ("a", ["title"])]
    assert tree.text_content() == words * 2
    assert tree[0].get("title") == title


def test_an_attribute_is_a_text_even_where_it_is_markup() -> None:
    assert element("img", alt=Markup('"><b>')) == '<img alt="&#34;&gt;&lt;b&gt;">'
    assert element("p", Markup("<b>a</b>"), "<b>", id=None) == "<p><b>a</b>&lt;b&gt;</p>"
    assert html_of("<", Markup("<br>")) == "&lt;<br>"


@given(TEXT)
def test_a_cleaned_text_has_no_angle_but_those_of_its_tags(title: str) -> None:
    """Names of columns and margin marks are put into an article by its tags, which no value may look like."""
    shown = sanitise(element("p", element("a", title, title=title, href="https://a.example/")))
    assert (shown.count("<"), shown.count(">")) == (4, 4)
