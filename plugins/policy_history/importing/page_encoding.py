"""The bytes of a web page -> its characters, as browsers read them (WHATWG Encoding, 4.2; HTML, 13.2.3)."""

from __future__ import annotations

import codecs
import re
import zlib
from email import message_from_bytes
from email.message import Message

from bs4.dammit import EncodingDetector

from ..problems import CannotProceed

_PACKED = b"\x1f\x8b\x08"
_LARGEST = 50_000_000
_FEW = 4
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_AS_BROWSERS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8"),  # whoever can read the name has read it in ASCII
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""What a declared name stands for: pages say the one and hold the other, of which it is a part."""
_ONE_BYTE = re.compile(r"cp125\d|iso-?8859|windows-125\d|latin", re.IGNORECASE)
"""Encodings in which any bytes are letters; a text in one of them is no UTF-8 but by accident."""
_OF_LANGUAGE = {
    "ja": "cp932", "ko": "cp949", "zh": "gb18030", "ru": "cp1251", "uk": "cp1251", "bg": "cp1251", "el": "cp1253",
    "tr": "cp1254", "he": "cp1255", "ar": "cp1256", "fa": "cp1256", "th": "cp874", "vi": "cp1258",
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro"), "cp1250"),
    **dict.fromkeys(("et", "lv", "lt"), "cp1257"),
}  # fmt: skip
_LANGUAGE = re.compile(rb"<html\b[^>]*\blang\s*=\s*[\"']?([a-zA-Z]+)", re.IGNORECASE)


def page_text(content: bytes) -> tuple[str, list[str]]:
    """The text of a saved page (``.mhtml`` too), and a sentence where its encoding is a guess."""
    content = _unpacked(content)
    declared = None
    if archived := _archived_pages(content):
        content, declared = _whole(*archived), archived[0].get_content_charset()
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace"), []
    declared = declared or EncodingDetector.find_declared_encoding(content, is_html=True, search_entire_document=True)
    name = _AS_BROWSERS.get(declared.lower(), declared) if declared else "utf-8"
    in_utf_8 = _decoded(content, "utf-8")
    if _ONE_BYTE.match(name) and in_utf_8 and not content.isascii():
        return in_utf_8, [f"The page says that its encoding is {declared}, and was read as UTF-8, which it is."]
    if text := _decoded(content, name) or in_utf_8:
        return text, []
    if name == "utf-8" and declared and (mended := _with_strays(content)):
        return mended, [
            "Some signs of the page are not in UTF-8, which it says it is; they were read as those of Windows."
        ]
    language = _LANGUAGE.search(content)
    name = _OF_LANGUAGE.get(language[1].decode().lower() if language else "", "cp1252")
    how = f"says that its encoding is {declared}, which cannot be" if declared else "does not say its encoding"
    said = f"The page {how}, and was read as {name}. Check letters with accents, quotes and dashes."
    return content.decode(name, "replace"), [said]


def _with_strays(content: bytes) -> str:
    """A text in UTF-8 into which somebody put signs of Windows; empty where most of it is no UTF-8."""
    text = content.decode("utf-8", "surrogateescape")
    strays = re.findall("[\udc80-\udcff]", text)
    others = sum(not each.isascii() for each in text) - len(strays)
    mended = re.sub("[\udc80-\udcff]", lambda sign: bytes([ord(sign[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return mended if others > len(strays) or len(strays) < _FEW else ""


def _unpacked(content: bytes) -> bytes:
    """What a page was before it was packed for its way (RFC 1952). CannotProceed when it is too large or broken."""
    if not content.startswith(_PACKED):
        return content
    try:
        unpacking = zlib.decompressobj(wbits=31)
        page = unpacking.decompress(content, _LARGEST)
    except zlib.error:
        raise CannotProceed("This page is packed (gzip), and the packing is broken. Save it again.") from None
    if unpacking.unconsumed_tail:
        raise CannotProceed(f"Unpacked, this page is larger than {_LARGEST // 1_000_000} MB.")
    if not unpacking.eof:
        raise CannotProceed("This page is packed (gzip), and its end is missing. Save it again.")
    return page


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except (LookupError, ValueError):  # the second also for a name with a NUL in it
        return ""


def _archived_pages(content: bytes) -> list[Message]:
    """The page in a web archive (RFC 2557), which browsers save as one file, and those of its frames; else nothing."""
    if not re.match(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", content):
        return []
    return [part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html"]


def _whole(page: Message, *frames: Message) -> bytes:
    """The bytes of a page with its address, and with the pages of its frames in it as such a page holds them."""
    content = _bytes_of(page)
    for frame in frames:
        place = re.escape(str(frame["Content-ID"]).strip("<>").encode("utf-8", "replace"))
        held = b'srcdoc="' + _bytes_of(frame).replace(b"&", b"&amp;").replace(b'"', b"&quot;") + b'"'
        content = held.join(re.split(rb"\bsrc=[\"']cid:" + place + rb"[\"']", content))
    address = str(page["Content-Location"] or "")
    is_address = re.fullmatch(r"https?://[^\s\"<>]+", address) and b"<base" not in content
    return b'<base href="%s">' % address.encode() + content if is_address else content


def _bytes_of(page: Message) -> bytes:
    payload = page.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
