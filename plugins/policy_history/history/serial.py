"""A store as a file, and back. docs/project/history-store.md describes the file for any language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from .looks import read_looks, write_looks
from .store import Revision, Store

FORMAT = "policy-history"
VERSION = 1


class UnreadableStore(ValueError):
    """The file is not a history store, or one of another version, or damaged; the message says which."""


def write(store: Store) -> bytes:
    """The file of a store: JSON in UTF-8, the same bytes for the same store."""
    fields = {
        "format": FORMAT,
        "version": VERSION,
        "revisions": [revision.id for revision in store.revisions],
        "reconstructed": [at for at, revision in enumerate(store.revisions) if revision.is_reconstructed],
        "digest": digest(store),
        "turns": store.turns,
        "looks": write_looks(store),
        **by_run(store),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def by_run(store: Store) -> dict[str, Any]:
    """The fields of the file that tell of every run."""
    distances = _distances(store)
    signs = _signs(store)
    copied = [bool(far) and _is_copy(store, run, run - abs(far)) for run, far in enumerate(distances)]
    own = [run for run, is_copy in enumerate(copied) if not is_copy]
    return {
        "signs": signs,
        "texts": signs[0].join("" if is_copy else _with_signs(store, run, signs) for run, is_copy in enumerate(copied)),
        "sets": store.sets,
        "styles": store.styles,
        "links": distances,
        "empty": [run for run in own if distances[run] and not store.texts[run]],
        "letters": {str(run): letters for run, letters in enumerate(store.letters) if letters},
        "shown": {str(run): store.shown[run] for run in own if run in store.shown},
    }


def digest(store: Store) -> str:
    """The SHA-256 of the SHA-256 of every revision's source, in hexadecimal digits, one after the other."""
    hashes = [sha256_of(store.source(number)) for number in range(len(store.revisions))]
    return sha256("".join(hashes).encode()).hexdigest()


def sha256_of(source: str) -> str:
    """The SHA-256 of a source in UTF-8, in hexadecimal digits."""
    return sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def _distances(store: Store) -> list[int]:
    """For each run how far back the last run of its link is, negative for a respelled one; 0 for none."""
    last: dict[int, int] = {}
    found: list[int] = []
    for run, link in enumerate(store.links):
        far = run - last[link] if link in last else 0
        found.append(-far if run in store.respelled else far)
        if link:
            last[link] = run
    return found


def _is_copy(store: Store, run: int, other: int) -> bool:
    """Whether all that is written of a run's text is the same for another one."""
    return (store.texts[run], store.skipped[run], store.shown.get(run)) == (
        store.texts[other],
        store.skipped[other],
        store.shown.get(other),
    )


def _candidates() -> Iterator[int]:
    """Characters that no text needs: delete, the control characters behind it, and those for private use."""
    return chain(range(0x7F, 0xA0), range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))


def _signs(store: Store) -> str:
    """Three characters that no source has.

    One stands between texts, one behind what is not seen of a text, one there when a blank is seen instead.
    """
    used = set().union(*map(set, store.texts))
    return "".join(islice((chr(code) for code in _candidates() if chr(code) not in used), 3))


def _with_signs(store: Store, run: int, signs: str) -> str:
    text, skipped = store.texts[run], store.skipped[run]
    if not skipped:
        return text
    return text[: abs(skipped)] + (signs[1] if skipped > 0 else signs[2]) + text[abs(skipped) :]


def _without_signs(text: str, signs: str) -> tuple[str, int]:
    """The text of a run, and what of it is skipped."""
    for sign, direction in ((signs[1], 1), (signs[2], -1)):
        if sign in text:
            hidden, _, seen = text.partition(sign)
            return hidden + seen, direction * len(hidden)
    return text, 0


def read(file: bytes) -> Store:
    """The store in a file. Raises UnreadableStore."""
    try:
        fields = json.loads(file.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise UnreadableStore(f"The history store is not JSON: {error}.") from None
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise UnreadableStore("The file is not a history store.")
    version = fields.get("version")
    if version != VERSION:
        raise UnreadableStore(f"The history store has version {version}; this program reads {VERSION}.")
    try:
        store = _store(fields)
        is_whole = digest(store) == fields["digest"]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        is_whole = False
    if not is_whole:
        raise UnreadableStore("The history store is damaged: it does not give the revisions it had.")
    return store


def _store(fields: Mapping[str, Any]) -> Store:
    distances = fields["links"]
    texts, skipped, shown = _texts(fields, distances)
    letters = [0] * len(texts)
    for run, number in fields["letters"].items():
        letters[int(run)] = number
    reconstructed = set(fields["reconstructed"])
    return Store(
        revisions=tuple(Revision(name, at in reconstructed) for at, name in enumerate(fields["revisions"])),
        turns=[tuple(turns) for turns in fields["turns"]],
        looks=read_looks(fields["looks"], texts),
        texts=texts,
        sets=fields["sets"],
        styles=fields["styles"],
        links=_links(distances),
        letters=letters,
        skipped=skipped,
        shown=shown,
        respelled=frozenset(run for run, far in enumerate(distances) if far < 0),
    )


def _texts(fields: Mapping[str, Any], distances: Sequence[int]) -> tuple[list[str], list[int], dict[int, str]]:
    """The texts of the runs, what is skipped of them, and what is shown instead of some."""
    signs, empty = fields["signs"], set(fields["empty"])
    parts = fields["texts"].split(signs[0]) if distances else []
    texts: list[str] = []
    skipped: list[int] = []
    shown: dict[int, str] = {}
    for run, (part, far) in enumerate(zip(parts, distances, strict=True)):
        is_copy = far and not part and run not in empty
        other = run - abs(far)
        text, hidden = (texts[other], skipped[other]) if is_copy else _without_signs(part, signs)
        seen = shown.get(other) if is_copy else fields["shown"].get(str(run))
        texts.append(text)
        skipped.append(hidden)
        if seen is not None:
            shown[run] = seen
    return texts, skipped, shown


def _links(distances: Sequence[int]) -> list[int]:
    """The number of each run's link, in the order of first runs; 0 for words that stand nowhere else."""
    firsts: list[int] = []
    for run, far in enumerate(distances):
        firsts.append(firsts[run - abs(far)] if far else run)
    linked = {first for run, first in enumerate(firsts) if first != run}
    numbers = {first: number for number, first in enumerate(sorted(linked), start=1)}
    return [numbers.get(first, 0) for first in firsts]
