"""Where the text of a policy is kept when ``policy init`` begins it, and the revisions that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from ..model import Policy
from ..problems import CannotProceed
from ..scaffold.answers import Answers
from ..scaffold.files import draft_day, first_revision, first_text
from ..source.drafting import FIRST_NOTE
from ..source.names import POLICY_FILE
from .extras import say
from .import_history import Past, imported, told
from .importing import report, text_of_draft
from .lookup import Day
from .options import FILE

_PLACES = ("nothing", "word", "page", "git", "archive")


@dataclass(frozen=True, slots=True)
class FirstText:
    """What is said of it: a ``draft``, a Word document or a saved web page, or a ``past`` that has a source."""

    draft: Path | None
    effective: date | None
    past: Past

    @property
    def is_known(self) -> bool:
        """Whether there is a text to be imported."""
        return self.draft is not None or self.past.source is not None


def ask_first(first: FirstText, *, is_silent: bool) -> FirstText:
    """The same, with what was not said asked for."""
    if first.draft and first.past.source:
        raise click.ClickException("Give --draft or --history, not both. Nothing was written.")
    if first.is_known or is_silent:
        return first
    question = "Where is its text today: nothing yet, a Word document, a saved web page, git, an Open Terms Archive?"
    place = click.prompt(
        f"{question}\n({', '.join(_PLACES)})", default="nothing", type=click.Choice(_PLACES), show_choices=False
    )
    if place in ("word", "page"):
        file = click.prompt("Which file?", type=FILE)
        day = click.prompt(
            "Since when does it apply? Enter: it is a draft", default="", show_default=False, value_proc=_day
        )
        return replace(first, draft=file, effective=day)
    if place in ("git", "archive"):
        folder = click.prompt("In which folder is the repository?", type=click.Path(exists=True, path_type=Path))
        name = click.prompt("Which file of it?" if place == "git" else "Which document, as SERVICE/TERMS?")
        page = click.prompt(
            "At which address was it published? Relative links lead there", default="", show_default=False
        )
        found = replace(first.past, source=folder, published_at=page)
        found = replace(found, path=name) if place == "git" else replace(found, document=name)
        return replace(first, past=found)
    return first


def _day(text: str) -> date | None:
    return Day().convert(text, None, None) if text else None


def revisions_of(first: FirstText, answers: Answers) -> Mapping[str, bytes]:
    """The files of the policy's revisions by their names: what was imported, or a first draft to be filled in."""
    if first.past.source:
        path = f"{answers.folder}/{answers.slug}/{POLICY_FILE}"
        policy = Policy(answers.slug, answers.title, answers.publisher, (), answers.language, path=path)
        plan = imported(policy, first.past)
        for line in told(plan):
            say(line)
        return {f"{revision.id}.md": revision.source for revision in plan.policy.revisions}
    day = first.effective or draft_day(answers.today)
    if not first.draft and day <= answers.today:
        raise CannotProceed(f"A text that is still to be written cannot apply since {day}. Give its text with --draft.")
    if first.draft:
        content, made = text_of_draft(first.draft, first.past.changes)
        report(first.draft, content, made)
        return first_revision(made.markdown, day, f"{FIRST_NOTE} Its text comes from {first.draft.name}.")
    return first_revision(first_text(answers.title, answers.publisher, answers.kind, answers.language), day)
