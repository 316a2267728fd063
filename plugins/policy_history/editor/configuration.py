"""The configuration of a browser editor, from the policies and the fields of a revision.

Sveltia CMS and Decap CMS read the same file. Texts are edited as the Markdown they are, because a rich text editor
writes every line anew and fills redlines with noise; a saved text becomes a branch and a pull request, which is the
record of who approved it; nothing can be deleted; a file is named after the day it takes effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml

from ..model import ChangeClass, Policy, Wording
from ..problems import CannotProceed
from ..source.fields import AcknowledgementFields, RevisionFields
from . import BACKENDS

_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
_BRANCH = re.compile(r"[\w][\w./-]*", re.ASCII)
_DAY = "YYYY-MM-DD"
_LABELS = {
    "published": "Published on",
    "effective": "Effective from",
    "class": "Class",
    "note": "Note",
    "wording": "Wording",
    "basis": "Basis",
    "link_basis": "Basis of links",
    "origin": "Origin",
    "acknowledgements": "Kept on purpose",
}


class CannotConfigure(CannotProceed, ValueError):
    """A setting cannot be used; the message says which and why."""


def configuration(policies: Iterable[Policy], *, backend: str, repository: str, branch: str) -> dict[str, Any]:
    """The configuration as data. CannotConfigure when a setting is none that a host could have."""
    if backend not in BACKENDS:
        raise CannotConfigure(f"“{backend}” is no host of repositories. Write one of: {', '.join(BACKENDS)}.")
    if not _REPOSITORY.fullmatch(repository):
        raise CannotConfigure(f"“{repository}” is no repository. Write it as owner/name.")
    if not _BRANCH.fullmatch(branch) or ".." in branch:
        raise CannotConfigure(f"“{branch}” is no branch. Write the one that is published, such as main.")
    return {
        "backend": {"name": backend, "repo": repository, "branch": branch},
        "publish_mode": "editorial_workflow",
        "media_folder": "docs/images",
        "public_folder": "/images",
        "output": {"omit_empty_optional_fields": True},
        "collections": [_collection(policy) for policy in policies],
    }


def written(settings: dict[str, Any]) -> str:
    """The configuration as the editor's config.yml."""
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=110)
    return f"# Made by “policy cms” from the policies; do not edit it, make it anew.\n{text}"


def _collection(policy: Policy) -> dict[str, Any]:
    return {
        "name": policy.slug,
        "label": policy.title,
        "label_singular": f"revision of {policy.title}",
        "folder": policy.path.rpartition("/")[0],
        "create": True,
        "delete": False,
        "extension": "md",
        "format": "yaml-frontmatter",
        "slug": "{{fields.effective}}",
        "identifier_field": "effective",
        "summary": "{{effective}} ({{class}}): {{note}}",
        "sortable_fields": ["effective", "published"],
        "fields": [*_fields(), _text()],
    }


def _fields() -> list[dict[str, Any]]:
    day = {"format": _DAY, "date_format": _DAY, "time_format": False, "picker_utc": True}
    original = {"default": Wording.ORIGINAL.value, "required": False}
    return [
        _field("published", "datetime", **day),
        _field("effective", "datetime", **day),
        _field("class", "select", options=[each.value for each in ChangeClass]),
        _field("note", "text", required=True),
        _field("wording", "select", options=[each.value for each in Wording], **original),
        *(_field(name, "text", required=False) for name in ("basis", "link_basis", "origin")),
        _field("acknowledgements", "list", required=False, fields=_acknowledgement()),
    ]


def _field(name: str, widget: str, **settings: object) -> dict[str, Any]:
    """A field of a revision, with what it means as its model says it."""
    hint = RevisionFields.model_fields["change_class" if name == "class" else name].description
    return {"name": name, "label": _LABELS[name], "widget": widget, **settings, "hint": hint}


def _acknowledgement() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": name.capitalize(),
            "widget": "text" if name == "reason" else "string",
            "hint": info.description,
        }
        for name, info in AcknowledgementFields.model_fields.items()
    ]


def _text() -> dict[str, Any]:
    hint = "The wording. Links to this site begin with /; a blank line stands before a list."
    return {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"], "hint": hint}
