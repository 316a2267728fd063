"""The folder of legal texts: one folder a policy, in it policy.yml and one Markdown file a revision."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policy_history.model import Policy, Revision
from policy_history.problems import Problem, ProblemsFound
from policy_history.source import rules
from policy_history.source.collecting import collecting
from policy_history.source.disk import Disk
from policy_history.source.fields import PolicyFields
from policy_history.source.frontmatter import RevisionFile, read_revision
from policy_history.source.names import (
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
from policy_history.source.places import Place
from policy_history.source.policy_file import read_policy_file
from policy_history.source.series import series_problems


def read_policies(root: Path, folder: str = "policy_versions") -> tuple[Policy, ...]:
    """Every policy under ``root/folder``, sorted by slug, its revisions by the day they are effective from.

    Reads ``root/folder/SLUG/policy.yml`` and ``root/folder/SLUG/*.md``, and nothing outside ``root/folder``.
    Raises ProblemsFound with all problems of all files; their paths are relative to ``root``.
    """
    disk = Disk.at(root, folder)
    problems: list[Problem] = []
    policies = []
    for slug in _policy_folders(disk, problems):
        with collecting(problems):
            policies.append(_read_policy(disk, slug))
    if not policies and not problems:
        problems.append(rules.NO_POLICIES.at(Place(disk.shown(""))))
    if problems:
        raise ProblemsFound(problems)
    return tuple(policies)


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


def _read_policy(disk: Disk, slug: str) -> Policy:
    problems: list[Problem] = []
    if not is_slug(slug):
        problems.append(slug_problem(slug, disk.shown(slug)))
    readable = _readable(disk, slug, problems)
    names = sort_names(readable, disk.shown(slug))
    problems += names.problems
    fields = _read_policy_fields(disk, slug, readable, problems)
    files = _read_revisions(disk, slug, names, problems)
    problems += series_problems(files)
    if fields is not None and not files and not problems:
        problems.append(rules.NO_REVISION.at(Place(disk.shown(f"{slug}/{POLICY_FILE}"))))
    if problems or fields is None:
        raise ProblemsFound(problems)
    return _policy(slug, fields, (file.revision for file in files), disk.shown(f"{slug}/{POLICY_FILE}"))


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


def _read_policy_fields(
    disk: Disk, slug: str, readable: list[str], problems: list[Problem]
) -> PolicyFields | None:
    path = f"{slug}/{POLICY_FILE}"
    if POLICY_FILE in readable:
        with collecting(problems):
            return read_policy_file(disk.read(path), disk.shown(path))
    elif POLICY_FILE not in disk.names(slug) and not any(map(is_like_policy_file, readable)):
        problems.append(rules.NO_POLICY_FILE.at(Place(disk.shown(slug))))
    return None


def _read_revisions(disk: Disk, slug: str, names: Names, problems: list[Problem]) -> list[RevisionFile]:
    files = []
    for name, identity in names.revisions.items():
        path = f"{slug}/{name}"
        with collecting(problems):
            files.append(read_revision(disk.read(path), disk.shown(path), identity))
    return files


def _policy(slug: str, fields: PolicyFields, revisions: Iterable[Revision], path: str) -> Policy:
    return Policy(
        slug=slug,
        title=fields.title,
        publisher=fields.publisher,
        revisions=tuple(sorted(revisions, key=lambda revision: (revision.effective, revision.id))),
        language=fields.language,
        own_names=fields.own_names,
        foreign_names=fields.foreign_names,
        path=path,
        notice_days=int(fields.notice_days),
    )
