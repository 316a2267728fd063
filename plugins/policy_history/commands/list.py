"""``policy list``: every policy and every revision."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..problems import printable
from .as_data import policy_record
from .lookup import policies_in, today
from .options import of_checkout_today


@click.command("list")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help='As data, for programs; "policy help formats" describes it.',
)
@of_checkout_today
def list_policies(as_json: bool, root: Path, folder: str, timezone: str) -> None:
    """List every policy with its revisions, oldest first."""
    day = today(timezone)
    policies = policies_in(root, folder)
    if as_json:
        record = {"day": day.isoformat(), "policies": [policy_record(policy, day) for policy in policies]}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    for policy in policies:
        click.echo(printable(f"{policy.slug}  {policy.title} ({policy.publisher})"))
        for revision in policy.revisions:
            state = policy.state(revision, day)
            click.echo(
                f"  {revision.id!s:<13} {state:<11} effective {revision.effective}  published {revision.published}  "
                f"{revision.change_class}"
            )
