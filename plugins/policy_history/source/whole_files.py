"""Files and folders written whole or not at all, whatever happens meanwhile: the one writer of the engine."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises FileExistsError when it is there, OSError with the path when it cannot be written.
    """
    with _naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(path, content) as unfinished:
        try:
            os.link(unfinished, path)  # unlike a rename, this replaces nothing
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            unfinished.replace(path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; when anything fails, what was there before is there still, and OSError says why, with the path.

    Who may read it stays. One that nobody may write is not written.
    """
    mode = _mode(path)
    if mode is not None and not mode & _MAY_WRITE:
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    with _unfinished(path, content) as unfinished:
        if mode is not None:
            unfinished.chmod(mode)
        unfinished.replace(path)


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet with all its files, or nothing. OSError, with a path, when it cannot be."""
    with _naming(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _beside(target)
    try:
        with _naming(target):
            unfinished.mkdir(0o700)
            for name, content in files.items():
                write_whole(unfinished / name, content)
            unfinished.chmod(0o755)
            unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def unwritable(error: OSError) -> str:
    """Why a file cannot be written, as a sentence."""
    return f"{error.filename} cannot be written: {(error.strerror or str(error)).lower()}."


@contextmanager
def _unfinished(path: Path, content: bytes) -> Iterator[Path]:
    """The content in a file beside ``path``, on disk, and gone at the end. Its name is hidden: nobody reads it."""
    unfinished = _beside(path)
    with _naming(path):
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.chmod(0o644)
            yield unfinished
        finally:
            unfinished.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A hidden name. It is known before anything is called so, since a signal may come as soon as it is."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """An OSError inside is one about ``path``, not about a file that nobody knows."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None
