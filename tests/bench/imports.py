"""Every document of the corpus brought in, checked and built, as an adopter would, each by the command."""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .measuring import progress
from .processes import measured as run
from .report import table

HEADINGS = [
    "document",
    "texts",
    "revisions",
    "import",
    "check",
    "build",
    "memory",
    "changed on the way",
    "warnings",
]

INTRODUCTION = """\
# Histories brought in, measured

Written by `scripts/bench imports`. Every document of `../shared/corpus` (real policies with their real histories, none
of it part of this project) is imported with `policy import-history`, checked with `policy check --all`, and built into a site
with `mkdocs build --strict`, each in a process of its own. Times are seconds of the processor, memory is the most that
any of the three held. *Texts* are those of the record; what says the same as the text before it, once what pages do not
carry has been taken out, is no revision.

None of these texts was written for our rules. What they find in them is an error for a new text; in a record it is
acknowledged in the file, with the reason, by the import. The second table counts these findings; the first what stays a
warning. An error that cannot be acknowledged would stop the build: there is none.
"""

_SITE = {
    "mkdocs.yml": "site_name: Imported\nsite_url: https://policies.example.org/\ntheme: {name: material, font: false}\n"
    "plugins: [policy-versions]\n",
    "docs/index.md": "# Policies\n\n[policy: overview]\n",
    "policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
}
_OPTIONS = ("--publisher", "The publisher", "--published-at", "https://example.org/legal/")


class Imported(NamedTuple):
    """One document's figures."""

    row: list[str]
    kept: Counter[str]
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
    rules = sorted({rule for each in documents for rule in each.kept})
    rows = [[each.row[0], *(str(each.kept[rule] or "") for rule in rules)] for each in documents]
    failures = "\n".join(each.failure for each in documents if each.failure)
    parts = [
        INTRODUCTION,
        table(HEADINGS, (each.row for each in documents)),
        "## What was acknowledged, by rule\n",
    ]
    return "\n".join([*parts, table(["document", *rules], rows), failures])


def _measured(file: Path, site: Path) -> Imported:
    for path, text in _SITE.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    name = file.name.removesuffix(".jsonl.gz")
    program = str(Path(sys.executable).with_name("policy"))
    imported = run(site, program, "import-history", name, str(file), *_OPTIONS)
    checked = run(site, program, "check", "--all")
    built = run(site, sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    runs = [imported, checked, built]
    counts = re.match(r"(\d+) revisions .* of (\d+) texts", imported.output)
    warnings = Counter(re.findall(r"^warning: .*\[([a-z-]+)\]$", checked.output, re.MULTILINE))
    kept = {
        rule: int(count)
        for rule, count in re.findall(r"^acknowledged: ([a-z-]+): (\d+)", imported.output, re.MULTILINE)
    }
    changed = re.findall(r"^changed: (.*): (\d+)$", imported.output, re.MULTILINE)
    row = [
        name,
        *([counts[2], counts[1]] if counts else ["?", "?"]),
        *(f"{run.seconds:.1f}" if run.code == 0 else "failed" for run in runs),
        f"{max(run.memory for run in runs):.0f} MB",
        "; ".join(f"{what}: {count}" for what, count in changed) or "nothing",
        ", ".join(f"{rule}: {count}" for rule, count in sorted(warnings.items())) or "none",
    ]
    failure = "\n".join(run.output[-2000:] for run in runs if run.code)
    return Imported(row, Counter(kept), failure)
