"""The commands of an editor's day on a long history, each a process of its own, beside git in the same checkout."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .long_sites import Site, Size, imported, made
from .measuring import progress
from .processes import Run, completed
from .report import table

HEADINGS = ["site", "command", "processor s", "wall s", "times git log"]
INTRODUCTION = """\
# The desk, measured

Written by `scripts/bench desk`. *made up*: a policy of 10 KB whose every revision words one sentence anew. *isrg-cps*: a
certification practice statement of 74 KB with its real history, from `../shared/corpus`, which is no part of this project,
imported by `policy import-history`. Each site is recorded and committed; then a revision is begun and one of its sentences
worded anew, and every command is run, as whole processes: seconds of the processor and of the clock, the median of
five runs. `git log --oneline` in the same checkout is the rival; it and Python with click, which no command can be
faster than, take turns with them, so that a busy machine shows. *first*: with nothing kept in `.cache` yet, once.
"""
_AGAIN = 5


def report(corpus: Path | None, *, is_quick: bool = False) -> str:
    """The page, measured now."""
    rows: list[list[str]] = []
    sizes = [20] if is_quick else [46]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows += _rows(f"made up, {size}", made(Path(folder), Size(1, size)))
    if corpus and not is_quick:
        with tempfile.TemporaryDirectory() as folder:
            rows += _rows("isrg-cps", imported(Path(folder), corpus / "isrg-cps.jsonl.gz"))
    return f"{INTRODUCTION}\n{table(HEADINGS, rows)}"


def _rows(name: str, site: Site) -> Iterator[list[str]]:
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
    costs = {**{each: _median(runs) for each, runs in found.items()}, **first}
    rival = costs["git log --oneline"].seconds
    for each, cost in costs.items():
        ratio = f"{cost.seconds / rival:.0f}" if rival else "-"
        yield [name, each, f"{cost.seconds:.2f}", f"{cost.wall:.2f}", ratio]


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
