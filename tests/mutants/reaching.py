"""Which tests are to notice a breakage: those that are nearest to its file, by their names and by what they import."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

# These make environments, clones and servers of their own, in which a breakage of this tree is not, or run for minutes.
_APART = re.compile(r"test_(?:scripts|serve|locks|forms_slow|mutants|neighbours|engines_pages|browser_\w+)")
_SITES = ("real_site", "check_site", "markup_in_titles", "refused", "verify")
WHOLE_SITES = tuple(f"tests/site/test_{name}.py" for name in _SITES)
"""What every breakage is held to in the end: sites that are built whole, sites that must not be, and altered ones."""
_MOST = 30
"""Files of tests that a breakage is held to besides."""
# What these bring along is named in texts: commands by the table of the command line, and both programs by ``building``.
_BY_NAME = {
    "policy_history.cli": "policy_history.commands.",
    "building": "policy_history.cli",
    "mkdocs_policy_versions": "mkdocs_policy_versions.plugin",
}
_USUAL = {"", "test", "tests", "policy", "history", "plugins", "init", "main", "mkdocs", "versions", "site"}


class Near:
    """The test files of a project in ``root``, by their nearness to a file of the product."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def tests_of(self, path: str) -> list[str]:
        """The nearest test files: those first whose name names what the file's does, then those that import it soonest.

        Of two that are alike the one comes first that imports less besides. Those that build sites come last.
        """
        wanted, module = _words(path), _module(path)
        ranked = []
        for test in self._tests:
            steps = self._steps(_module(test))
            named = len(wanted & _words(test))
            if named or module in steps:
                ranked.append(("/site/" in test, -named, steps.get(module, len(steps)), len(steps), test))
        return [test for *_, test in sorted(ranked)][:_MOST]

    @cached_property
    def _tests(self) -> list[str]:
        files = [*self._root.glob("tests/test_*.py"), *self._root.glob("tests/site/test_*.py")]
        return [each.relative_to(self._root).as_posix() for each in files if not _APART.fullmatch(each.stem)]

    @cached_property
    def _modules(self) -> dict[str, Path]:
        files = [*self._root.glob("plugins/**/*.py"), *self._root.glob("tests/**/*.py")]
        return {_module(each.relative_to(self._root).as_posix()): each for each in files}

    @cache  # noqa: B019 - there is one of these
    def _imported(self, module: str) -> frozenset[str]:
        """The modules of the project that one imports, in whatever way."""
        tree = ast.parse(self._modules[module].read_text("utf-8"))
        package = module.split(".")[: None if self._modules[module].name == "__init__.py" else -1]
        named = {name for node in ast.walk(tree) for name in _names(node, package)}
        if beginning := _BY_NAME.get(module):
            named.update(each for each in self._modules if each.startswith(beginning))
        return frozenset(named & self._modules.keys())

    @cache  # noqa: B019 - as above
    def _steps(self, module: str) -> dict[str, int]:
        """Over how many imports every module is reached from one."""
        steps, waiting = {module: 0}, deque([module])
        while waiting:
            at = waiting.popleft()
            for each in self._imported(at) - steps.keys():
                steps[each] = steps[at] + 1
                waiting.append(each)
        return steps


def _module(path: str) -> str:
    """The name by which a file is imported."""
    return re.sub(r"^(?:plugins|tests/site|tests)/|(?:/__init__)?\.py$", "", path).replace("/", ".")


def _words(path: str) -> set[str]:
    """The beginnings of the words of a path: "importing" and "import" are one."""
    return {word[:5] for word in re.split(r"[/_.]", path.removesuffix(".py")) if word not in _USUAL and len(word) > 2}


def _names(node: ast.AST, package: Sequence[str]) -> Iterator[str]:
    """The modules that a statement may import, and the packages around what it imports from one of them."""
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        around = package[: len(package) - node.level + 1] if node.level else ()
        origin = ".".join([*around, *filter(None, [node.module])])
        yield origin
        yield from (f"{origin}.{each.name}" for each in node.names)
