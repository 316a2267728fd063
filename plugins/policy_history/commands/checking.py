"""What is wrong in a checkout: in its policies, and in the data files beside them, as a build would say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from ..model import Policy
from ..problems import CannotProceed, Problem, ProblemsFound
from ..progress import on_terminal

if TYPE_CHECKING:
    from ..cache.store import Store
    from ..checks.choosing import Chosen
    from ..checks.finding import Report, Rule

_NO_RULES: Mapping[str, Rule] = MappingProxyType({})


def checked(
    root: Path,
    folder: str,
    today: date,
    more_rules: Mapping[str, Rule] = _NO_RULES,
    chosen: Chosen | None = None,
    store: Store | None = None,
) -> tuple[tuple[Policy, ...], Report]:
    """The policies of a folder, and everything that is wrong in them and in ``storage.yml`` and ``requests.yml`` there.

    What ``policy init`` has left to be filled in, in pages and settings too, is a warning.
    Of texts those are read that are ``chosen``: all, by default. A site that keeps these two files elsewhere has them
    checked by the build; so is the lack of the first one.
    """
    from ..cache.store import NOTHING
    from ..checks.choosing import EVERYTHING
    from ..checks.run import Work, check_folder

    work = Work(progress=on_terminal(), store=store or NOTHING)
    policies, report = check_folder(root, folder, today, more_rules, chosen or EVERYTHING, work)
    return policies, report.having(_beside(root, folder))


def surveyed(root: Path, folder: str, today: date) -> tuple[tuple[Policy, ...], Report]:
    """The policies of a folder, and what is wrong beside their texts: fields, names, days, the record, data files."""
    from ..checks.finding import Report
    from ..checks.lock import check_lock
    from ..source.folder import survey_policies

    try:
        survey = survey_policies(root, folder)
    except ProblemsFound as found:
        return (), Report(tuple(found.problems), ())
    record = () if survey.problems else check_lock(root, folder, survey.policies, today)
    return survey.policies, Report(survey.problems, ()).having([*record, *_beside(root, folder)])


def changed(root: Path, folder: str) -> Chosen:
    """The texts that the record of the last commit does not answer for; without a commit, the record that is there."""
    from ..checks.choosing import unrecorded
    from .comparing import lock_at

    try:
        before = lock_at(root, folder, "HEAD")
    except CannotProceed:
        before = None
    return unrecorded(root, folder, before)


def chosen_files(root: Path, folder: str, files: Sequence[Path]) -> Chosen:
    """The texts that are among these files; the command ends with a sentence for one that is not of the policies."""
    from ..checks.choosing import named

    place = (root / folder).resolve()
    for file in files:
        if not file.resolve().is_relative_to(place):
            raise click.ClickException(f"{file} is not in {folder}/. Name files of policies there.")
    return named(root, files)


def _beside(root: Path, folder: str) -> Iterable[Problem]:
    """What is wrong in the storage list and the settings of requests, and what is open in pages and settings."""
    from ..forms.settings import read_request_settings
    from ..problems import collecting
    from ..scaffold.placeholders import open_places
    from ..tracking.inventory import read_inventory

    problems: list[Problem] = []
    with collecting(problems):
        if (root / folder / "storage.yml").exists():
            read_inventory(root, f"{folder}/storage.yml")
    with collecting(problems):
        read_request_settings(root, f"{folder}/requests.yml")
    return [*problems, *open_places(root, folder)]
