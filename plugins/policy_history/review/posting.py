"""Put the comment of a change's build where it belongs: ``python -m policy_history.review.posting FOLDER``.

It runs with the right to comment, on files that the build of a pull request (GitHub) or merge request (GitLab) made.
So these files are data and nothing else: a number, which must be that of an open one whose head is the commit that was
built, and a text, which is cut, cleaned and posted. Takes only the standard library; nothing is installed.

From the environment: HEAD_SHA (the commit that was built), and what ``hosts`` asks for.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from .hosts import MARKER, CannotPost, host_of

LONGEST = 60_000
"""Bytes. GitHub refuses a comment of more than 65,536 characters; a byte is never more than one of them."""
_ALLOWED = "del|ins|details|summary|strong|em|code|blockquote|h4|p"
_TAG = re.compile(rf"<(?!/?(?:{_ALLOWED})>|details open>)")
_COMMAND = re.compile(r"^([ \t]*)/", re.MULTILINE)
"""Of GitLab, which does what a comment says in such a line: /merge, /close."""


def cleaned(text: str) -> str:
    """The text as it may be posted: one marker, our own tags, no mention, no picture, no link, no command."""
    body = text.replace(MARKER, "")[:LONGEST]
    body = re.sub(r"@(?=\w)", "@\u200b", body)
    body = body.replace("![", "!&#91;").replace("](", "]&#40;").replace("]:", "]&#58;").replace("://", ":&#8203;//")
    body = _COMMAND.sub(r"\1&#47;", body)
    body = re.sub(r"\b(www)\.", r"\1&#8203;.", body, flags=re.IGNORECASE)
    return MARKER + "\n" + _TAG.sub("&lt;", body).strip() + "\n"


def post(folder: Path, environment: Mapping[str, str]) -> str:
    """Post or update the comment, and return what was done. CannotPost when the files are not what they must be."""
    number = _read(folder / "number", 20).strip()
    if not re.fullmatch(r"[1-9][0-9]{0,9}", number):
        raise CannotPost("The file “number” holds no number of a pull or merge request.")
    body = cleaned(_read(folder / "comment.md", 4 * LONGEST))
    host = host_of(environment)
    if not host.is_open_at(number, environment["HEAD_SHA"]):
        return f"{host.change.capitalize()} {number} is closed, or has moved on since; its next build will comment."
    comment = host.own_comment(number)
    host.write(number, comment, body)
    done = "Commented" if comment is None else "Updated the comment"
    return f"{done} on {host.change} {number}."


def _read(path: Path, longest: int) -> str:
    if not path.is_file() or path.is_symlink():
        raise CannotPost(f"There is no file “{path.name}” in what the build left.")
    with path.open("rb") as file:
        return file.read(longest).decode("utf-8", "replace")


def main() -> int:
    """Post what lies in the folder that is named."""
    if len(sys.argv) != 2:
        print("Usage: python -m policy_history.review.posting FOLDER", file=sys.stderr)
        return 2
    try:
        print(post(Path(sys.argv[1]), os.environ))
    except (CannotPost, KeyError) as error:
        print(f"Nothing was posted: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
