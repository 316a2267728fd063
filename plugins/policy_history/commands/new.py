"""``policy new``: the next revision, begun."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..days import day_in_words
from ..model import ChangeClass, Policy, Revision
from .cache_option import CACHE, store_in
from .extras import say, writing
from .lookup import Day, policies_in, policy_named, revision_named, today, within_budget
from .options import CLASS, PUBLISHED, of_checkout_today

if TYPE_CHECKING:
    from ..cache.store import Store


@click.command()
@click.argument("policy")
@click.option("--effective", type=Day(), required=True, help="The day from which the new text applies.")
@PUBLISHED
@CLASS
@click.option("--from", "base", metavar="ID", help="The revision to begin from. Default: the latest.")
@of_checkout_today
@CACHE
def new(
    policy: str,
    effective: date,
    published: date | None,
    change_class: str,
    base: str | None,
    root: Path,
    folder: str,
    timezone: str,
    is_keeping: bool,
) -> None:
    """Begin the next revision of POLICY: a file with the latest text, to be edited.

    POLICY is the name of the policy's folder, such as privacy. The new file is named after the day from which it
    applies, and is a draft, which no page shows, until it is published. Clauses keep their addresses, written after
    the heading where need be. A policy without a revision gets its first: headings, and marks of what is to be written.

    Then: edit the text, write the note at the top of the file, and run "policy check".
    """
    from ..source.drafting import Intention, new_revision
    from ..source.whole_files import write_new

    found = policy_named(policies_in(root, folder), policy)
    source = revision_named(found, base) if base else next(reversed(found.revisions), None)
    with writing():
        draft = new_revision(
            found,
            source,
            _text(found, source, store_in(root, is_keeping=is_keeping)),
            Intention(effective, ChangeClass(change_class), published),
            today(timezone),
        )
        write_new(root / draft.path, draft.source)
    say(_written(draft, source))


def _text(policy: Policy, base: Revision | None, store: Store) -> str:
    """The text to begin with: that of ``base``, or of a first revision."""
    from ..redline.kept_ids import with_written_ids
    from ..scaffold.files import first_text

    if base is None:
        return first_text(policy.title, policy.publisher, policy.kind, policy.language)
    upto = policy.revisions[: policy.revisions.index(base) + 1]
    texts = [revision.text for revision in upto]
    size = 2 * sum(len(text) for text in texts)
    return within_budget(base.path, lambda _: with_written_ids(texts, store), size=size, doing="Comparing")


def _written(draft: Revision, base: Revision | None) -> str:
    return (
        f"{draft.path} is begun{f' from {base.id}' if base else ', the first revision'}.\n"
        f"It is published on {day_in_words(draft.published)} and takes effect on {day_in_words(draft.effective)}.\n"
        "Edit the text, write the note, and run: policy check"
    )
