"""Pages whose text another plugin or a hook has changed after it was made: the same words in other markup, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..built.site import BuiltSite
from ..problems import Problem, ProblemsFound, Severity, one_line
from ..text.html_words import words_of

RULE = "changed-words"
_BETWEEN = "\0"
_BEFORE, _AFTER, _LONGEST, _FEW = 4, 8, 80, 3


def altered_pages(bodies: Mapping[str, bytes], built: BuiltSite) -> tuple[str, ...]:
    """The paths of the pages in which a body, by its path, stands otherwise than it was made.

    ProblemsFound where even its words do not stand there: what is published as the text in force would be another one.
    """
    paths: list[str] = []
    problems: list[Problem] = []
    for path, body in bodies.items():
        made = body.decode()
        if path not in built.pages or made in (html := built.pages[path].html):
            continue
        paths.append(path)
        if words := missing_words(made, html):
            message = (
                f"Another plugin or a hook changes the words of this page when it is made: “{words}” does not stand "
                "there any more. Have it leave the pages of policies as they are."
            )
            problems.append(Problem(path, 1, 1, RULE, message))
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(paths))


def missing_words(part: str, html: str) -> str:
    """Where a page ceases to say, word for word, what a part of it should say; empty when it says it all."""
    words, whole = words_of(part), _joined(words_of(html))
    if _joined(words) in whole:
        return ""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _joined(words[:middle]) in whole else (low, middle - 1)
    return one_line(" ".join(words[max(0, low - _BEFORE) : low + _AFTER]), _LONGEST)


def _joined(words: Iterable[str]) -> str:
    return f"{_BETWEEN}{_BETWEEN.join(words)}{_BETWEEN}"


def told(paths: Iterable[str]) -> Iterator[Problem]:
    """A warning that on these pages stands something else than was made, but every word of a policy's page."""
    found = sorted(paths)
    if found:
        more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
        message = (
            "Another plugin or a hook changes what the policies put into pages when these are made "
            f"({', '.join(found[:_FEW])}{more}). “policy verify” can prove no more than the words of policies there."
        )
        yield Problem(found[0], 1, 1, RULE, message, Severity.WARNING)
