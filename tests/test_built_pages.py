"""What stops a built site: one case a file in golden/built_pages, a page with all that is said about it.

A case has ``page`` (the built page), ``markdown`` (the file it was made from, none when it was not written by hand) and
``says``. The site's form handler, its one own form, and the one declared host are below.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policy_history.built.blocked import blocked, undeclared_hosts
from policy_history.built.form_guard import OwnForms, foreign_forms, signatures
from policy_history.built.page import BuiltPage
from policy_history.built.site import BuiltSite, Origin

CASES = sorted((Path(__file__).parent / "golden" / "built_pages").glob("*.yml"))
HANDLER = "https://forms.example.org/submit"
OWN = f"""<form aria-label="Question" class="policy-form" method="post" action="{HANDLER}">
<input type="email" name="email"><button type="submit">Send</button></form>"""


def own_forms() -> OwnForms:
    ours = frozenset(signature for _, signature in signatures(BuiltPage("", OWN)))
    return OwnForms(HANDLER, lambda address: ours)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_is_refused_for_what_it_holds(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    origin = Origin("docs/page.md", case["markdown"]) if "markdown" in case else None
    built = BuiltSite(tmp_path, lambda page: origin)
    built.write("page/index.html", case["page"])
    found = foreign_forms(built, own_forms()) + blocked(built)
    inventory = "policy_versions/storage.yml"
    found += undeclared_hosts(built, "https://policies.example.org/", ["fonts.example.org"], inventory)
    assert [str(problem) for problem in sorted(found)] == case["says"].splitlines()


# Each leaves readers of HTML of two minds on whether what follows is markup (HTML Standard, 13.2.5).
DISGUISES = [
    "<!-->",
    "<!--->",
    "<!-- a --!>",
    "<![CDATA[>",
    "<? a >",
    "<script type='text/plain'></script x>",
    "<style></style/>",
    "<title></title a='>'>",
    "<textarea></textarea >",
    "<script/></script>",
    "<p title='<p>'><p title=\"'>",
]


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(
    "markup", ["<form action='https://other.example/take'>", "<INPUT\ttype=password>", "<base/href=x>"]
)
def test_no_disguise_hides_a_form(disguise: str, markup: str, tmp_path: Path) -> None:
    built = BuiltSite(tmp_path)
    built.write("index.html", f"<p>Hello</p>{disguise}{markup} --> ]]>")
    assert foreign_forms(built, own_forms())


def test_the_place_is_that_of_the_markup_and_not_of_the_same_words_as_code(tmp_path: Path) -> None:
    text = "A `<form>` here,\n<!-- <form> -->\n\n~~~ html\n<form>\n~~~\n\n``a ` <form>``\n\n* <form>\n"
    built = BuiltSite(tmp_path, lambda page: Origin("docs/page.md", text))
    built.write("index.html", "<form>")
    assert [(problem.line, problem.column) for problem in foreign_forms(built, own_forms())] == [(10, 3)]
