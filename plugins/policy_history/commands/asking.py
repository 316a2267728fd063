"""The questions of ``policy init``: each has an answer that stands ready, and is asked again when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import click

from ..model import PolicyKind
from ..problems import CannotProceed
from ..scaffold import answers
from ..scaffold.answers import TITLES, UNNAMED, UNREACHED, UNTITLED, Answers, line
from ..scaffold.files import HOSTS

Given = dict[str, str]
"""The answers that were given as options, by their names; empty where there is none."""
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Asker:
    """Takes each answer from the options, else from the one who is asked, else the one that stands ready.

    ``unasked`` are the names of questions that are not put.
    """

    given: Given
    is_silent: bool
    unasked: frozenset[str] = frozenset()

    def text(
        self, name: str, question: str, default: str, read: Callable[[str], Told], shown: str | None = None
    ) -> Told:
        """The answer called ``name`` as ``read`` has it. ``shown`` is what the question says of the default."""
        said = self.given.get(name, "")
        if said or self.is_silent or name in self.unasked:
            return _told(name, said or default, read)

        def again(text: str) -> Told:
            return _told(name, text or default, read)

        hint = default if shown is None else shown
        asked: Told = click.prompt(
            f"{question} [{hint}]" if hint else question, default="", show_default=False, value_proc=again
        )
        return asked


def _told(name: str, text: str, read: Callable[[str], Told]) -> Told:
    try:
        return read(text)
    except CannotProceed as error:
        raise click.BadParameter(str(error), param_hint=f"--{name}") from None


def ask(asker: Asker, today: date, folder: str, taken: frozenset[str]) -> Answers:
    """All that has to be known of an organisation and of its first policy; ``taken`` are addresses of pages."""
    publisher = asker.text("publisher", "Who publishes the policies?", UNNAMED, line, "to be filled in later")
    named = "Policies" if publisher == UNNAMED else f"{publisher} policies"
    site = asker.text("site", "What is the site called?", named, line)
    kind = asker.text("kind", "What is the policy about: privacy, terms or other?", "privacy", _kind)
    language = asker.text("language", "In which language is it written?", "en", answers.language)
    ready, hint = (TITLES[kind], None) if answers.is_ours(language) else (UNTITLED, "later")
    title = asker.text("title", "What is the policy called?", ready, line, hint)
    is_named_by_kind = title == ready and kind is not PolicyKind.OTHER
    ready = answers.slug_for(kind if is_named_by_kind else title, language)
    return Answers(
        publisher=publisher,
        site=site,
        language=language,
        kind=kind,
        title=title,
        slug=asker.text("slug", "At which address does it stand?", ready, lambda text: answers.slug(text, taken)),
        reached=asker.text(
            "reached", "How do readers reach you, such as “Write to privacy@example.org”?", UNREACHED, line, "later"
        ),
        address=asker.text(
            "address", "At which address will the site be published?", answers.NOWHERE, answers.address, "later"
        ),
        timezone=asker.given["timezone"],
        host=asker.text("host", f"Where is its repository: {', '.join(HOSTS)}?", "none", _host),
        folder=folder,
        today=today,
    )


def _kind(text: str) -> PolicyKind:
    try:
        return PolicyKind(text.strip().lower())
    except ValueError:
        raise CannotProceed(f"Write one of: {', '.join(PolicyKind)}.") from None


def _host(text: str) -> str:
    if text.strip().lower() not in HOSTS:
        raise CannotProceed(f"Write one of: {', '.join(HOSTS)}.")
    return text.strip().lower()
