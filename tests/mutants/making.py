"""Breakages made from the product's own lines: comparisons turned round, conditions negated, calls left out.

Operators are the few that seldom give a program that does the same (Offutt et al. 1996, "sufficient operators"). Left out
is what states a fact and decides nothing: assertions; ``strict=True`` of ``zip``, which asserts that two lists are of one
length (without it nothing is otherwise as long as that holds; ``strict=False`` is tried, since made strict it raises where
the lists differ); and ``if TYPE_CHECKING``, which is for the reader of types.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", ">="),
    ast.LtE: ("<=", ">"),
    ast.Gt: (">", "<="),
    ast.GtE: (">=", "<"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_CALLS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "startswith": "endswith",
    "endswith": "startswith",
    "removeprefix": "removesuffix",
    "removesuffix": "removeprefix",
}
_FEWEST = 5  # of each room


@dataclass(frozen=True, slots=True)
class Mutant:
    """One line broken: in ``path`` (from the project's folder) on ``line``, ``before`` becomes ``after``."""

    path: str
    line: int
    before: str
    after: str
    start: int
    end: int
    replacement: str
    nth: int = 1
    """Which one it is of those of its file that break a line of these words in this way."""

    @property
    def room(self) -> str:
        """The room it is in: the folder below the package, or the package itself."""
        parts = Path(self.path).parts
        return "/".join(parts[1:3]) if len(parts) > 3 else parts[1]

    @property
    def name(self) -> str:
        """What tells it from others, also when lines above it come and go."""
        return f"{self.drawn_by} ({self.nth})" if self.nth > 1 else self.drawn_by

    @property
    def drawn_by(self) -> str:
        """What it is drawn by: one lot for all that break lines of the same words in the same way."""
        return f"{self.path}: {self.before} -> {self.after}"

    def applied(self, source: str) -> str:
        """The file with this breakage in it."""
        return source[: self.start] + self.replacement + source[self.end :]


def every_mutant(root: Path, paths: Sequence[str]) -> list[Mutant]:
    """All mutants of these files."""
    return [mutant for path in paths for mutant in mutants_of((root / path).read_text("utf-8"), path)]


def chosen(mutants: Sequence[Mutant], seed: int, count: int) -> list[Mutant]:
    """So many of the mutants, one a line, drawn by a seed: some of every room, the rest by its size."""
    by_room: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_room[mutant.room].append(mutant)
    whole = len(mutants)
    found: list[Mutant] = []
    for _, there in sorted(by_room.items()):
        share = max(_FEWEST, round(count * len(there) / whole))
        lines = {
            (each.path, each.line): each for each in sorted(there, key=lambda each: _lot(seed, each), reverse=True)
        }
        found += list(lines.values())[-share:]
    return sorted(found, key=lambda each: _lot(seed, each))


def _lot(seed: int, mutant: Mutant) -> str:
    """What decides whether a mutant is drawn, so that a changed line of the product changes no more than its own lot."""
    return sha256(f"{seed} {mutant.drawn_by}".encode()).hexdigest()


def mutants_of(source: str, path: str) -> Iterator[Mutant]:
    """Every breakage of one file, in order."""
    lines = source.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    seen: Counter[str] = Counter()
    for node in _product_nodes(ast.parse(source)):
        for start, end, replacement in _Places(source, lines, starts).edits(node):
            line = source.count("\n", 0, start) + 1
            begin, stop = starts[line - 1], starts[line]
            after = source[begin:start] + replacement + source[end : max(end, stop)]
            found = Mutant(path, line, lines[line - 1].strip(), " ".join(after.split()), start, end, replacement)
            seen[found.name] += 1
            yield replace(found, nth=seen[found.name])


def _product_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that decide something: annotations, decorators, stated facts and words for people are left out."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr) and not _states_a_fact(child):
                yield child
                yield from _product_nodes(child)


def _states_a_fact(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "strict" and isinstance(node.value, ast.Constant) and node.value.value is True
    is_for_types = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return is_for_types or isinstance(node, ast.Assert)


@dataclass(frozen=True, slots=True)
class _Places:
    """A file, and the edits of its nodes as (start, end, replacement) by characters."""

    source: str
    lines: Sequence[str]
    starts: Sequence[int]

    def edits(self, node: ast.AST) -> Iterator[tuple[int, int, str]]:
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield from self._swapped(node.left, *_COMPARISONS[type(node.ops[0])], node.comparators[0])
        elif isinstance(node, ast.BoolOp):
            names = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield from self._swapped(node.values[0], *names, node.values[1])
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            yield from self._negated(node.test)
        elif isinstance(node, ast.comprehension):
            for condition in node.ifs:
                yield from self._negated(condition)
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield *self._span(node), str(not node.value)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            names = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
            if not isinstance(node.left, ast.Constant) or not isinstance(node.left.value, str):
                yield from self._swapped(node.left, *names, node.right)
        elif isinstance(node, ast.Call):
            yield from self._other_call(node)
        elif (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.YieldFrom)) or isinstance(
            node, ast.AugAssign | ast.Continue | ast.Break
        ):
            yield *self._span(node), "pass"

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _at(self, line: int, column: int) -> int:
        """A place by characters; ``ast`` counts columns in bytes of UTF-8."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def _swapped(self, left: ast.expr, old: str, new: str, right: ast.expr) -> Iterator[tuple[int, int, str]]:
        """The operator between two operands as another one."""
        begin, end = self._span(left)[1], self._span(right)[0]
        at = self.source.find(old, begin, end)
        if at >= 0 and "\n" not in self.source[begin:at]:
            yield at, at + len(old), new

    def _negated(self, test: ast.expr) -> Iterator[tuple[int, int, str]]:
        start, end = self._span(test)
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return  # as the comparison turned round
        text = self.source[start:end]
        if "\n" not in text:
            yield start, end, text.removeprefix("not ") if isinstance(test, ast.UnaryOp) else f"(not ({text}))"

    def _other_call(self, node: ast.Call) -> Iterator[tuple[int, int, str]]:
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in _CALLS and not (name == "sorted" and node.keywords):
            end = self._span(function)[1]
            yield end - len(name), end, _CALLS[name]
