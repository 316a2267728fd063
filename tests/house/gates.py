"""The gates: programs that read all the code and must find nothing. Style, layout, types, shell and scripts.

``python tests/house/gates.py [NAME]...`` runs those named, or all; ``scripts/test`` and pre-commit run the same.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
NODE_PACKAGES = ROOT / ".build" / "gates" / "node_modules"
"""Where ``scripts/test`` puts the packages of ``requirements/npm/gates``."""

BROWSER_SCRIPTS = ROOT / "plugins" / "mkdocs_policy_versions" / "assets" / "javascripts"

_BASH = re.compile(r"#!/usr/bin/env bash\n|# shellcheck shell=bash\n")


def shell_scripts() -> list[Path]:
    """Every file of the project that bash runs or sources."""
    files = (path for folder in ("scripts", ".ci") for path in sorted((ROOT / folder).rglob("*")) if path.is_file())
    return [path for path in files if "__pycache__" not in path.parts and _BASH.match(path.read_text("utf-8"))]


def _python(*command: str) -> list[str]:
    return [sys.executable, "-m", *command]


def _mypy() -> list[str]:
    """Product and tests in one run, since what both import takes half of it; tests less strictly (``mypy-tests.toml``)."""
    packages = [f"{path.parent.name}.*" for path in TESTS.glob("*/__init__.py")]
    modules = [path.stem for folder in (TESTS, TESTS / "site", HERE) for path in folder.glob("*.py")]
    less = (HERE / "mypy-tests.toml").read_text("utf-8").replace('"EACH"', json.dumps(sorted([*packages, *modules])))
    settings = ROOT / ".build" / "mypy.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text((ROOT / "pyproject.toml").read_text("utf-8") + less, "utf-8")
    options = ["--no-error-summary", "--config-file", str(settings), "--cache-dir", str(ROOT / ".build" / "mypy")]
    return _python(
        "mypy", *options, *(f"plugins/{name}" for name in ("policy_history", "mkdocs_policy_versions")), "tests"
    )


def _shellcheck() -> list[str]:
    beside = Path(sys.executable).with_name("shellcheck")
    program = str(beside) if beside.exists() else "shellcheck"
    # SC2119: require_system takes more commands where a script needs them. SC2015: "a && b || next" is meant so.
    left_out = "--exclude=SC2119,SC2015"
    return [program, "--external-sources", "--source-path=SCRIPTDIR", left_out, *map(str, shell_scripts())]


def _tsc() -> list[str]:
    return ["node", str(NODE_PACKAGES / "typescript" / "bin" / "tsc"), "--project", str(HERE), "--pretty", "false"]


def _biome() -> list[str]:
    program = str(NODE_PACKAGES / "@biomejs" / "biome" / "bin" / "biome")
    options = ["--error-on-warnings", "--colors=off", "--max-diagnostics=none", f"--config-path={HERE}"]
    return ["node", program, "lint", *options, str(BROWSER_SCRIPTS)]


GATES: Mapping[str, Callable[[], Sequence[str]]] = {
    "ruff check": lambda: _python("ruff", "check", "--quiet", "--output-format=concise"),
    "ruff format": lambda: _python("ruff", "format", "--quiet", "--check", "--diff"),
    "mypy": _mypy,
    "shellcheck": _shellcheck,
    "tsc": _tsc,
    "biome": _biome,
}
FROM_NPM = ("tsc", "biome")
TSC_FOUND_ERRORS = 2
"""What the compiler ends with for errors in what it read; anything else is a fault of the gate itself."""


def lacks(name: str) -> bool:
    """Whether a gate cannot run here, because what it takes from npm is not installed."""
    return name in FROM_NPM and not (NODE_PACKAGES.is_dir() and shutil.which("node"))


def findings(name: str) -> str:
    """What a gate finds, as it says it; empty when it finds nothing."""
    result = subprocess.run(GATES[name](), cwd=ROOT, capture_output=True, encoding="utf-8", timeout=1200, check=False)
    said = (result.stdout + result.stderr).splitlines()
    if name == "tsc":
        said = [line for line in said if ": error " in line]
    is_clean = result.returncode == 0 or (name == "tsc" and result.returncode == TSC_FOUND_ERRORS and not said)
    return "" if is_clean else "\n".join(said) or f"{name} ended with {result.returncode}."


def main(names: Sequence[str]) -> int:
    """Run gates and print what they find. Returns the number of those that found anything."""
    failed = 0
    for name in names or GATES:
        if lacks(name):
            print(f"{name}: left out, because scripts/test has not installed it yet")
            continue
        found = findings(name)
        failed += bool(found)
        print(f"{name}: {found or 'clean'}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
