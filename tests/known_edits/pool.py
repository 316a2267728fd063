"""Real wording to edit with: words, phrases, sentences, headings and cells drawn from other texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

from .draft import Unit, read_draft
from .reading import words_of

_MARKED = re.compile(r"[\[\]*_`<>|{}#\\&\n]|https?:")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀ-Þ])")


class Wording:
    """What one text is made of, without its markup, in the order it was found."""

    def __init__(self, text: str) -> None:
        self.sentences: list[str] = []
        self.paragraphs: list[str] = []
        self.headings: list[str] = []
        self.cells: list[str] = []
        for unit in read_draft(text).units:
            self._take(unit)

    def _take(self, unit: Unit) -> None:
        if unit.kind == "heading":
            title = unit.text.strip("# ")
            if not _MARKED.search(title) and 1 < len(unit.words) <= 9:
                self.headings.append(title)
        elif unit.kind == "row":
            cells = (cell.strip() for cell in unit.text.strip().strip("|").split("|"))
            self.cells.extend(cell for cell in cells if cell and not _MARKED.search(cell) and len(cell.split()) <= 6)
        elif unit.kind in ("paragraph", "item"):
            self._take_sentences(re.sub(r"^\s*(?:[*+-]|\d+[.)])\s+", "", unit.text))

    def _take_sentences(self, text: str) -> None:
        sentences = [each for each in _SENTENCE_END.split(text) if self._is_good(each)]
        self.sentences.extend(sentences)
        if 2 <= len(sentences) <= 6:
            self.paragraphs.append(" ".join(sentences))

    def _is_good(self, sentence: str) -> bool:
        return (
            not _MARKED.search(sentence)
            and sentence[0].isupper()
            and sentence.endswith(".")
            and 5 <= len(words_of(sentence)) <= 45
        )


class Pool:
    """The wording of many texts, each sentence once, so that words come with their natural frequency."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        found = list(wordings)
        self.sentences = list(dict.fromkeys(each for one in found for each in one.sentences))
        self.paragraphs = list(dict.fromkeys(each for one in found for each in one.paragraphs))
        self.headings = list(dict.fromkeys(each for one in found for each in one.headings))
        self.cells = list(dict.fromkeys(each for one in found for each in one.cells))
        words = (word for sentence in self.sentences for word in sentence.split())
        self.words = [word for word in words if word.isalpha() and word.islower()]

    def word(self, random: Random) -> str:
        """A word in lower case; common ones come often."""
        return random.choice(self.words)

    def phrase(self, random: Random, length: int) -> str:
        """That many successive words out of a sentence, in lower case, with nothing but blanks between
        them.
        """
        for _ in range(100):
            words = random.choice(self.sentences).split()
            at = random.randrange(max(1, len(words) - length))
            chosen = words[at : at + length]
            if len(chosen) == length and all(word.isalpha() and word.islower() for word in chosen):
                return " ".join(chosen)
        return " ".join(self.word(random) for _ in range(length))

    def sentence(self, random: Random) -> str:
        """A sentence with its full stop."""
        return random.choice(self.sentences)

    def paragraph(self, random: Random) -> str:
        """Two to six sentences that stood together."""
        return random.choice(self.paragraphs or self.sentences)

    def heading(self, random: Random) -> str:
        """A title of two to nine words."""
        return random.choice(self.headings)

    def cell(self, random: Random) -> str:
        """What stands in a cell of a table; a phrase where there are no tables."""
        return random.choice(self.cells) if self.cells else self.phrase(random, random.randint(1, 4))
