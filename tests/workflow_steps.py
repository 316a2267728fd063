"""The shell steps of workflows, read from their YAML and run as the host runs them, but for what it would install."""

from __future__ import annotations

import json
import os
import re
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from building import ROOT, program_of_two_streams
from machine import PATIENCE

_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_INPUT = re.compile(r"\$\[\[\s*inputs\.([\w-]+)\s*\]\]")
_SHIM = """#!/bin/sh
{seen}exec "{python}" "$@"
"""
# Whoever starts a program has it run in a copy of a process that has read its code already.
_FORKED = """#!/bin/sh
exec "{python}" -IS "{client}" {port} {name} "$@"
"""
_CLIENT = """
import json, os, socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as asked:
    asked.sendall(json.dumps([*sys.argv[2:3], sys.argv[3:], os.getcwd(), dict(os.environ)]).encode())
    asked.shutdown(socket.SHUT_WR)
    code, said, complained = json.load(asked.makefile())
sys.stdout.write(said)
sys.stderr.write(complained)
sys.exit(code)
"""
_IDLE = "#!/bin/sh\n"
_INSTALLS = 'case "$*" in "-m pip install"*) printf "%s\\n" "$*" >>"$INSTALLED"; exit 0 ;; esac\n'


@dataclass(frozen=True)
class ShellStep:
    """What a step has its shell do, with the variables of its own and the folder it begins in."""

    script: str
    variables: Mapping[str, str]
    folder: str = "."


def github_steps(source: str, values: Mapping[str, str]) -> list[ShellStep]:
    """The shell steps of a workflow or a composite action; ``values`` are what its expressions come to."""
    data = yaml.load(source, Loader=yaml.BaseLoader)
    jobs = data.get("jobs", {}).values() or [data["runs"]]
    steps = [step for job in jobs for step in job.get("steps", []) if "run" in step]
    return [
        ShellStep(
            step["run"],
            {name: _settled(value, values) for name, value in step.get("env", {}).items()},
            _settled(step.get("working-directory", "."), values),
        )
        for step in steps
    ]


def _settled(text: str, values: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: values[match[1]], text)


def gitlab_steps(source: str, job: str, inputs: Mapping[str, str], variables: Mapping[str, str]) -> list[ShellStep]:
    """The script of a job of GitLab as one step, after what goes before it."""
    *header, body = source.split("\n---\n")
    defaults = _defaults(yaml.load(header[0], Loader=yaml.BaseLoader)) if header else {}
    jobs = yaml.load(_INPUT.sub(lambda match: {**defaults, **inputs}[match[1]], body), Loader=yaml.BaseLoader)
    wanted = jobs[job]
    before = jobs[wanted["extends"]] if "extends" in wanted else jobs.get("default", {})
    own = {**jobs.get("variables", {}), **before.get("variables", {}), **wanted.get("variables", {})}
    told = {name: re.sub(r"\$(CI_\w+)", lambda match: variables[match[1]], value) for name, value in own.items()}
    return [ShellStep("\n".join([*before.get("before_script", []), *wanted["script"]]), {**variables, **told})]


def _defaults(header: Mapping[str, Any]) -> dict[str, str]:
    return {name: about.get("default", "") for name, about in header["spec"]["inputs"].items()}


class Machine:
    """Where steps run: a checkout, and programs of this environment under the names that an installation gives them.

    Those of a machine that ``is_idle`` do nothing. The others run while the machine is a context.
    """

    def __init__(self, checkout: Path, scratch: Path, day: str, *, is_idle: bool = False) -> None:
        self.checkout, self.scratch = checkout, scratch
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Runs)
        programs, client = scratch / "programs", scratch / "client.py"
        programs.mkdir()
        client.write_text(_CLIENT, "utf-8")
        for name in ("policy", "mkdocs"):
            forked = _FORKED.format(
                python=sys.executable, client=client, port=self._server.server_address[1], name=name
            )
            _program(programs / name, _IDLE if is_idle else forked)
        _program(programs / "python", _SHIM.format(python=sys.executable, seen=_INSTALLS))
        _program(programs / "apt-get", _IDLE)
        self._variables = {
            "PATH": f"{programs}{os.pathsep}/usr/bin:/bin",
            "HOME": str(scratch),
            "PYTHONPATH": str(ROOT / "plugins"),
            "INSTALLED": str(scratch / "installed"),
            "SOURCE_DATE_EPOCH": day,
            "RUNNER_TEMP": str(scratch),
            "GITHUB_STEP_SUMMARY": str(scratch / "summary"),
            "GITHUB_OUTPUT": str(scratch / "output"),
            "NO_MKDOCS_2_WARNING": "1",
            "no_proxy": "*",
        }

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def run(self, steps: list[ShellStep]) -> Iterator[subprocess.CompletedProcess[str]]:
        """Run the steps, one after the other; the one that fails is the last."""
        for step in steps:
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.script],
                cwd=self.checkout / step.folder,
                env={**self._variables, **step.variables},
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            yield done
            if done.returncode:
                return

    def read(self, name: str) -> str:
        """What the steps have written into a file that a host offers: summary, output, installed."""
        file = self.scratch / name
        return file.read_text("utf-8") if file.exists() else ""


class _Runs(socketserver.StreamRequestHandler):
    """What ``_CLIENT`` asks for."""

    def handle(self) -> None:
        name, arguments, folder, variables = json.load(self.rfile)
        done = program_of_two_streams(name, arguments, Path(folder), variables)
        self.wfile.write(json.dumps([done.returncode, done.stdout, done.stderr]).encode())


def _program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)
