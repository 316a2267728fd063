"""The rule about links whose words say that they lead elsewhere than they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlsplit

from ..model import Policy, Revision
from ..problems import Severity
from ..text.characters import seen, skeleton
from ..text.document import Document
from ..text.read_blocks import ReadBlock
from ..text.tokens import Token
from ..text.writing_systems import letters_by_name
from .finding import Finding, in_blocks, short

_HOST = r"(?:[\w-]+\.)+[^\W\d_][\w-]*[^\W_]"
_ADDRESS = re.compile(rf"(?:https?://)(?:[^\s/@]*@)?({_HOST})|(?<![\w@.-])(www\.{_HOST})", re.IGNORECASE)
# Without "https://" or "www." a host is told from a name such as Node.js by its end.
_BARE = re.compile(r"((?:[\w-]+\.)+(?:com|org|net|edu|gov|int|info|eu|example))(?:/\S*)?", re.IGNORECASE)
_MAIL = re.compile(rf"[\w.+-]+@({_HOST})")


def link_text(policy: Policy, revision: Revision, document: Document) -> Iterator[Finding]:
    """A link whose words name another host than its target, or whose host hides behind a name or looks like another."""
    yield from in_blocks(document, _misleading)


def _misleading(read: ReadBlock) -> list[Finding]:
    found: list[Finding] = []
    for target, tokens in groupby(read.tokens, key=_link):
        members = list(tokens)
        if target and (fault := _fault(_text(members), target)):
            found.append(Finding(members[0].start, target, fault, Severity.WARNING))
    return found


def _link(token: Token) -> str:
    return next(iter(sorted(token.links)), "")


def _text(tokens: list[Token]) -> str:
    return seen("".join(token.gap + token.text for token in tokens)).strip()


def _fault(text: str, target: str) -> str:
    try:
        address = urlsplit(seen(target))
        host = _host(address.hostname or "")
    except ValueError:
        return ""  # the rule “link” tells it
    if address.scheme == "mailto":
        host = _host(address.path.rpartition("@")[2])
        named = _MAIL.search(text)
    else:
        named = _ADDRESS.search(text) or _BARE.fullmatch(text)
    if not host:
        return ""
    remedy = "Let the words and the target of the link say the same."
    if "@" in address.netloc:
        return f"What stands before “@” in “{short(target)}” is no host; the link leads to “{host}”. Leave it out."
    if named and not _is_within(_host(next(filter(None, named.groups()))), host):
        return f"The words of this link say “{short(named[0])}”, but it leads to “{short(host)}”. {remedy}"
    if not host.isascii() and skeleton(host).isascii():
        other = letters_by_name("".join(letter for letter in host if not letter.isascii()))
        return f"“{short(host)}” looks like “{skeleton(host)}” and is another host: {other}. Check the address."
    return ""


def _host(name: str) -> str:
    """A host as it is compared: small letters, punycode (RFC 3492) as the letters it stands for, no “www.”."""
    labels = name.casefold().rstrip(".").split(".")
    return ".".join(map(_label, labels)).removeprefix("www.")


def _label(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _is_within(named: str, host: str) -> bool:
    return named == host or host.endswith(f".{named}") or named.endswith(f".{host}")
