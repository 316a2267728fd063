"""Sites with long histories, made up or imported, and the same texts for other generators, each built in a process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from .processes import Run, completed

_WORDS = (
    "we you data account service provider request law days cookie address name party purpose consent contract store "
    "delete share collect use keep inform change agree right access copy notice period person company processor "
    "security legal interest the of to and for with under within after before when where unless may must shall"
).split()
_TOPICS = "Data Cookies Sharing Retention Rights Security Children Changes Contact Transfers Payment Liability".split()
_FIRST = date(2015, 1, 1)
_CONFIGURATION = """\
site_name: Policies
site_url: https://policies.example.org/
theme: {{name: material, font: false}}
nav: [index.md]
validation: {{omitted_files: ignore}}
plugins: [{plugins}]
"""
_HUGO = 'baseURL = "https://policies.example.org/"\ntitle = "Policies"\ndisableKinds = ["taxonomy", "term"]\n'
_HUGO_PAGE = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>\n"


class Size(NamedTuple):
    """So many policies, each of so many revisions of so many bytes."""

    policies: int
    revisions: int
    length: int = 10_000


@dataclass
class Site:
    """A site in a folder, with the Markdown of each policy's revisions, oldest first."""

    folder: Path
    histories: list[list[str]]
    held_back: dict[Path, str] = field(default_factory=dict)

    @property
    def published(self) -> Path:
        return self.folder / "site"

    @property
    def source_bytes(self) -> int:
        return sum(len(text.encode()) for history in self.histories for text in history)

    def write(self) -> None:
        """Everything but the policies' revisions."""
        _write(self.folder / "mkdocs.yml", _CONFIGURATION.format(plugins="policy-versions"))
        _write(self.folder / "docs/index.md", "# Policies\n\n[policy: overview]\n")
        _write(self.folder / "policy_versions/storage.yml", "entries: []\nrequests: []\nchecked: 2026-01-01\n")
        if not self.histories:
            return
        for policy, texts in enumerate(self.histories):
            folder = self.folder / f"policy_versions/policy-{policy}"
            _write(folder / "policy.yml", f"title: Policy {policy}\npublisher: The publisher\n")
            for number in range(len(texts)):
                self.write_revision(policy, number, _FIRST + timedelta(days=number))
        self.record()

    def write_revision(self, policy: int, number: int, day: date) -> None:
        fields = f"published: {day}\neffective: {day}\nclass: editorial\nnote: Sentence {number} was changed.\n"
        text = f"---\n{fields}---\n{self.histories[policy][number]}"
        _write(self.folder / f"policy_versions/policy-{policy}/{day}.md", text)

    def record(self) -> None:
        """Record what is published, as whoever publishes does."""
        completed(self.folder, str(Path(sys.executable).with_name("policy")), "lock")

    def add(self, policy: int, random: Random) -> None:
        """One more revision: the one that was held back, or one of the day after the last."""
        if self.held_back:
            for path, text in self.held_back.items():
                _write(path, text)
            self.record()
            return
        last = max((self.folder / f"policy_versions/policy-{policy}").glob("*.md")).name[:10]
        self.histories[policy].append(_edited(self.histories[policy][-1], random))
        number = len(self.histories[policy]) - 1
        self.write_revision(policy, number, date.fromisoformat(last) + timedelta(days=1))
        self.record()

    def build(self) -> Run:
        return _mkdocs(self.folder)

    def sums(self) -> dict[str, str]:
        """The hash of every published file."""
        return {
            path.relative_to(self.published).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in self.published.rglob("*")
            if path.is_file()
        }


def written(length: int, random: Random) -> str:
    """A policy of about so many bytes: clauses of paragraphs, each with a list now and then."""
    parts, size = [], 0
    while size < length:
        number = len(parts)
        sentences = [_sentence(random) for _ in range(random.randint(2, 5))]
        lines = [f"## {number + 1}. {random.choice(_TOPICS)}", "", " ".join(sentences), ""]
        if number % 3 == 0:
            lines += [*(f"- {_sentence(random)}" for _ in range(3)), ""]
        parts.append("\n".join(lines))
        size += len(parts[-1]) + 1
    return "# Policy\n\n" + "\n".join(parts)


def _sentence(random: Random) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(random.randint(8, 20))).capitalize() + "."


def _edited(text: str, random: Random) -> str:
    """The text with one sentence worded anew."""
    lines = text.split("\n")
    at = random.choice([at for at, line in enumerate(lines) if line.endswith(".") and not line.startswith(("#", "-"))])
    sentences = lines[at].split(". ")
    sentences[random.randrange(len(sentences))] = _sentence(random).rstrip(".")
    lines[at] = ". ".join(sentences).rstrip(".") + "."
    return "\n".join(lines)


def made(folder: Path, size: Size, seed: int = 1) -> Site:
    """A site of made-up policies, one sentence worded anew in each revision."""
    random = Random(seed)
    histories = []
    for _ in range(size.policies):
        texts = [written(size.length, random)]
        while len(texts) < size.revisions:
            texts.append(_edited(texts[-1], random))
        histories.append(texts)
    site = Site(folder, histories)
    site.write()
    return site


def plain(folder: Path, site: Site) -> Run:
    """Plain MkDocs with Material on the same texts, each twice: a page for the text, one for a redline."""
    _write(folder / "mkdocs.yml", _CONFIGURATION.format(plugins=""))
    _write(folder / "docs/index.md", "# Policies\n")
    for path, text in _twice(site):
        _write(folder / "docs" / path, text)
    return _mkdocs(folder)


def hugo(folder: Path, site: Site) -> Run | None:
    """Hugo on the same texts with the smallest theme there is; None where it is not installed."""
    if shutil.which("hugo") is None:
        return None
    _write(folder / "hugo.toml", _HUGO)
    for name in ("single", "list"):
        _write(folder / f"layouts/_default/{name}.html", _HUGO_PAGE)
    for path, text in _twice(site):
        _write(folder / "content" / path, f"---\ntitle: Policy\n---\n{text}")
    return completed(folder, "hugo", "--quiet")


def _twice(site: Site) -> Iterator[tuple[str, str]]:
    for policy, texts in enumerate(site.histories):
        for number, text in enumerate(texts):
            for which in ("text", "redline"):
                yield f"p{policy}/r{number}/{which}.md", text


def _mkdocs(folder: Path) -> Run:
    return completed(folder, sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def imported(folder: Path, file: Path) -> Site:
    """A site of one document of the corpus, imported by the command."""
    site = Site(folder, [])
    site.write()
    options = ("--publisher", "The publisher", "--published-at", "https://example.org/legal/")
    program = str(Path(sys.executable).with_name("policy"))
    completed(folder, program, "import-history", "policy-0", str(file), *options)
    found = (folder / "policy_versions/policy-0").glob("*.md")
    *paths, last = sorted(found, key=lambda path: (path.stem[:10], int(path.stem[11:] or 1)))
    site.held_back = {last: last.read_text("utf-8")}
    last.unlink()
    site.histories = [[path.read_text("utf-8").split("---\n", 2)[2] for path in paths]]
    site.record()
    return site
