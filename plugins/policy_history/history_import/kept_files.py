"""What a kept file is: a text, a draft to be read as one, or something of which no text can be made."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ..importing.file_kinds import DRAFTS, kind_of
from .model import CannotImport

_LARGE_FILE = b"version https://git-lfs.github.com/spec/"
_NO_TEXTS = (".doc", ".odt", ".rtf", ".pdf", ".pages")
_PROGRAMS = (".tsx", ".jsx", ".ts", ".js", ".mjs", ".vue", ".svelte", ".astro", ".py", ".rb", ".java", ".cs", ".dart")
_DATA = (".json", ".yml", ".yaml", ".toml", ".xml", ".csv", ".po", ".xliff", ".strings", ".properties")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_IN_A_FOLDER = (
    "Save each version of it as a Word file or a web page into a folder, with its day in its name, such as "
    "privacy-2019-03-01.docx, and import the folder."
)


def is_draft(content: bytes, path: str) -> bool:
    """Whether the file is to be read as a draft. CannotImport, with what to do, when it is nothing that can be read."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _NO_TEXTS:
        raise CannotImport(f"This is no text file. {_IN_A_FOLDER}")
    if suffix in _PROGRAMS:
        raise CannotImport(f"This is a program that makes a page, and does not hold what readers saw. {_IN_A_FOLDER}")
    if suffix in _DATA:
        raise CannotImport(f"This is a file of data, with more in it than a text. {_IN_A_FOLDER}")
    if content.startswith(_LARGE_FILE):
        raise CannotImport(f"Git keeps only a pointer to this text (Git LFS). {_IN_A_FOLDER}")
    if suffix in DRAFTS:
        return True
    if kind := kind_of(content):
        raise CannotImport(f"This is {kind}, whatever its name says. {_IN_A_FOLDER}")
    return _PAGE.match(content) is not None
