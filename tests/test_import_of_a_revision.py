"""What an import takes over from the revisions that a policy has: ids, lists and addresses of links."""

from __future__ import annotations

from policy_history.importing.draft import Draft, draft_of
from policy_history.importing.html import read_html


def drafted(page: str, *earlier: str) -> Draft:
    return draft_of(read_html(f"<main>{page}</main>".encode()), earlier)


def test_an_id_that_the_page_itself_gives_is_not_given_again() -> None:
    earlier = "# Privacy\n\n## Your choices {#rights}\n\nYou may ask what we keep about you.\n"
    page = (
        "<h1>Privacy</h1><h2 id=rights>What is new</h2><p>Nothing at all, as far as we know.</p>"
        "<h2>Your choices</h2><p>You may ask what we keep about you.</p>"
    )
    text = drafted(page, earlier).markdown
    assert text.count("{#rights}") == 1 and "## What is new {#rights}\n" in text


def test_paragraphs_stand_where_the_latest_revision_has_them() -> None:
    words = ("You may ask what we keep.", "We answer within a month.", "It is free.")
    as_text = "\n\n".join(words) + "\n"
    in_list = f"-   {words[0]}\n\n    {words[1]}\n\n{words[2]}\n"
    as_it_is = f"-   {words[0]}\n\n{words[1]}\n\n{words[2]}\n"
    page = f"<ul><li>{words[0]}</li></ul><p>{words[1]}</p><p>{words[2]}</p>"
    assert drafted(page, as_text, in_list).markdown == in_list
    assert drafted(page, in_list, as_text).markdown == as_it_is
    in_both = f"{in_list}\n{words[1]}\n"
    assert drafted(page, in_both).markdown == as_it_is


def test_links_that_lead_where_those_of_the_latest_revision_do_are_the_same() -> None:
    earlier = "See [the desk](https://example.org/desk) and [fines](#fines-of-old).\n"
    page = '<p>See <a href="https://example.org/desk#">the desk</a> and <a href="#fines-of-old">fines</a>.</p>'
    assert drafted(page, earlier).markdown == earlier
    assert any("#fines-of-old" in each for each in drafted(page).remarks)
