"""The two sides of ``policy redline``: a file, or a revision named by its policy and its id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model import RevisionId
from ..problems import ProblemsFound, printable

if TYPE_CHECKING:
    from ..publish.compared_file import ComparedFile


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file of which no more is read than is asked for: what the reader is to call it, and its bytes.

    ``revision`` is its id where it is one of a policy, ``about`` the policy's ``policy.yml``.
    """

    name: str
    content: bytes
    revision: str = ""
    about: bytes = b""

    def described(self) -> ComparedFile:
        """With what front matter and policy.yml say, where they can be read: a draft may be unfinished."""
        from ..publish.compared_file import ComparedFile
        from ..text.languages import by_letters

        language = by_letters(self.content.decode("utf-8", "replace"))
        if not self.revision:
            return ComparedFile(self.name, self.content, language=language)
        from ..source.frontmatter import read_policy_file, read_revision
        from ..source.names import POLICY_FILE

        try:
            read = read_revision(self.content, self.name, RevisionId.parse(self.revision)).revision
        except ProblemsFound:
            read = None
        try:
            fields = read_policy_file(self.about, POLICY_FILE)
        except ProblemsFound:
            return ComparedFile(self.name, self.content, read, language=language)
        return ComparedFile(self.name, self.content, read, fields.title, fields.publisher, fields.language)


def side(name: str, root: Path, folder: str) -> NamedFile:
    """The file at that path, or else the revision ``POLICY/ID``, which may be a draft and need not be committed."""
    from ..source.names import is_slug

    path = Path(name)
    if path.is_file():
        return _of_file(path)
    policy, _, revision = name.partition("/")
    if is_slug(policy) and RevisionId.is_id(revision):
        return _of_revision(policy, revision, root, folder)
    if path.is_dir():
        raise click.ClickException(
            f"{name} is a folder. Name one file of it, or a revision such as privacy/2014-09-24."
        )
    raise click.ClickException(f"There is no file {name}. Name a file, or a revision such as privacy/2014-09-24.")


def text_of(compared: NamedFile) -> str:
    """The text that is compared: all behind the front matter, with LF line ends."""
    from ..source.decoding import as_text
    from ..text.front_matter import front_matter

    text = as_text(compared.content, compared.name)
    bare = text.removeprefix("\ufeff")
    fields = front_matter(bare)
    return bare[len(fields) :] if fields else text


def _of_file(path: Path) -> NamedFile:
    from ..source.names import POLICY_FILE

    try:
        content = path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from None
    if not RevisionId.is_id(path.stem):
        return NamedFile(printable(path.name), content)
    policy_file = path.resolve().parent / POLICY_FILE
    about = policy_file.read_bytes() if policy_file.is_file() else b""
    return NamedFile(printable(path.name), content, path.stem, about)


def _of_revision(policy: str, revision: str, root: Path, folder: str) -> NamedFile:
    from ..source.disk import Disk
    from ..source.names import POLICY_FILE, is_slug

    disk = Disk.at(root, folder)
    policies = [name for name in disk.names() if is_slug(name) and disk.is_folder(name)]
    if policy not in policies:
        known = ", ".join(policies) or "none"
        raise click.ClickException(f"There is no policy “{policy}” in {folder}/. There are: {known}.")
    files = disk.names(policy)
    if f"{revision}.md" not in files:
        known = ", ".join(name[:-3] for name in files if name.endswith(".md") and RevisionId.is_id(name[:-3])) or "none"
        raise click.ClickException(f"{policy} has no revision {revision}. It has: {known}.")
    about = disk.read(f"{policy}/{POLICY_FILE}") if POLICY_FILE in files else b""
    return NamedFile(f"{policy}/{revision}", disk.read(f"{policy}/{revision}.md"), revision, about)
