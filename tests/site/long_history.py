"""A long policy with a long history, made up word by word: for what grows with texts and with revisions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from policy_files import write_files

REVISIONS = 12  # a quarter of fifty, which scripts/quality builds
# In ten of eleven real policies the median revision changes one to eight places; means are higher.
USUAL_CHANGES = 4
MANY_CHANGES = 300

_CONFIG = """\
site_name: A long history
site_url: https://long.example/
theme: {name: material, font: false}
plugins: [policy-versions]
not_in_nav: /contact/sent.md
"""
_STORAGE = "entries: []\nrequests: []\nchecked: 2026-01-01\n"
_FIRST = date(2021, 1, 1)


def write_long_history(folder: Path, revisions: int = REVISIONS, changes: int = MANY_CHANGES) -> Path:
    """A site of two policies of about 4,100 words: "terms" with that many revisions, "rules" with that many changes."""
    files = {"mkdocs.yml": _CONFIG, "docs/index.md": "# A long history\n\n[policy: overview]\n"}
    files |= {"docs/contact/sent.md": "# Sent\n\nYour words have arrived.\n"}
    files["policy_versions/storage.yml"] = _STORAGE
    files |= _policy("terms", [USUAL_CHANGES] * (revisions - 1)) | _policy("rules", [changes])
    return write_files(folder, files)


def day_of(revision: int) -> date:
    """The day of that revision, counted from 0."""
    return _FIRST + timedelta(days=30 * revision)


def _policy(slug: str, changes: list[int]) -> dict[str, str]:
    random = Random(f"a long history of {slug}")
    words = _vocabulary(random)
    sections = [random.choices(words, weights=_weights(words), k=340) for _ in range(12)]
    files = {"policy.yml": f"title: The {slug}\npublisher: Long\n", f"{day_of(0)}.md": _revision(day_of(0), sections)}
    for number, count in enumerate(changes, 1):
        _change(sections, words, random, count)
        files[f"{day_of(number)}.md"] = _revision(day_of(number), sections)
    return {f"policy_versions/{slug}/{name}": text for name, text in files.items()}


def _vocabulary(random: Random) -> list[str]:
    syllables = [first + vowel for first in "bdfgklmnprst" for vowel in "aeiou"]
    return sorted({"".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(1200)})


def _weights(words: list[str]) -> list[float]:
    """Few words are frequent and most are rare, as in any language (Zipf)."""
    return [1 / (rank + 3) for rank in range(len(words))]


def _change(sections: list[list[str]], words: list[str], random: Random, count: int) -> None:
    """Replace that many words, none next to another, so that each is a change of its own."""
    every = len(sections) * len(sections[0]) // count
    for number in range(count):
        section, at = divmod(number * every + random.randrange(every // 2), len(sections[0]))
        sections[section][at] = random.choice([word for word in words if word != sections[section][at]])


def _revision(day: date, sections: list[list[str]]) -> str:
    note = f"Changes of {day}."
    front = f"---\npublished: {day}\neffective: {day}\nclass: material\nnote: {note}\n---\n"
    body = "\n".join(f"\n## Section {number}\n\n{_paragraphs(words)}" for number, words in enumerate(sections, 1))
    return f"{front}\n# Terms\n{body}"


def _paragraphs(words: list[str]) -> str:
    parts = [words[start : start + 68] for start in range(0, len(words), 68)]
    return "\n\n".join(f"{' '.join(part).capitalize()}." for part in parts) + "\n"
