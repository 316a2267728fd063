"""``policy verify``: a downloaded site held against itself."""

from __future__ import annotations

from pathlib import Path

import click

from ..verify.run import verify as verify_site

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("site", type=_FOLDER)
@click.option("--earlier", type=_FOLDER, help="An earlier download: what it has must be there still, as it was.")
@click.option("--partial", is_flag=True, help="Not every file was downloaded: a missing one is no deviation.")
def verify(site: Path, earlier: Path | None, partial: bool) -> None:
    """Check a downloaded site: every hash, every text, every redline. Needs no network and no repository.

    SITE is the folder with the site's files. Recomputes the hashes of SHA256SUMS and of each versions.json, makes each
    revision's text again from the one before and its redline, and compares pages and comparison files with the sources.
    Names the first deviation of each file. Exit code 1 when there is one.
    """
    report = verify_site(site, earlier, is_partial=partial)
    for deviation in report.deviations:
        click.echo(str(deviation))
    click.echo(
        f"Looked at: {report.files} files; policies: {report.policies}, revisions: {report.revisions}, "
        f"redlines: {report.redlines}."
    )
    if report.missing:
        click.echo(f"Not downloaded, and so not looked at: {report.missing} files.")
    if report.deviations:
        click.echo(f"Files that deviate: {len(report.deviations)}.")
        raise SystemExit(1)
    click.echo(f"Everything agrees. The SHA-256 of SHA256SUMS is {report.sums}: compare it with a copy from elsewhere.")
