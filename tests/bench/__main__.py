"""``python -m bench redline [--quick | --sample]`` measures and, unless only a quick look was wanted, writes the report;
``python -m bench redline [--sample] --again NAME...`` measures parts of it anew (pairs, fuzzed, worst, steady, quiet, known,
second, histories, numbered, hand, again);
``python -m bench desk [--quick]`` measures the commands of an editor's day, and writes what it found;
``python -m bench build [--quick | LONGEST]`` measures whole builds beside plain MkDocs and Hugo, and writes what it found;
``python -m bench library [POLICIES REVISIONS]`` builds many policies here and on a cluster, and writes what that took;
``python -m bench imports`` brings in every history and writes what that took;
``python -m bench word [COUNT]`` has LibreOffice and the Open XML SDK judge Word redlines, and writes what it found;
``python -m bench browser [COUNT]`` compares any two revisions in Chromium, and writes how long that took;
``python -m bench search`` finds words in all versions in Chromium, and writes how long that took;
``python -m bench handler`` measures the form handler beside an earlier one, and writes what it found;
``python -m bench faults [COUNT]`` prints where our redlines of the tuning seed's known edits are wrong.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from known_edits import Library, corpus_library
from known_edits.sources import corpus_folder

from . import (
    building,
    desk,
    handler,
    imports,
    in_browser,
    office,
    searching,
    sections,
    truthfulness,
)
from . import (
    library as many_policies,
)
from .commands import command_rivals
from .corpus import Corpus, read_corpus
from .engines import OURS, OURS_AGAIN, Engine, Missing
from .faults import TUNING, faults
from .goals import HEADINGS as GOAL_HEADINGS
from .long_sites import Size
from .measuring import progress
from .report import renewed, section, table
from .rivals import python_rivals
from .sections import QUICK, SAMPLE, Extent, Section

_REPORT = Path(__file__).resolve().parents[2] / "docs" / "project" / "figures" / "redline.md"
_IMPORTS = _REPORT.with_name("imports.md")
_WORD = _REPORT.with_name("word.md")
_HANDLER = _REPORT.with_name("forms.md")
_BUILD = _REPORT.with_name("build.md")
_LIBRARY = _REPORT.with_name("library.md")
_DESK = _REPORT.with_name("desk.md")
_BROWSER = _REPORT.with_name("browser.md")
_SEARCH = _REPORT.with_name("search.md")
_PACKAGES = ("rapidfuzz", "diff-match-patch")

_PARTS = ("pairs", "fuzzed", "worst", "steady", "quiet", "known", "second", "histories", "numbered", "hand", "again")
_USAGE = (
    "Usage: scripts/bench redline [--quick | [--sample] [--again PART...]] | scripts/bench build [--quick | LONGEST] | scripts/bench desk [--quick] | scripts/bench library [POLICIES REVISIONS] | scripts/bench imports"
    " | scripts/bench word [COUNT] | scripts/bench browser [COUNT] | scripts/bench search | scripts/bench handler | scripts/bench faults [COUNT]"
)
_INTRODUCTION = """\
# The redline, measured

Written by `scripts/bench redline{option}` on real policies with their real histories, which are no part of this project. All
engines take turns on every pair; times are those of the processor, and what counts are the ratios, against rapidfuzz on words.
Chance comes from fixed seeds, and the seed for tuning is never scored.
"""

_TERMS = """\
- *exact*: the segments join to both texts byte for byte. *cuts*: edges of changes inside a word. *islands*: stretches of one or two
  words kept between two longer changes. *words shown*: deleted or inserted, not moved.
- *ours* reads both texts anew before each of three runs, of which the fastest counts; *both read before* does not.
- *known edits*: real texts edited by a program, so that the true redline is known (`tests/known_edits`; the second generator,
  `tests/other_edits`, shares nothing with it). F1 is that of words shown as changed. *As drawn*: also edits that can be told in two ways.
- *numbered clauses*: up to 14 of each policy, numbered in five ways, each taken out and put in. *marked by hand*:
  `tests/marked_by_hand/sentences.md`.
"""


def main(arguments: Sequence[str]) -> int:
    """Measure, print the report, and unless only a sample was wanted put it into docs/project/."""
    if arguments and arguments[0] in _WITHOUT_CORPUS:
        print(_WITHOUT_CORPUS[arguments[0]](arguments[1:]))
        return 0
    folder, library = corpus_folder(), corpus_library()
    if folder is None or library is None:
        print("There is no corpus: POLICY_CORPUS names its folder, or it is ../shared/corpus.", file=sys.stderr)
        return 1
    match list(arguments):
        case ["redline"]:
            report = _written(_REPORT, _report(read_corpus(folder), library, Extent(), is_quick=False))
        case ["redline", "--sample"]:
            report = _written(_REPORT, _report(read_corpus(folder), library, SAMPLE, is_quick=True))
        case ["redline", "--again", *names] if names and set(names) <= set(_PARTS):
            report = _written(_REPORT, _renewed(names, read_corpus(folder), library, Extent(), is_quick=False))
        case ["redline", "--sample", "--again", *names] if names and set(names) <= set(_PARTS):
            report = _written(_REPORT, _renewed(names, read_corpus(folder), library, SAMPLE, is_quick=True))
        case ["redline", "--quick"]:
            report = _report(read_corpus(folder), library, QUICK, is_quick=True)
        case ["imports"]:
            report = _imports(folder)
        case ["browser", *count] if _is_count(count):
            report = _written(_BROWSER, in_browser.report(read_corpus(folder), int(*count or ["500"])))
        case ["search"]:
            report = _written(_SEARCH, searching.report(read_corpus(folder)))
        case ["word", *count] if _is_count(count):
            if not office.is_here():
                print("LibreOffice is not here: apt install libreoffice-writer-nogui python3-uno.", file=sys.stderr)
                return 1
            report = office.report(read_corpus(folder), int(*count or ["5"]))
            _WORD.write_text(report, encoding="utf-8")
        case ["faults", *count] if _is_count(count):
            report = "\n".join(faults(library, TUNING, *map(int, count)))
        case _:
            print(_USAGE, file=sys.stderr)
            return 2
    print(report)
    return 0


def _renewed(names: Sequence[str], corpus: Corpus, library: Library, extent: Extent, *, is_quick: bool) -> str:
    """The page as it is, with these parts measured anew."""
    parts = _measurements(_engines()[0], corpus, library, extent, is_quick)
    return renewed(_REPORT.read_text(encoding="utf-8"), (each for name in names for each in _timed(parts[name])))


def _written(page: Path, report: str) -> str:
    """The report, written to that page."""
    page.write_text(report, encoding="utf-8")
    return report


def _imports(folder: Path) -> str:
    """The page, written after each document, since all of them take long."""
    found: list[imports.Imported] = []
    report = ""
    for document in imports.measured(folder):
        found.append(document)
        report = imports.report(found)
        _IMPORTS.write_text(report, encoding="utf-8")
    return report


def _build(options: Sequence[str]) -> str:
    is_quick = "--quick" in options
    longest = next((int(option) for option in options if option.isdecimal()), 2000)
    report = building.report(corpus_folder(), is_quick=is_quick, longest=longest)
    if not is_quick:
        _BUILD.write_text(report, encoding="utf-8")
    return report


def _desk(options: Sequence[str]) -> str:
    is_quick = "--quick" in options
    report = desk.report(corpus_folder(), is_quick=is_quick)
    if not is_quick:
        _DESK.write_text(report, encoding="utf-8")
    return report


def _library(options: Sequence[str]) -> str:
    report = many_policies.report(Size(*map(int, options or ("500", "20"))))
    _LIBRARY.write_text(report, encoding="utf-8")
    return report


def _handler(_: Sequence[str]) -> str:
    report = handler.report()
    _HANDLER.write_text(report, encoding="utf-8")
    return report


_WITHOUT_CORPUS: dict[str, Callable[[Sequence[str]], str]] = {
    "build": _build,
    "desk": _desk,
    "library": _library,
    "handler": _handler,
}
"""What can be measured without the corpus, by its name."""


def _is_count(arguments: Sequence[str]) -> bool:
    """Whether these are one number or none."""
    return len(arguments) < 2 and all(each.isdecimal() for each in arguments)


def _report(corpus: Corpus, library: Library, extent: Extent, *, is_quick: bool) -> str:
    return "\n".join(_parts(corpus, library, extent, is_quick))


def _parts(corpus: Corpus, library: Library, extent: Extent, is_quick: bool) -> Iterator[str]:
    engines, missing = _engines()
    measured = list(_measured(engines, corpus, library, extent, is_quick))
    yield _INTRODUCTION.format(option=" --sample" if is_quick else "")
    yield "## The goals\n"
    yield table(GOAL_HEADINGS, (goal.row() for section in measured for goal in section.goals))
    yield from (section(each).removesuffix("\n") for each in measured if each.text)
    yield "## What is measured\n"
    yield _TERMS
    if missing:
        yield f"Not installed: {', '.join(each.name for each in missing)}.\n"
    yield f"Python {platform.python_version()}; {', '.join(_versions())}."
    yield ""


def _engines() -> tuple[list[Engine], list[Missing]]:
    """Ours and the others that are here, and those that are not."""
    found = [*python_rivals(), *command_rivals()]
    here = [OURS, OURS_AGAIN, *(each for each in found if isinstance(each, Engine))]
    return here, [each for each in found if isinstance(each, Missing)]


def _measured(
    engines: Sequence[Engine], corpus: Corpus, library: Library, extent: Extent, is_quick: bool
) -> Iterator[Section]:
    parts = list(_measurements(engines, corpus, library, extent, is_quick).values())
    if extent.processes == 1:
        found: Iterable[list[Section]] = map(_timed, parts)
    else:
        _waiting[:] = parts
        pool = ProcessPoolExecutor(extent.processes, get_context("fork"))
        found = pool.map(_timed_at, range(len(parts)))
    for each in found:
        yield from each


def _measurements(
    engines: Sequence[Engine], corpus: Corpus, library: Library, extent: Extent, is_quick: bool
) -> dict[str, Callable[[], list[Section]]]:
    """What is measured, by the names of ``_PARTS``."""
    hard = [json.loads(line) for line in (corpus.folder / "hard-pairs.jsonl").open(encoding="utf-8")]
    parts: list[Callable[[], list[Section]]] = [
        lambda: sections.real_pairs(engines, corpus, extent),
        lambda: [sections.fuzzed(corpus, extent)],
        lambda: [sections.worst_cases(engines, corpus, is_quick)],
        lambda: [sections.determinism(corpus, extent)],
        lambda: sections.quietness(corpus, extent, hard),
        lambda: [sections.known_edits(engines, library, extent)],
        lambda: truthfulness.second_generator(corpus, extent),
        lambda: truthfulness.known_histories(library, extent),
        lambda: truthfulness.numbered_clauses(corpus),
        truthfulness.marked_by_hand,
        lambda: truthfulness.removed_and_added_again(corpus, extent),
    ]
    return dict(zip(_PARTS, parts, strict=True))


# What other processes, which begin as copies of this one, are to measure.
_waiting: list[Callable[[], list[Section]]] = []


def _timed_at(number: int) -> list[Section]:
    return _timed(_waiting[number])


def _timed(part: Callable[[], list[Section]]) -> list[Section]:
    start = perf_counter()
    found = part()
    progress("")
    print(f"{found[0].title}: {perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return found


def _versions() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
