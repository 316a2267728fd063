"""Where kept results lie, here or on other machines. An entry is whole and what was put in, or it is not there."""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


_HERE = Path()
_DIGEST = 32
_UNUSED_DAYS = 30
_DAY = 86_400


class Store(Protocol):
    """Results by their keys (see ``keys``)."""

    def get(self, key: str, /) -> bytes | None:
        """The result of that key; None when it is not there, or not as it was put in."""

    def put(self, key: str, result: bytes, /) -> None:
        """Keep a result. What cannot be kept is made anew another time, so nothing is raised for a full disk."""

    def prune(self) -> None:
        """Forget what has not been asked for in a month."""


class Nothing:
    """The store of those who keep nothing."""

    def get(self, _key: str, /) -> bytes | None:
        return None

    def put(self, _key: str, _result: bytes, /) -> None:
        pass

    def prune(self) -> None:
        pass


NOTHING = Nothing()


class Carried:
    """Results on their way to another process and back: those that it is given, and those that are ``added`` there."""

    def __init__(self, given: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self._given = dict(given)
        self.added: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.added.get(key) or self._given.get(key)

    def put(self, key: str, result: bytes) -> None:
        self.added[key] = result

    def prune(self) -> None:
        pass


class Folder:
    """A folder with a file for each result. Several programs may use one at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str) -> bytes | None:
        path = self._place(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):  # others' results can be used that cannot be written
            os.utime(path)
        return opened(key, content)

    def put(self, key: str, result: bytes) -> None:
        path = self._place(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            put_whole(path, sealed(key, result))

    def prune(self) -> None:
        oldest = time() - _UNUSED_DAYS * _DAY
        with suppress(OSError):
            for path in self._path.glob("??/*"):
                with suppress(OSError):  # another program may have been faster
                    if path.stat().st_mtime < oldest:
                        path.unlink()

    def _place(self, key: str) -> Path:
        return self._path / key[:2] / key[2:]


def store_at(place: str, root: Path = _HERE) -> Store:
    """The store in that folder, as seen from ``root``, or at that address; one that keeps nothing for an empty place.

    Raises ValueError, with a sentence, for an address of none.
    """
    if not place:
        return NOTHING
    if "://" in place:
        return Remote.at(place)
    return Folder(root / place)


def put_whole(path: Path, content: bytes) -> None:
    """Write a file that can be made anew: whole, though not safe from a power cut, and nothing else is left behind."""
    unfinished = path.with_name(f".unfinished-{secrets.token_hex(8)}")  # known before a signal can come
    try:
        with unfinished.open("xb") as file:
            file.write(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def as_bytes(data: Any) -> bytes:
    """Data as JSON, also with half of a surrogate pair in its texts."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(record: bytes) -> Any:
    """The data that ``as_bytes`` wrote."""
    return json.loads(record.decode("utf-8", "surrogatepass"))


def sealed(key: str, result: bytes) -> bytes:
    """An entry as it is written: a hash that binds the result to its key, and the result, compressed."""
    content = zlib.compress(result, 1)
    return _seal(key, content) + content


def opened(key: str, entry: bytes) -> bytes | None:
    """The result in an entry; None when it is cut off, altered, or another key's."""
    seal, content = entry[:_DIGEST], entry[_DIGEST:]
    return zlib.decompress(content) if seal == _seal(key, content) else None


def _seal(key: str, content: bytes) -> bytes:
    return sha256(key.encode() + content).digest()


class Remote:
    """The folder at an address such as ``s3://bucket/results``. What is old there, the store's own rules remove."""

    def __init__(self, files: AbstractFileSystem, folder: str) -> None:
        self._files = files
        self._folder = folder

    @classmethod
    def at(cls, address: str) -> Remote:
        """The store at that address. Raises ValueError, with a sentence, when no installed library knows its kind."""
        try:
            from fsspec.core import url_to_fs

            return cls(*url_to_fs(address))
        except ImportError as error:
            remedy = "Install it: pip install 'mkdocs-policy-versions[scale]', and what the store needs besides."
            raise ValueError(f"Kept results cannot lie at {address}: {error}. {remedy}") from None
        except Exception as error:  # noqa: BLE001 (each kind of store has errors of its own)
            raise ValueError(f"Kept results cannot lie at {address}: {error}.") from None

    def get(self, key: str) -> bytes | None:
        try:
            return opened(key, self._files.cat_file(self._place(key)))
        except Exception:  # noqa: BLE001
            return None

    def put(self, key: str, result: bytes) -> None:
        place = self._place(key)
        with suppress(Exception):
            self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(place, sealed(key, result))

    def prune(self) -> None:
        pass

    def _place(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key[2:]}"
