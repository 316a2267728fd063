"""In a text of another language each mark of the interface says, on every page, in which language it is itself."""

from __future__ import annotations

import re

import pytest

from policies import day, policy_of, revision_of
from policy_history.publish.edition import Edition
from policy_history.publish.pages import pages
from policy_history.source.provenance import Provenance

OLD = "# Datenschutz\n\n## Daten\n\nWir speichern Ihren Namen.\n"
MARKED = {"changes/", "changes/side-by-side/", "compare/2020-01-01/", "clauses/daten/"}


@pytest.mark.parametrize(("language", "said"), [("de", 'lang="en"'), ("ar", 'lang="en" dir="ltr"'), ("en", None)])
def test_every_mark_names_its_language(language: str, said: str | None) -> None:
    policy = policy_of(
        revision_of("2020-01-01", OLD),
        revision_of("2021-01-01", OLD.replace("Namen", "Namen und Ihre Adresse")),
        language=language,
    )
    met = set()
    for page in pages(Edition.of([policy], day("2022-01-01")), Provenance()):
        marks = re.findall(r'<[a-z0-9]+(?: [a-z-]+="[^"]*")* class="(?:[^"]* )?policy-mark[^>]*>', page.html)
        assert [mark for mark in marks if (said or 'lang="') not in mark] == (marks if said is None else [])
        met |= {name for name in MARKED if marks and page.address.endswith(name)}
    assert met == MARKED
