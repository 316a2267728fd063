"""Only what somebody can reach is shipped: every module of the product is imported on a way from one of its doors."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

from modules import ADAPTER, ENGINE, ROOT, imports, modules, source_of

from policy_history.cli import _COMMANDS

_RUN = re.compile(rf"-m[\s\",]+({ENGINE}[\w.]*)")
"""A module that is run: in a shell as in a list of arguments."""
_STARTED = re.compile(r"with_name\(\"(\w+)\.py\"\)")
"""A module beside another, which starts it as a file in a process of its own."""

CALLERS = (".ci", ".github", "docs", "scripts", "README.md", "CONTRIBUTING.md")


def doors() -> Iterator[str]:
    """The modules where a way into the product begins."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [project["scripts"], *project["entry-points"].values()]
    yield from (place.partition(":")[0] for places in named for place in places.values())
    yield from (f"{ENGINE}.commands.{command.module}" for command in _COMMANDS.values())
    # Its front names the public API, for the programs of others.
    yield ENGINE
    for name in _RUN.findall("\n".join(path.read_text("utf-8", "ignore") for path in _callers())):
        yield from {name, f"{name}.__main__"} & modules().keys()


def _callers() -> Iterator[Path]:
    for name in CALLERS:
        place = ROOT / name
        yield from (path for path in (place.rglob("*") if place.is_dir() else (place,)) if path.is_file())


def reached(begun: Set[str], uses: Mapping[str, Set[str]]) -> frozenset[str]:
    """The modules on all ways from those, with the packages in which they lie."""
    found: set[str] = set()
    waiting = list(begun)
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.add(module)
        above = module.rpartition(".")[0]
        waiting += [each for each in (*uses.get(module, ()), above) if each]
    return frozenset(found)


@cache
def uses() -> dict[str, set[str]]:
    """What each module imports or starts when it runs. What is imported for its types alone is not reached by that."""
    return {
        module: {used for line, used, _ in imports(module) if module == ENGINE or line not in _for_types(tree)}
        | {f"{module.rpartition('.')[0]}.{name}" for name in _STARTED.findall(source_of(module))}
        for module, tree in modules().items()
    }


def _for_types(tree: ast.Module) -> frozenset[int]:
    """The lines below ``if TYPE_CHECKING``."""
    blocks = (node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    return frozenset(inner.lineno for block in blocks for inner in ast.walk(block) if isinstance(inner, ast.stmt))


_OF_EXTRAS = frozenset({"bs4", "distributed", "docx", "flask", "fsspec", "httptools", "lxml", "weasyprint"})
"""What only extras install, by the names under which it is imported."""
_GUARD = re.compile(r"\Awith extra\(|^except .*(?:ImportError|ModuleNotFoundError)", re.MULTILINE)
"""In a statement: it does without what is not installed, or says how to install it."""


def _guarded(tree: ast.Module) -> frozenset[int]:
    """The lines of such statements."""
    guards = (
        node for node in ast.walk(tree) if isinstance(node, ast.Try | ast.With) and _GUARD.search(ast.unparse(node))
    )
    return frozenset(line for node in guards for line in range(node.lineno, (node.end_lineno or 0) + 1))


def test_a_plain_install_has_all_that_it_imports() -> None:
    """``policy init --history`` once ended with a traceback where the extra for Word was not installed."""
    used = {}
    for module, tree in modules().items():
        passed_over = _guarded(tree) | _for_types(tree)
        used[module] = {name for line, name, _ in imports(module) if line not in passed_over}
    plain = {f"{ENGINE}.cli", f"{ADAPTER}.plugin", *(f"{ENGINE}.commands.{each.module}" for each in _COMMANDS.values())}
    begun = reached(frozenset(plain), used) & modules().keys()
    missing = [f"{module}: {name}" for module in begun for name in used[module] if name.split(".")[0] in _OF_EXTRAS]
    assert sorted(missing) == [], "Import this where “with extra(…)” says how to install it."


def test_every_module_is_reached_from_a_door() -> None:
    unreached = modules().keys() - reached(frozenset(doors()), uses())
    assert sorted(unreached) == [], "Nothing leads to these: remove them, or move what only tests use to tests/."


def defined(tree: ast.Module) -> Iterator[str]:
    """The functions, classes and constants of a module."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def named(tree: ast.Module) -> Iterator[str]:
    """The names that a module uses, by themselves, of another thing, or as a word in quotes; none of them by importing it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            yield from re.findall(r"\w+", node.value)


def test_what_a_module_defines_is_used_by_the_product() -> None:
    """What only tests use belongs to them. The project's file names the doors."""
    used = {name for tree in modules().values() for name in named(tree)}
    used |= set(re.findall(r"\w+", (ROOT / "pyproject.toml").read_text("utf-8")))
    unused = [
        f"{module}.{name}"
        for module, tree in modules().items()
        for name in defined(tree)
        if name not in used and not name.startswith("__")
    ]
    assert unused == []


def unused_options(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """The parameters with a default that no caller gives, of functions whose name stands once and is only called."""
    nodes = [(module, node) for module, tree in trees.items() for node in ast.walk(tree)]
    called: dict[str, list[ast.Call]] = {}
    for _, node in nodes:
        if isinstance(node, ast.Call):
            called.setdefault(_called(node), []).append(node)
    names = Counter(_called(node) for _, node in nodes if isinstance(node, (ast.Name, ast.Attribute)))
    twice = Counter(node.name for _, node in nodes if isinstance(node, ast.FunctionDef))
    for module, tree in trees.items():
        for function in tree.body:
            if not isinstance(function, ast.FunctionDef) or twice[function.name] > 1:
                continue
            calls = called.get(function.name, [])
            if not calls or function.decorator_list or names[function.name] > len(calls):
                continue
            for place, name in _options(function):
                if not any(_gives(call, place, name) for call in calls):
                    yield f"{module}.{function.name}({name})"


def _called(node: ast.expr) -> str:
    inner = node.func if isinstance(node, ast.Call) else node
    return getattr(inner, "id", "") or getattr(inner, "attr", "")


def _options(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    given = function.args
    first = len(given.args) - len(given.defaults)
    yield from ((number, given.args[number].arg) for number in range(first, len(given.args)))
    yield from ((999, arg.arg) for arg, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value)


def _gives(call: ast.Call, place: int, name: str) -> bool:
    is_open = any(isinstance(each, ast.Starred) for each in call.args)
    return is_open or len(call.args) > place or any(each.arg in (name, None) for each in call.keywords)


def test_every_option_of_a_function_is_given_by_a_caller() -> None:
    """An argument that only tests give is no part of the product."""
    assert list(unused_options(modules())) == []


def test_an_option_that_nobody_gives_is_found() -> None:
    source = "def a(b, c=1, *, d=2, e=3): ...\na(1)\na(1, e=4)\ndef f(g=1): ...\nf(*x)\ndef h(i=1): ...\nmap(h, y)"
    assert list(unused_options({"m": ast.parse(source)})) == ["m.a(c)", "m.a(d)"]


def test_what_nothing_imports_is_found() -> None:
    ways = {"door": {"room.a"}, "room.a": {"room.b"}, "room": set(), "room.b": set(), "room.alone": {"room.b"}}
    assert reached({"door"}, ways) == {"door", "room", "room.a", "room.b"}


def test_the_front_names_all_places_of_its_api() -> None:
    """They are imported by name, so that only the imports for types tell where they are."""
    assert {module for module in uses()[ENGINE] if module.startswith(ENGINE)} >= {
        f"{ENGINE}.{place}" for place in __import__(ENGINE)._PLACES
    }
