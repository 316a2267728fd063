"""What letters only look like and Markdown does not hold: struck out, highlighted, in capitals; and what is raised."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..importing.content import struck_out, touch
from .package import W
from .styles import Styles

_STRUCK, _OPEN, _CAPITALS, _UNSEEN = range(4)
_SENTENCES = (
    struck_out("{}"),
    "Highlighted, which often marks what is still open: “{}”.",
    "Shown by Word in capitals, and kept as typed: “{}”.",
    "White on white or too small to be seen in Word, and kept: “{}”. Delete it if nobody was to read it.",
)
_SMALLEST = 4
"""In half points: what is no larger nobody can read."""
_MOST = 20
"""So many texts of a kind are told."""


class InlineStyles:
    """The texts that look so, in order; neighbours that look alike are one."""

    def __init__(self) -> None:
        self._found: dict[int, list[str]] = {kind: [] for kind in range(len(_SENTENCES))}
        self._open: frozenset[int] = frozenset()

    def end(self) -> None:
        """Begin a paragraph: what follows is no neighbour of what was before."""
        self._open = frozenset()

    def note(self, styles: Styles, run: etree._Element, paragraph: etree._Element, text: str) -> None:
        """Remember how a text of a run looks."""
        kinds = frozenset(_kinds(styles, run, paragraph))
        for kind in kinds:
            if kind in self._open:
                self._found[kind][-1] += text
            else:
                self._found[kind].append(text)
        self._open = kinds if text.strip() else kinds & self._open

    def told(self) -> Iterator[str]:
        """A sentence for each."""
        for kind, texts in self._found.items():
            shown = dict.fromkeys(" ".join(text.split()) for text in texts)
            said = [text for text in shown if text and _says_something(kind, text)]
            yield from (_SENTENCES[kind].format(text) for text in said[:_MOST])
            if len(said) > _MOST:
                yield _SENTENCES[kind].format(f"… and {len(said) - _MOST} more")


def _kinds(styles: Styles, run: etree._Element, paragraph: etree._Element) -> Iterator[int]:
    if styles.run_is(run, paragraph, "strike") or styles.run_is(run, paragraph, "dstrike"):
        yield _STRUCK
    if styles.run_value(run, paragraph, "highlight") not in ("", "none"):
        yield _OPEN
    if styles.run_is(run, paragraph, "caps") and not styles.heading_level(paragraph):
        yield _CAPITALS
    if _is_unseen(styles, run, paragraph):
        yield _UNSEEN


def _is_unseen(styles: Styles, run: etree._Element, paragraph: etree._Element) -> bool:
    """Whether letters are white where nothing gives them another ground, or of two points at most."""
    size = styles.run_value(run, paragraph, "sz")
    if size.isdecimal() and int(size) <= _SMALLEST:
        return True
    if styles.run_value(run, paragraph, "color").upper() != "FFFFFF":
        return False
    # The style of a table may colour its rows; a highlighted text is told as such.
    is_on_ground = styles.run_value(run, paragraph, "highlight") or next(run.iterancestors(f"{W}tbl"), None) is not None
    grounds = [*run.iterfind(f"{W}rPr/{W}shd"), *paragraph.iterfind(f"{W}pPr/{W}shd")]
    return not is_on_ground and all(each.get(f"{W}fill") in (None, "auto", "FFFFFF") for each in grounds)


def part_struck(root: etree._Element, styles: Styles) -> None:
    """Put a blank between struck-out letters and those that took their place: only the line told 12 from 24 in 1224."""
    for paragraph in root.iter(f"{W}p"):
        before, was_struck = "", False
        for text in paragraph.iter(f"{W}t"):
            run = text.getparent()
            is_struck = run is not None and any(styles.run_is(run, paragraph, name) for name in ("strike", "dstrike"))
            if is_struck is not was_struck and touch(before, text.text or ""):
                text.text = f" {text.text}"
            before, was_struck = text.text or "", is_struck


def off_the_line(styles: Styles, run: etree._Element, paragraph: etree._Element) -> tuple[bool, bool]:
    """Whether letters are raised, and whether they are lowered."""
    position = styles.run_value(run, paragraph, "vertAlign")
    if position in ("superscript", "subscript"):
        return position == "superscript", position == "subscript"
    shift = styles.run_value(run, paragraph, "position")
    return (not shift.startswith("-"), shift.startswith("-")) if _is_moved(shift, run) else (False, False)


def _is_moved(shift: str, run: etree._Element) -> bool:
    """Whether letters are off the line by a distance and smaller, as LibreOffice writes raised ones of web pages."""
    return shift.strip("-0") != "" and run.find(f"{W}rPr/{W}sz") is not None


def _says_something(kind: int, text: str) -> bool:
    return kind != _CAPITALS or text != text.upper()
