"""The commands of an editor's day on a long history, each a process of its own, beside git in the same checkout."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from .long_sites import Site, Size, imported, made
from .measuring import progress
from .processes import Run, completed
from .report import table

INTRODUCTION = """\
# The desk, measured

Written by `scripts/bench desk`: each command on a recorded history with one sentence worded anew, as a whole process, beside
`git log --oneline` in the same checkout and Python with click. Seconds of the processor and of the clock, the median of five runs;
*first*: with nothing kept in `.cache`, once. *made up* is a policy of 10 KB, *isrg-cps* one of 74 KB from `../shared/corpus`, which
is no part of this project.
"""
_AGAIN = 5


def report(corpus: Path | None, *, is_quick: bool = False) -> str:
    """The page, measured now."""
    costs: dict[str, dict[str, Run]] = {}
    size = 20 if is_quick else 46
    with tempfile.TemporaryDirectory() as folder:
        costs[f"made up, {size}"] = _costs(f"made up, {size}", made(Path(folder), Size(1, size)))
    if corpus and not is_quick:
        with tempfile.TemporaryDirectory() as folder:
            costs["isrg-cps"] = _costs("isrg-cps", imported(Path(folder), corpus / "isrg-cps.jsonl.gz"))
    headings = ["command", *(f"{site}, {what}" for site in costs for what in ("processor", "wall"))]
    commands = next(iter(costs.values()))
    rows = ([each, *(figure for site in costs.values() for figure in _figures(site[each]))] for each in commands)
    return f"{INTRODUCTION}\n{table(headings, rows)}"


def _figures(cost: Run) -> list[str]:
    return [f"{cost.seconds:.2f}", f"{cost.wall:.2f}"]


def _costs(name: str, site: Site) -> dict[str, Run]:
    root = site.folder
    for command in (["init", "--quiet"], ["add", "--all"], [*_NOBODY, "commit", "--quiet", "--message", "All"]):
        completed(root, "git", *command)
    ids = sorted(path.stem for path in (root / "policy_versions/policy-0").glob("*.md"))
    begin = ("new", "policy-0", "--effective", "2099-01-01")
    first = {"new, first": _policy(root, *begin)}
    draft = root / "policy_versions/policy-0/2099-01-01.md"
    draft.write_text(draft.read_text("utf-8") + "\nWe tell you of any other change by letter.\n", "utf-8")
    commands = {
        "--help": ("--help",),
        "check --help": ("check", "--help"),
        "status": ("status",),
        "list": ("list",),
        "show": ("show", "policy-0"),
        "new": ("new", "policy-0", "--effective", "2099-02-01"),
        "check, one changed file": ("check",),
        "check FILE": ("check", str(draft)),
        "redline": ("redline", f"policy-0/{ids[-1]}", "policy-0/2099-01-01"),
    }
    found: dict[str, list[Run]] = {each: [] for each in (*_OTHERS, *commands)}
    for number in range(_AGAIN):
        progress(f"{name}: {number + 1} of {_AGAIN}")
        for each, other in _OTHERS.items():
            found[each].append(completed(root, *other))
        for each, arguments in commands.items():
            found[each].append(_policy(root, *arguments))
            (root / "policy_versions/policy-0/2099-02-01.md").unlink(missing_ok=True)
    return {**{each: _median(runs) for each, runs in found.items()}, **first}


_OTHERS = {
    "git log --oneline": ("git", "log", "--oneline"),
    "Python with click": (sys.executable, "-c", "import click"),
}
_NOBODY = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def _median(runs: list[Run]) -> Run:
    return runs[0]._replace(seconds=median(run.seconds for run in runs), wall=median(run.wall for run in runs))


def _policy(root: Path, *arguments: str) -> Run:
    """Run the command. An exit code of 1 is an answer: a draft has its faults."""
    return completed(
        root, sys.executable, "-c", "from policy_history.cli import main; main()", *arguments, codes=(0, 1)
    )
