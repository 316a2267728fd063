"""``python -m policy_history.forms.handler``: the handler on this machine, until it is told to stop."""

from __future__ import annotations

import click

_MISSING = (
    "The form handler needs Flask and httptools. "
    "Install this project with its extra “handler”: pip install 'mkdocs-policy-versions[handler]'"
)
_LIBRARIES = ("flask", "httptools", "werkzeug")


def main() -> None:
    """Run the command; without the extra's libraries, say how to install them."""
    try:
        from .command import handler
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        error = click.ClickException(_MISSING)
        error.show()
        raise SystemExit(error.exit_code) from None
    handler(prog_name="python -m policy_history.forms.handler")


if __name__ == "__main__":
    main()
