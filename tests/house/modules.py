"""The product's modules and what each imports, read from their source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "plugins"
ENGINE, ADAPTER = "policy_history", "mkdocs_policy_versions"


@cache
def modules() -> Mapping[str, ast.Module]:
    """Every module of both packages by its dotted name."""
    return {_name(path): ast.parse(path.read_text("utf-8")) for path in sorted(PLUGINS.rglob("*.py"))}


def source_of(module: str) -> str:
    """The text of a module's file."""
    place = PLUGINS.joinpath(*module.split("."))
    return (place / "__init__.py" if place.is_dir() else place.with_suffix(".py")).read_text("utf-8")


def room_of(module: str) -> str:
    """The engine's room that a module is in; the adapter is one as a whole, and so is the engine's own front."""
    package, *rest = module.split(".")
    return rest[0] if package == ENGINE and rest else package


@cache
def imports(module: str, *, at_start: bool = False) -> tuple[tuple[int, str, str], ...]:
    """Line, module and name of each import; the name is empty for a whole module.

    ``at_start`` leaves out what is imported later or for its types only.
    """
    tree = modules()[module]
    return tuple(_imports(module, tree.body if at_start else ast.walk(tree)))


def _imports(module: str, nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (node.lineno, inner, "") if inner in modules() else (node.lineno, base, alias.name)


def _name(path: Path) -> str:
    parts = path.relative_to(PLUGINS).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _base(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = any(other.startswith(f"{module}.") for other in modules()) or module in (ENGINE, ADAPTER)
    package = module.split(".")[: None if is_package else -1]
    above = package[: len(package) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])
