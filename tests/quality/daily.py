"""The tests of scripts/test that the goals name, and how long the daily checks of a few pages take."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree

from browsing import visiting
from long_history import write_long_history
from reading import axe_faults, out_of_sight

from building import ROOT, build

from .checks import Check, Surroundings
from .goals import GOALS
from .tools import html_validate, links, nu

_SIX = ["", "privacy/", "privacy/2014-09-24/", "privacy/2014-09-24/changes/", "privacy/history/", "requests/"]


def tests(scratch: Path) -> dict[str, bool]:
    """Each test that a goal names, and whether it passed."""
    files = sorted({name.partition("::")[0] for goal in GOALS for name in goal.tests})
    record = scratch / "tests.xml"
    there = [file for file in files if (ROOT / file).exists()]
    options = ["--quiet", "--numprocesses", "auto", "--dist", "loadfile", f"--junitxml={record}"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([sys.executable, "-m", "pytest", *options, *there], cwd=ROOT, env=environment, check=False)
    return {
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": len(case) == 0
        for case in ElementTree.parse(record).iter("testcase")
        if case.find("skipped") is None
    }


def fifty(around: Surroundings) -> Check:
    """The room that fifty revisions of a policy of 4,100 words take: 10 MB, with everything that all policies share."""
    folder = write_long_history(around.scratch / "long", revisions=50)
    site = build(folder, folder / "site", "2026-01-01")
    files = [path for path in site.rglob("*") if path.is_file() and path.relative_to(site).parts[0] != "rules"]
    megabytes = sum(path.stat().st_size for path in files) / 1024 / 1024
    told = f"{megabytes:.1f} MB in {len(files)} files"
    return Check.of("fifty revisions", told, [told] if megabytes > 10 else [])


def a_minute(around: Surroundings) -> Check:
    """How long axe, the keyboard, small screens, both checkers of markup and the links take on six kinds of page."""
    start = perf_counter()
    site = around.sites[0]
    for width in (1280, 320):
        with visiting(around.browser, width=width, bypass_csp=True) as visit:
            for address in _SIX:
                visit.page.goto(site.address + address)
                axe_faults(visit.page)
                visit.tab_through()
                out_of_sight(visit.page)
    for each in (nu, html_validate, links):
        each(around)
    seconds = round(perf_counter() - start)
    return Check.of("a minute", f"six kinds of page, {seconds} s", [f"{seconds} s"] if seconds > 60 else [])
