"""The folder of legal texts: one folder a policy, in it policy.yml and one Markdown file a revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from ..model import Erratum, Policy, Revision, RevisionId
from ..problems import Problem, ProblemsFound, collecting
from . import rules
from .annotations import ANNOTATIONS_FILE, with_annotations
from .disk import Disk
from .fields import PolicyFields
from .frontmatter import RevisionFile, read_policy_file, read_revision, unfinished_revision
from .names import (
    POLICY_FILE,
    Names,
    is_ignored,
    is_like_policy_file,
    is_markdown,
    is_slug,
    looks_like_ours,
    looks_like_revision,
    slug_problem,
    sort_names,
)
from .places import Place, field_place


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds, and everything that is wrong with it.

    ``policies`` have the revisions that could be read; ``unfinished`` are texts whose dates or fields could not, each
    with the policy it belongs to: only their words can be relied on.
    """

    policies: tuple[Policy, ...]
    unfinished: tuple[tuple[Policy, Revision], ...]
    problems: tuple[Problem, ...]


def read_policies(root: Path, folder: str = "policy_versions") -> tuple[Policy, ...]:
    """Every policy under ``root/folder``, sorted by slug, its revisions by the day they are effective from.

    Reads ``root/folder/SLUG/policy.yml``, ``root/folder/SLUG/*.md`` and ``root/folder/annotations.yml``, and nothing
    outside ``root/folder``.
    Raises ProblemsFound with all problems of all files; their paths are relative to ``root``.
    """
    survey = survey_policies(root, folder)
    if survey.problems:
        raise ProblemsFound(survey.problems)
    return survey.policies


def survey_policies(root: Path, folder: str = "policy_versions") -> Survey:
    """The same, with what could be read beside what could not. Raises ProblemsFound only for the folder itself."""
    disk = Disk.at(root, folder)
    problems: list[Problem] = []
    policies: list[Policy] = []
    unfinished: list[tuple[Policy, Revision]] = []
    for slug in _policy_folders(disk, problems):
        with collecting(problems):
            policy, texts = _read_policy(disk, slug, problems)
            policies.append(policy)
            unfinished += [(policy, text) for text in texts]
    if not policies and not problems:
        problems.append(rules.NO_POLICIES.at(Place(disk.shown(""))))
    read: Sequence[Policy] = policies
    if not problems:
        with collecting(problems):
            read = with_annotations(root, f"{folder}/{ANNOTATIONS_FILE}", policies)
    return Survey(tuple(read), tuple(unfinished), tuple(problems))


def _policy_folders(disk: Disk, problems: list[Problem]) -> list[str]:
    """The folders in the folder. Files beside them are not policies and are left alone."""
    folders = []
    for name in disk.names():
        if name.startswith("."):
            continue
        with collecting(problems):
            if disk.is_folder(name):
                folders.append(name)
            elif looks_like_ours(name):
                problems.append(rules.MISPLACED.at(Place(disk.shown(name)), name=name, folder=disk.name))
    return folders


def _read_policy(disk: Disk, slug: str, problems: list[Problem]) -> tuple[Policy, list[Revision]]:
    """The policy with its whole revisions, and its unfinished ones; raises ProblemsFound when policy.yml is no help."""
    problems_before = len(problems)
    if not is_slug(slug):
        problems.append(slug_problem(slug, disk.shown(slug)))
    readable = _readable(disk, slug, problems)
    names = sort_names(readable, disk.shown(slug))
    problems += names.problems
    fields = _read_policy_fields(disk, slug, readable, problems)
    files, unfinished = _read_revisions(disk, slug, names, problems)
    problems += series_problems(files)
    if fields is not None and fields.withdrawn:
        problems += _withdrawal_problems(disk, slug, fields.withdrawn, files)
    if fields is not None and not files and len(problems) == problems_before:
        problems.append(rules.NO_REVISION.at(Place(disk.shown(f"{slug}/{POLICY_FILE}"))))
    if fields is None:
        raise ProblemsFound([])
    revisions = (file.revision for file in files)
    return _policy(slug, fields, revisions, disk.shown(f"{slug}/{POLICY_FILE}")), unfinished


def _readable(disk: Disk, slug: str, problems: list[Problem]) -> list[str]:
    """The files of a policy's folder, by name. Reports folders in it that hold revisions."""
    readable = []
    for name in disk.names(slug):
        if is_ignored(name):
            continue
        path = f"{slug}/{name}"
        with collecting(problems):
            if not disk.is_folder(path) or name == POLICY_FILE or is_markdown(name):
                readable.append(name)
            elif looks_like_revision(name) or any(map(is_markdown, disk.names(path))):
                problems.append(rules.NESTED.at(Place(disk.shown(path))))
    return readable


def _read_policy_fields(disk: Disk, slug: str, readable: list[str], problems: list[Problem]) -> PolicyFields | None:
    path = f"{slug}/{POLICY_FILE}"
    if POLICY_FILE in readable:
        with collecting(problems):
            return read_policy_file(disk.read(path), disk.shown(path))
    elif POLICY_FILE not in disk.names(slug) and not any(map(is_like_policy_file, readable)):
        problems.append(rules.NO_POLICY_FILE.at(Place(disk.shown(slug))))
    return None


def _read_revisions(
    disk: Disk, slug: str, names: Names, problems: list[Problem]
) -> tuple[list[RevisionFile], list[Revision]]:
    files, unfinished = [], []
    for name, identity in names.revisions.items():
        path = f"{slug}/{name}"
        with collecting(problems):
            source = disk.read(path)
            try:
                files.append(read_revision(source, disk.shown(path), identity))
            except ProblemsFound as found:
                problems += found.problems
                text = unfinished_revision(source, disk.shown(path), identity)
                unfinished += [text] if text else []
    return files, unfinished


def _policy(slug: str, fields: PolicyFields, revisions: Iterable[Revision], path: str) -> Policy:
    return Policy(
        slug=slug,
        revisions=tuple(sorted(revisions, key=lambda revision: revision.effective)),  # they come by their ids
        path=path,
        **dict(fields)
        | {
            "notice_days": int(fields.notice_days),
            "errata": tuple(Erratum(**dict(item), line=item.line) for item in fields.errata),
        },
    )


def _withdrawal_problems(disk: Disk, slug: str, day: date, files: Iterable[RevisionFile]) -> Iterator[Problem]:
    """Whether the policy ends on a day after each of its revisions took effect."""
    last = max((file.revision for file in files), key=lambda revision: revision.effective, default=None)
    if last and day <= last.effective:
        path = f"{slug}/{POLICY_FILE}"
        place = Place(disk.shown(path), *field_place(disk.read(path), "withdrawn"))
        yield rules.WITHDRAWN_EARLY.at(place, withdrawn=day, effective=last.effective, name=f"{last.id}.md")


def series_problems(files: Iterable[RevisionFile]) -> list[Problem]:
    """Whether the order of the ids is the order of the effective days, and days are shared by number only."""
    in_order = sorted(files, key=lambda file: file.revision.id)
    problems = []
    for earlier, later in pairwise(in_order):
        other, day, effective = f"{earlier.revision.id}.md", earlier.revision.effective, later.revision.effective
        place = later.place("effective")
        if effective < day:
            problems.append(rules.DATE_ORDER.at(place, effective=effective, other=other, other_effective=day))
        elif effective == day and later.revision.id.day != earlier.revision.id.day:
            first, second = f"{RevisionId(day)}.md", f"{RevisionId(day, 2)}.md"
            problems.append(rules.SAME_DAY.at(place, effective=day, other=other, first=first, second=second))
    return problems
