"""Compiled templates lie beside the modules that Python compiles; one that is not of this program is made anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from policy_history.publish import compiled_templates
from policy_history.publish.compiled_templates import CompiledTemplates


def rendered(folder: Path, text: str = "{{ 1 + 1 }}") -> str:
    environment = Environment(loader=DictLoader({"a.html": text}), bytecode_cache=CompiledTemplates(folder))
    return environment.get_template("a.html").render()


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(tmp_path) == "2"
    [file] = (tmp_path / "__pycache__").iterdir()
    monkeypatch.setattr(Environment, "compile", lambda *_args, **_more: pytest.fail("It was compiled once more."))
    assert rendered(tmp_path) == "2"
    assert file.suffix == ".pyc"


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda was: was[:40], lambda was: b"\0" * 32 + was[32:]])
def test_what_is_not_whole_or_not_of_this_program_is_made_anew(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    rendered(tmp_path)
    [file] = (tmp_path / "__pycache__").iterdir()
    content = file.read_bytes()
    file.write_bytes(spoil(content))
    assert rendered(tmp_path) == "2"
    assert file.read_bytes() == content


def test_another_text_or_another_program_has_another_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, "{{ 1 + 2 }}") == "3"
    [file] = (tmp_path / "__pycache__").iterdir()
    content = file.read_bytes()
    monkeypatch.setattr(compiled_templates, "program", lambda: b"another")
    rendered(tmp_path, "{{ 1 + 2 }}")
    assert file.read_bytes() != content


def test_nothing_is_written_where_python_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path) == "2"
    assert not list(tmp_path.iterdir())
