"""``policy`` as somebody types it, in this process: starting another one takes a second."""

from __future__ import annotations

from collections.abc import Mapping

from click.testing import CliRunner, Result

from policy_history.cli import main


def run_policy(
    *arguments: object, typed: str = "", env: Mapping[str, str] | None = None, color: bool = False
) -> Result:
    """What the command says, and how it ends, which is never with a traceback. ``typed`` answers its questions."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=typed, env=env, color=color)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result
