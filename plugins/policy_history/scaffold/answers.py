"""What an organisation says of itself when it begins: each answer held to what can be published."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ..model import PolicyKind
from ..problems import CannotProceed, printable
from ..source.names import is_slug, slug_problem
from ..text.characters import DIRECTION, name, out_of_place

UNNAMED = "[insert the name of your organisation]"
"""The publisher of those who have not said who they are."""
UNTITLED = "[insert the title of the policy]"
"""What a policy in another language than ours is called that nobody has named."""
UNREACHED = "[insert how readers reach you, such as an email address]"
NOWHERE = "https://insert-your-address.example/"

TITLES = {PolicyKind.PRIVACY: "Privacy Policy", PolicyKind.TERMS: "Terms of Service", PolicyKind.OTHER: "Policy"}
"""What a policy is called that nobody has named."""

_LONGEST = 200
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # as policy.yml has it
_ADDRESS = re.compile(r"https?://[^\s/?#@\"'<>\\]+(/[^\s?#\"'<>\\]*)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of the organisation and of its first policy.

    ``site`` is the title of the site, ``address`` where it will be published, ``reached`` how readers get in touch;
    ``slug``, ``title``, ``kind`` and ``language`` are those of the policy, ``host`` is github, gitlab or none.
    ``folder`` is where policies lie. Every text is one line, without controls, and is escaped where it is put.
    """

    publisher: str
    site: str
    language: str
    kind: PolicyKind
    title: str
    slug: str
    reached: str
    address: str
    timezone: str
    host: str
    folder: str
    today: date


def line(text: str) -> str:
    """An answer as one line of text. CannotProceed when a character of it turns the line, or cannot be seen."""
    words = " ".join(text.split())
    strange = [*_CONTROL.findall(words), *DIRECTION.findall(words), *(words[at] for at in out_of_place(words))]
    if strange:
        raise CannotProceed(
            f"In “{_shown(words)}” stands {name(strange[0])}, which nobody can see. Type the words anew."
        )
    if len(words) > _LONGEST:
        raise CannotProceed(f"“{words[:40]}…” has {len(words)} characters. Write at most {_LONGEST}.")
    return words


def language(text: str) -> str:
    """A language tag such as en-GB. CannotProceed when it is none."""
    tag = text.strip()
    if not _LANGUAGE.fullmatch(tag):
        raise CannotProceed(f"“{_shown(tag)}” is not a language tag. Write one such as en, en-GB, fr or ja.")
    return tag


def is_ours(tag: str) -> bool:
    """Whether the templates are written in that language."""
    return tag.partition("-")[0].lower() == "en"


def slug(text: str, taken: frozenset[str] = frozenset()) -> str:
    """The name of a policy's folder. CannotProceed when it can be no address, or is that of a page in ``taken``."""
    wanted = text.strip()
    if not is_slug(wanted):
        raise CannotProceed(slug_problem(_shown(wanted), "").message)
    if wanted in taken:
        raise CannotProceed(f"A page of the site is called “{wanted}”. Choose another name, such as {wanted}-policy.")
    return wanted


_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SPELT_IN_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def slug_for(title: str, language: str = "") -> str:
    """A folder's name made of a title: its letters without accents, joined by hyphens; ``policy`` without any."""
    title = unicodedata.normalize("NFC", title).lower().translate(_SPELT)
    title = title.translate(_SPELT_IN_GERMAN) if language.partition("-")[0] == "de" else title
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")
    return made if is_slug(made) else f"{made}-policy" if is_slug(f"{made}-policy") else "policy"


def address(text: str) -> str:
    """The address of a site, which ends in a slash. CannotProceed when it is none."""
    wanted = text.strip()
    if not _ADDRESS.fullmatch(wanted):
        raise CannotProceed(
            f"“{_shown(wanted)}” is not the address of a site. Write one such as https://policies.example.org."
        )
    return wanted if wanted.endswith("/") else f"{wanted}/"


def _shown(text: str) -> str:
    return printable(text)[:80]
