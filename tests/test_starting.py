"""What a command costs before it does anything: nothing of what only its work needs is imported."""

from __future__ import annotations

import json
import subprocess
import sys

import click

from machine import PATIENCE
from policy_history.cli import main

COMMANDS = main.list_commands(click.Context(main))
OURS = set(
    "limits cli clock commands days editor garbage importing cache model history_import problems progress source wording".split()
)
PROGRAM = """
import json, os, sys
import click
plain = {*sys.modules}
from policy_history.cli import main
for command in sys.argv[1:]:
    if os.fork():
        os.wait()
        continue
    sys.argv[1:] = command.split()
    try: main()
    except SystemExit: pass
    print(json.dumps([command, sorted({*sys.modules} - plain)]), file=sys.stderr)
    break
"""
"""Runs each command in a copy of a process that has done nothing, and says what it imported besides click."""


def run(*commands: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *commands], capture_output=True, text=True, timeout=PATIENCE, check=True
    )


def test_help_imports_click_and_no_other_library() -> None:
    wanted = ["--help", *(f"{command} --help" for command in COMMANDS)]
    ran = run(*wanted)
    assert ran.stdout.count("Usage:") == len(wanted)
    imported = dict(map(json.loads, ran.stderr.splitlines()))
    assert [*imported] == wanted
    for command, modules in imported.items():
        others = {module.split(".")[0] for module in modules} - {"click", *sys.stdlib_module_names}
        assert {name for name in others if not name.startswith("_sysconfigdata")} == {"policy_history"}, command
        rooms = {module.split(".")[1] for module in modules if module.startswith("policy_history.")}
        assert rooms <= OURS, command


def test_an_unknown_command_is_told_in_a_sentence() -> None:
    assert "No such command 'stauts'" in run("stauts").stderr
