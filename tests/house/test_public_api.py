"""The public API: named, documented, typed, and no more than that. The package: whole."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from types import FunctionType
from zipfile import ZipFile

import pytest

import policy_history
from machine import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "plugins" / "policy_history" / "manual" / "api.md").read_text("utf-8")


def test_the_page_lists_the_api_and_nothing_else() -> None:
    rows = re.findall(r"^\| (`.+?) \|", PAGE, re.MULTILINE)
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(policy_history.__all__)
    assert policy_history.__all__ == sorted(policy_history.__all__)


@pytest.mark.parametrize("name", policy_history.__all__)
def test_each_name_can_be_imported_and_says_what_it_is(name: str) -> None:
    thing = getattr(policy_history, name)
    assert inspect.getdoc(thing), "no docstring"
    assert (thing.__doc__ or "").strip() and not thing.__doc__.startswith(f"{name}("), "a docstring that was made"


@pytest.mark.parametrize("name", policy_history.__all__)
def test_each_function_has_types(name: str) -> None:
    thing = getattr(policy_history, name)
    functions = (
        [thing]
        if isinstance(thing, FunctionType)
        else [
            member
            for known, member in inspect.getmembers(thing, inspect.isfunction)
            if not known.startswith("_") and member.__module__.startswith("policy_history")
        ]
    )
    for function in functions:
        signature = inspect.signature(function)
        assert signature.return_annotation is not inspect.Signature.empty, function
        untyped = [p for p in signature.parameters.values() if p.annotation is p.empty and p.name != "self"]
        assert untyped == [], function


def test_nothing_else_is_found() -> None:
    with pytest.raises(AttributeError, match="no attribute 'weave'"):
        policy_history.weave  # noqa: B018


def test_the_package_itself_imports_next_to_nothing() -> None:
    asked = "import sys, policy_history; print(*(m for m in sys.modules if m.startswith('policy_history')))"
    result = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.split() == ["policy_history"]


def test_the_example_on_the_page_does_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    exec(compile(example, "api.md", "exec"), {})
    assert re.findall(r"# (.+)$", example, re.MULTILINE)[-1] == capsys.readouterr().out.strip()


def test_the_wheel_holds_the_licence_the_manual_and_the_mark_of_its_types(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=PATIENCE)
    [wheel] = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        [licence] = [name for name in names if name.endswith("licenses/LICENSE")]
        assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()
    assert {"policy_history/py.typed", "policy_history/manual.yml", "policy_history/manual/index.md"} <= {*names}
