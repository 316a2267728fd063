"""Put the comment of a pull request's build where it belongs: ``python -m policy_history.review.posting FOLDER``.

It runs with the right to comment, in a workflow of the main branch, on files that the pull request's own build made.
So these files are data and nothing else: a number, which must be that of an open pull request whose head is the commit
that was built, and a text, which is cut, cleaned and posted. Takes only the standard library; nothing is installed.

From the environment: GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_API_URL and HEAD_SHA (the commit that was built).
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARKER = "<!-- policy-review -->"
LONGEST = 60_000
_PAGES = 10
_PER_PAGE = 100
_ALLOWED = "del|ins|details|summary|strong|em|code|blockquote|h4|p"
_TAG = re.compile(rf"<(?!/?(?:{_ALLOWED})>|details open>)")
_AUTHOR = "github-actions[bot]"


class CannotPost(Exception):
    """Nothing was posted; the message says why."""


def cleaned(text: str) -> str:
    """The text as it may be posted: one marker, the tags of our own comments, no mention, no picture, no link."""
    body = text.replace(MARKER, "")[:LONGEST]
    body = re.sub(r"@(?=\w)", "@\u200b", body)
    body = body.replace("![", "!&#91;").replace("](", "]&#40;").replace("]:", "]&#58;").replace("://", ":&#8203;//")
    body = re.sub(r"\b(www)\.", r"\1&#8203;.", body, flags=re.IGNORECASE)
    return MARKER + "\n" + _TAG.sub("&lt;", body).strip() + "\n"


def post(folder: Path, environment: Mapping[str, str]) -> str:
    """Post or update the comment, and return what was done. CannotPost when the files are not what they must be."""
    number = _read(folder / "number", 20).strip()
    if not re.fullmatch(r"[1-9][0-9]{0,9}", number):
        raise CannotPost("The file “number” holds no number of a pull request.")
    body = cleaned(_read(folder / "comment.md", 4 * LONGEST))
    api = _Api(environment)
    pull = api.call("GET", f"pulls/{number}")
    if pull.get("head", {}).get("sha") != environment["HEAD_SHA"] or pull.get("state") != "open":
        return f"Pull request {number} is closed, or has moved on since; its next build will comment."
    for page in range(1, _PAGES + 1):
        comments = api.call("GET", f"issues/{number}/comments?per_page={_PER_PAGE}&page={page}")
        for comment in comments:
            if comment["user"]["login"] == _AUTHOR and comment["body"].startswith(MARKER):
                api.call("PATCH", f"issues/comments/{int(comment['id'])}", {"body": body})
                return f"Updated the comment on pull request {number}."
        if len(comments) < _PER_PAGE:
            break
    api.call("POST", f"issues/{number}/comments", {"body": body})
    return f"Commented on pull request {number}."


class _Api:
    """GitHub's REST API for one repository."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        repository = environment["GITHUB_REPOSITORY"]
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
            raise CannotPost("GITHUB_REPOSITORY is no repository.")
        self._base = f"{environment.get('GITHUB_API_URL', 'https://api.github.com')}/repos/{repository}/"
        self._token = environment["GITHUB_TOKEN"]

    def call(self, method: str, path: str, data: dict[str, str] | None = None) -> Any:
        request = urllib.request.Request(
            self._base + path,
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise CannotPost(f"GitHub refused {method} {path.partition('?')[0]}: {error.code} {error.reason}") from None
        except OSError as error:
            raise CannotPost(f"GitHub cannot be reached: {error}") from None


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
