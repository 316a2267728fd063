"""The words of the published texts against the record from which they were taken.

A text's words are what stays when its Markdown marks are taken away (``#`` of headings, ``- `` of list items,
``**``, and of a link all but its text) and the rest is divided at white space. Capitals, punctuation and
quotation marks are part of the words. The fingerprint is the SHA-256 of the words, one a line, in UTF-8.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from policy_history.model import Revision
from policy_history.source.folder import read_policies

REPOSITORY = Path(__file__).parents[1]
RECORD = REPOSITORY.parent / "shared" / "source" / "jespionne-privacy.txt"
TRACKING_BEGINS = "We use several common tracking tools"

FINGERPRINTS = {
    "privacy": "990516101e70f629ce42668cd05abec0d3585d3197eba03fe89fb58dd5e8dbbb",
    "tracking": "823497021e9309bd209f11aa255050c54fd59bbf0eecaff488b022f6ed82d092",
}
WORDS = {"privacy": 1349, "tracking": 221}

DATE_OF_2014 = "This policy is effective from 17 February 2011 and was last updated on 24 September 2014."
DATE_OF_2011 = "This policy is effective from 17 February 2011."


def plain(markdown: str) -> str:
    """The text without the marks of Markdown that the policies use."""
    text = re.sub(r"^(#+|-)[ ]+", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return text.replace("**", "")


def fingerprint(words: list[str]) -> str:
    return sha256("\n".join(words).encode("utf-8")).hexdigest()


def revision(slug: str, name: str) -> Revision:
    (policy,) = [policy for policy in read_policies(REPOSITORY) if policy.slug == slug]
    found = policy.find(name)
    assert found is not None
    return found


@pytest.mark.parametrize("slug", FINGERPRINTS)
def test_the_text_of_2014_has_every_word_of_the_record_in_order(slug: str) -> None:
    words = plain(revision(slug, "2014-09-24").text).split()
    assert len(words) == WORDS[slug]
    assert fingerprint(words) == FINGERPRINTS[slug]


@pytest.mark.skipif(not RECORD.exists(), reason="the record is not beside this checkout")
def test_the_fingerprints_are_those_of_the_record() -> None:
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    policy = lines.index("PRIVACY")
    (tracking,) = [number for number, line in enumerate(lines) if line.startswith(TRACKING_BEGINS)]
    parts = {"privacy": lines[policy:tracking], "tracking": lines[tracking:]}
    for slug, part in parts.items():
        words = " ".join(part).split()
        assert len(words) == WORDS[slug]
        assert fingerprint(words) == FINGERPRINTS[slug]


def test_the_text_of_2011_is_that_of_2014_but_for_the_date_statement() -> None:
    old, new = revision("privacy", "2011-02-17"), revision("privacy", "2014-09-24")
    assert new.text.count(DATE_OF_2014) == 1
    assert old.text == new.text.replace(DATE_OF_2014, DATE_OF_2011)


def test_only_the_text_of_2011_is_a_reconstruction_and_says_from_what() -> None:
    old, new = revision("privacy", "2011-02-17"), revision("privacy", "2014-09-24")
    assert (old.is_reconstructed, new.is_reconstructed) == (True, False)
    assert "24 September 2014" in old.basis
