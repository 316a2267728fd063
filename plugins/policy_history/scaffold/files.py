"""Which files a site begins with, and what is in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from posixpath import relpath

from ..model import ChangeClass, PolicyKind, Revision, RevisionId
from ..problems import one_line
from ..source.drafting import FIRST_NOTE
from ..source.names import POLICY_FILE
from ..source.revision_source import revision_source
from .answers import Answers, is_ours
from .filling import filled
from .placeholders import MARK

PAGES = ("index.md", "cookies.md", "requests.md", "contact.md", "contact/sent.md")
OF_PAGES = frozenset({"cookies", "requests", "contact"})
"""The addresses of these pages, which no policy can have."""

_WORKFLOWS: Mapping[str, Mapping[str, str]] = {
    "github": {
        f".github/workflows/{name}.yml": f"github/{name}.yml"
        for name in ("publish", "preview", "review", "effective-dates")
    },
    "gitlab": {".gitlab-ci.yml": "gitlab/gitlab-ci.yml"},
    "none": {},
}
HOSTS = tuple(_WORKFLOWS)

_LONGEST_MARK = 60
"""So many signs the rule ``placeholder`` reads of a mark."""
_DAYS_OF_DRAFT = 90
"""So long a first text stays a draft unless its dates are changed: from that day on its marks stop the build."""


def first_text(title: str, publisher: str, kind: PolicyKind, language: str) -> str:
    """The first text of a policy: the headings of its kind, and a mark wherever something is to be written.

    In another language than that of the template, that is everywhere: what is said there in English is in the marks.
    """
    text = filled(f"texts/{kind}.md", title=title, publisher=publisher)
    if is_ours(language):
        return text
    first, *blocks = text.strip().split("\n\n")
    return "\n\n".join([first, *(_to_be_written(block, language) for block in blocks)]) + "\n"


def _to_be_written(block: str, language: str) -> str:
    hashes, said = ("## ", block[3:]) if block.startswith("## ") else ("", block)
    if MARK.search(block) and MARK.sub("", block).strip(" -\n") == "":
        return block
    mark = f"in {language}: {re.sub(r'[][]', '', said)}"
    return f"{hashes}[insert {one_line(mark, _LONGEST_MARK - 1)}]"


def draft_day(today: date) -> date:
    """The day on which a first text is published that nobody gave a day."""
    return today + timedelta(days=_DAYS_OF_DRAFT)


def first_revision(text: str, day: date, note: str = FIRST_NOTE) -> dict[str, bytes]:
    """The one revision of a policy that begins on that day, by the name of its file."""
    name = f"{day}.md"
    return {name: revision_source(Revision(RevisionId(day), day, day, ChangeClass.MATERIAL, note, text, b"", name))}


def policy_files(answers: Answers, revisions: Mapping[str, bytes]) -> dict[str, bytes]:
    """The folder of the policy: policy.yml and its revisions, by their paths."""
    folder = f"{answers.folder}/{answers.slug}"
    about = _filled("policies/policy.yml", answers)
    return {f"{folder}/{POLICY_FILE}": about} | {f"{folder}/{name}": source for name, source in revisions.items()}


def pages(answers: Answers, docs: str, base: str, others: Mapping[str, str]) -> dict[str, bytes]:
    """The pages written by hand, in the folder ``docs`` at the address ``base``: ``legal/``, or empty for the root.

    ``others`` are the files that stand in place of some of these, both by their paths below that folder: links lead
    to them.
    """
    return {
        f"{docs}/{base}{name}": _linked(name, _filled(f"pages/{name}", answers, base=base), others) for name in PAGES
    }


def _linked(name: str, content: bytes, others: Mapping[str, str]) -> bytes:
    up = "../" * name.count("/")
    for page, other in others.items():
        content = content.replace(
            f"]({up}{page})".encode(), f"]({relpath(other, PurePosixPath(name).parent)})".encode()
        )
    return content


def settings(answers: Answers, calls: Sequence[str]) -> dict[str, bytes]:
    """The files beside the policies; ``calls`` are hosts that the pages of the site have a browser call."""
    names = ("storage.yml", "requests.yml")
    return {f"{answers.folder}/{name}": _filled(f"policies/{name}", answers, calls=calls) for name in names}


def workflows(answers: Answers, program: str) -> dict[str, bytes]:
    """What the host runs to check and to publish; ``program`` builds the site."""
    return {path: _filled(template, answers, program=program) for path, template in _WORKFLOWS[answers.host].items()}


def house(answers: Answers, docs: str, base: str, configuration: str) -> dict[str, bytes]:
    """README, what git is told, and what is installed. ``configuration`` is the name of mkdocs.yml."""
    values = {"docs": f"{docs}/{base}".strip("/"), "base": base, "configuration": configuration, "version": _version()}
    values["program"] = configuration.partition(".")[0]
    names = {"README.md": "README.md", ".gitignore": "gitignore", ".gitattributes": "gitattributes"}
    names["requirements.txt"] = "requirements.txt"
    return {path: _filled(template, answers, **values) for path, template in names.items()}


def new_configuration(answers: Answers) -> dict[str, bytes]:
    """The mkdocs.yml of a site of policies alone."""
    return {"mkdocs.yml": _filled("mkdocs.yml", answers, base="", plain_pages=True)}


def plugin_options(answers: Answers, base: str, *, plain_pages: bool) -> list[str]:
    """The lines of the plugin's options, for a mkdocs.yml that is there already."""
    return _filled("plugin.yml", answers, base=base, plain_pages=plain_pages).decode().splitlines()


def _filled(template: str, answers: Answers, **more: object) -> bytes:
    values = {name: getattr(answers, name) for name in Answers.__slots__} | more
    return filled(template, **values).encode("utf-8")


def _version() -> str:
    try:
        return f"=={version('mkdocs-policy-versions')}"
    except PackageNotFoundError:  # run from its sources
        return ""
