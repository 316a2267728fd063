"""Which test files are to notice a breakage: those that import the broken module, those of its room, and whole sites.

Modules that no test imports are reached through the program, by the tests that run it.
"""

from __future__ import annotations

import ast
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PYTEST = (
    "-m",
    "pytest",
    "-q",
    "-x",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "mutants.unshrunk",
    "-m",
    "not browser",
)
PRODUCT = ("policy_history", "mkdocs_policy_versions")
# These make environments, clones and servers of their own, in which a breakage of this tree is not, or run for minutes.
_APART = {
    "tests/test_scripts.py",
    "tests/test_serve.py",
    "tests/test_locks.py",
    "tests/test_budget.py",
    "tests/test_forms_slow.py",
}


WHOLE_SITES = tuple(f"tests/site/test_{name}.py" for name in ("real_site", "check_site", "markup_in_titles", "refused"))
"""What every breakage is held to in the end: sites that are built whole, and sites that must not be."""
_OF_VERIFY = "tests/site/test_verify.py"


@dataclass(frozen=True, slots=True)
class Reach:
    """``by_module``: a module of the product -> the test files that import it, directly or through helpers of theirs."""

    by_module: Mapping[str, Sequence[str]]

    def tests_of(self, path: str, seconds: Mapping[str, float]) -> list[str]:
        """The test files for a file of the product, the nearest first, and of those the quickest."""
        module = ".".join(Path(path).with_suffix("").parts[1:])
        room = module.rpartition(".")[0]
        near = self.by_module.get(module, ())
        rooms = {test for name, tests in self.by_module.items() if name.rpartition(".")[0] == room for test in tests}
        entry = () if near else self.by_module.get("policy_history.cli", ())
        of_name = [_OF_VERIFY] if room.endswith("verify") else []
        groups = (near, of_name, rooms, entry, WHOLE_SITES)
        return list(dict.fromkeys(test for group in groups for test in sorted(group, key=seconds.__getitem__)))

    def every(self) -> list[str]:
        """All test files that any breakage is held to."""
        return sorted({test for tests in self.by_module.values() for test in tests} | {*WHOLE_SITES, _OF_VERIFY})


def environment(tree: Path) -> dict[str, str]:
    """The environment in which the code and the tests of that tree run, and no other."""
    paths = [tree / "plugins", tree / "tests", tree / "tests" / "site"]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}


def reach_of(root: Path) -> Reach:
    """What the tests of a project import."""
    helpers = {path.stem: path for path in _python_below(root / "tests") if not path.name.startswith("test_")}
    imported = {
        path.relative_to(root).as_posix(): _imported(path, helpers, set())
        for path in (root / "tests").glob("test_*.py")
    }
    by_module: defaultdict[str, list[str]] = defaultdict(list)
    # A file that imports little is about what it imports.
    for name in sorted(imported.keys() - _APART, key=lambda test: (len(imported[test]), test)):
        for module in sorted(imported[name]):
            by_module[module].append(name)
    return Reach(by_module)


def _python_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.py") if "mutants" not in path.parts)


def _imported(path: Path, helpers: Mapping[str, Path], seen: set[Path]) -> set[str]:
    """The modules of the product that a file imports, or a helper that it imports."""
    seen.add(path)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [f"{node.module}.{each.name}" for each in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            top = name.split(".")[0]
            if top in PRODUCT:
                found.add(name)
            elif top in helpers and helpers[top] not in seen:
                found |= _imported(helpers[top], helpers, seen)
    return found
