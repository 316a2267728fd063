"""The arrows between rooms, as docs/project/architecture.md has them: every import leads down, and none in a circle."""

from __future__ import annotations

import ast
import re

from modules import ADAPTER, ENGINE, PLUGINS, imports, modules, room_of

FLOORS = (
    {"manual"},
    {ADAPTER, "cli"},
    {"commands"},
    {"verify", "review"},
    {"word", "printing"},
    {"publish"},
    {"site_audit", "editor", "history_import", "scaffold"},
    {"forms", "checks", "importing"},
    {"tracking", "score"},
    {"redline", "searching"},
    {"source"},
    {"text"},
    {"limits", "cache"},
    {"model", "problems", "clock", "days", "executing", "garbage", "progress", "reaching"},
    {"wording"},
)
"""The rooms from the roof to the ground. A room may use those below its floor, and none beside it."""

THE_SITES_OWN = ("mkdocs", "material", "pymdownx", ADAPTER)
"""What the engine has to outlive."""

FRONT = ENGINE
"""The engine's own ``__init__``: it names the public API and reaches every room, each when it is asked for."""


def test_every_room_has_its_floor_and_every_floor_its_rooms() -> None:
    rooms = {room_of(module) for module in modules()} - {FRONT}
    assert rooms == set().union(*FLOORS)


def test_every_import_leads_down() -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    upward = [
        f"{module}:{line} imports {used}"
        for module in modules()
        for line, used, _ in imports(module)
        if used.split(".")[0] in (ENGINE, ADAPTER)
        and FRONT not in (room_of(module), room_of(used))
        and room_of(used) != room_of(module)
        and floor[room_of(used)] <= floor[room_of(module)]
    ]
    assert upward == []


def test_no_room_uses_the_front_door() -> None:
    """What is inside imports from where a thing is made; the public API is for programs of others."""
    assert [f"{m}:{line}" for m in modules() for line, used, name in imports(m) if used == FRONT and name] == []


def test_the_engine_knows_neither_mkdocs_nor_its_theme() -> None:
    found = [
        f"{module}:{line} imports {used}"
        for module in modules()
        if module.split(".")[0] == ENGINE
        for line, used, _ in imports(module)
        if used.split(".")[0] in THE_SITES_OWN
    ]
    assert found == []


def test_no_module_takes_what_another_keeps_for_itself() -> None:
    taken = [
        f"{module}:{line} imports {used}.{name}"
        for module in modules()
        for line, used, name in imports(module)
        if used in modules() and name.startswith("_") and not name.startswith("__")
        if name != "_"  # gettext's name for a sentence
    ]
    assert taken == []


def test_no_modules_import_each_other() -> None:
    """Imports for the types alone make no circle."""
    uses = {module: {used for _, used, _ in imports(module, at_start=True)} for module in modules()}
    assert [module for module in modules() if module in _reached(module, uses)] == []


def _reached(module: str, uses: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [module]
    while waiting:
        fresh = uses.get(waiting.pop(), set()) & uses.keys() - found
        found |= fresh
        waiting.extend(fresh)
    return found


def test_a_package_names_its_own_modules_by_their_place() -> None:
    """One style: relative within a package, absolute for another."""
    absolute = [
        f"{module}:{node.lineno}"
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not node.level and node.module
        if node.module.split(".")[0] == module.split(".")[0]
    ]
    assert absolute == []


def test_git_has_one_door() -> None:
    doors = {module for module in modules() for _, used, _ in imports(module) if used.split(".")[0] == "git"}
    assert doors == {f"{ENGINE}.source.repository"}


def test_each_room_says_what_it_is_for_and_names_its_ways_in() -> None:
    """The ways in are names in the room's first text, such as ``run.verify``; each is there."""
    for room in (f"{ENGINE}.{path.parent.name}" for path in (PLUGINS / ENGINE).glob("*/__init__.py")):
        told = ast.get_docstring(modules()[room]) or ""
        assert told, f"{room} says nothing of itself"
        for module, name in re.findall(r"``([a-z_]+)\.(?!(?:md|pot|py|yml)\b)(\w+)``", told):
            assert name in _defined(f"{room}.{module}"), f"{room} names {module}.{name}, which is not there"


def _defined(module: str) -> set[str]:
    found = set()
    for node in modules()[module].body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found
