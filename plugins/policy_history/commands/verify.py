"""``policy verify``: a downloaded site made again and compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import counted
from .extras import say

if TYPE_CHECKING:
    from ..verify.run import VerifyReport

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("site", type=_FOLDER)
@click.option("--earlier", type=_FOLDER, help="An earlier download: what it has must be there still, as it was.")
@click.option("--partial", is_flag=True, help="Not every file was downloaded: a missing one is no deviation.")
@click.option("--list", "is_listing", is_flag=True, help="Name each file that is not proven.")
def verify(site: Path, earlier: Path | None, *, partial: bool, is_listing: bool) -> None:
    """Check a downloaded site: make it again and compare. Needs no network and no repository.

    SITE is the folder with the site's files. From the sources and the settings file that the site publishes, every
    generated file is made again and must be the same, byte for byte. Nothing of the site is run. Names the first
    deviation of each file, and says what cannot be proven in this way. Exit code 1 when there is a deviation.
    """
    from ..verify.run import verify as verify_site

    report = verify_site(site, earlier, is_partial=partial)
    for deviation in report.deviations:
        say(str(deviation))
    for note in report.notes:
        say(note)
    _say_proven(report, is_listing=is_listing)
    if report.deviations:
        say(f"Files that deviate: {len(report.deviations)}.")
        raise SystemExit(1)
    say(f"Everything agrees. The SHA-256 of SHA256SUMS is {report.sums}: compare it with a copy from elsewhere.")


def _say_proven(report: VerifyReport, *, is_listing: bool) -> None:
    say(f"Proven: {report.proven} of {report.files} files are what the published sources make, byte for byte.")
    for reason, paths in report.unproven.items():
        say(f"Not proven: {counted(len(paths), 'file')}. {reason[:1].upper()}{reason[1:]}.")
        for path in paths if is_listing else ():
            say(f"    /{path}")
    if report.missing:
        say(f"Not downloaded, and so not looked at: {counted(report.missing, 'file')}.")
    say("Not proven by any file of the site: who published it, when, and that others see the same.")
