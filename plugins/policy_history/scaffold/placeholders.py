"""What is still to be filled in, in the pages and settings of a site: the marks that the templates leave."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ..problems import Problem, Severity
from ..source.decoding import SIZE_LIMIT
from .mkdocs_yml import tree_of
from .yaml_limits import Unsure

MARK = re.compile(r"\[insert [^\[\]\n]{1,120}\](?![(\[])|https://insert-your-address\.example/?", re.IGNORECASE)
"""A mark of the templates. In a text of a policy the rule ``placeholder`` of ``checks`` finds it, with many others."""

CONFIGURATIONS = ("properdocs.yml", "properdocs.yaml", "mkdocs.yml", "mkdocs.yaml")
"""What a site's settings are called, those first that ProperDocs reads first."""
_MOST_INHERITED = 10
_RULE = "placeholder"


def open_places(root: Path, folder: str) -> list[Problem]:
    """A warning for each mark in mkdocs.yml, in the pages written by hand and in the YAML files of ``root/folder``.

    Revisions are left to the checks of their texts. Files that cannot be read are left to those who need them; a link
    to elsewhere is not followed.
    """
    pages = (path for path in _pages(root) if not path.startswith(f"{folder.strip('/')}/"))
    files = [*_settings(root, folder), *pages]
    return [problem for path in files for problem in _open_places(root, path)]


def pages_folder(root: Path) -> str:
    """The folder of the pages written by hand, as mkdocs.yml says; ``docs`` when it does not, or leads elsewhere."""
    named = named_pages_folder(root)
    return named.strip("/") if named and not leads_out(root, named) else "docs"


def leads_out(root: Path, folder: str) -> bool:
    """Whether that folder is none below ``root``."""
    return not (root / folder).resolve().is_relative_to(root.resolve())


def named_pages_folder(root: Path) -> str:
    """What mkdocs.yml, or one that it inherits from, says of the folder of the pages; empty when they say nothing."""
    named = (_setting(source, "docs_dir") for name in CONFIGURATIONS for _, source in with_inherited(root / name))
    return next(filter(None, named), "")


def with_inherited(configuration: Path) -> Iterator[tuple[Path, str]]:
    """A mkdocs.yml with what stands in it, and each that it inherits from, the nearest first; nothing where none is."""
    for _ in range(_MOST_INHERITED):
        try:
            source = configuration.read_text("utf-8-sig", "replace")
        except OSError:
            return
        yield configuration, source
        named = _setting(source, "INHERIT")
        if not named:
            return
        configuration = (configuration.parent / named).resolve()


def _setting(source: str, name: str) -> str:
    try:
        pairs = tree_of(source).value
    except Unsure:
        return ""
    return next((value.value for key, value in pairs if key.value == name and isinstance(value.value, str)), "")


def _settings(root: Path, folder: str) -> Iterator[str]:
    yield from CONFIGURATIONS
    yield from _below(root, folder, (".yml", ".yaml"))


def _pages(root: Path) -> Iterator[str]:
    yield from _below(root, pages_folder(root), (".md", ".markdown"))


def _below(root: Path, folder: str, ends: tuple[str, ...]) -> Iterator[str]:
    for place, folders, names in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(ends):
                yield (Path(place) / name).relative_to(root).as_posix()


def _open_places(root: Path, path: str) -> Iterator[Problem]:
    file = root / path
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > SIZE_LIMIT:
            return
        lines = file.read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return
    is_settings = file.suffix in (".yml", ".yaml")
    for number, line in enumerate(lines, start=1):
        for match in MARK.finditer(line):
            before = line[: match.start()]
            # A comment, or what a page shows as code: this product's own documents speak of the mark.
            if not (before.lstrip().startswith("#") if is_settings else before.count("`") % 2):
                message = f"“{match[0]}” is still to be filled in."
                yield Problem(path, number, match.start() + 1, _RULE, message, Severity.WARNING)
