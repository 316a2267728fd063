"""Kept results: the same key only for the same inputs, and no entry that is not what was put in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from threading import Thread
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_history.cache.keys import key
from policy_history.cache.store import Carried, Folder, Nothing, Remote, Store, as_bytes, from_bytes, store_at
from policy_history.commands.cache_option import store_in
from policy_history.redline.kept_ids import KeptIds, last_document

ONE, TWO = key("words", "one"), key("words", "two")


def the_file(folder: Path) -> Path:
    (file,) = (path for path in folder.rglob("*") if path.is_file())
    return file


@given(st.binary())
def test_what_was_put_in_comes_out(tmp_path_factory: pytest.TempPathFactory, result: bytes) -> None:
    store = Folder(tmp_path_factory.mktemp("kept"))
    store.put(ONE, result)
    assert store.get(ONE) == result
    assert store.get(TWO) is None


@pytest.mark.parametrize("store", [Nothing(), Folder(Path("nowhere", "at", "all"))])
def test_what_was_never_kept_is_not_there(store: Store) -> None:
    assert store.get(ONE) is None
    store.prune()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content[:10],
        lambda content: b"",
        lambda content: content + b" ",
        lambda content: bytes([content[0] ^ 1]) + content[1:],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"A page with a script",
    ],
    ids=["cut by one", "cut in its seal", "emptied", "longer", "other seal", "other end", "foreign"],
)
def test_a_spoiled_entry_is_not_there_and_can_be_made_anew(tmp_path: Path, spoil) -> None:
    store = Folder(tmp_path)
    store.put(ONE, b"the words of a text")
    file = the_file(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    assert store.get(ONE) is None
    store.put(ONE, b"the words of a text")
    assert store.get(ONE) == b"the words of a text"


def test_an_entry_under_the_name_of_another_is_not_there(tmp_path: Path) -> None:
    store = Folder(tmp_path)
    store.put(ONE, b"one")
    target = tmp_path / TWO[:2] / TWO[2:]
    target.parent.mkdir(exist_ok=True)
    shutil.copy(the_file(tmp_path / ONE[:2]), target)
    assert store.get(TWO) is None


@pytest.mark.parametrize("address", ["memory://kept", "file://{folder}/kept", "{folder}/kept"])
def test_a_store_at_an_address_keeps_and_notices_as_a_folder_does(tmp_path: Path, address: str) -> None:
    fsspec = pytest.importorskip("fsspec")
    place = address.format(folder=tmp_path)
    store = store_at(place)
    store.put(ONE, b"one")
    assert (store_at(place).get(ONE), store.get(TWO)) == (b"one", None)
    files, folder = fsspec.core.url_to_fs(place)
    entry = f"{folder}/{ONE[:2]}/{ONE[2:]}"
    files.pipe_file(entry, files.cat_file(entry)[:-1])
    assert store.get(ONE) is None
    store.prune()


def test_a_store_lies_below_the_checkout_or_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store_at("kept", tmp_path / "checkout").put(ONE, b"one")
    assert the_file(tmp_path / "checkout" / "kept").read_bytes()
    store_at("").put(TWO, b"two")
    assert the_file(tmp_path)


def test_the_end_of_an_address_makes_no_other_store() -> None:
    pytest.importorskip("fsspec")
    store_at("memory://ending/").put(ONE, b"one")
    assert store_at("memory://ending").get(ONE) == b"one"


class OfItsOwn(Exception):
    """Such as those of botocore, aiohttp and zipfile."""


@pytest.mark.parametrize("error", [OSError("The host is down"), ValueError("No such host"), OfItsOwn("No")])
def test_a_store_that_cannot_be_reached_stops_nothing(error: Exception) -> None:
    class Unreachable:
        def __getattr__(self, _name: str) -> Callable[..., None]:
            def refuse(*_: object, **__: object) -> None:
                raise error

            return refuse

    store = Remote(Unreachable(), "bucket")
    store.put(ONE, b"one")
    assert store.get(ONE) is None


def test_half_a_character_is_kept_as_it_is() -> None:
    assert from_bytes(as_bytes({"title": "\ud83d é"})) == {"title": "\ud83d é"}
    assert key("words", "\ud83d") != key("words", "\ud83e")


@pytest.mark.parametrize(
    "address", ["nowhere://kept", "http://", "zip://kept::no/such.zip", "zip://::cut.zip", "jupyter://x"]
)
def test_an_address_of_no_store_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cut.zip").write_bytes(b"PK")
    with pytest.raises(ValueError, match=f"Kept results cannot lie at {address}: "):
        store_at(address)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    store = Folder(tmp_path / "kept")
    store.put(ONE, b"one")
    store.prune()
    assert store.get(ONE) is None


def test_what_is_kept_where_nothing_can_be_written_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("Read-only file system")

    store = Folder(tmp_path)
    store.put(ONE, b"one")
    monkeypatch.setattr(os, "utime", refuse)
    assert store.get(ONE) == b"one"


@pytest.mark.parametrize("error", [OSError("No space left on device"), KeyboardInterrupt()])
def test_what_could_not_be_kept_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with suppress(KeyboardInterrupt):
        Folder(tmp_path).put(ONE, b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_only_what_was_not_asked_for_in_a_month_is_forgotten(tmp_path: Path) -> None:
    store = Folder(tmp_path)
    store.put(ONE, b"one")
    old = the_file(tmp_path)
    store.put(TWO, b"two")
    os.utime(old, (0, 0))
    assert store.get(ONE) == b"one"
    store.prune()
    assert store.get(ONE) == b"one"
    for days, is_kept in ((29, True), (31, False)):
        then = time() - days * 86_400
        os.utime(old, (then, then))
        store.prune()
        assert old.exists() is is_kept
    assert (store.get(ONE), store.get(TWO)) == (None, b"two")


def test_two_programs_that_keep_the_same_do_not_disturb_each_other(tmp_path: Path) -> None:
    results = [bytes([number]) * 200_000 for number in range(8)]

    def keep(result: bytes) -> None:
        store = Folder(tmp_path)
        for _ in range(20):
            store.put(ONE, result)
            assert store.get(ONE) in results

    threads = [Thread(target=keep, args=(result,)) for result in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Folder(tmp_path).get(ONE) in results
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [the_file(tmp_path)]


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_only_the_same_parts_have_the_same_key(some: list[str], others: list[str]) -> None:
    assert (key(*some) == key(*others)) == (some == others)


def key_made(plugins: Path, *before: str, after: str = "pass") -> str:
    """The key that a process of its own makes: with the folders of ``before`` first in its path, ``after`` that."""
    command = f"{after}\nfrom policy_history.cache.keys import key; print(key('words', 'one'))"
    run = subprocess.run(
        [sys.executable, "-B", "-c", command],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*before, str(plugins)])},
        capture_output=True,
        check=True,
        text=True,
    )
    return run.stdout.strip()


def test_a_key_is_the_same_in_every_run_of_the_same_code_and_another_after_a_change(tmp_path: Path) -> None:
    plugins = Path(sys.modules["policy_history"].__file__ or "").parents[1]
    shutil.copytree(plugins, tmp_path / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    before = key_made(tmp_path / "plugins")
    beside = tmp_path / "plugins" / "policy_history" / "__pycache__" / "model.cpython-311.pyc.139777356"
    beside.parent.mkdir()
    beside.write_bytes(b"Python writes it under this name at first.")
    assert key_made(tmp_path / "plugins") == before
    template = next((tmp_path / "plugins" / "policy_history").rglob("*.html"))
    template.write_text(template.read_text() + " ")
    assert key_made(tmp_path / "plugins") != before


def test_a_key_is_another_with_another_python_or_another_version_of_a_library(tmp_path: Path) -> None:
    plugins = Path(sys.modules["policy_history"].__file__ or "").parents[1]
    installed = tmp_path / "markdown-99.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: markdown\nVersion: 99.0\n")
    gone = """
import importlib.metadata as installed
version = installed.version
def without_material(name):
    if name == "mkdocs-material":
        raise installed.PackageNotFoundError(name)
    return version(name)
installed.version = without_material
"""
    keys = [
        key_made(plugins),
        key_made(plugins, str(tmp_path)),
        key_made(plugins, after="import sys; sys.version = '3.99.0'"),
        key_made(plugins, after=gone),
    ]
    assert len(set(keys)) == 4


def test_a_file_that_changes_while_the_program_runs_does_not_change_its_keys() -> None:
    name = "policy_history.cache.keys"
    place = find_spec(name)
    assert place is not None and place.loader is not None
    begun = module_from_spec(place)
    place.loader.exec_module(begun)
    begun._files = None  # type: ignore[attr-defined] # so that it cannot be read again
    assert begun.key("words", "one") == ONE


def test_commands_forget_too_and_look_once_a_day(tmp_path: Path) -> None:
    store = store_in(tmp_path, is_keeping=True)
    for each in (ONE, TWO):
        store.put(each, b"old")
    first, second = sorted(tmp_path.rglob("??/*"))
    os.utime(first, (0, 0))
    store_in(tmp_path, is_keeping=True)
    assert first.exists()  # looked at a moment ago
    (looked,) = tmp_path.rglob(".pruned")
    os.utime(looked, (0, 0))
    store_in(tmp_path, is_keeping=True)
    assert not first.exists() and second.exists()


def test_where_a_check_goes_on_is_found_without_asking_twice() -> None:
    class Asked(Carried):
        def get(self, key: str) -> bytes | None:
            asked.append(key)
            return super().get(key)

    asked: list[str] = []
    texts = [f"# Privacy\n\nText {number}.\n" for number in range(30)]
    store = Asked()
    last_document(texts[:12], store)  # so many are known
    asked.clear()
    found = KeptIds(texts, store).before(range(0, 30, 3))
    assert len(asked) == len(set(asked)) < 30
    assert isinstance(found, Carried) and KeptIds(texts, found).upto(29)[1] == 12
    assert isinstance(KeptIds(texts).before([29]), Nothing)
