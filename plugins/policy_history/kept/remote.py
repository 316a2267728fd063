"""Kept results on other machines: any file system that fsspec knows, by its address (the extra ``scale``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .store import opened, sealed

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class Remote:
    """The folder at an address such as ``s3://bucket/results``. What is old there, the store's own rules remove."""

    def __init__(self, files: AbstractFileSystem, folder: str) -> None:
        self._files = files
        self._folder = folder.rstrip("/")

    @classmethod
    def at(cls, address: str) -> Remote:
        """The store at that address. Raises ValueError, with a sentence, when no installed library knows its kind."""
        try:
            from fsspec.core import url_to_fs

            return cls(*url_to_fs(address))
        except ImportError as error:
            remedy = "pip install 'mkdocs-policy-versions[scale]', and what the store needs besides"
            raise ValueError(f"Kept results cannot lie at {address}: {error}. {remedy.capitalize()}.") from None
        except ValueError as error:
            raise ValueError(f"Kept results cannot lie at {address}: {error}.") from None

    def get(self, key: str) -> bytes | None:
        try:
            return opened(key, self._files.cat_file(self._place(key)))
        except (OSError, ValueError):
            return None

    def put(self, key: str, result: bytes) -> None:
        place = self._place(key)
        try:
            self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(place, sealed(key, result))
        except (OSError, ValueError):
            return

    def prune(self) -> None:
        pass

    def _place(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key[2:]}"
