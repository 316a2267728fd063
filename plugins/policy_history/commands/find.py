"""``policy find``: words in every version of the policies."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..days import day_in_words
from ..model import Policy, Revision
from ..problems import printable
from .cache_option import CACHE, store_in
from .extras import say_as_data
from .lookup import policies_in, policy_named, today, within_budget
from .options import of_checkout_today

if TYPE_CHECKING:
    from ..cache.store import Store
    from ..searching.answers import SearchAnswer, TextPeriod
    from ..searching.query import Term


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--policy", "slug", help="The policy to search, by the name of its folder. Default: all.")
@click.option("--json", "as_json", is_flag=True, help="What is found as data, for programs.")
@of_checkout_today
@CACHE
def find(
    words: tuple[str, ...], slug: str | None, as_json: bool, root: Path, folder: str, timezone: str, is_keeping: bool
) -> None:
    """Find the clauses that have WORDS, in every published version of a policy, as the search page does.

    Every word must be in the clause; words in quotes must follow each other: policy find '"third parties" sell'.
    Capitals and accents make no difference. Ends with 1 when nothing is found.
    """
    from ..searching.query import terms

    query = " ".join(words)
    sought = terms(query)
    if not sought:
        raise click.ClickException(f"“{printable(query)}” has no letter and no number. Write a word to find.")
    policies = policies_in(root, folder)
    wanted = [policy_named(policies, slug)] if slug else policies
    day, store = today(timezone), store_in(root, is_keeping=is_keeping)
    found = [each for each in (_found(policy, sought, day, store) for policy in wanted) if each]
    if as_json:
        record = {"query": query, "policies": [_record(each) for each in found]}
        say_as_data(record)
    else:
        click.echo("\n\n".join("\n".join(_lines(each)) for each in found) or "Nothing found: no version has this.")
    click.get_current_context().exit(not found)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in a policy; ``current`` is the number of its version in force."""

    policy: Policy
    revisions: tuple[Revision, ...]
    current: int
    answers: list[SearchAnswer]

    def came(self, period: TextPeriod) -> date:
        """The day since which the words stand there."""
        return self.revisions[period.first].effective

    def left(self, period: TextPeriod) -> date | None:
        """The day on which the words went; None while they stand in the newest version."""
        return self.revisions[period.last + 1].effective if period.last + 1 < len(self.revisions) else None


def _found(policy: Policy, sought: tuple[Term, ...], day: date, store: Store) -> _Found | None:
    from ..redline.kept_ids import all_documents
    from ..searching.answers import Texts

    revisions = tuple(policy.published_by(day))
    if not revisions:
        return None
    applied = policy.applied_last(day)
    current = revisions.index(applied) if applied else len(revisions)
    size = sum(len(revision.text) for revision in revisions)

    def answers(_: str) -> list[SearchAnswer]:
        texts = Texts(all_documents([revision.text for revision in revisions], store))
        return texts.answers(sought, current)

    found = within_budget(revisions[-1].path, answers, size=size, doing="Searching")
    return _Found(policy, revisions, current, found) if found else None


def _lines(found: _Found) -> Iterator[str]:
    count = len(found.answers)
    said = "1 clause has this." if count == 1 else f"{count} clauses have this."
    yield printable(f"{found.policy.title} ({found.policy.slug}): {said}")
    for answer in found.answers:
        yield ""
        title = printable(answer.title) or "Before the first heading"
        yield f"{title}  #{answer.clause}" if answer.clause else title
        for period in answer.periods:
            places = "Found in 1 place." if period.places == 1 else f"Found in {period.places} places."
            yield f"  {_when(found, period)} {places}"
            shown = "".join(
                click.style(printable(text), bold=True) if is_sought else printable(text)
                for text, is_sought in period.excerpt
            )
            yield from textwrap.wrap(shown, 100, initial_indent="    ", subsequent_indent="    ")
            yield f"    {_versions(found, period)}"


def _when(found: _Found, period: TextPeriod) -> str:
    """Since when and until when the words stand there, as the search page says it."""
    first = " (the first version, a reconstruction)" if found.revisions[0].is_reconstructed else " (the first version)"
    day = day_in_words(found.came(period)) + ("" if period.first else first)
    left = found.left(period)
    end = day_in_words(left) if left else ""
    if period.first > found.current or found.current == len(found.revisions):
        return f"Will be in the text from {day}."
    if end and period.last < found.current:
        return f"In the text from {day}, removed on {end}."
    return f"In the text since {day}; will be removed on {end}." if end else f"In the text since {day}."


def _versions(found: _Found, period: TextPeriod) -> str:
    first, last = (f"{found.policy.slug}/{found.revisions[at].id}" for at in (period.first, period.last))
    count = period.last - period.first + 1
    return f"1 version has it: {last}" if count == 1 else f"{count} versions have it: {first} to {last}"


def _record(found: _Found) -> dict[str, Any]:
    return {
        "policy": found.policy.slug,
        "title": found.policy.title,
        "answers": [
            {
                "clause": answer.clause,
                "title": answer.title,
                "periods": [_period(found, period) for period in answer.periods],
            }
            for answer in found.answers
        ],
    }


def _period(found: _Found, period: TextPeriod) -> dict[str, Any]:
    left = found.left(period)
    return {
        "since": found.came(period).isoformat(),
        "removed": left.isoformat() if left else None,
        "versions": [str(revision.id) for revision in found.revisions[period.first : period.last + 1]],
        "places": period.places,
        "excerpt": [{"text": text, "found": is_sought} for text, is_sought in period.excerpt],
    }
