"""Every document of the corpus brought in, checked and built, as an adopter would, each by the command."""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from policy_files import write_files

from .measuring import progress
from .processes import measured as run
from .report import largest_of, table

HEADINGS = ["document", "texts", "revisions", "import s", "check s", "build s", "memory MB"]
SUMS = ["what", "how often", "in documents"]

INTRODUCTION = """\
# Histories brought in, measured

Written by `scripts/bench imports`: every document of `../shared/corpus`, which is no part of this project, is imported with
`policy import-history`, checked with `policy check --all` and built with `mkdocs build --strict`, each in a process of its own.
Times are seconds of the processor, memory is the most that any of the three held. An import that lost a word would end there. What
says the same as the text before it is no revision; an error found in a record is acknowledged by the import, with the reason.
"""

_SITE = {
    "mkdocs.yml": "site_name: Imported\nsite_url: https://policies.example.org/\ntheme: {name: material, font: false}\n"
    "plugins: [policy-versions]\n",
    "docs/index.md": "# Policies\n\n[policy: overview]\n",
    "policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
}
_OPTIONS = ("--publisher", "The publisher", "--published-at", "https://example.org/legal/")


class Imported(NamedTuple):
    """One document's figures, and how often what was acknowledged or warned of."""

    row: list[str]
    counts: Counter[str]
    failure: str


def measured(corpus: Path) -> Iterator[Imported]:
    """Every document of the corpus, one after the other, the small ones first."""
    files = sorted(corpus.glob("*.jsonl.gz"), key=lambda file: (file.stat().st_size, file.name))
    for number, file in enumerate(files, start=1):
        progress(f"{number} of {len(files)}: {file.name}")
        with tempfile.TemporaryDirectory() as folder:
            yield _measured(file, Path(folder))


def report(documents: list[Imported]) -> str:
    """The page."""
    # What failed has no end ("inf"), so that the most of a column shows it.
    whole = sum((each.counts for each in documents), Counter[str]())
    sums = ([what, count, sum(what in each.counts for each in documents)] for what, count in sorted(whole.items()))
    failures = "\n".join(each.failure for each in documents if each.failure)
    return "\n".join(
        [
            INTRODUCTION,
            table(HEADINGS, largest_of([each.row for each in documents], "isrg-cps")),
            table(SUMS, sums),
            failures,
        ]
    )


def _measured(file: Path, site: Path) -> Imported:
    write_files(site, _SITE)
    name = file.name.removesuffix(".jsonl.gz")
    program = str(Path(sys.executable).with_name("policy"))
    imported = run(site, program, "import-history", name, str(file), *_OPTIONS)
    checked = run(site, program, "check", "--all")
    built = run(site, sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    runs = [imported, checked, built]
    counts = re.match(r"(\d+) revisions .* of (\d+) texts", imported.output)
    found = Counter(
        f"warning: {rule}" for rule in re.findall(r"^warning: .*\[([a-z-]+)\]$", checked.output, re.MULTILINE)
    )
    for what, count in re.findall(r"^(acknowledged: .*): (\d+)", imported.output, re.MULTILINE):
        found[what] += int(count)
    row = [
        name,
        *([counts[2], counts[1]] if counts else ["inf", "inf"]),
        *(f"{run.seconds:.1f}" if run.code == 0 else "inf" for run in runs),
        f"{max(run.memory for run in runs):.0f}",
    ]
    failure = "\n".join(run.output[-2000:] for run in runs if run.code)
    return Imported(row, found, failure)
