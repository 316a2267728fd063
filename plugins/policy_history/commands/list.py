"""``policy list``: every policy and every revision."""

from __future__ import annotations

from pathlib import Path

import click

from .as_data import policy_record
from .extras import say, say_as_data
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
        say_as_data(record)
        return
    for policy in policies:
        say(f"{policy.slug}  {policy.title} ({policy.publisher})")
        for revision in policy.revisions:
            state = policy.state(revision, day)
            say(
                f"  {revision.id!s:<13} {state:<11} effective {revision.effective}  published {revision.published}  "
                f"{revision.change_class}"
            )
