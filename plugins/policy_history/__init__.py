"""The engine: legal policies, their revisions, and what changed between them. It knows no site generator.

``__all__`` is the public API, described in manual/api.md; all else may change in any version. Each name is
imported when it is first asked for, so that the package itself costs nothing. The rooms: docs/project/architecture.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model import ChangeClass, Policy, Revision, RevisionId, State, Wording
    from .problems import Problem, ProblemsFound, Severity
    from .redline.change_data import redline_record
    from .redline.compare import changes, compare
    from .redline.html import redline_html
    from .redline.model import Change, Redline
    from .source.folder import read_policies
    from .text.article import Article, render_article
    from .text.document import Clause, Document, read_document
    from .verify.run import VerifyReport
    from .verify.run import verify as verify_site

__all__ = [
    "Article",
    "Change",
    "ChangeClass",
    "Clause",
    "Document",
    "Policy",
    "Problem",
    "ProblemsFound",
    "Redline",
    "Revision",
    "RevisionId",
    "Severity",
    "State",
    "VerifyReport",
    "Wording",
    "changes",
    "compare",
    "read_document",
    "read_policies",
    "redline_html",
    "redline_record",
    "render_article",
    "verify_site",
]

_PLACES = {
    "model": ["ChangeClass", "Policy", "Revision", "RevisionId", "State", "Wording"],
    "problems": ["Problem", "ProblemsFound", "Severity"],
    "redline.compare": ["changes", "compare"],
    "redline.html": ["redline_html"],
    "redline.model": ["Change", "Redline"],
    "redline.change_data": ["redline_record"],
    "source.folder": ["read_policies"],
    "text.article": ["Article", "render_article"],
    "text.document": ["Clause", "Document", "read_document"],
    "verify.run": ["VerifyReport", "verify_site"],
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names}
_NAMES_THERE = {"verify_site": "verify"}


def __getattr__(name: str) -> Any:
    """A name of the public API (PEP 562). Raises AttributeError for any other."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), _NAMES_THERE.get(name, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
