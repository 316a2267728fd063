"""The runner of breakages: what it breaks, what it calls it, and what it takes for a failure."""

from __future__ import annotations

from pathlib import Path

from building import ROOT
from mutants.kept import Witnesses
from mutants.making import every_mutant
from mutants.reaching import Near
from mutants.running import first_of

SOURCE = """
def same(a, b):
    if a is None:
        return False
    if b is None:
        return False
    assert len(a) == len(b)
    return all(x == y for x, y in zip(a, b, strict=True)) or list(zip(a, b, strict=False))

if TYPE_CHECKING:
    from x import y
"""


def test_what_decides_is_broken_and_what_states_a_fact_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SOURCE, "utf-8")
    names = [mutant.name.removeprefix("a.py: ") for mutant in every_mutant(tmp_path, ["a.py"])]
    assert [name for name in names if name.startswith(("assert", "if TYPE"))] == []
    assert len(names) == len(set(names)) == 8
    assert "return False -> return True" in names and "return False -> return True (2)" in names
    after = [name.partition(" -> ")[2] for name in names]
    assert sorted(line.count("strict=True") for line in after if "zip" in line) == [1, 1, 1, 2]


def test_a_test_that_has_gone_has_noticed_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f():\n    return True\n", "utf-8")
    (tmp_path / "test_a.py").write_text("from a import f\n\n\ndef test_f():\n    assert f()\n", "utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/mutants").symlink_to(Path(__file__).parent / "mutants")
    (mutant,) = every_mutant(tmp_path, ["a.py"])
    asked = ["test_a.py::test_gone", "test_gone.py"]
    assert first_of(mutant, tmp_path, [*asked, "test_a.py"]) == "test_a.py::test_f"
    assert "return True" in (tmp_path / "a.py").read_text("utf-8")


def test_a_witness_is_kept_as_long_as_its_mutant_and_it_notices(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(SOURCE, "utf-8")
    one, other, *_ = every_mutant(tmp_path, ["a.py"])
    file = tmp_path / "witnesses.json"
    witnesses = Witnesses(file, {one.name, other.name})
    witnesses.add(one, "tests/test_a.py::test_f or one of 4 more does not end")
    witnesses.add(other, "tests/test_a.py::test_g[a b]")
    assert Witnesses(file, {one.name, other.name}).of(one) == ["tests/test_a.py::test_f"]
    assert Witnesses(file, {other.name}).of(one) == []
    witnesses.add(other, "")
    assert Witnesses(file, {other.name}).of(other) == []
    assert Witnesses(file, {one.name, other.name}).missed == {other.name}


def test_the_nearest_tests_are_named_as_the_file_or_import_it() -> None:
    near = Near(ROOT)
    for path, nearest in (
        ("checks/lock.py", "tests/test_lock.py"),
        ("importing/html.py", "tests/test_import_html.py"),
        ("commands/show.py", "tests/test_commands.py"),  # which the table of commands names
        ("redline/labels.py", "tests/test_redline_tables.py"),
    ):
        assert nearest in near.tests_of(f"plugins/policy_history/{path}")[:6]
