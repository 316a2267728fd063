"""How pages tell the days on which a text applied: a period by both its days, one day by itself."""

from __future__ import annotations

import re

from policies import day, policy_of, revision_of
from policy_history.publish.edition import Edition
from policy_history.publish.pages import pages
from policy_history.publish.ready_made import ReadyMade
from policy_history.source.provenance import Provenance

DAYS = ("2018-01-01", "2018-01-02", "2018-02-01")


def words_at(address: str) -> str:
    texts = [f"# Privacy\n\nWe keep your data for {number} weeks.\n" for number in range(2, 5)]
    policy = policy_of(*(revision_of(each, text) for each, text in zip(DAYS, texts, strict=True)))
    edition = Edition.of([policy], day("2019-01-01"), "https://a.example/", ready_made=ReadyMade(newest=0))
    (page,) = (page for page in pages(edition, Provenance()) if page.address == f"privacy/{address}")
    return " ".join(re.sub(r"<[^>]*>", " ", str(page.html)).split())


def test_a_text_of_one_day_is_not_told_as_a_period() -> None:
    assert "You agreed on 1 January 2018 :" in words_at("compare/2018-01-01/")
    assert "It applied on 1 January 2018 ." in words_at("2018-01-01/")


def test_a_period_has_both_its_days() -> None:
    assert "You agreed between 2 January and 31 January 2018 :" in words_at("compare/2018-01-02/")
    assert "It applied from 2 January 2018 to 31 January 2018 ." in words_at("2018-01-02/")
    assert "Applied until 31 January 2018 ." in words_at("2018-01-02/changes/")
    assert "1 January 2018 to 1 January 2018" not in words_at("history/") + words_at("compare/")
