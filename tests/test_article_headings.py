"""Headings that are set smaller, letter for letter the same: capitals, long titles, and names in the lines of folds."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from policy_history.publish.article_headings import with_calm_headings

FOLD = (
    '<{tag} class="policy-mark policy-fold" data-words="8"><span id="cats"></span><a href="new#cats">{said}</a></{tag}>'
)
CALM = '<span class="policy-capitals">{}</span>'


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<h2>WHAT WE KEEP</h2>", '<h2 class="policy-capitals">WHAT WE KEEP</h2>'),
        ("<h2>GDPR</h2>", "<h2>GDPR</h2>"),
        (f'<h1 id="t">{"Terms of use " * 6}</h1>', f'<h1 id="t" class="policy-long">{"Terms of use " * 6}</h1>'),
        (f"<h1>{'TERMS ' * 12}</h1>", f'<h1 class="policy-capitals policy-long">{"TERMS " * 12}</h1>'),
        (f"<h2>{'Terms of use ' * 6}</h2>", f"<h2>{'Terms of use ' * 6}</h2>"),
    ],
)
def test_headings_of_capitals_and_long_titles_have_a_class(html: str, wanted: str) -> None:
    assert with_calm_headings(Markup(html)) == wanted


@pytest.mark.parametrize("tag", ["p", "li", "dd"])
def test_the_capitals_of_a_fold_are_calm_and_our_words_are_not(tag: str) -> None:
    said = "Unchanged clauses: {} to {}"
    html = FOLD.format(tag=tag, said=said.format("“3. WHAT WE KEEP”", "“5. GDPR”"))
    wanted = FOLD.format(tag=tag, said=said.format(CALM.format("“3. WHAT WE KEEP”"), "“5. GDPR”"))
    assert with_calm_headings(Markup(html)) == wanted
    assert with_calm_headings(Markup(f"<p>{said}</p>")) == f"<p>{said}</p>", "only folds are ours"
