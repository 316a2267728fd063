"""A text as it was kept, made into one that can be published; what was changed on the way is told.

Words are never changed. Marks of other programs become what they mean (``foreign_marks``). What goes is what no page
of ours would show or could carry: front matter of another program, invisible characters, HTML that is not let through.
What such HTML enclosed stays. A picture of another host becomes a link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urljoin

from ..source.decoding import NO_CHARACTERS
from ..text.article import removed_by_sanitising
from ..text.document import Document
from ..text.foreign_patterns import HEADING_WITH_ID, TARGET
from ..text.front_matter import front_matter, metadata
from .anchors import without_anchors
from .components import Components
from .foreign_marks import without_foreign_marks
from .pictures import without_foreign_pictures

HTML_NAMES = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "embed fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i "
    "iframe img input ins kbd keygen label legend li link main map mark marquee math menu meta meter nav nobr noembed "
    "noframes noscript object ol optgroup option output p param path picture pre progress q rp rt ruby s samp script "
    "search section select slot small source span strike strong style sub summary sup svg table tbody td template "
    "textarea tfoot th thead time title tr track tt u ul use var video wbr xmp".split()
)
"""The names of HTML's elements (HTML Living Standard, "List of elements"; obsolete ones in section 16.2)."""

_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_WINDOWS_CONTROL = re.compile("[\x80-\x9f]")
_BLANK_CONTROL = re.compile(r"[\x0b\x0c\x1c-\x1f]")
_CONTROL = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff{NO_CHARACTERS}]")
_HEADING_WITH_ID = re.compile(HEADING_WITH_ID, re.MULTILINE)
_ID = re.compile(r"#([^\s#.{}]+)")
_UNSHOWN = re.compile(r"<(script|style|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_TARGET = re.compile(TARGET, re.MULTILINE)
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|\{")


class Conversion:
    """The text, how often each kind of thing was changed, and the words that went without a reason: ``lost``."""

    def __init__(self, text: str, published_at: str = "") -> None:
        self.changes: Counter[str] = Counter()
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self._removed: list[str] = []
        self._replace(_WINDOWS_CONTROL, lambda match: _WINDOWS[ord(match[0])], "characters of Windows-1252 read anew")
        self._replace(_BLANK_CONTROL, " ", "control characters made blanks")
        self._replace(_CONTROL, "", "invisible control characters removed")
        before = self.text
        self._without_front_matter()
        self._replace(_HEADING_WITH_ID, _with_id, "attribute lists of headings reduced to their id")
        components = Components(self.text)
        self.text, changed, marks = without_foreign_marks(components.text)
        self.changes.update(components.changes)
        self.changes.update(changed)
        self._removed += [*components.removed, *marks]
        if published_at:
            self._links(published_at)
        self.text, number = without_foreign_pictures(self.text)
        self.changes.update({"pictures of other hosts made links": number} if number else {})
        self.text, changed = without_anchors(self.text)
        self.changes.update(changed)
        self._raw_html()
        self.text = self.text.lstrip("\n").rstrip() + "\n"
        self.lost = lost_words(before, self.text, self._removed)

    def _replace(self, pattern: re.Pattern[str], by: object, what: str) -> None:
        before = self.text
        self.text, number = pattern.subn(by, self.text)  # type: ignore[call-overload]
        if self.text != before:
            self.changes[what] += number

    def _without_front_matter(self) -> None:
        found = front_matter(self.text) or metadata(self.text)
        if found:
            self._removed.append(found)
            self.text = self.text[len(found) :]
            self.changes["front matter of another program removed"] += 1

    def _links(self, published_at: str) -> None:
        def absolute(match: re.Match[str]) -> str:
            if _ABSOLUTE.match(match[2]):
                return match[0]
            self.changes["relative links made absolute"] += 1
            return match[1] + _joined(published_at, match[2])

        self.text = _TARGET.sub(absolute, self.text)

    def _raw_html(self) -> None:
        self._without_scripts()
        for offset, tag in reversed(list(Document(self.text).raw_tags())):
            by, what = _instead_of(tag)
            if by != tag:
                self.text = self.text[:offset] + by + self.text[offset + len(tag) :]
                self.changes.update([what] if what else [])

    def _without_scripts(self) -> None:
        """Take them out where they are markup; in code they are text."""
        tags = {offset for offset, _ in Document(self.text).raw_tags()}
        for match in reversed([each for each in _UNSHOWN.finditer(self.text) if each.start() in tags]):
            self._removed.append(match[0])
            self.text = self.text[: match.start()] + self.text[match.end() :]
            self.changes["scripts and styles removed"] += 1


def has_root_relative_links(text: str) -> bool:
    """Whether a link begins with “/”: on this site it would lead to a page of this site."""
    return any(match[2].startswith("/") and not match[2].startswith("//") for match in _TARGET.finditer(text))


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _with_id(match: re.Match[str]) -> str:
    found = _ID.search(match["list"])
    return f"{match[1]} {{#{found[1]}}}" if found else match[1]


def _instead_of(tag: str) -> tuple[str, str]:
    """What stands in a raw tag's place, and what that is called; an end tag goes with its beginning."""
    if tag.startswith("<!--"):
        return "", "comments removed"
    name = _TAG_NAME.match(tag)
    if name is None or name[1].lower() not in HTML_NAMES:
        return tag.replace("<", "&lt;", 1), "signs < written as text"
    if not removed_by_sanitising(tag) and not tag.startswith("</"):
        return tag, ""
    if tag.startswith("</"):
        return (tag, "") if not removed_by_sanitising(f"<{name[1]}>") else ("", "")
    return _bare(tag, name[1]), f"HTML that pages do not carry removed (<{name[1].lower()}> or its attributes)"


def _bare(tag: str, name: str) -> str:
    """The tag with the attributes that pages carry; nothing when they do not carry the tag."""
    if removed_by_sanitising(f"<{name}>"):
        return ""
    attributes = re.findall(r"\s([a-zA-Z-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))", tag)
    kept = [each for each in attributes if not removed_by_sanitising(f"<{name} {each}>")]
    return f"<{' '.join([name, *kept])}>"


_NO_TEXT = re.compile(
    r"<!--.*?-->"  # comments
    rf"|</?(?:{'|'.join(sorted(HTML_NAMES, key=len, reverse=True))})(?=[\s/>])[^<>]*>"  # tags
    r"|(?<=\])\([^)\n]*\)"  # where links lead
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+"  # so do these, and no footnotes
    r"|\{[^{}\n]*\}"  # lists of attributes
    r"|&#?\w+;",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def lost_words(before: str, after: str, removed: Iterable[str]) -> list[str]:
    """The words that stood in a text and do not any more, without those of the parts ``removed`` on purpose."""
    lost = _words(before) - _words(after)
    for part in removed:
        lost -= _words(part)
    return sorted(lost.elements())


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(_NO_TEXT.sub(" ", text)))
