"""``policy import-history``: a policy with its whole past, from where it was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from ..clock import zone
from ..history_import.model import CannotImport
from ..model import Policy
from ..problems import Severity, errors_in
from ..progress import Progress, on_terminal
from .dated_drafts import has_drafts, instead_of_one, is_text_alone, text_of_kept_draft, texts_from_drafts
from .extras import say, writing
from .options import CHANGES, Command, of_checkout

if TYPE_CHECKING:
    from ..history_import.from_git import HistoryReading
    from ..history_import.model import PastText
    from ..history_import.planning import ImportPlan

_SOURCE = click.Path(exists=True, path_type=Path)


_PAST = (
    click.option(
        "--file", "path", metavar="PATH", help="The policy's file in a git repository, as it is called today."
    ),
    click.option("--formerly", multiple=True, metavar="PATH", help="What the file was called before; may be repeated."),
    click.option("--document", metavar="SERVICE/TERMS", help="The document in an Open Terms Archive of versions."),
    click.option(
        "--section",
        multiple=True,
        metavar="HEADING",
        help="Take only what stands under this heading of a file with several policies; repeated for earlier names.",
    ),
    click.option(
        "--published-at",
        default="",
        metavar="URL",
        help="The page it was published at: relative links lead from there.",
    ),
    click.option("--encoding", default="", help="The encoding of old texts, such as shift_jis. Default: told apart."),
    click.option(
        "--leave-out",
        multiple=True,
        metavar="DAY|COMMIT|NAME",
        help="A text that is none of the policy, such as a page of errors; may be repeated.",
    ),
    CHANGES,
)


def of_past(command: Command) -> Command:
    """Give a command the options of `Past`, apart from the place itself."""
    for option in reversed(_PAST):
        command = option(command)
    return command


@click.command("import-history")
@click.argument("policy")
@click.argument("source", type=_SOURCE)
@of_past
@click.option("--title", default="Privacy Policy", show_default=True, help="The name of the policy.")
@click.option("--publisher", required=True, help="Who issues the policy.")
@click.option("--language", default="en", show_default=True, help="The language of the texts.")
@click.option(
    "--timezone",
    default="",
    metavar="ZONE",
    help="The publisher's zone, in which days are told. Default: the author's.",
)
@click.option("--tags", is_flag=True, help="Take the texts, too, that only tags of the repository keep.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and write nothing.")
@of_checkout
def import_history(
    policy: str,
    source: Path,
    title: str,
    publisher: str,
    language: str,
    timezone: str,
    tags: bool,
    dry_run: bool,
    root: Path,
    folder: str,
    **options: Any,
) -> None:
    """Make POLICY, a new folder of policies, from the history of SOURCE.

    SOURCE is a git repository with --file, an Open Terms Archive of versions with --document, a file of JSON Lines, or
    a folder of Word files or saved pages with days in their names (privacy-2019-03-01.docx). Every text of the main
    line that differs from the one before becomes a revision.

    The days are proposals: check them. Findings in published texts are acknowledged. What had to be changed is listed.
    """
    from ..history_import.planning import write_plan

    with writing():
        new = _policy(root, policy, folder, title, publisher, language)
        plan = imported(new, Past(source, **options), timezone, tags=tags)
        target = None if dry_run else write_plan(root, plan)
    _say(plan, target)


def _say(plan: ImportPlan, target: Path | None) -> None:
    """Tell what was imported, and end with 1 when errors are left."""
    say("\n".join(told(plan)))
    say(f"Written to {target}. Next: policy status" if target else "Nothing was written.")
    raise SystemExit(1 if errors_in(plan.report.problems) else 0)


def _policy(root: Path, slug: str, folder: str, title: str, publisher: str, language: str) -> Policy:
    from ..history_import.planning import refuse_existing
    from ..source.frontmatter import read_policy_file
    from ..source.names import POLICY_FILE, is_slug, slug_problem
    from ..source.revision_source import policy_source

    if not is_slug(slug):
        raise CannotImport(slug_problem(slug, slug).message)
    refuse_existing(root / folder / slug)
    path = f"{folder}/{slug}/{POLICY_FILE}"
    # What cannot be read again is told before anything is read or written.
    read_policy_file(policy_source(title, publisher, language), path)
    return Policy(slug, title, publisher, (), language, path=path)


def _address(text: str) -> str:
    """The address of the page texts were published at, or nothing. CannotImport when it is none."""
    try:
        is_address = urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        is_address = False
    if text and not is_address:
        raise CannotImport(f"“{text}” is no address of a page. Write it with https://.")
    return text


@dataclass(frozen=True, slots=True)
class Past:
    """Where a past is kept, and how it is read, as the options say it; ``source`` is None where there is none."""

    source: Path | None
    path: str | None
    formerly: tuple[str, ...]
    document: str | None
    section: tuple[str, ...]
    published_at: str
    encoding: str
    leave_out: tuple[str, ...]
    changes: str

    @property
    def is_folder_of_drafts(self) -> bool:
        """Whether the texts are documents with days in their names."""
        if self.source is None or not self.source.is_dir() or self.path or self.document:
            return False
        return has_drafts(self.source)

    @property
    def left_out_texts(self) -> list[str]:
        """The days and commits of texts that are left out; names of files are left out before they are read."""
        folder = self.source if self.is_folder_of_drafts else None
        return [each for each in self.leave_out if not (folder and (folder / each).is_file())]


def imported(policy: Policy, past: Past, timezone: str = "", *, tags: bool = False) -> ImportPlan:
    """The revisions of a policy whose past is kept there. CannotImport, with a sentence, when they cannot be had."""
    from ..history_import.planning import plan_of

    watch = on_terminal()
    reading = _reading(policy.language, past.encoding, timezone)._replace(tags=tags)
    texts = _texts(past, watch, reading)
    return plan_of(policy, texts, _address(past.published_at), watch, past.left_out_texts, past.section)


def _reading(language: str, encoding: str, timezone: str) -> HistoryReading:
    """How the texts are to be read. CannotImport for a zone that is none."""
    from ..history_import.from_git import HistoryReading

    try:
        return HistoryReading(language, encoding, zone(timezone) if timezone else None)
    except ValueError as error:
        raise CannotImport(str(error)) from None


def _texts(past: Past, progress: Progress, reading: HistoryReading) -> Iterable[PastText]:
    """The texts that a record holds, oldest first: JSON Lines, a document of an archive, a file in git, dated files."""
    from ..history_import.from_git import texts_from_git, texts_from_terms_archive
    from ..history_import.from_records import texts_from_records

    reading = reading._replace(draft=partial(text_of_kept_draft, past.changes))
    source = past.source or Path()
    if source.is_file():
        if is_text_alone(source):
            raise CannotImport(f"{source.name} is one text, and a history has several. {instead_of_one(source)}")
        return texts_from_records(source, progress)
    if past.document:
        return texts_from_terms_archive(source, past.document, past.formerly, progress, reading)
    if past.path:
        return texts_from_git(source, past.path, past.formerly, progress, reading)
    if past.is_folder_of_drafts:
        return texts_from_drafts(source, past.changes, reading.language, past.leave_out, progress)
    raise CannotImport(
        "Which file is it? Name it with --file PATH, or with --document for an Open Terms Archive. A folder of Word "
        "files needs neither, but this one has none."
    )


def told(plan: ImportPlan) -> Iterator[str]:
    """What an import brings, a line each."""
    from ..problems import counted

    revisions = plan.policy.revisions
    first, last = revisions[0].id, revisions[-1].id
    amount = counted(len(revisions), "revision")
    yield f"{amount} from {first} to {last}, of {counted(plan.states, 'text')} in the record."
    yield from plan.doubts
    for what, number in sorted(plan.changes.items()):
        yield f"changed: {what}: {number}"
    for rule, number in sorted(Counter(kept.acknowledgement.rule for kept in plan.report.kept).items()):
        yield f"acknowledged: {rule}: {number}"
    others = [each for each in plan.report.problems if each.severity is not Severity.ERROR]
    for (severity, rule), number in sorted(Counter((each.severity, each.rule) for each in others).items()):
        place = min(each for each in others if each.rule == rule)
        more = f" (the first of {number})" if number > 1 else ""
        yield f"{severity}: {place}{more}"
    yield from (f"error: {problem}" for problem in errors_in(plan.report.problems))
