"""A comment for a pull request: which revisions it touches, the passages they change, and what the checks say.

It is Markdown with ``<del>`` and ``<ins>``, which hosts let through. No word of a text becomes a mark in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ..checks.finding import Report
from ..checks.report_formats import by_severity, conclusion, cut
from ..days import day_in_words
from ..limits import spend
from ..model import Policy, Revision
from ..problems import ProblemsFound, counted, one_line
from ..redline.comment_markdown import as_text, passages
from ..redline.compare import changes, compare
from ..redline.model import Redline
from ..text.document import read_document
from .hosts import MARKER
from .posting import LONGEST

_LONGEST_NOTE = 600
_FIRST_PROBLEMS = 50


def review_comment(policies: Sequence[Policy], report: Report, paths: Collection[str], day: date) -> str:
    """The comment about the revisions at those paths, as they are on that day."""
    touched = [(policy, each) for policy in policies for each in policy.revisions if each.path in paths]
    lines = [MARKER, "### Policies in this change", ""]
    lines += [conclusion(report), ""]
    lines += _problems(report)
    if not touched:
        lines += ["No revision of a policy is added or changed.", ""]
    for policy, revision in touched:
        lines += [line for paragraph in _revision(policy, revision, day) for line in (paragraph, "")]
    return cut("\n".join(lines), LONGEST)


def _problems(report: Report) -> Iterator[str]:
    found = by_severity(report.problems)
    for problem in found[:_FIRST_PROBLEMS]:
        place, message = as_text(problem.place), as_text(problem.message)
        yield f"- **{problem.severity}** <code>{place}</code> {message} ({problem.rule})"
    if len(found) > _FIRST_PROBLEMS:
        yield f"- and {len(found) - _FIRST_PROBLEMS} more, in the summary of the run"
    if found:
        yield ""


def _revision(policy: Policy, revision: Revision, day: date) -> Iterator[str]:
    """What is said of a revision, in paragraphs."""
    yield f"#### {as_text(policy.title)}, revision {revision.id}"
    yield (
        f"{str(policy.state(revision, day)).capitalize()}, {revision.change_class}. Published "
        f"{day_in_words(revision.published)}, effective from {day_in_words(revision.effective)}."
    )
    yield f"<blockquote>{as_text(one_line(revision.note, _LONGEST_NOTE))}</blockquote>"
    before = policy.previous(revision)
    if before is None:
        yield f"It is the first revision: {len(read_document(revision.text).words)} words."
        return
    try:
        redline = _redline(before, revision)
    except ProblemsFound as problem:
        yield as_text(str(problem))
        return
    found = changes(redline)
    out, into, moved = redline.words_removed(), redline.words_added(), redline.words_moved()
    sections = len({change.clause for change in found})
    places = f"{counted(len(found), 'change')} in {counted(sections, 'section')}"
    counts = f"{counted(out, 'word')} out, {into} in, {moved} moved; {places}"
    yield f"Against {before.id}: {counts}."
    if found:
        yield "<details open><summary>What changes</summary>"
        yield "\n".join(passages(redline))
        yield "</details>"


def _redline(before: Revision, revision: Revision) -> Redline:
    """The redline of two neighbours. ProblemsFound when it costs more than its budget."""
    return spend(
        revision.path,
        lambda text: compare(read_document(before.text), read_document(text)),
        revision.text,
        line=revision.text_line,
        size=len(before.text) + len(revision.text),
        doing="Comparing",
    )
