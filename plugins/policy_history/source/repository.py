"""The one door to git: each command runs in the same environment, and each refusal is the same error.

A caller hands names and paths behind ``--`` or ``--end-of-options``, so that none of them can be an option. A folder
that came with its ``.git``, and not by ``git clone``, brings its own configuration: no program that it names is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..problems import printable

_ENVIRONMENT = {
    # Paths are names, not patterns; nothing is locked, and nobody is asked for a password.
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A commit is what it was made as: the folder may put others in the place of those that a hash names.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    # What a partial clone lacks comes over the net: of a local folder, the configuration may name the program to ask.
    "GIT_ALLOW_PROTOCOL": "https:http:ssh:git",
}
_PROGRAMS = {
    re.compile(setting): instead
    for setting, instead in {
        r"core\.fsmonitor|filter\..*\.required": "false",
        r"filter\..*\.(?:clean|smudge|process)|core\.askpass|credential\.(?:.*\.)?helper": "",
        r"core\.gitproxy": "none",
        r"core\.sshcommand": "ssh",
    }.items()
}
"""The settings that name a program which the commands used here would run (``git help config``), also to fetch what a
partial clone lacks, each with a value that names no other than git's own."""
_STDERR = re.compile(r"\Astderr: '(.*)'\Z", re.DOTALL)
"""How GitPython wraps what git said."""
_OF_THE_FOLDER = ("local", "worktree")


class GitRefused(Exception):
    """Git did not do it; the message is git's own."""


class GitMissing(GitRefused):
    """There is no git to run; the message says what to do."""

    def __init__(self) -> None:
        super().__init__("Git is not installed here. Install it and try again.")


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository around ``folder``, which must be there. Every method may raise GitRefused."""

    folder: Path

    def text(self, command: str, *arguments: str) -> str:
        """What the command prints, without the last line end. Bytes that are no UTF-8 become lone surrogates."""
        return self.output(command, *arguments).decode("utf-8", "surrogateescape").removesuffix("\n")

    def output(self, command: str, *arguments: str) -> bytes:
        """What the command prints."""
        return self._run(command, *arguments, environment=_ENVIRONMENT | _harmless(self))

    def settings(self) -> Iterator[str]:
        """The names of the settings that come with the folder, those of included files among them."""
        listed = iter(self._run("config", "--list", "--show-scope", "-z", environment=_ENVIRONMENT).split(b"\0"))
        for scope, setting in zip(listed, listed, strict=False):
            if scope.decode() in _OF_THE_FOLDER:
                yield os.fsdecode(setting.partition(b"\n")[0])

    def _run(self, command: str, *arguments: str, environment: Mapping[str, str]) -> bytes:
        try:
            from git import Git
            from git.exc import GitCommandError, GitCommandNotFound
        except ImportError:  # GitPython raises it when there is no git to run
            raise GitMissing from None
        try:
            printed: bytes = Git(str(self.folder)).execute(
                ["git", command, *arguments],
                env=environment,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        except GitCommandNotFound:
            raise GitMissing from None
        except GitCommandError as error:
            raise GitRefused(_STDERR.sub(r"\1", str(error.stderr).strip())) from None
        return printed

    def blob(self, name: str) -> bytes:
        """The content of the blob of that hexadecimal name."""
        return self.output("cat-file", "blob", name)

    def is_rewritten(self) -> bool:
        """Whether the folder puts other commits or contents in the place of those that were made."""
        own = self.folder / self.text("rev-parse", "--git-common-dir")
        return (own / "info/grafts").exists() or bool(self.text("for-each-ref", "--count=1", "refs/replace"))

    def is_shallow(self) -> bool:
        """Whether only a part of the history is at hand."""
        return self.text("rev-parse", "--is-shallow-repository") != "false"

    def fault(self) -> str:
        """Why there is no history at all, and what to do; empty when there is one."""
        for question, fault in (
            (("--git-dir",), "is in no git repository. Make one with “git init”, or run this in a clone of yours."),
            (("--verify", "--quiet", "HEAD"), "is in a git repository without a commit. Commit something first."),
        ):
            try:
                self.text("rev-parse", *question)
            except GitMissing:
                raise
            except GitRefused:
                return f"The folder {printable(self.folder.resolve().name) or self.folder} {fault}"
        return ""


@lru_cache(maxsize=8)
def _harmless(repository: Repository) -> dict[str, str]:
    """The environment in which git runs no program that the folder's own configuration names."""
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    before = int(given) if given.isdecimal() else 0
    instead: list[tuple[str, str]] = []
    for setting in dict.fromkeys(repository.settings()):
        instead += [(setting, value) for pattern, value in _PROGRAMS.items() if pattern.fullmatch(setting)]
    pairs = {
        f"GIT_CONFIG_{part}_{number}": text
        for number, pair in enumerate(instead, start=before)
        for part, text in zip(("KEY", "VALUE"), pair, strict=True)
    }
    return {**pairs, "GIT_CONFIG_COUNT": str(before + len(instead))} if pairs else {}
