"""The one door to git: each command runs in the same environment, and each refusal is the same error.

A caller hands names and paths behind ``--`` or ``--end-of-options``, so that none of them can be an option.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..problems import printable

_ENVIRONMENT = {
    # Paths are names, not patterns; nothing is locked, and nobody is asked for a password.
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


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
        try:
            from git import Git
            from git.exc import GitCommandError, GitCommandNotFound
        except ImportError:  # GitPython raises it when there is no git to run
            raise GitMissing from None
        try:
            printed: bytes = Git(str(self.folder)).execute(
                ["git", command, *arguments],
                env=_ENVIRONMENT,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        except GitCommandNotFound:
            raise GitMissing from None
        except GitCommandError as error:
            raise GitRefused(str(error.stderr).strip()) from None
        return printed

    def blob(self, name: str) -> bytes:
        """The content of the blob of that hexadecimal name."""
        return self.output("cat-file", "blob", name)

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
