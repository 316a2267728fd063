"""A revision's file, written: what ``frontmatter`` reads."""

from __future__ import annotations

import yaml

from ..model import Revision

_WIDTH = 110


def revision_source(revision: Revision) -> bytes:
    """The bytes of a file with the text and the fields of a revision that is to be written."""
    days = f"published: {revision.published}\neffective: {revision.effective}\nclass: {revision.change_class}\n"
    fields: dict[str, object] = {"note": _Folded(revision.note)}
    if revision.origin:
        fields["origin"] = _Folded(revision.origin)
    kept = [
        {"rule": each.rule, "text": each.text, "reason": _Folded(each.reason)} for each in revision.acknowledgements
    ]
    if kept:
        fields["acknowledgements"] = kept
    written = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return f"---\n{days}{written}---\n\n{revision.text}".encode()


def policy_source(title: str, publisher: str, language: str) -> bytes:
    """The bytes of a policy.yml."""
    fields = {"title": title, "publisher": publisher, "language": language}
    return yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH).encode()


class _Folded(str):
    """A sentence or more: written below its field's name, so that a line of the file is a line to read."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    pass


def _folded(dumper: yaml.SafeDumper, value: _Folded) -> yaml.Node:
    style = ">" if len(value) > 60 and not value[:1].isspace() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=style)


_Dumper.add_representer(_Folded, _folded)
