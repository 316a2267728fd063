"""What a command costs before it does anything: nothing of what only its work needs is imported."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from machine import PATIENCE
from policy_history.cli import main

COMMANDS = main.list_commands(click.Context(main))
OURS = set(
    "limits cli clock commands days editor garbage importing cache model history_import problems progress source wording".split()
)
PROGRAM = (
    "import sys\n"
    "from policy_history.cli import main\n"
    "try: main()\n"
    "except SystemExit: pass\n"
    "print(*sys.modules, file=sys.stderr)\n"
)


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join)
def test_help_imports_click_and_no_other_library(arguments: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert "Usage:" in ran.stdout
    modules = ran.stderr.split()
    plain = subprocess.run(
        [sys.executable, "-c", "import sys, click; print(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    there_anyway = {module.split(".")[0] for module in plain.stdout.split()}
    others = {module.split(".")[0] for module in modules} - there_anyway - set(sys.stdlib_module_names)
    assert {name for name in others if not name.startswith("_sysconfigdata")} == {"policy_history"}
    rooms = {module.split(".")[1] for module in modules if module.startswith("policy_history.")}
    assert rooms <= OURS


def test_an_unknown_command_is_told_in_a_sentence() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "stauts"], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert "No such command 'stauts'" in ran.stderr
