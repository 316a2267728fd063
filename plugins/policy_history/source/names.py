"""Which files of a policy's folder are revisions, and which look as if they were meant to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..model import RevisionId
from ..problems import Problem, printable
from . import rules
from .places import Place

POLICY_FILE = "policy.yml"

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_LONGEST_SLUG = 80
"""With the name of a revision and the folders around it, a path stays below Windows' 260 characters."""
_OF_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
OF_THE_SITE = frozenset(
    "404 admin assets css fonts images img index javascripts js schemas search sitemap stylesheets webfonts".split()
)
"""Where the site, its theme or the browser editor has files of its own."""
# What an editor may write for 2014-09-24.2.md: other separators, no leading noughts, other ends of the name.
_DATED = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-_. ]?)(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"(?:[-_. ]?\(?(?P<number>[0-9]{1,4})\)?)?(?P<end>\.[A-Za-z]+)"
)
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd", ".mdx"}
_POLICY_FILE_LIKE = re.compile(r"policy\.(ya?ml|json|toml)|[^.]*\.ya?ml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """The revisions among the names of a folder, by name, and what is wrong with the others."""

    revisions: Mapping[str, RevisionId]
    problems: list[Problem]


def is_slug(name: str) -> bool:
    """Whether a folder of that name can be a policy: lower-case letters, digits, hyphens, no name that means more."""
    is_written_so = _SLUG.fullmatch(name) is not None and len(name) <= _LONGEST_SLUG
    return is_written_so and name not in OF_THE_SITE and _OF_WINDOWS.fullmatch(name) is None


def slug_problem(name: str, path: str) -> Problem:
    """What is wrong with a name that is no slug."""
    if _OF_WINDOWS.fullmatch(name):
        return rules.SLUG_OF_WINDOWS.at(Place(path), slug=name, example=f"{name}-policy")
    if name in OF_THE_SITE:
        return rules.SLUG_OF_THE_SITE.at(Place(path), slug=name, example=f"{name}-policy")
    if _SLUG.fullmatch(name):
        return rules.SLUG_LONG.at(Place(path), length=len(name), limit=_LONGEST_SLUG)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))
    example = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "privacy"
    return rules.SLUG.at(Place(path), slug=name, example=example)


def is_ignored(name: str) -> bool:
    """Whether a file of that name is none of ours: hidden, or the folder's own README.md."""
    return name.startswith(".") or name.casefold() == "readme.md"


def is_markdown(name: str) -> bool:
    """Whether the end of the name is one of Markdown's, in whatever case."""
    return _end(name) in _MARKDOWN


def is_like_policy_file(name: str) -> bool:
    """Whether the name is nearly policy.yml: in capitals, with another end, or another YAML file."""
    return name != POLICY_FILE and _POLICY_FILE_LIKE.fullmatch(name) is not None


def looks_like_revision(name: str) -> bool:
    """Whether the name is, or begins like, that of a dated text."""
    return _meant(name if "." in name else f"{name}.md") is not None


def looks_like_ours(name: str) -> bool:
    """Whether a file of that name belongs in a policy's folder: policy.yml or a dated text."""
    return name == POLICY_FILE or looks_like_revision(name)


def sort_names(names: Iterable[str], folder: str) -> Names:
    """Tell the revisions from the rest. ``folder`` is the path of the policy's folder, for problems."""
    candidates = [name for name in names if name != POLICY_FILE and not is_ignored(name)]
    revisions = {name: identity for name in candidates if (identity := _exact(name)) is not None}
    problems = []
    for name in sorted(set(candidates) - set(revisions)):
        problem = _name_problem(name, revisions, Place(f"{folder}/{printable(name)}"))
        problems += [problem] if problem else []
    problems += _gaps(revisions, folder)
    return Names(dict(sorted(revisions.items(), key=lambda item: item[1])), problems)


def _exact(name: str) -> RevisionId | None:
    identity = _meant(name)
    return identity if identity is not None and name == f"{identity}.md" else None


def _meant(name: str) -> RevisionId | None:
    """The revision that a dated name stands for; None when there is no day in it, or none that exists."""
    match = _DATED.fullmatch(name)
    if match is None or (not match["mark"] and len(match["month"] + match["day"]) < 4):
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return RevisionId(day, max(1, int(match["number"] or 1)))


def _name_problem(name: str, revisions: Mapping[str, RevisionId], place: Place) -> Problem | None:
    identity = _meant(name)
    if identity is not None and is_markdown(name):
        other = f"{identity}.md"
        if other in revisions:
            following = RevisionId(identity.day, identity.number + 1)
            return rules.DUPLICATE_ID.at(place, name=name, other=other, next=f"{following}.md")
        return rules.FILE_NAME_GUESSED.at(place, name=name, guess=other)
    if identity is not None:
        return rules.FILE_KIND.at(place, name=name, guess=f"{identity}.md")
    if is_like_policy_file(name):
        return rules.POLICY_FILE_NAME.at(place, name=name)
    if not is_markdown(name):
        return None
    rule = rules.FILE_NAME_NO_SUCH_DAY if _DATED.fullmatch(name) else rules.FILE_NAME
    return rule.at(place, name=name)


def _end(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def _gaps(revisions: Mapping[str, RevisionId], folder: str) -> list[Problem]:
    problems = []
    for name, identity in revisions.items():
        expected = f"{RevisionId(identity.day, identity.number - 1)}.md"
        if identity.number > 1 and expected not in revisions:
            first, second = (f"{RevisionId(identity.day, number)}.md" for number in (1, 2))
            place = Place(f"{folder}/{name}")
            problems.append(rules.NUMBER_GAP.at(place, expected=expected, first=first, second=second))
    return problems
