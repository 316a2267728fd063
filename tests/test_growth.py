"""What one more revision changes of a site, and which comparisons with the text in force are ready-made."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from histories import PARAGRAPHS, text_of
from policies import day, policy_of, revision_of
from policy_history.model import Revision, settled_day
from policy_history.publish.data_files import data_assets
from policy_history.publish.edition import Edition
from policy_history.publish.heads import heads, render_head
from policy_history.publish.pages import pages, sources
from policy_history.publish.ready_made import ReadyMade
from policy_history.source.provenance import Provenance

BASE = "https://policies.example.org/"
TODAY = day("2021-01-01")
FIRST = day("2018-01-01")
NEWEST = 3


def day_of(number: int) -> date:
    return FIRST + timedelta(days=7 * number)


def revision(number: int) -> Revision:
    """A revision in which the first word of one of three clauses is another one."""
    clauses = [
        f"## {at}. {name}\n\nNumber {max((n for n in range(number + 1) if n % 3 == at), default=0)}. "
        + " ".join(PARAGRAPHS)
        for at, name in enumerate(("Loans", "Asking", "Cameras"))
    ]
    return revision_of(day_of(number).isoformat(), text_of("# Rules", *clauses), note=f"Note {number} on what changed.")


def edition(count: int, ready_made: ReadyMade | None = None) -> Edition:
    policy = policy_of(*map(revision, range(count)))
    return Edition.of([policy], TODAY, BASE, ready_made=ready_made or ReadyMade(NEWEST))


def generated(made: Edition) -> dict[str, bytes]:
    """Every page, with what its head says, and every other file that is made of the policies."""
    made_pages = list(pages(made, Provenance()))
    known = heads(made, made_pages)
    files = {
        page.address: "\n".join(
            (page.title, page.description, str(render_head(made, known[page.address], page.address)), str(page.html))
        ).encode()
        for page in made_pages
    }
    return files | {asset.address: asset.content for asset in (*sources(made), *data_assets(made))}


@pytest.mark.parametrize("count", [8, 30, 31])
def test_one_more_revision_changes_what_it_must_and_nothing_else(count: int) -> None:
    before, after = generated(edition(count)), generated(edition(count + 1))
    assert before.keys() <= after.keys(), "an address that was published does not answer any more"
    last, new = (f"privacy/{day_of(number)}" for number in (count - 1, count))
    ready = {f"privacy/compare/{day_of(number)}/" for number in range(count - 1 - NEWEST, count)}
    policy = {
        "",
        "clauses/",
        "compare/",
        "compare.json",
        "feed.json",
        "feed.xml",
        "follow/",
        "history/",
        "material.xml",
        "search/",
    }
    of_policy = {f"privacy/{name}" for name in policy | {"timemap.link", "versions.json"}}
    touched = f"privacy/clauses/{('0-loans', '1-asking', '2-cameras')[count % 3]}/"
    # Each says when the text applied, from and to: on paper also both texts side by side.
    allowed = of_policy | ready | {f"{last}/", f"{last}/changes/", f"{last}/changes/side-by-side/", touched}
    changed = {address for address, content in before.items() if content != after[address]}
    assert changed - allowed == set()
    assert touched in changed
    came = after.keys() - before.keys() - {address for address in after if "-archive-" in address}
    since = f"privacy/compare/{day_of(count - 1)}/"
    assert came == {
        f"{new}/",
        f"{new}/changes/",
        f"{new}/changes/side-by-side/",
        f"{new}/redline.json",
        f"{new}.md",
        since,
    }


def test_a_superseded_page_knows_no_later_text_but_the_next_one() -> None:
    later = [f"{day_of(number)}" for number in range(4, 9)]
    files = generated(edition(9))
    for name in ("", "changes/", "changes/side-by-side/"):
        text = files[f"privacy/{day_of(2)}/{name}"].decode()
        assert not [each for each in later if each in text]
    text = files[f"privacy/compare/{day_of(2)}/"].decode()
    assert not [each for each in later if each in text]
    assert settled_day([edition(9).policies[0].policy], TODAY) == day_of(8)


def ready_made(made: Edition) -> list[int]:
    """The numbers of the revisions with a ready-made comparison, the newest first."""
    (policy,) = made.policies
    return [(identity.day - FIRST).days // 7 for identity in policy.comparisons]


def test_the_newest_superseded_texts_have_ready_made_comparisons() -> None:
    assert ready_made(edition(9)) == [7, 6, 5]
    assert ready_made(edition(9, ReadyMade())) == [7, 6, 5, 4, 3, 2, 1, 0]
    assert ready_made(edition(9, ReadyMade(0))) == []
    assert ready_made(edition(9, ReadyMade().while_writing())) == [7, 6, 5]
    assert ready_made(edition(9, ReadyMade(1).while_writing())) == [7]
    assert ready_made(edition(2)) == [0]
    assert ready_made(edition(1)) == []


def test_their_bytes_are_a_limit_too() -> None:
    (policy,) = edition(9).policies
    sizes = [len(comparison.folded.html.encode()) for comparison in policy.comparisons.values()]
    assert ready_made(edition(9, ReadyMade(9, sum(sizes[:2])))) == [7, 6]
    assert ready_made(edition(9, ReadyMade(9, sum(sizes[:2]) - 1))) == [7]
    assert ready_made(edition(9, ReadyMade(9, 0))) == []


def test_without_a_limit_of_bytes_they_weigh_no_more_than_a_share_of_the_texts() -> None:
    few, many = ([revision(number) for number in range(count)] for count in (3, 3000))
    assert ReadyMade().bytes_for(few) == 300_000
    assert ReadyMade().bytes_for(many) == sum(len(each.source) for each in many) // 4 > 300_000
    assert ReadyMade(bytes=7).bytes_for(many) == 7


def test_an_older_address_tells_the_period_the_next_note_and_the_ways() -> None:
    files = generated(edition(9))
    page = files[f"privacy/compare/{day_of(2)}/"].decode()
    for said in ("between", "15 January 2018", "21 January 2018", "Note 3 on what changed."):
        assert said in page
    links = re.findall(r'<a href="([^"]*)"', page)
    assert f"../?from={day_of(2)}" in links
    assert f"../../../privacy/{day_of(3)}/changes/" in links
    assert f"../../history/#{day_of(2)}" in links
    assert f'<li id="{day_of(2)}">' in files["privacy/history/"].decode()
    assert "article" not in page


def test_the_comparison_page_answers_for_every_day_without_a_script() -> None:
    page = generated(edition(9))["privacy/compare/"].decode()
    assert page.count("<li>") == 9
    for revision in range(8):
        assert f'<a href="{day_of(revision)}/">' in page
    assert "nothing has changed" in page


def test_folds_lead_to_the_permanent_address_of_the_newer_text() -> None:
    files = generated(edition(9))
    shown = files[f"privacy/{day_of(4)}/changes/"].decode()
    assert f'href="../../../privacy/{day_of(4)}/#' in shown
    since = files[f"privacy/compare/{day_of(7)}/"].decode()
    assert f'href="../../../privacy/{day_of(8)}/#' in since
    both = files[f"privacy/{day_of(4)}/changes/side-by-side/"].decode()
    assert "/-/old/" not in shown + since + both and "/-/new/" not in shown + since + both
