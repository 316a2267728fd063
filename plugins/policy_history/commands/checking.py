"""What is wrong in a checkout: in its policies, and in the data files beside them, as a build would say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ..checks.finding import Rule
from ..checks.run import Report, check_folder
from ..forms.settings import read_request_settings
from ..model import Policy
from ..problems import Problem
from ..progress import on_terminal
from ..source.collecting import collecting
from ..starting.placeholders import open_places
from ..tracking.inventory import read_inventory

_NO_RULES: Mapping[str, Rule] = MappingProxyType({})


def checked(
    root: Path, folder: str, today: date, more_rules: Mapping[str, Rule] = _NO_RULES
) -> tuple[tuple[Policy, ...], Report]:
    """The policies of a folder, and everything that is wrong in them and in ``storage.yml`` and ``requests.yml`` there.

    What ``policy init`` has left to be filled in, in pages and settings too, is a warning.

    A site that keeps these two elsewhere has them checked by the build; so is the lack of the first one.
    """
    policies, report = check_folder(root, folder, today, more_rules, on_terminal())
    problems: list[Problem] = []
    with collecting(problems):
        if (root / folder / "storage.yml").exists():
            read_inventory(root, f"{folder}/storage.yml")
    with collecting(problems):
        read_request_settings(root, f"{folder}/requests.yml")
    problems += open_places(root, folder)
    return policies, replace(report, problems=tuple(sorted([*report.problems, *problems])))
