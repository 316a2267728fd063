"""The page of each clause: its text, each change of it as a redline of it alone, and what it came from and became."""

from __future__ import annotations

import re

import pytest

from histories import PARAGRAPHS, text_of
from policies import day, policy_of, revision_of
from policy_history.model import Revision, Wording
from policy_history.publish import addresses
from policy_history.publish.edition import Edition
from policy_history.publish.heads import heads
from policy_history.publish.page import Page
from policy_history.publish.pages import pages
from policy_history.redline.clause_html import clause_redline_html
from policy_history.redline.compare import compare
from policy_history.source.provenance import Provenance
from policy_history.text.document import read_document

KEPT, SECRET, ASK, CAMERAS, CHILDREN = PARAGRAPHS
DAYS = ("2011-02-17", "2014-09-24", "2018-05-25", "2020-01-01")
EDITED = KEPT.replace("twelve", "ten")
FILMS = ("## Films", CHILDREN)


def revisions(*texts: tuple[str, ...], **fields: object) -> list[Revision]:
    return [
        revision_of(name, text_of(*blocks), note=f"Note of {name}.", **fields)
        for name, blocks in zip(DAYS, texts, strict=False)
    ]


def pages_of(*found: Revision, today: str = "2021-01-01") -> dict[str, Page]:
    edition = Edition.of([policy_of(*found)], day(today), "https://policies.example.org/")
    return {page.address.removeprefix("privacy/"): page for page in pages(edition, Provenance())}


def said(html: str) -> str:
    """The words of a page, marks of a redline included."""
    return " ".join(re.sub("<[^>]*>", "", html).split())


def test_its_text_today_then_each_change_the_newest_first() -> None:
    made = pages_of(
        *revisions(
            ("## Loans", KEPT, SECRET, *FILMS), ("## Loans", EDITED, SECRET, *FILMS), ("## Loans", EDITED, *FILMS)
        )
    )
    page = re.sub("<(del|ins) [^>]*>", r"<\1>", str(made["clauses/loans/"].html))
    assert re.findall(r'<h2 id="([^"]*)"', page) == [DAYS[2], DAYS[1], DAYS[0]]
    today, *changes = page.split('<section class="policy-clause-change">')
    assert EDITED in said(today) and SECRET not in said(today)
    assert f"<del>{SECRET}</del>" in changes[0] and "<del>twelve</del>" not in changes[0]
    assert "<del>twelve</del>" in changes[1] and "<ins>ten</ins>" in changes[1] and CHILDREN not in changes[1]
    assert [note for note in (f"Note of {name}." for name in DAYS) if note in said(page)] == [
        "Note of 2014-09-24.",
        "Note of 2018-05-25.",
    ]
    assert "Its newest words are of 24 September 2014. Oldest wording we have: 17 February 2011." in said(page)
    assert f'href="../../{DAYS[1]}/changes/#loans"' in page
    films = said(made["clauses/films/"].html)
    assert "Unchanged since, as far as is known." in films and "25 May 2018" not in films


def test_the_list_has_a_row_for_each_clause_and_its_old_anchor_answers() -> None:
    made = pages_of(*revisions(("## Loans", KEPT, "## Cameras", CAMERAS), ("## Loans", EDITED)))
    page = str(made["clauses/"].html)
    rows = dict(re.findall(r'<tr id="([^"]*)">(.*?)</tr>', page, re.DOTALL))
    assert list(rows) == ["loans", "cameras"]
    assert said(rows["loans"]) == "Loans 17 February 2011 once, on 24 September 2014"
    assert said(rows["cameras"]) == "Cameras 17 February 2011 removed on 24 September 2014"
    assert 'href="../../privacy/clauses/cameras/"' in rows["cameras"]


def test_a_removed_clause_keeps_its_page_and_names_its_successor_both_ways() -> None:
    made = pages_of(*revisions(("## Loans", KEPT, SECRET, "## Cameras", CAMERAS), ("## Loans", KEPT, SECRET, CAMERAS)))
    gone, heir = str(made["clauses/cameras/"].html), str(made["clauses/loans/"].html)
    assert "Removed on 24 September 2014." in said(gone) and CAMERAS in said(gone)
    assert "Succeeded by Loans, which has most of its words." in said(gone)
    assert "Took over most of the words of Cameras." in said(heir)
    assert 'href="../../../privacy/clauses/cameras/"' in heir


def test_what_a_reconstruction_does_not_tell_is_said_to_be_unknown() -> None:
    first, *others = revisions(("## Loans", KEPT), ("## Loans", EDITED))
    lost = revision_of(DAYS[0], first.text, wording=Wording.RECONSTRUCTED, basis="A list of changes.")
    page = said(pages_of(lost, *others)["clauses/loans/"].html)
    assert "Known since 24 September 2014. Whether it stood in the text of 17 February 2011 is not known." in page
    assert "Unchanged since, as far as is known." in page and "A reconstruction has this clause." in page


def test_a_reconstruction_proves_no_absence() -> None:
    texts = [text_of("## Loans", KEPT, *films) for films in (FILMS, (), FILMS)]
    wordings = [Wording.ORIGINAL, Wording.RECONSTRUCTED, Wording.ORIGINAL]
    found = [
        revision_of(name, text, wording=wording, basis="A list of changes.")
        for name, text, wording in zip(DAYS, texts, wordings, strict=False)
    ]
    page = said(pages_of(*found)["clauses/films/"].html)
    assert "The reconstruction does not have this clause." in page and "Removed" not in page
    assert "Here again, word for word; whether it was gone is not known." in page


def test_a_link_to_what_a_revision_did_to_a_clause_finds_it() -> None:
    edited = CAMERAS.replace("every night", "once a week")
    loans, cameras = ("## Loans", KEPT), ("## Cameras", CAMERAS)
    made = pages_of(*revisions(loans + cameras, loans, (*loans, "## Pictures", edited)))
    page = str(made["clauses/cameras/"].html)
    assert f'href="../../{DAYS[2]}/changes/#pictures"' in page and f'href="../../{DAYS[1]}/changes/#cameras"' in page
    made = pages_of(*revisions(loans + cameras, (*loans, "## Cameras {#watching}", CAMERAS)))
    assert f'href="../../{DAYS[1]}/changes/#watching"' in str(made["clauses/cameras/"].html)


def test_a_clause_that_a_text_to_come_takes_away_is_still_there() -> None:
    ahead = [
        revision_of(name, text_of("## Loans", KEPT, *more), published=day("2020-12-01"))
        for name, more in (("2022-01-01", ("## Cameras", CAMERAS)), ("2023-01-01", ()))
    ]
    made = pages_of(*revisions(("## Loans", KEPT, *FILMS)), *ahead)
    listed = said(made["clauses/"].html)
    assert (
        "no longer in the text" not in listed
        and "Films 17 February 2011 no known change will be removed on 1 January 2022" in listed
    )
    assert "Cameras will come in on 1 January 2022 not in force yet will be removed on 1 January 2023" in listed
    films = str(made["clauses/films/"].html)
    assert "It will be removed on 1 January 2022." in said(films) and "Its last text" not in films
    assert 'href="../../#films"' in films and "Unchanged since, as far as is known." in said(films)


def test_a_change_that_lies_ahead_is_not_told_as_one_that_was() -> None:
    ahead = revision_of("2022-01-01", text_of("## Loans", EDITED), published=day("2020-12-01"))
    page = said(pages_of(*revisions(("## Loans", KEPT)), ahead)["clauses/loans/"].html)
    assert "Unchanged since, as far as is known. It will change on 1 January 2022." in page
    assert "1 January 2022 (not in force yet)" in page
    assert page.index(KEPT) < page.index("1 January 2022 (not in force yet)")


def test_a_clause_that_lies_ahead_is_not_told_as_one_that_is_there() -> None:
    ahead = revision_of("2022-01-01", text_of("## Loans", KEPT, *FILMS), published=day("2020-12-01"))
    made = pages_of(*revisions(("## Loans", KEPT)), ahead)
    page = str(made["clauses/films/"].html)
    assert "It will come in on 1 January 2022." in said(page) and "Unchanged" not in said(page)
    assert 'href="../../2022-01-01/#films"' in page and 'href="../../#films"' not in page
    assert "Films will come in on 1 January 2022 not in force yet" in said(made["clauses/"].html)


def test_a_later_name_of_a_clause_changes_no_page_but_its_own() -> None:
    texts = ("## Loans", KEPT, SECRET, "## Cameras", CAMERAS), ("## Loans", KEPT, SECRET, CAMERAS)
    renamed = "## Lending", KEPT, SECRET, CAMERAS
    before, after = pages_of(*revisions(*texts)), pages_of(*revisions(*texts, renamed))
    assert before["clauses/cameras/"].html == after["clauses/cameras/"].html
    assert after["clauses/loans/"].title == "Privacy Policy: Lending"


def test_a_clause_has_the_title_of_the_text_in_force() -> None:
    ahead = revision_of("2022-01-01", text_of("## Borrowing", KEPT), published=day("2020-12-01"))
    made = pages_of(*revisions(("## Loans", KEPT)), ahead)
    assert made["clauses/loans/"].title == "Privacy Policy: Loans"


def test_no_search_engine_reads_them_and_they_stand_under_the_list() -> None:
    made = pages_of(*revisions(("## Loans", KEPT), ("## Loans", EDITED)))
    edition = Edition.of([policy_of(*revisions(("## Loans", KEPT)))], day("2021-01-01"))
    page = made["clauses/loans/"]
    assert page.parent == "privacy/clauses/" and not page.searchable
    assert not heads(edition, made.values())[page.address].is_indexed


@pytest.mark.parametrize(
    "name",
    ["Loans", "loans-Äpfel", "個人情報", "con", "nul", "x" * 300, "a_b", "loans-0a1b2c3d", "données", "LPT1", "-" * 90],
)
def test_an_id_that_some_file_system_could_not_have_gets_another_folder(name: str) -> None:
    policy = policy_of(*revisions(("## Loans", KEPT)))
    folder = addresses.clause(policy, name).removeprefix("privacy/clauses/").rstrip("/")
    assert re.fullmatch(r"[a-z0-9-]{1,80}-[0-9a-f]{8}", folder) and folder != name
    assert addresses.clause(policy, name.swapcase()) != addresses.clause(policy, name) or name.swapcase() == name


def test_a_plain_id_is_its_folder() -> None:
    policy = policy_of(*revisions(("## Loans", KEPT)))
    assert addresses.clause(policy, "2-your-rights") == "privacy/clauses/2-your-rights/"


def test_titles_are_words_and_clauses_in_lists_and_tables_stay_whole() -> None:
    texts = (
        ('## Loans < 3 & "films"', KEPT, "- one item of the list\n- another item", "| a | b |\n|---|---|\n| c | d |"),
        ('## Loans < 3 & "films"', KEPT, "- one item of the list\n- another thing", "| a | b |\n|---|---|\n| c | e |"),
    )
    made = pages_of(*revisions(*texts))
    (page,) = [page for address, page in made.items() if re.fullmatch(r"clauses/.+/", address)]
    html = str(page.html)
    assert "Loans &lt; 3 &amp; &#34;films&#34;" in html and "Loans < 3" not in html
    assert html.count("<table") == html.count("</table>") == 2 and html.count("<ul") == html.count("</ul>") == 2


def test_what_changed_in_a_clause_is_marked_as_on_the_page_of_the_redline() -> None:
    old, new = (read_document(f"## Loans\n\nBooks go out for {weeks} weeks.\n") for weeks in ("two", "three"))
    html = str(clause_redline_html(compare(old, new), "loans"))
    assert '<del role="none">two</del>' in html and 'class="policy-mark"' in html and "id=" not in html
