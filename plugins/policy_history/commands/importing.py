"""``policy import``: a draft from Word or from a web page as a new revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from ..importing.content import Content
from ..importing.draft import Draft, draft_of
from ..importing.revision_file import revision_file
from ..model import ChangeClass, Policy, RevisionId
from ..problems import ProblemsFound
from ..source.folder import read_policies
from .extras import extra, write_file
from .options import FILE, FOLDER, ROOT

_DAY = click.DateTime(["%Y-%m-%d"])
_SOURCE_LIMIT = 50_000_000
_OTHER_FORMATS = {
    ".doc": "Open it in Word and save it as .docx.",
    ".odt": "Save it as .docx in LibreOffice.",
    ".rtf": "Save it as .docx in Word or LibreOffice.",
    ".pdf": "A PDF has no paragraphs and no headings, and shows tracked changes as text. Ask for the Word document.",
}


@click.command("import")
@click.argument("draft", type=FILE)
@click.option("--policy", "slug", default="", help="The policy it is a revision of: the name of its folder.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject", "refuse"]),
    default="refuse",
    show_default=True,
    help="What to do with tracked changes and comments in Word: accept all, reject all, or stop when there are any.",
)
@click.option("--effective", type=_DAY, help="The day from which the text is to apply.")
@click.option("--published", type=_DAY, help="The day it is to be published. Default: the day it applies.")
@click.option(
    "--class", "change_class", type=click.Choice([str(each) for each in ChangeClass]), default="material", show_default=True,
    help="What kind of change it is.",
)
@click.option("--note", default="", help="What changed and what it means, a sentence.")
@click.option("--output", type=click.Path(allow_dash=True), help="Write the text here instead; - is the terminal.")
@ROOT
@FOLDER
def import_draft(
    draft: Path,
    slug: str,
    changes: str,
    effective: datetime | None,
    published: datetime | None,
    change_class: str,
    note: str,
    output: str | None,
    root: Path,
    folder: str,
) -> None:
    """Turn a draft (.docx or .html) into Markdown: a new revision of a policy, or a file of its own.

    Whatever could not come along is listed. When a word of the draft would be missing, nothing is written.
    """
    if not output and not (slug and effective):
        raise click.ClickException("Say which revision it becomes (--policy and --effective), or where to write (--output).")
    policy = _policy(slug, root, folder) if slug else None
    days = _days(effective, published)
    target = Path(output) if output and output != "-" else None
    if policy and days and not output:
        target = _new_revision(policy, days[1], root)
    content = _read(draft, changes)
    if content.unresolved:
        raise click.ClickException(_unresolved(draft, content.unresolved))
    made = draft_of(content, [revision.text for revision in policy.revisions] if policy else [])
    if made.missing:
        raise click.ClickException(_missing(draft, made.missing, made.remarks))
    text = made.markdown
    if days:
        note = note or f"Imported from {draft.name}. [●] Say here what changed and what it means."
        text = revision_file(text, published=days[0], effective=days[1], change_class=ChangeClass(change_class), note=note)
    _report(draft, content, made)
    if target is None:
        click.echo(text, nl=False)
        return
    write_file(target, text.encode("utf-8"))
    click.echo(f"Wrote {target}. {_next_step(policy, target, bool(output))}", err=True)


def _days(effective: datetime | None, published: datetime | None) -> tuple[date, date] | None:
    if effective is None:
        return None
    first = published.date() if published else effective.date()
    if first > effective.date():
        raise click.ClickException("A revision is published before it applies: --published lies after --effective.")
    return first, effective.date()


def _policy(slug: str, root: Path, folder: str) -> Policy:
    try:
        policies = read_policies(root, folder)
    except ProblemsFound as found:
        raise click.ClickException(f"The policies as they are have errors; mend them first.\n{found}") from None
    policy = next((each for each in policies if each.slug == slug), None)
    if policy is None:
        known = ", ".join(each.slug for each in policies)
        raise click.ClickException(f"There is no policy “{slug}” in {folder}/. There are: {known}.")
    return policy


def _new_revision(policy: Policy, day: date, root: Path) -> Path:
    """The file of a new revision of that day; of its second, third and so on when the day has one already."""
    taken = {revision.id for revision in policy.revisions}
    number = next(number for number in range(1, len(taken) + 2) if RevisionId(day, number) not in taken)
    path = root / Path(policy.path).parent / f"{RevisionId(day, number)}.md"
    if path.exists():
        raise click.ClickException(f"{path} exists. Choose another day, or write to a file of its own with --output.")
    return path


def _read(draft: Path, changes: str) -> Content:
    kind = draft.suffix.lower()
    if draft.stat().st_size > _SOURCE_LIMIT:
        raise click.ClickException(f"{draft.name} is larger than {_SOURCE_LIMIT // 1_000_000} MB. Take out its pictures.")
    reader = {".docx": _read_word, ".html": _read_page, ".htm": _read_page}.get(kind)
    if reader is None:
        remedy = _OTHER_FORMATS.get(kind, "A draft is a Word document (.docx) or a saved web page (.html).")
        raise click.ClickException(f"{draft.name} cannot be imported. {remedy}")
    try:
        return reader(draft, changes)
    except RecursionError:
        raise click.ClickException(f"{draft.name} is nested too deeply to be a text.") from None


def _read_word(draft: Path, changes: str) -> Content:
    with extra("word", "The import from Word"):
        from ..word.package import NotADocument
        from ..word.reading import read_docx
    try:
        return read_docx(draft.read_bytes(), changes)  # type: ignore[arg-type]
    except NotADocument as error:
        raise click.ClickException(f"{draft.name}: {error}") from None


def _read_page(draft: Path, changes: str) -> Content:
    with extra("word", "The import of a web page"):
        from ..importing.html import read_html
    return read_html(draft.read_bytes())


# What is said


def _unresolved(draft: Path, found: Sequence[str]) -> str:
    lines = "\n".join(f"  {each}" for each in found)
    return (
        f"{draft.name} has {len(found)} unresolved tracked changes and comments:\n{lines}\n"
        "Resolve them in Word, or say --changes accept or --changes reject. Nothing was written."
    )


def _missing(draft: Path, words: Sequence[str], remarks: Sequence[str]) -> str:
    said = "".join(f"\n  {remark}" for remark in remarks)
    return (
        f"{len(words)} {'word' if len(words) == 1 else 'words'} of {draft.name} would be missing in the result: {_counted(words)}. Nothing was written.{said}"
    )


def _counted(words: Sequence[str]) -> str:
    counts = Counter(words).most_common(40)
    more = len(set(words)) - len(counts)
    listed = ", ".join(f"“{word}”" + (f" ({count} times)" if count > 1 else "") for word, count in counts)
    return listed + (f" and {more} more" if more else "")


def _report(draft: Path, content: Content, made: Draft) -> None:
    say: Callable[[str], None] = lambda text: click.echo(text, err=True)  # noqa: E731
    say(f"{draft.name}: {len(content.source_words)} words and signs read, none missing in the result.")
    for remark in made.remarks:
        say(f"  {remark}")
    if made.added:
        say(f"  Shown besides, as labels: {_counted(made.added)}.")


def _next_step(policy: Policy | None, target: Path, is_own: bool) -> str:
    if policy is None or is_own or not policy.revisions:
        return "Read it once against the draft."
    latest = policy.revisions[-1].id
    return f"Next: policy check, and policy redline {policy.slug}/{latest} {policy.slug}/{target.stem}"
