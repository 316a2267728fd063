"""``policy import``: a draft from Word or from a web page as a new revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..importing.file_kinds import DRAFTS, WORD
from ..model import ChangeClass, Policy, Revision
from .extras import extra, say, write_file, writing
from .lookup import Day, policies_in, policy_named, today, within_budget
from .options import CHANGES, CLASS, FILE, PUBLISHED, of_checkout_today

if TYPE_CHECKING:
    from ..importing.content import Content
    from ..importing.draft import Draft
    from ..source.drafting import Intention

LARGEST_DRAFT = 50_000_000
_FEW = 30

_PACKED = (".gz", ".zip", ".7z")
_OTHER_FORMATS = {
    **dict.fromkeys((".doc", ".dot"), "Open it in Word and save it as .docx."),
    **dict.fromkeys((".odt", ".ott", ".fodt", ".wps", ".wpd"), "Save it as .docx in LibreOffice."),
    ".rtf": "Save it as .docx in Word or LibreOffice.",
    **dict.fromkeys(_PACKED, "Unpack it first."),
    ".gdoc": "It only leads to a Google document. There, choose File, Download, Microsoft Word (.docx).",
    **dict.fromkeys(
        (".adoc", ".rst", ".org", ".tex", ".textile", ".wiki"), "Convert it to .docx or .html, with pandoc."
    ),
    **dict.fromkeys(
        (".md", ".markdown", ".txt"),
        "It is text, as policies are written here. Begin a revision (policy new), and put the text into its file.",
    ),
    ".webarchive": "Open it in Safari and save the source of the page (.html).",
    ".pages": "Export it from Pages as a Word document (.docx).",
    ".pdf": "A PDF has no paragraphs and no headings, and shows tracked changes as text. Ask for the Word document.",
}
OTHER_TEXTS = _OTHER_FORMATS.keys() - set(_PACKED)
"""How the names of texts end that no command reads as they are."""


@click.command("import")
@click.argument("draft", type=FILE)
@click.option("--policy", "slug", default="", help="The policy it is a revision of: the name of its folder.")
@CHANGES
@click.option("--effective", type=Day(), help="The day from which the text is to apply.")
@PUBLISHED
@CLASS
@click.option("--note", default="", help="What changed and what it means, a sentence.")
@click.option(
    "--output", type=click.Path(allow_dash=True), help="Write only the text, to this file; - is the terminal."
)
@of_checkout_today
def import_draft(
    draft: Path,
    slug: str,
    changes: str,
    effective: date | None,
    published: date | None,
    change_class: str,
    note: str,
    output: str | None,
    root: Path,
    folder: str,
    timezone: str,
) -> None:
    """Turn a draft (.docx or .html) into Markdown: a new revision of a policy, or a file of its own.

    Whatever could not come along is listed. When a word of the draft would be missing, nothing is written.
    """
    from ..source.drafting import NOTE_TO_WRITE, Intention

    if not output and not (slug and effective):
        raise click.ClickException(
            "Say which revision it becomes (--policy and --effective), or where to write (--output)."
        )
    policy = policy_named(policies_in(root, folder), slug) if slug else None
    content, made = text_of_draft(draft, changes, [revision.text for revision in policy.revisions] if policy else [])
    if output or not (policy and effective):
        report(draft, content, made)
        _write_text(made.markdown, output or "-")
        return
    note = note or (f"{NOTE_TO_WRITE} (Imported from {draft.name}.)" if policy.revisions else "")
    intention = Intention(effective, ChangeClass(change_class), published, note)
    planned = _write_revision(root, policy, made.markdown, intention, today(timezone))
    report(draft, content, made)
    say(f"Wrote {planned.path}. Next: {_next(policy, planned)}", err=True)


def text_of_draft(draft: Path, changes: str, earlier: Sequence[str] = ()) -> tuple[Content, Draft]:
    """What a draft holds, and the Markdown made of it, with the ids that its clauses have in ``earlier`` texts.

    ``changes`` is what becomes of tracked changes. The command ends with a sentence when a word would be missing.
    """
    from ..importing.draft import draft_of

    content = within_budget(draft.name, lambda _: _read(draft, changes), size=draft.stat().st_size)
    if content.unresolved:
        raise click.ClickException(_unresolved(draft, content.unresolved))
    size = draft.stat().st_size + 2 * sum(map(len, earlier))
    made = within_budget(draft.name, lambda _: draft_of(content, earlier), size=size, doing="Writing")
    if not made.markdown.strip():
        raise click.ClickException(_empty(draft, content.remarks))
    if made.missing:
        raise click.ClickException(_missing(draft, made.missing, made.remarks))
    return content, made


def why_not(path: Path) -> str:
    """Why that cannot be a draft, and what to do."""
    if path.is_symlink():
        return "It is a link to another place. Put the file itself into the folder."
    if path.is_dir():
        return "It is a folder. Import it by itself, or put its files here."
    return _OTHER_FORMATS.get(path.suffix.lower(), "A draft is a Word document (.docx) or a saved web page (.html).")


def _next(policy: Policy, planned: Revision) -> str:
    if not policy.revisions:
        return "policy check"
    return f"policy check, and policy redline {policy.slug}/{policy.revisions[-1].id} {policy.slug}/{planned.id}"


def _write_text(text: str, output: str) -> None:
    if output == "-":
        click.echo(text, nl=False)
        return
    write_file(Path(output), text.encode("utf-8"))
    say(f"Wrote {output}. Read it once against the draft.", err=True)


def _write_revision(root: Path, policy: Policy, text: str, intention: Intention, day: date) -> Revision:
    from ..source.drafting import new_revision
    from ..source.whole_files import write_new

    with writing():
        planned = new_revision(policy, next(reversed(policy.revisions), None), text, intention, day)
        write_new(root / planned.path, planned.source)
    return planned


def _read(draft: Path, changes: str) -> Content:
    kind = draft.suffix.lower()
    if draft.stat().st_size > LARGEST_DRAFT:
        raise click.ClickException(
            f"{draft.name} is larger than {LARGEST_DRAFT // 1_000_000} MB. Take out its pictures."
        )
    reader = _READERS.get(kind)
    if reader is None:
        raise click.ClickException(f"{draft.name} cannot be imported. {why_not(draft)}")
    try:
        return reader(draft, changes)
    except RecursionError:
        raise click.ClickException(f"{draft.name} is nested too deeply to be a text.") from None


def _read_word(draft: Path, changes: str) -> Content:
    with extra("word", "The import from Word"):
        from ..word.no_document import NotADocument
        from ..word.reading import read_docx
    try:
        return read_docx(draft.read_bytes(), changes)  # type: ignore[arg-type]
    except NotADocument as error:
        raise click.ClickException(f"{draft.name}: {error}") from None


def _read_page(draft: Path, _changes: str) -> Content:
    with extra("word", "The import of a web page"):
        from ..importing.file_kinds import kind_of, kind_without_elements
        from ..importing.html import read_html
    content = draft.read_bytes()
    if kind := kind_of(content) or kind_without_elements(content):
        raise click.ClickException(f"{draft.name} is {kind}, whatever its name says. Save what the browser shows.")
    return read_html(content)


_READERS = {kind: _read_word if kind in WORD else _read_page for kind in DRAFTS}

# What is said


def _unresolved(draft: Path, found: Sequence[str]) -> str:
    lines = "\n".join(f"  {each}" for each in found)
    return (
        f"{draft.name} has {len(found)} unresolved tracked changes and comments:\n{lines}\n"
        "Resolve them in Word, or say --changes accept or --changes reject. Nothing was written."
    )


def _missing(draft: Path, words: Sequence[str], remarks: Sequence[str]) -> str:
    from ..problems import counted

    said = "".join(f"\n  {remark}" for remark in remarks)
    amount = counted(len(words), "word")
    return f"{amount} of {draft.name} would be missing in the result: {_listed(words)}. Nothing was written.{said}"


def _empty(draft: Path, remarks: Sequence[str]) -> str:
    said = "".join(f"\n  {remark}" for remark in remarks)
    how = (
        "Where it shows one, that is a picture or in a part that was left out: type it."
        if draft.suffix.lower() in WORD
        else "Of a page that scripts write, save what the browser shows (Save page as, complete)."
    )
    return f"There is no text in {draft.name}. {how} Nothing was written.{said}"


def _listed(words: Sequence[str]) -> str:
    counts = Counter(words).most_common(40)
    more = len(set(words)) - len(counts)
    listed = ", ".join(f"“{word}”" + (f" ({count} times)" if count > 1 else "") for word, count in counts)
    return listed + (f" and {more} more" if more else "")


def report(draft: Path, content: Content, made: Draft) -> None:
    """Say how many words came along, and what is to be known of the result."""
    say(f"{draft.name}: {len(content.source_words)} words and signs read, none missing in the result.", err=True)
    if len(content.source_words) < _FEW and draft.suffix.lower() not in WORD:
        say("  So few stand on a page of errors, of frames or for signing in. Is it the policy?", err=True)
    for remark in made.remarks:
        say(f"  {remark}", err=True)
    if made.added:
        say(f"  Shown besides, as labels: {_listed(made.added)}.", err=True)
