"""mike deploys versions of a site to a branch of its repository; it runs the build itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .building_beside import outcome, run
from .neighbour import Neighbour


def mike_faults(python: Path) -> Iterator[str]:
    """What is not as the row says, in sentences."""
    with TemporaryDirectory(prefix="neighbours-") as scratch:
        folder = Path(scratch)
        outcome(Neighbour("mike", ("", ""), "  - mike\n"), python, folder)
        run(["git", "config", "user.name", "Quay"], folder)
        run(["git", "config", "user.email", "desk@quay.example"], folder)
        deployed = run([str(python.with_name("mike")), "deploy", "1.0"], folder)
        if deployed.returncode:
            yield f"was not deployed: {deployed.stdout[-1500:]}"
            return
        names = run(["git", "ls-tree", "-r", "--name-only", "gh-pages"], folder).stdout.splitlines()
        if "1.0/privacy/2025-01-01/index.html" not in names:
            yield f"the branch has no revision: {names[:20]}"
        target = folder / "deployed"
        target.mkdir()
        run(["git", "--work-tree", str(target), "checkout", "gh-pages", "--", "."], folder)
        checked = run([str(python.with_name("policy")), "check-site", str(target / "1.0")], folder)
        if checked.returncode:
            yield f"policy check-site: {checked.stdout[-1500:]}"
