"""A draft as a new revision's file."""

from __future__ import annotations

from datetime import date

import yaml

from ..model import ChangeClass


def revision_file(text: str, *, published: date, effective: date, change_class: ChangeClass, note: str) -> str:
    """The file: front matter with these fields, then the text."""
    fields = {"published": published, "effective": effective, "class": str(change_class), "note": note}
    front_matter = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front_matter}---\n\n{text}"
