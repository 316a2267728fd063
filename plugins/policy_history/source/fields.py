"""The fields of a revision's front matter and of policy.yml, with what each may hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from ..model import ChangeClass, PolicyKind, RevisionId, Wording
from . import rules
from .feed_ids import may_begin_ids

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HASH = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NOT_IN_LINK = re.compile(r"""[\x00-\x20\x7f-\xa0\\"<>`]""")
_NUMBER_OF_DAYS = re.compile(r"[0-9]{1,3}")
_EXAMPLE_DAY = "2026-10-01"
# Only forms that can be read in one way: 01/10/2026 is a different day in London and in New York.
_CLEAR_DAYS = (
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y",
    "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S",
)  # fmt: skip


def broken(rule: rules.Rule, **values: object) -> PydanticCustomError:
    """What the check of a field raises for a breach of that rule; ``values`` fill in its sentence.

    ``field``, ``value`` and ``example`` are filled in where they are not given.
    """
    return PydanticCustomError("broken", "broken", {**values, "broken": rule})


def filled(value: object) -> str:
    """A text that is not empty, without the blanks around it."""
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("empty", "empty")
    return value.strip()


def _day(value: object) -> object:
    text = filled(value)
    if not _DAY.fullmatch(text):
        raise broken(rules.NOT_A_DATE, example=_understood(text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise broken(rules.NO_SUCH_DAY) from None


def _understood(text: str) -> str:
    """The day that was meant, when only one can be; otherwise an example."""
    for form in _CLEAR_DAYS:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return _EXAMPLE_DAY


def on_one_line(value: object) -> str:
    """A text that is not empty, with single blanks."""
    return " ".join(filled(value).split())


def _matching(pattern: re.Pattern[str], rule: rules.Rule) -> AfterValidator:
    """Holds a text to a pattern."""

    def check(value: str) -> str:
        text = filled(value)
        if not pattern.fullmatch(text):
            raise broken(rule)
        return text

    return AfterValidator(check)


def _link(value: str) -> str:
    """An address that a reader may follow to another site, or to write a mail, and that can be read in one way only."""
    text = filled(value)
    try:
        parts = urlsplit(text)
        labels = (parts.hostname or "").removesuffix(".").split(".")
        has_host = "@" not in parts.netloc and len(labels) > 1 and all(labels) and parts.port != 0
        # A header of the reader's mail that is not shown to the reader may send it to others (RFC 6068, 7).
        has_mailbox = _MAIL.fullmatch(parts.path) is not None and set(parse_qs(parts.query)) <= {"subject", "body"}
        is_link = has_host if parts.scheme == "https" else has_mailbox and parts.scheme == "mailto"
    except ValueError:
        is_link = False
    if not is_link or _NOT_IN_LINK.search(text) or not unquote(text).isprintable():
        raise broken(rules.NOT_A_LINK)
    return text


def _feed_ids(value: str) -> str:
    text = filled(value)
    if not may_begin_ids(text) or _NOT_IN_LINK.search(text):
        raise broken(rules.NOT_FEED_IDS)
    return text


def _hash(value: str) -> str:
    text = filled(value).lower()
    if not _HASH.fullmatch(text):
        raise broken(rules.NOT_A_HASH)
    return text


def _revision_id(value: str) -> str:
    text = filled(value).removesuffix(".md")
    try:
        return str(RevisionId.parse(text))
    except ValueError:
        raise broken(rules.NOT_A_REVISION) from None


def choice(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("empty", "empty")
    return value


def items(value: object) -> object:
    """A field left empty is a list of none."""
    return () if value == "" else value


Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, AfterValidator(filled)]
Line = Annotated[str, AfterValidator(on_one_line)]
Language = Annotated[str, _matching(_LANGUAGE, rules.NOT_A_LANGUAGE)]
NumberOfDays = Annotated[str, _matching(_NUMBER_OF_DAYS, rules.NOT_DAYS)]
Hash = Annotated[str, AfterValidator(_hash)]
Id = Annotated[str, AfterValidator(_revision_id)]
FeedIdsField = Annotated[str, AfterValidator(_feed_ids)]


def _optional_line(example: str, description: str) -> Any:
    return Field("", examples=[example], description=description)


class Fields(BaseModel):
    """What every set of fields has in common: nothing unknown is let in."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AcknowledgementFields(Fields):
    """An item of ``acknowledgements``: a finding that is kept on purpose."""

    rule: Line = Field(examples=["foreign-name"], description="The name of the rule.")
    text: Line = Field(examples=["NAME"], description="The text that the rule finds.")
    reason: Text = Field(examples=["The text of 2014 names it."], description="Why the finding is kept.")


class RevisionFields(Fields):
    """The front matter of a revision."""

    published: Day = Field(examples=[_EXAMPLE_DAY], description="The day of publication.")
    effective: Day = Field(examples=[_EXAMPLE_DAY], description="The day from which the text applies.")
    change_class: Annotated[ChangeClass, BeforeValidator(choice)] = Field(
        alias="class", examples=["material"], description="What kind of change this is."
    )
    note: Text = Field(examples=["Adds a section on video."], description="What changed and what it means.")
    wording: Annotated[Wording, BeforeValidator(choice)] = Field(
        Wording.ORIGINAL, examples=["original"], description="Whether these words were the published ones."
    )
    basis: Text = _optional_line("Put together from the text of 2014.", "From what it was reconstructed.")
    link_basis: Text = _optional_line("The targets are this site's.", "Where the targets of links come from.")
    origin: Text = _optional_line("privacy.md in commit 1a2b3c4d5e6f", "Where an imported text was kept.")
    acknowledgements: Annotated[tuple[AcknowledgementFields, ...], BeforeValidator(items)] = Field(
        (), description="Findings kept on purpose."
    )


class ErratumFields(Fields):
    """An item of ``errata``: the file of a published revision was mended, or added after a later one."""

    revision: Id = Field(examples=["2014-09-24"], description="The revision.")
    day: Day = Field(alias="date", examples=[_EXAMPLE_DAY], description="The day it was mended or added.")
    was: Annotated[str, AfterValidator(lambda value: value and _hash(value))] = Field(
        "", examples=["0" * 64], description="The SHA-256 of its file before; left out for one added afterwards."
    )
    now: Hash = Field(examples=["0" * 64], description="The SHA-256 of its file since.")
    reason: Text = Field(examples=["A name was misspelled."], description="Why no new revision was made of it.")

    _line: int = PrivateAttr(1)

    @property
    def line(self) -> int:
        """The line of policy.yml, from 1, on which the item begins."""
        return self._line

    def stand_at(self, line: int) -> None:
        """Remember the line on which the item begins."""
        self._line = line


class PolicyFields(Fields):
    """The fields of policy.yml."""

    title: Line = Field(examples=["Privacy Policy"], description="The name of the policy.")
    publisher: Line = Field(examples=["Example Ltd"], description="Who issues the policy.")
    language: Language = Field("en", examples=["en"], description="The language of the texts.")
    own_names: Annotated[tuple[Line, ...], BeforeValidator(items)] = Field(
        (), examples=["Example"], description="Names by which the text calls the publisher."
    )
    foreign_names: Annotated[tuple[Line, ...], BeforeValidator(items)] = Field(
        (), examples=["Other"], description="Names that do not belong in the text."
    )
    notice_days: NumberOfDays = Field(
        "0", examples=["30"], description="How many days before it takes effect a material revision is published."
    )
    kind: Annotated[PolicyKind, BeforeValidator(choice)] = Field(
        PolicyKind.OTHER, examples=["privacy"], description="What the policy is about."
    )
    group: Line = Field(
        "",
        examples=["members"],
        description="The group by which a site may choose the policies that it publishes. In a navigation that nobody "
        "wrote by hand, the policies of a group stand below its name.",
    )
    mailing_list: Annotated[str, AfterValidator(_link)] = Field(
        "",
        examples=["https://lists.example.org/policies/"],
        description="Where readers can ask to be told of changes by email.",
    )
    feed_ids: FeedIdsField = Field(
        "",
        examples=["tag:example.org,2026:privacy/"],
        description="What the ids of its feeds begin with, for ever; without it they follow from the publisher and the "
        "name of the folder.",
    )
    withdrawn: Day | None = Field(
        None,
        examples=["2027-01-01"],
        description="The first day on which the policy no longer applies. Its texts stay, and say so.",
    )
    errata: Annotated[tuple[ErratumFields, ...], BeforeValidator(items)] = Field(
        (), description="Recorded changes to files that had been published."
    )
