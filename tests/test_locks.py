"""The locks: complete, checkable, free of addresses, in step with each other and with pyproject.toml."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from building import ROOT

LOCKS = {path.stem: path for path in sorted((ROOT / "requirements").glob("*.txt"))}
NODE_LOCKS = sorted((ROOT / "requirements" / "npm").rglob("package.json"))
ENTRY = re.compile(r"(?P<requirement>\S+==\S+(?: ; .+?)?)(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")


def pins(name: str) -> list[re.Match[str]]:
    """The entries of a lock. Fails for anything in it that is not a pin with hashes."""
    text = re.sub(r"^ *#.*\n", "", LOCKS[name].read_text("utf-8"), flags=re.MULTILINE)
    found = list(ENTRY.finditer(text))
    assert "".join(match[0] for match in found) == text, f"{name}: something is not a pin with hashes"
    return found


def entries(name: str) -> dict[str, Requirement]:
    """What a lock pins, by package name."""
    requirements = [Requirement(match["requirement"]) for match in pins(name)]
    pinned: dict[str, Requirement] = {canonicalize_name(requirement.name): requirement for requirement in requirements}
    assert len(pinned) == len(requirements), f"{name}: a package is pinned twice"
    return pinned


def declared() -> dict[str, list[Requirement]]:
    """What each lock must hold at least, from pyproject.toml."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    extras = project["optional-dependencies"]
    build = [*pyproject["build-system"]["requires"], *project["dependencies"], *extras["material"]]
    serve = [*build, *extras["handler"]]
    test = [*serve, *extras["pdf"], *extras["scale"], *extras["word"], *extras["test"]]
    names = {"build": build, "serve": serve, "test": test, "bench": [*test, *extras["bench"]]}
    own = canonicalize_name(project["name"])
    return {
        lock: [r for r in map(Requirement, lines) if canonicalize_name(r.name) != own] for lock, lines in names.items()
    }


def version(requirement: Requirement) -> Version:
    [specifier] = requirement.specifier
    return Version(specifier.version)


def test_the_locks_are_the_known_ones() -> None:
    assert set(LOCKS) == {"build", "serve", "test", "bench", "lock"}


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_with_hashes(name: str) -> None:
    pinned = entries(name)
    assert pinned
    assert [str(r) for r in pinned.values() if version(r).local] == [], "built on one machine only"


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_no_path_stands_in_a_lock(name: str) -> None:
    text = LOCKS[name].read_text("utf-8")
    assert re.findall(r"\w+://\S*|^--?[a-z].*|(?<![\w.])/\S+", text, re.MULTILINE) == []


@pytest.mark.parametrize("name", ["build", "serve", "test", "bench"])
def test_the_lock_satisfies_pyproject(name: str) -> None:
    pinned = entries(name)
    for requirement in declared()[name]:
        found = pinned.get(canonicalize_name(requirement.name))
        assert found is not None, f"{requirement} is missing in {name}: run scripts/lock"
        assert version(found) in requirement.specifier, f"{found} is not {requirement}: run scripts/lock"


@pytest.mark.parametrize(("smaller", "larger"), [("build", "serve"), ("serve", "test"), ("test", "bench")])
def test_a_larger_lock_holds_the_smaller_one(smaller: str, larger: str) -> None:
    """So that one environment serves them all, whatever was run first."""
    few, many = ({match[0] for match in pins(name)} for name in (smaller, larger))
    assert few < many


def test_a_package_has_one_version_for_every_python() -> None:
    """Two machines with different Pythons must render the same bytes. What Dask needs besides on 3.11 renders nothing."""
    backports = {"importlib-metadata", "lazy-importer", "zipp"}
    markers = {name: str(r.marker).replace("platform_python_", "") for name, r in entries("bench").items()}
    assert {name: marker for name, marker in markers.items() if "python_" in marker and name not in backports} == {}


def test_every_dependency_has_its_reason_written_down() -> None:
    reasons = (ROOT / "docs" / "project" / "dependencies.md").read_text("utf-8")
    rows = set(re.findall(r"^- `((?:@[\w-]+/)?[\w-]+)`", reasons, re.MULTILINE))
    packages = (json.loads(path.read_text("utf-8"))["devDependencies"] for path in NODE_LOCKS)
    assert {requirement.name for requirement in declared()["bench"]} | {"uv", *chain(*packages)} == rows


@pytest.mark.parametrize("package", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_a_lock_of_npm_has_hashes_and_no_address(package: Path) -> None:
    lock = json.loads(package.with_name("package-lock.json").read_text("utf-8"))
    root, *locked = lock["packages"].values()
    assert root["devDependencies"] == json.loads(package.read_text("utf-8"))["devDependencies"]
    assert locked
    assert [each for each in locked if "resolved" in each or not each["integrity"].startswith("sha512-")] == []


def installed_in_halves(folder: Path, name: str, pip: str = ":") -> int:
    """What the script that installs a lock ends with, when that is what it has for pip; the halves lie in the folder."""
    script = (
        f'source scripts/lib/environment.sh; work=$1; run_pip() {{ {pip}; }}; install_halves "requirements/{name}.txt"'
    )
    command = ["bash", "-euo", "pipefail", "-c", script, "-", str(folder)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


@pytest.mark.parametrize("name", LOCKS)
def test_the_two_halves_that_are_installed_are_all_of_it(name: str, tmp_path: Path) -> None:
    assert installed_in_halves(tmp_path, name) == 0
    first, second = ((tmp_path / "halves" / f"{half}{name}.txt").read_text("utf-8") for half in ("", "second-"))
    wanted = [match[0] for match in pins(name)]
    found = [[match[0] for match in ENTRY.finditer(half)] for half in (first, second)]
    assert found == [wanted[::2], wanted[1::2]] or found == [wanted[1::2], wanted[::2]]


@pytest.mark.parametrize("half", ["halves/build.txt", "halves/second-build.txt"])
def test_a_half_that_cannot_be_installed_stops_it(half: str, tmp_path: Path) -> None:
    assert installed_in_halves(tmp_path, "build", f'[[ $* != *"{half}" ]] || exit 1') == 1
