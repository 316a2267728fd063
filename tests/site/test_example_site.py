"""A made-up site, for what two revisions cannot show: every state of a revision, and what each page says."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from html_pages import Built, Page

from building import EXAMPLE, build, contents

ROOT = "https://harbourlane.example/policies/"
NOTICE = ["2018-05-25", "2020-03-02", "2020-03-02.2", "2023-09-01", "2025-02-10", "2026-09-01"]
KINDS = ("wording", "link target", "formatting", "typography", "structure", "no visible change")
NOW_IN_FORCE = "In force since {day}. This is the permanent link to this version; the text in force has its own."
MEMBERSHIP = ["2015-09-01", "2016-04-01", "2018-05-25", "2019-01-01", "2020-03-20", "2020-09-01", "2021-02-01"]
MEMBERSHIP += ["2026-09-01"]
PAIRS = [
    *zip(["notice"] * 9, NOTICE, NOTICE[1:], strict=False),
    *zip(["membership"] * 9, MEMBERSHIP, MEMBERSHIP[1:], strict=False),
    ("lending", "2022-01-15", "2024-04-01"),
]


def built(tmp_path: Path, moment: str, **settings: str) -> Built:
    return Built(build(EXAMPLE, tmp_path / "site", moment, **settings), ROOT)


def lines(page: Page) -> list[str]:
    """The lines of the history, a version each."""
    return [line.text for line in page.all("li") if line.attributes.get("id")]


# Published, and from when


def test_an_upcoming_revision_is_announced_and_does_not_replace_the_text_in_force(example: Built) -> None:
    page = example["notice/"]
    assert page.policy_words() == example["notice/2025-02-10/"].policy_words()
    assert page.banner == ("A new version takes effect on 1 September 2026. Read it or see what will change.")
    assert "In force since 10 February 2025" in page.text
    assert "A new version takes effect on 1 September 2026. Read it or see what will change." in example[""].text
    assert "Last changed on 10 February 2025: " in example[""].text


def test_an_upcoming_revision_says_from_when_it_applies_and_what_applies_until_then(example: Built) -> None:
    page = example["notice/2026-09-01/"]
    assert page.standing == (
        "Not in force yet. It takes effect on 1 September 2026; until then the previous version applies. "
        "Published on 1 June 2026."
    )
    (link,) = [e for e in page.all("a") if e.text == "the previous version"]
    assert link.attributes["href"] == "../../notice/2025-02-10/"
    assert "6 months" in page.policy_text and "6 months" not in example["notice/"].policy_text


def test_the_changes_of_an_upcoming_revision_say_that_they_do_not_apply_yet(example: Built) -> None:
    ahead, past = example["notice/2026-09-01/changes/"].text, example["notice/2025-02-10/changes/"].text
    assert "What will change on 1 September 2026" in ahead and "Still in force." not in ahead
    assert "What changed on 10 February 2025" in past and "Still in force." in past


def test_a_policy_that_is_not_in_force_yet_says_so_everywhere(example: Built) -> None:
    assert "Not in force yet." in example["volunteers/"].text
    assert "takes effect on 1 October 2026" in example["volunteers/"].text
    assert example["volunteers/2026-10-01/"].standing.startswith(
        "Not in force yet. It takes effect on 1 October 2026; until then no text of this policy applies."
    )
    assert "Not in force yet." in example[""].text


@pytest.mark.parametrize("name", ["2018-05-25", "2023-09-01"])
def test_a_superseded_revision_says_so_and_leads_to_the_text_in_force(example: Built, name: str) -> None:
    page = example[f"notice/{name}/"]
    assert page.standing.startswith("No longer in force. ")
    assert "Read the text in force, or what changed since." in page.standing
    (link,) = [e for e in page.all("a") if e.text == "the text in force"]
    assert link.attributes["href"] == "../../notice/"


def test_the_permanent_page_of_the_text_in_force_has_no_warning(example: Built) -> None:
    assert example["notice/2025-02-10/"].standing == NOW_IN_FORCE.format(day="10 February 2025")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2018-05-25", "It applied from 25 May 2018 to 1 March 2020."),
        ("2020-03-02", "It was in force for part of 2 March 2020 only."),
        ("2020-03-02.2", "It applied from 2 March 2020 to 31 August 2023."),
        ("2023-09-01", "It applied from 1 September 2023 to 9 February 2025."),
        ("2023-09-01", "Published on 1 August 2023."),
        ("2025-02-10", "In force since 10 February 2025."),
    ],
)
def test_each_revision_says_when_it_was_in_force(example: Built, name: str, said: str) -> None:
    assert said in example[f"notice/{name}/"].standing


def test_a_draft_is_published_nowhere(example: Built) -> None:
    site = contents(example.folder)
    site["sitemap.xml"] = gzip.decompress(site["sitemap.xml.gz"])
    drafts = ("palm", "2027-01-01", "1 January 2027", "Lanterns", "Festival", "events/")
    assert [(path, word) for path, data in site.items() for word in drafts if word.encode() in data] == []
    assert not [path for path in site if "events" in path or "2027" in path]


# The same address on another day


def test_on_its_day_the_upcoming_revision_comes_into_force_and_every_address_stays(
    example: Built, tmp_path: Path
) -> None:
    later = built(tmp_path, "2026-09-01")
    assert later.pages.keys() >= example.pages.keys()
    for revision in NOTICE:
        page = f"notice/{revision}/"
        assert later[page].policy_words() == example[page].policy_words()
        source = f"notice/{revision}.md"
        assert (later.folder / source).read_bytes() == (example.folder / source).read_bytes()
    assert later["notice/"].policy_words() == example["notice/2026-09-01/"].policy_words()
    assert later["notice/"].banner == ""
    assert later["notice/2026-09-01/"].standing.startswith(NOW_IN_FORCE.format(day="1 September 2026"))
    assert later["notice/2025-02-10/"].standing.startswith("No longer in force.")
    first, second, *_ = lines(later["notice/history/"])
    assert first.startswith("1 September 2026 in force ") and " in force " not in second


def test_a_draft_is_published_on_its_day_as_the_publishers_time_zone_has_it_and_not_before(tmp_path: Path) -> None:
    before = built(tmp_path / "honolulu", "2026-12-01T09:59", POLICY_TIMEZONE="Pacific/Honolulu")
    after = built(tmp_path / "auckland", "2026-11-30T11:00", POLICY_TIMEZONE="Pacific/Auckland")
    new = after.pages.keys() - before.pages.keys()
    assert {"notice/2027-01-01/", "notice/2027-01-01/changes/"} <= new
    assert all(address.startswith("notice/2027-01-01/") for address in new)
    assert "events/" in before.pages
    assert "Palm prints" in after["notice/2027-01-01/"].policy_text
    assert "Palm prints" not in after["notice/"].text


# History


def test_the_history_has_every_revision_the_newest_first(example: Built) -> None:
    found = lines(example["notice/history/"])
    beginnings = [
        "1 September 2026 not in force yet ",
        "10 February 2025 in force ",
        "1 September 2023 ",
        "2 March 2020 (2) ",
        "2 March 2020 ",
        "25 May 2018 reconstruction ",
    ]
    assert all(line.startswith(beginning) for line, beginning in zip(found, beginnings, strict=True))
    assert "Published on 1 June 2026." in found[0] and "Published on" not in found[1]


def test_the_history_counts_the_words_of_each_revision(example: Built) -> None:
    found = lines(example["notice/history/"])
    assert found[1].endswith(" 1 link changes"), "a changed link changes no word"
    assert found[3].endswith(" −1 +1 changes"), "a correction of one word"
    assert found[-1].endswith(" first version"), "the first one is compared with nothing"


def test_the_strip_has_a_link_to_each_line(example: Built) -> None:
    page = example["notice/history/"]
    links = [link for link in page.all("a") if any(above.tag == "svg" for above in link.ancestors)]
    assert [link.attributes["xlink:href"] for link in links] == [f"#{name}" for name in NOTICE]
    assert example["volunteers/history/"].all("svg") == []


def test_what_an_editor_writes_is_text_and_never_markup(example: Built) -> None:
    note = 'Loans are kept for < 1 year, & photographs are "no longer" taken <em>at all</em>.'
    for address in ("notice/2026-09-01/", "notice/2026-09-01/changes/", "notice/history/"):
        assert note in example[address].text


# Redlines


@pytest.mark.parametrize(("policy", "before", "after"), PAIRS)
def test_each_redline_gives_both_its_texts_back(example: Built, policy: str, before: str, after: str) -> None:
    redline = example[f"{policy}/{after}/changes/"]
    newer = example[f"{policy}/{after}/"].policy_words()
    assert redline.texts_with(newer) == (example[f"{policy}/{before}/"].policy_words(), newer)


@pytest.mark.parametrize(("policy", "before", "after"), PAIRS)
def test_each_redline_lists_its_changes_and_names_both_sides(
    example: Built, policy: str, before: str, after: str
) -> None:
    page = example[f"{policy}/{after}/changes/"]
    listed = [
        a.attributes["href"]
        for a in page.all("a")
        if any(each.has_class("policy-changes") for each in a.ancestors) and "move-" not in a.attributes["href"]
    ]
    marked = [e.attributes["id"] for e in page.elements if e.has_class("policy-change") and "id" in e.attributes]
    assert sorted(listed) == sorted(f"#{name}" for name in marked) != []
    (sides,) = page.all("table", "policy-sides")
    links = [a.attributes["href"] for a in page.all("a") if sides in a.ancestors]
    assert links == [f"../../../{policy}/{before}/", f"../../../{policy}/{after}/"]


def redline_data(site: Built, name: str) -> dict[str, Any]:
    """What a revision of the membership rules changed, as data."""
    data: dict[str, Any] = json.loads((site.folder / f"membership/{name}/redline.json").read_text("utf-8"))
    return data


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("2016-04-01", {"wording": 10}),
        ("2018-05-25", {"wording": 3, "typography": 1, "structure": 1}),
        ("2019-01-01", {"link target": 1, "formatting": 1, "structure": 2}),
        ("2020-03-20", {"wording": 4}),
        ("2020-09-01", {"wording": 4}),
        ("2021-02-01", {"wording": 1}),
        ("2026-09-01", {"wording": 5, "structure": 1}),
    ],
)
def test_the_membership_rules_show_every_class_of_change(example: Built, name: str, classes: dict[str, int]) -> None:
    data = redline_data(example, name)
    summary = {key: count for key, count in data["summary"].items() if count and key in KINDS}
    assert summary == classes
    for figure in ("changes", "words_removed", "words_added", "words_moved", *KINDS):
        assert sum(section.get(figure, 0) for section in data["sections"]) == data["summary"][figure]
    page = example[f"membership/{name}/changes/"]
    for change in data["changes"]:
        assert f"change-{change['number']}" in page.ids
    added, removed, moved = (data["summary"][f"words_{what}"] for what in ("added", "removed", "moved"))
    words = "word" if added == 1 else "words"
    assert f"{added} {words} added, {removed} removed, {moved} moved." in page.text


def test_typography_alone_is_counted_apart_and_is_no_change(example: Built) -> None:
    page = example["membership/2019-01-01/changes/"]
    assert "also quotation marks, capitals and spaces (1)" in page.text


def test_a_move_with_an_edit_is_one_move_and_the_edit(example: Built) -> None:
    changes = redline_data(example, "2018-05-25")["changes"]
    (move,) = [each for each in changes if each["class"] == "structure"]
    assert move["words_moved"] == 34 and move["removed"].startswith("Complaints If we treated you unfairly")
    edits = [
        each["removed"] + each["added"] for each in changes if each.get("move") == move["move"] and each is not move
    ]
    assert edits == ["sixtythirty"]


def test_a_revert_gives_the_text_before_it_word_for_word(example: Built) -> None:
    assert example["membership/2020-09-01/"].policy_words() == example["membership/2019-01-01/"].policy_words()


def test_a_clause_that_became_part_of_another_leads_there(tmp_path: Path) -> None:
    page = built(tmp_path, "2026-09-01")["membership/"]
    (line,) = [e for e in page.all("li") if e.attributes.get("id") == "damage"]
    assert line.text == "“Damage”: removed on 1 September 2026. Most of its words now stand in “Borrowing”."
    (target,) = [a.attributes["href"] for a in page.all("a") if line in a.ancestors and a.text == "Borrowing"]
    assert target.removeprefix("#") in page.ids


def test_the_cover_names_both_sides(example: Built) -> None:
    (sides,) = example["membership/2016-04-01/changes/"].all("table", "policy-sides")
    for said in (
        "Version 1 September 2015 1 April 2016",
        "Applies 1 September 2015 to 31 March 2016 1 April 2016 to 24 May 2018",
        "Published 1 September 2015 1 March 2016",
        "Class of change material material",
        "Wording reconstructed original",
    ):
        assert said in sides.text
    assert len(re.findall(r"\b[0-9a-f]{64}\b", sides.text)) == 2


def test_a_changed_link_target_is_a_change_though_no_word_is(example: Built) -> None:
    page = example["notice/2025-02-10/changes/"]
    assert page.all("ins") == page.all("del") == []
    assert (
        "link target changed from “https://regulator.example.org/letters” to “https://regulator.example.org/complaints”"
    ) in page.text_of("ol", "policy-changes")


def test_tables_and_nested_lists_keep_their_form_in_a_redline(example: Built) -> None:
    page = example["notice/2020-03-02/changes/"]
    article = next(e for e in page.all("article") if e.has_class("policy-redline"))
    within = [e for e in page.elements if article in e.ancestors]
    assert [e.tag for e in within if e.tag in {"table", "thead", "tbody"}] == ["table", "thead", "tbody"]
    assert [e.text for e in within if e.tag == "th"] == ["What", "Why", "How long"]
    assert [e.tag for e in within if e.tag == "ul"] == ["ul", "ul"]
    (inner,) = [e for e in within if e.tag == "ul" and any(a.tag == "li" for a in e.ancestors)]
    assert len([e for e in within if e.tag == "li" and inner in e.ancestors]) == 3
    deleted = [e for e in within if e.tag == "del"]
    (changed,) = [e for e in within if e.tag == "td" and any(e in each.ancestors for each in deleted)]
    assert "24" in changed.text and "13" in changed.text


def test_a_deletion_stands_before_the_insertion_that_replaces_it(example: Built) -> None:
    for policy, _, after in PAIRS:
        page = example[f"{policy}/{after}/changes/"]
        for change in (e for e in page.elements if e.has_class("policy-change")):
            parts = [e.tag for e in page.elements if change in e.ancestors and e.tag in {"ins", "del"}]
            assert parts == sorted(parts), f"{after}: {change.text}"


def test_a_renamed_heading_keeps_its_id(example: Built) -> None:
    headings = {
        name: {e.attributes.get("id"): e.text for e in example[f"notice/{name}/"].all("h2")}
        for name in ("2020-03-02.2", "2023-09-01")
    }
    assert headings["2020-03-02.2"]["your-choices"] == "Your choices"
    assert headings["2023-09-01"]["your-choices"] == "Your rights"
    assert headings["2023-09-01"]["who-sees-it"] == "With whom we share it"


def test_a_text_in_another_language_says_which(example: Built) -> None:
    german = [page for address, page in example.pages.items() if address.startswith("lending/")]
    texts = [e for page in german for e in page.elements if e.has_class("policy-text")]
    assert len(texts) >= 4
    assert {e.attributes["lang"] for e in texts} == {"de"}


# Forms and settings


def test_without_a_handler_the_other_ways_to_get_in_touch_are_shown(example: Built) -> None:
    page = example["write/"]
    assert page.all("form") == []
    assert "By letter: Harbour Lane Tool Library, 3 Harbour Lane, Exampleton" in page.text
    addresses = [a.attributes["href"] for a in page.all("a") if a.text == "notice@harbourlane.example"]
    assert addresses[0].startswith("mailto:notice@harbourlane.example?subject=General%20question")


def test_a_form_comes_back_to_the_page_that_is_configured(tmp_path: Path) -> None:
    site = built(tmp_path, "2026-06-15", POLICY_FORM_ENDPOINT="https://forms.harbourlane.example/submit")
    inputs = [e.attributes for e in site["write/"].all("input") if e.attributes["type"] == "hidden"]
    hidden = {each["name"]: each["value"] for each in inputs}
    assert hidden["redirect"] == "https://harbourlane.example/policies/sent/"
    assert (hidden["policy"], hidden["policy_revision"]) == ("notice", "2025-02-10")
