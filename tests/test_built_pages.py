"""What stops a built site: one case a file in golden/built_pages, a page with all that is said about it.

A case has ``page`` (the built page), ``markdown`` (the file it was made from, none when it was not written by hand) and
``says``. The site's form handler, its one own form, and the one declared host are below. The files in golden/guard have
one markup a line: those of refused/RULE.txt are told under that rule, where they stand; those of allowed.txt are not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from golden_cases import GOLDEN, each, read
from policy_history.problems import Problem
from policy_history.site_audit.form_guard import OwnForms, signatures
from policy_history.site_audit.frames import Frames
from policy_history.site_audit.guard import Guard
from policy_history.site_audit.page import BuiltPage
from policy_history.site_audit.page_reading import Reading
from policy_history.site_audit.site import BuiltSite, Origin


def lines_of(path: Path) -> list[str]:
    """The markups of a file, one a line, without the headings between them."""
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]


REFUSED = [
    (path.stem, markup) for path in sorted((GOLDEN / "guard" / "refused").glob("*.txt")) for markup in lines_of(path)
]
SITE = "https://policies.example.org/ours/"
HANDLER = "https://forms.example.org/submit"
OWN = f"""<form aria-label="Question" class="policy-form" method="post" action="{HANDLER}">
<input type="email" name="email"><button type="submit">Send</button></form>"""


def own_forms() -> OwnForms:
    ours = frozenset(signature for _, signature in signatures(BuiltPage("", OWN)))
    return OwnForms(HANDLER, lambda address: ours)


def told(built: BuiltSite, *, inline_styles: bool = False) -> list[Problem]:
    guard = Guard(SITE, ("fonts.example.org",), "policy_versions/storage.yml", own_forms(), inline_styles=inline_styles)
    return Reading(guard, built).rest()


def page_of(markup: str, folder: Path) -> BuiltSite:
    """A site of one page, whose hand-written file has that markup on its third line."""
    frames = Frames(scripts=frozenset(["javascripts/policy-form.js", "javascripts/listed.js"]))
    built = BuiltSite(folder, lambda path: Origin("docs/page.md", f"# Page\n\n{markup}\n"), frames=frames)
    built.write("page/index.html", f"<!doctype html><html><head><title>Page</title></head><body>{markup}</body></html>")
    return built


@each("built_pages")
def test_a_page_is_refused_for_what_it_holds(case: Path, tmp_path: Path) -> None:
    expected = read(case)
    origin = Origin("docs/page.md", expected["markdown"]) if "markdown" in expected else None
    built = BuiltSite(tmp_path, lambda page: origin)
    built.write("page/index.html", expected["page"])
    assert [str(problem) for problem in told(built)] == expected["says"].splitlines()


@pytest.mark.parametrize("inline_styles", [False, True], ids=["with-policy", "without"])
@pytest.mark.parametrize(("rule", "markup"), REFUSED)
def test_nothing_loads_leads_submits_or_runs_without_leave(
    rule: str, markup: str, inline_styles: bool, tmp_path: Path
) -> None:
    found = told(page_of(markup, tmp_path), inline_styles=inline_styles)
    if rule == "blocked" and inline_styles:
        assert found == []
        return
    assert rule in {problem.rule for problem in found}
    assert {(problem.path, problem.line) for problem in found} == {("docs/page.md", 3)}


@pytest.mark.parametrize("markup", lines_of(GOLDEN / "guard" / "allowed.txt"))
def test_what_shows_something_and_does_nothing_else_is_allowed(markup: str, tmp_path: Path) -> None:
    assert told(page_of(markup, tmp_path)) == []


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
    "<p title='<p title=\"'>",
]


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(
    "markup", ["<form action='https://other.example/take'>", "<INPUT\ttype=password>", "<base/href=x>"]
)
def test_no_disguise_hides_a_form(disguise: str, markup: str, tmp_path: Path) -> None:
    built = BuiltSite(tmp_path)
    built.write("index.html", f"<p>Hello</p>{disguise}{markup} --> ]]>")
    assert told(built)


def test_the_place_is_that_of_the_markup_and_not_of_the_same_words_as_code(tmp_path: Path) -> None:
    text = "A `<form>` here,\n<!-- <form> -->\n\n~~~ html\n<form>\n~~~\n\n``a ` <form>``\n\n* <form>\n"
    built = BuiltSite(tmp_path, lambda page: Origin("docs/page.md", text))
    built.write("index.html", "<form>")
    assert [(problem.line, problem.column) for problem in told(built)] == [(10, 3)]


def test_scripts_of_old_browsers_run_and_data_does_not() -> None:
    types = ("text/javascript1.5", "Module; a=b", "", "text/javascript2", "application/ld+json", "text/template")
    page = BuiltPage("", "".join(f'<script type="{each}"></script>' for each in types))
    assert [script.attributes["type"] for script in page.scripts] == list(types[:3])
