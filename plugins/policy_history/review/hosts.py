"""The hosts on which a change waits for its reviewers, as far as a comment needs them. Only the standard library."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from ..reaching import whole_answer, why_unreached

MARKER = "<!-- policy-review -->"
"""By which the one comment of a pull request is found again."""
_PAGES = 10
_PER_PAGE = 100
_AUTHOR = "github-actions[bot]"


class CannotPost(Exception):
    """Nothing was posted; the message says why."""


class Host(Protocol):
    """What is done with the change of a number, on any host."""

    change: str
    """What the host calls it, in a sentence."""

    def is_open_at(self, number: str, commit: str) -> bool:
        """Whether it waits for its reviewers, and that commit is its last."""

    def own_comment(self, number: str) -> int | None:
        """The comment that was posted on it before, if there is one."""

    def write(self, number: str, comment: int | None, body: str) -> None:
        """Write that comment anew, or a first one."""


def host_of(environment: Mapping[str, str]) -> Host:
    """The host on which this runs. KeyError names a variable that is not set."""
    return GitLab(environment) if environment.get("GITLAB_CI") else GitHub(environment)


class _Api:
    """A REST interface below an address."""

    def __init__(self, name: str, base: str, headers: Mapping[str, str]) -> None:
        self._name, self._base, self._headers = name, base, headers

    def call(self, method: str, path: str, data: Mapping[str, str] | None = None) -> Any:
        request = urllib.request.Request(
            self._base + path,
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={"Content-Type": "application/json", **self._headers},
        )
        try:
            return json.loads(whole_answer(request, follows=False))
        except urllib.error.HTTPError as error:
            refused = f"{self._name} refused {method} {path.partition('?')[0]}: {error.code} {error.reason}"
            raise CannotPost(refused) from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise CannotPost(f"{self._name} cannot be reached: {why_unreached(error)}") from None

    def pages(self, path: str) -> Iterator[Any]:
        """The items of a list, page by page."""
        for page in range(1, _PAGES + 1):
            items = self.call("GET", f"{path}?per_page={_PER_PAGE}&page={page}")
            yield from items
            if len(items) < _PER_PAGE:
                return


class GitHub:
    """A repository of GitHub: GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL."""

    change = "pull request"

    def __init__(self, environment: Mapping[str, str]) -> None:
        repository = environment["GITHUB_REPOSITORY"]
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
            raise CannotPost("GITHUB_REPOSITORY is no repository.")
        base = f"{environment.get('GITHUB_API_URL', 'https://api.github.com')}/repos/{repository}/"
        token = environment["GITHUB_TOKEN"]
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        self._api = _Api("GitHub", base, {"Authorization": f"Bearer {token}", **headers})

    def is_open_at(self, number: str, commit: str) -> bool:
        pull = self._api.call("GET", f"pulls/{number}")
        return bool(pull.get("state") == "open" and pull.get("head", {}).get("sha") == commit)

    def own_comment(self, number: str) -> int | None:
        comments = self._api.pages(f"issues/{number}/comments")
        own = (each for each in comments if each["user"]["login"] == _AUTHOR and each["body"].startswith(MARKER))
        return next((int(each["id"]) for each in own), None)

    def write(self, number: str, comment: int | None, body: str) -> None:
        if comment is None:
            self._api.call("POST", f"issues/{number}/comments", {"body": body})
        else:
            self._api.call("PATCH", f"issues/comments/{comment}", {"body": body})


class GitLab:
    """A project of GitLab: CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID and GITLAB_TOKEN.

    The token is one of the project with the scope ``api``: the token of a job (CI_JOB_TOKEN) may not write notes.
    """

    change = "merge request"

    def __init__(self, environment: Mapping[str, str]) -> None:
        project = environment["CI_MERGE_REQUEST_PROJECT_ID"]
        if not re.fullmatch(r"[1-9][0-9]*", project):
            raise CannotPost("CI_MERGE_REQUEST_PROJECT_ID is no project.")
        self._project = f"projects/{project}/merge_requests"
        self._api = _Api("GitLab", f"{environment['CI_API_V4_URL']}/", {"PRIVATE-TOKEN": environment["GITLAB_TOKEN"]})

    def is_open_at(self, number: str, commit: str) -> bool:
        found = self._api.call("GET", f"{self._project}/{number}")
        return bool(found.get("state") == "opened" and found.get("sha") == commit)

    def own_comment(self, number: str) -> int | None:
        own = int(self._api.call("GET", "user")["id"])
        notes = self._api.pages(f"{self._project}/{number}/notes")
        return next((int(n["id"]) for n in notes if n["author"]["id"] == own and n["body"].startswith(MARKER)), None)

    def write(self, number: str, comment: int | None, body: str) -> None:
        path = f"{self._project}/{number}/notes"
        if comment is None:
            self._api.call("POST", path, {"body": body})
        else:
            self._api.call("PUT", f"{path}/{comment}", {"body": body})
