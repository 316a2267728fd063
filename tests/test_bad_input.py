"""What an editor reads when a file is wrong: one case a file in golden/bad_input/.

A case has ``what`` (what it shows), ``files`` (path: content) and ``problems`` (the lines expected, all of
them). A content is a text, or one of

    {good: yes}               a file of that name with nothing wrong in it
    {bytes: 'caf\\xe9'}       bytes, those that are no ASCII written as \\xNN
    {before: text, repeat: text, times: n}
    {link: target}            a symbolic link

Paths and link targets beginning with ``outside/`` lie beside the site's folder, in a place the source may not
reach. ``folder`` is the folder to read, when it is not ``policy_versions``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from golden_cases import each, files_of, read
from policy_files import policy_file, revision_file
from policy_history.problems import ProblemsFound
from policy_history.source import rules
from policy_history.source.folder import read_policies


@each("bad_input")
def test_bad_input(case: Path, tmp_path: Path) -> None:
    expected = read(case)
    site = tmp_path / "site"
    site.mkdir()
    for path, content in expected["files"].items():
        _write(tmp_path / path if path.startswith("outside/") else site / path, content)
    with pytest.raises(ProblemsFound) as found:
        read_policies(site, expected.get("folder", "policy_versions"))
    lines = [str(problem) for problem in found.value.problems]
    assert lines == expected["problems"].splitlines()


def test_every_rule_has_a_case() -> None:
    shown = "".join(case.read_text(encoding="utf-8") for case in files_of("bad_input"))
    names = {rule.name for rule in vars(rules).values() if isinstance(rule, rules.Rule)}
    without_case = {name for name in names if f"[{name}]" not in shown}
    # Permissions do not bind the user root; see test_source.py. What goes meanwhile: test_whole_files.py.
    assert without_case == {"gone", "unreadable"}


def _write(target: Path, content: object) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict) and "link" in content:
        os.symlink(content["link"], target)
    else:
        target.write_bytes(_content(target.name, content))


def _content(name: str, content: object) -> bytes:
    match content:
        case str():
            return content.encode("utf-8")
        case {"good": True}:
            good = policy_file() if name == "policy.yml" else revision_file(name[:10])
            return good.encode("utf-8")
        case {"bytes": escaped}:
            return escaped.encode("ascii").decode("unicode_escape").encode("latin-1")
        case {"before": before, "repeat": text, "times": times}:
            return (before + text * times).encode("utf-8")
    raise ValueError(f"{name}: no such kind of content")
