"""The policies as they stand on one day: what precedes and follows what, and for how long each text applies."""

from __future__ import annotations

import pytest

from policies import day, policy_of, revision_of
from policy_history.model import State
from policy_history.problems import ProblemsFound
from policy_history.publish import comparison as comparison_module
from policy_history.publish.clauses import clause_histories
from policy_history.publish.comparison import article_of, comparison_of
from policy_history.publish.edition import Edition, PolicyEdition
from policy_history.text.document import read_document

NONE = revision_of("2011-02-17", "# Privacy\n\nWe collect nothing.\n")
NAMES = revision_of("2014-09-24", "# Privacy\n\nWe collect names.\n", published=day("2014-09-01"))
MORE = revision_of("2018-05-25", "# Privacy\n\nWe collect names and addresses.\n", published=day("2018-05-01"))
POLICY = policy_of(NONE, NAMES, MORE)


def names(edition: PolicyEdition) -> list[str]:
    return [str(entry.revision.id) for entry in edition.entries]


@pytest.mark.parametrize(
    ("today", "published"),
    [
        ("2011-02-16", []),
        ("2014-08-31", ["2011-02-17"]),
        ("2014-09-01", ["2011-02-17", "2014-09-24"]),
        ("2018-05-01", ["2011-02-17", "2014-09-24", "2018-05-25"]),
    ],
)
def test_drafts_are_absent(today: str, published: list[str]) -> None:
    assert names(PolicyEdition(POLICY, day(today))) == published


def test_previous_and_following_are_published_ones() -> None:
    draft = revision_of("2016-01-01", published=day("2099-01-01"), effective=day("2099-02-01"))
    first, second, third = PolicyEdition(policy_of(NONE, NAMES, draft, MORE), day("2018-05-01")).entries
    assert (first.previous, second.previous, third.previous) == (None, NONE, NAMES)
    assert (first.following, second.following, third.following) == (NAMES, MORE, None)
    assert (first.before, second.before, third.before) == (None, first, second)


@pytest.mark.parametrize(
    ("today", "states", "last_days"),
    [
        ("2014-09-23", ["in force", "upcoming"], ["2014-09-23", None]),
        ("2014-09-24", ["superseded", "in force"], ["2014-09-23", None]),
        ("2018-05-24", ["superseded", "in force", "upcoming"], ["2014-09-23", "2018-05-24", None]),
        ("2018-05-25", ["superseded", "superseded", "in force"], ["2014-09-23", "2018-05-24", None]),
    ],
)
def test_states_and_last_days(today: str, states: list[str], last_days: list[str | None]) -> None:
    entries = PolicyEdition(POLICY, day(today)).entries
    assert [entry.state for entry in entries] == states
    assert [entry.last_day and entry.last_day.isoformat() for entry in entries] == last_days


def test_a_text_replaced_on_its_own_day_has_no_day_of_its_own() -> None:
    morning, evening = revision_of("2014-09-24"), revision_of("2014-09-24.2", "# Privacy\n\nCorrected.\n")
    first, second = PolicyEdition(policy_of(morning, evening), day("2014-09-24")).entries
    assert (first.state, second.state) == (State.SUPERSEDED, State.IN_FORCE)
    assert first.last_day is not None and first.last_day < morning.effective
    assert second.last_day is None


def test_in_force_upcoming_and_last_change() -> None:
    ahead = PolicyEdition(POLICY, day("2018-05-01"))
    assert ahead.in_force is ahead.entries[1]
    assert ahead.upcoming == (ahead.entries[2],)
    assert ahead.last_change is ahead.entries[1]
    alone = PolicyEdition(policy_of(NONE), day("2018-05-01"))
    assert (alone.in_force, alone.upcoming, alone.last_change) == (alone.entries[0], (), None)
    not_yet = PolicyEdition(policy_of(NAMES), day("2014-09-01"))
    assert (not_yet.in_force, not_yet.upcoming, not_yet.last_change) == (None, not_yet.entries, None)


def test_words_articles_and_comparisons() -> None:
    first, second, third = PolicyEdition(POLICY, day("2018-05-25")).entries
    assert [entry.words for entry in (first, second, third)] == [4, 4, 6]
    assert second.article.html == '<h1 id="privacy">Privacy</h1>\n<p>We collect names.</p>'
    assert first.comparison is None
    assert second.comparison is not None and third.comparison is not None
    assert (second.comparison.words_added, second.comparison.words_removed) == (1, 1)
    assert (third.comparison.words_added, third.comparison.words_removed) == (2, 0)
    assert second.comparison.fault == third.comparison.fault == ""


def test_nothing_is_rendered_twice() -> None:
    old, new = read_document(NONE.text), read_document(NAMES.text)
    assert article_of(old) is article_of(read_document(NONE.text))
    assert comparison_of(old, new) is comparison_of(old, new)


def test_a_policy_with_nothing_but_drafts_is_not_there() -> None:
    draft = policy_of(revision_of("2099-01-01"), slug="terms")
    edition = Edition.of([POLICY, draft], day("2018-05-25"))
    assert [each.policy.slug for each in edition.policies] == ["privacy"]
    assert edition.find("terms") is None
    found = edition.find("privacy")
    assert found is not None and found.policy is POLICY
    assert Edition.of([], day("2018-05-25")).policies == ()


def test_a_redline_that_alters_a_text_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    # Comparisons are kept by their texts, so these are nobody else's.
    old = revision_of("2014-09-24", "# Privacy\n\nA text only this test compares.\n")
    new = revision_of("2018-05-25", "# Privacy\n\nAnother text only this test compares.\n")
    monkeypatch.setattr(comparison_module, "texts_differ", lambda html, redline: "the old text does not come back")
    with pytest.raises(ProblemsFound) as found:
        Edition.of([policy_of(old, new)], day("2018-05-25")).check()
    assert (
        "policy_versions/privacy/2018-05-25.md:10:1: In its redline the old text does not come back. [redline]"
        in str(found.value).splitlines()
    )


KEPT, ASK, CAMERAS = (
    "We keep your loan records for twelve months after you return the last item to us.",
    "You can ask at any desk to see what we hold about you, and we answer within a week.",
    "Cameras watch the front door and the car park, and their pictures are wiped every night.",
)


def events_of(*texts: str) -> dict[str, list[str]]:
    """What happened to each clause, by its id, in a policy with these texts."""
    days = ("2011-02-17", "2014-09-24", "2018-05-25")
    revisions = [revision_of(name, text) for name, text in zip(days, texts, strict=False)]
    entries = PolicyEdition(policy_of(*revisions), day("2020-01-01")).entries
    return {history.id: [event.what for event in history.events] for history in clause_histories(entries)}


def test_a_clause_that_only_moved_is_said_to_have_moved() -> None:
    old = f"## Loans\n\n{KEPT}\n\n## Asking\n\n{ASK}\n\n## Cameras\n\n{CAMERAS}\n"
    new = f"## Cameras\n\n{CAMERAS}\n\n## Loans\n\n{KEPT}\n\n## Asking\n\n{ASK}\n"
    assert events_of(old, new) == {
        "loans": ["known since then"],
        "asking": ["known since then"],
        "cameras": ["known since then", "moved"],
    }


def test_a_clause_that_moved_and_was_edited_is_said_to_have_changed() -> None:
    old = f"## Loans\n\n{KEPT}\n\n## Asking\n\n{ASK}\n\n## Cameras\n\n{CAMERAS}\n"
    new = f"## Cameras\n\n{CAMERAS.replace('night', 'week')}\n\n## Loans\n\n{KEPT}\n\n## Asking\n\n{ASK}\n"
    assert events_of(old, new)["cameras"] == ["known since then", "wording changed"]


def test_a_clause_whose_form_alone_changed_is_said_so() -> None:
    assert events_of(f"## Loans\n\n{KEPT}\n", f"### Loans\n\n{KEPT}\n") == {
        "loans": ["known since then", "layout or links changed"]
    }
