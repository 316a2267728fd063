"""How waitress sends an answer that is known already."""

from __future__ import annotations

from typing import Any

from waitress.task import Task

from .post import Answer


class AnswerTask(Task):  # type: ignore[misc]
    """Sends an answer that is known."""

    complete = True

    def __init__(self, channel: Any, request: Any, answer: Answer) -> None:
        super().__init__(channel, request)
        self._answer = answer

    def execute(self) -> None:
        """Send it whole."""
        self.status = f"{self._answer.status.value} {self._answer.status.phrase}"
        self.response_headers.extend(self._answer.headers)
        self.content_length = len(self._answer.body)
        self.write(self._answer.body)
