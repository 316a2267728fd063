"""Where the texts come from: the corpus of real policies where it is at hand, or made-up ones."""

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

# Texts whose words are cut otherwise, or that have no second text in their language to draw sentences from.
_OTHER_LANGUAGES = {"firefox-privacy-ja", "mozilla-websites-ar", "login-rules-fr"}
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
    """The folder of the corpus: POLICY_CORPUS, or shared/corpus beside the project; None where there is
    none.
    """
    given = os.environ.get("POLICY_CORPUS")
    folder = Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "corpus"
    return folder if any(folder.glob("*.jsonl.gz")) else None


def read_history(path: Path) -> list[dict[str, str]]:
    """The revisions of one document of the corpus, oldest first."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [json.loads(line) for line in lines]


@lru_cache(maxsize=1)
def corpus_library() -> Library | None:
    """Five revisions, spread over its history, of each English document; None where there is no corpus."""
    folder = corpus_folder()
    if folder is None:
        return None
    documents = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        if name not in _OTHER_LANGUAGES:
            texts = [text for text in map(_tidy, read_history(path)) if not _HTML.search(text)]
            documents[name] = tuple(texts[(len(texts) - 1) * at // (_DRAWN - 1)] for at in range(_DRAWN))
    return Library(documents)


def _tidy(row: dict[str, str]) -> str:
    return row["text"].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=1)
def made_up_library() -> Library:
    """Policies that nobody ever published."""
    return Library({f"made-up {number}": (made_up_text(number),) for number in range(1, 7)})
