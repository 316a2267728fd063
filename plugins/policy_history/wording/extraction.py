"""Every sentence of the interface, found in the code, the templates and the scripts by Babel's extractors."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

TEMPLATE = "messages.pot"
"""The catalogue for translators, beside this file."""

_PACKAGES = ("policy_history", "mkdocs_policy_versions")
_METHODS = {".py": "python", ".js": "javascript", ".html": "jinja2", ".xml": "jinja2"}
_OPTIONS = {"jinja2": {"trimmed": "true", "silent": "false"}}
_KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "N_", "gettext", "parts", "pieces")),
    **dict.fromkeys(("ngettext", "pluralParts"), (1, 2)),
}
_MAY_SPEAK = re.compile(rf"\b(?:{'|'.join(_KEYWORDS)})\(|\{{%".encode())
"""Most files say nothing to readers, which is told sooner than by an extractor."""
_NOT_OURS = ("policy_history/wording/", "policy_history/scaffold/", "policy_history/editor/")
"""This room only speaks of sentences; a new site's files are the site's own, and the editor's page is for editors."""


def catalogue() -> Catalog:
    """All messages in the order of the files they stand in, with those files: lines would change with every edit."""
    found = Catalog()
    for path, message in sorted(_messages(), key=lambda each: (each[0], str(each[1]))):
        found.add(message, locations=[(path, 0)])
    return found


def template() -> bytes:
    """The catalogue as a file for translators (GNU gettext, .pot). The same bytes for the same code."""
    written = io.BytesIO()
    write_po(written, catalogue(), width=120, omit_header=True, include_lineno=False, sort_by_file=True)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + written.getvalue()


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for package in _PACKAGES:
        with as_file(files(package)) as folder:
            for file in Path(folder).rglob("*"):
                path, method = f"{package}/{file.relative_to(folder).as_posix()}", _METHODS.get(file.suffix)
                if method and not path.startswith(_NOT_OURS) and _MAY_SPEAK.search(file.read_bytes()):
                    for _, message, *_ in extract_from_file(method, file, _KEYWORDS, (), _OPTIONS.get(method)):
                        yield path, message
