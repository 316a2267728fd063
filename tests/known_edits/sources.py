"""Where the texts come from: policies written for the tests, real ones where they are at hand, and made-up ones."""

from __future__ import annotations

import gzip
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random

from .made_up import made_up_text
from .pool import Pool, Wording

WRITTEN = Path(__file__).resolve().parents[1] / "corpus"
"""The policies written for the tests: a folder a policy, in it its texts in order."""

# Texts whose words are cut otherwise, or that have no second text in their language to draw sentences from.
_OTHER_LANGUAGES = {
    "firefox-privacy-ja",
    "mozilla-websites-ar",
    "login-rules-fr",
    "ferry-conditions-fr",
    "library-rules-ja",
    "museum-terms-ar",
}
# Texts that are HTML rather than Markdown: what is a paragraph in them is not for a plain reading to say.
_HTML = re.compile(r"^\s*<(?:p|ul|ol|li|div|h\d)\b", re.MULTILINE)
_DRAWN = 5  # revisions of each document that are edited or drawn from


@lru_cache(maxsize=128)
def _wording(text: str) -> Wording:
    return Wording(text)


@dataclass(frozen=True)
class Library:
    """Texts by document: what is edited, and what to edit it with."""

    documents: dict[str, tuple[str, ...]]

    @cached_property
    def names(self) -> list[str]:
        """The documents, in a fixed order."""
        return sorted(self.documents)

    @cached_property
    def _pools(self) -> dict[str, Pool]:
        return {}

    def pool(self, name: str) -> Pool:
        """Wording from all documents but that one."""
        if name not in self._pools:
            others = (text for other in self.names if other != name for text in self.documents[other])
            self._pools[name] = Pool(map(_wording, others))
        return self._pools[name]

    def draw(self, random: Random) -> tuple[str, str]:
        """A document and one of its texts."""
        name = random.choice(self.names)
        return name, random.choice(self.documents[name])


def corpus_folder() -> Path | None:
    """The folder of real policies: POLICY_CORPUS, or shared/corpus beside the project; None where there is none."""
    given = os.environ.get("POLICY_CORPUS")
    folder = Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "corpus"
    return folder if any(folder.glob("*.jsonl.gz")) else None


def read_history(path: Path) -> list[dict[str, str]]:
    """The revisions of one document of the corpus, oldest first."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [json.loads(line) for line in lines]


def history_names(*real: str) -> list[str]:
    """The policies written for the tests and, where they are at hand, these real ones (of none, all)."""
    folder = corpus_folder()
    there = [path.name.removesuffix(".jsonl.gz") for path in sorted(folder.glob("*.jsonl.gz"))] if folder else []
    written = sorted(path.name for path in WRITTEN.iterdir() if path.is_dir())
    return [*written, *(name for name in there if not real or name in real)]


def history_texts(name: str) -> list[str]:
    """The texts of a policy of ``history_names``, oldest first, as their files have them."""
    if (WRITTEN / name).is_dir():
        return [path.read_bytes().decode() for path in sorted((WRITTEN / name).glob("*.md"))]
    folder = corpus_folder()
    assert folder is not None, f"{name} is neither written for the tests nor at hand"
    return [row["text"] for row in read_history(folder / f"{name}.jsonl.gz")]


@lru_cache(maxsize=1)
def written_library() -> Library:
    """Texts of the English policies written for the tests."""
    return _library([path.name for path in sorted(WRITTEN.iterdir()) if path.is_dir()])


@lru_cache(maxsize=1)
def corpus_library() -> Library | None:
    """Texts of the real English policies; None where there are none."""
    folder = corpus_folder()
    if folder is None:
        return None
    return _library([path.name.removesuffix(".jsonl.gz") for path in sorted(folder.glob("*.jsonl.gz"))])


def _library(names: list[str]) -> Library:
    """Five texts, spread over its history, of each English policy."""
    documents = {}
    for name in names:
        if name not in _OTHER_LANGUAGES:
            texts = [text for text in map(_tidy, history_texts(name)) if not _HTML.search(text)]
            documents[name] = tuple(texts[(len(texts) - 1) * at // (_DRAWN - 1)] for at in range(_DRAWN))
    return Library(documents)


def _tidy(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=1)
def made_up_library() -> Library:
    """Policies that nobody ever published."""
    return Library({f"made-up {number}": (made_up_text(number),) for number in range(1, 7)})
