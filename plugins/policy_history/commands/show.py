"""``policy show``: one revision."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..days import day_in_words
from ..model import Policy, Revision, State
from ..problems import printable
from .as_data import revision_record
from .extras import say, say_as_data
from .lookup import policies_in, policy_named, revision_named, today, within_budget, without_revisions
from .options import of_checkout_today

if TYPE_CHECKING:
    from ..text.document import Clause


@click.command()
@click.argument("name", metavar="POLICY[/ID]")
@click.option("--text", "only_text", is_flag=True, help="Its text only, as it is in the file.")
@click.option("--json", "as_json", is_flag=True, help="Its fields as data, for programs.")
@of_checkout_today
def show(name: str, only_text: bool, as_json: bool, root: Path, folder: str, timezone: str) -> None:
    """Show a revision, such as privacy/2014-09-24; of a policy without an ID, the one that applied last."""
    slug, _, identity = name.partition("/")
    policy = policy_named(policies_in(root, folder), slug)
    day = today(timezone)
    revision = revision_named(policy, identity.removesuffix(".md")) if identity else policy.applied_last(day)
    if not policy.revisions:
        raise click.ClickException(without_revisions(policy))
    if revision is None:
        raise click.ClickException(
            f"Nothing of {slug} is in force yet. Name a revision, such as {slug}/{policy.revisions[0].id}."
        )
    if only_text:
        click.echo(revision.text, nl=False)
    elif as_json:
        say_as_data(revision_record(policy, revision, day))
    else:
        say("\n".join(_lines(policy, revision, policy.state(revision, day), root, folder)))


def _lines(policy: Policy, revision: Revision, state: State, root: Path, folder: str) -> Iterator[str]:
    from ..source.provenance import read_provenance

    yield printable(f"{policy.title} of {policy.publisher}, revision {revision.id}: {state}")
    published, effective = day_in_words(revision.published), day_in_words(revision.effective)
    yield f"Published {published}, effective from {effective}, {revision.change_class}"
    yield from _wrapped("Note", revision.note)
    if revision.is_reconstructed:
        yield from _wrapped("Reconstructed", revision.basis)
    if revision.origin:
        yield from _wrapped("Imported from", revision.origin)
    before, after = policy.previous(revision), policy.next(revision)
    yield f"Before: {before.id if before else 'none'}. After: {after.id if after else 'none'}."
    yield f"File: {revision.path}, SHA-256 {revision.sha256}"
    commit = read_provenance(root, folder).first(revision.path)
    if commit:
        author, day = commit.author or "someone unnamed", day_in_words(commit.when.date())
        yield f"Committed by {author} on {day} ({commit.id[:12]})"
    words, clauses = within_budget(revision.path, _outline, revision.text, line=revision.text_line)
    yield f"{words} words, {len(clauses)} clauses:"
    for clause in clauses:
        yield f"  {'  ' * (clause.level - 1)}{printable(clause.title)}  #{clause.id}"


def _outline(text: str) -> tuple[int, Sequence[Clause]]:
    """How many words a text has, and its clauses."""
    from ..text.document import read_document

    document = read_document(text)
    return len(document.words), document.clauses


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(f"{label}: {printable(' '.join(text.split()))}", 100, subsequent_indent="  ")
