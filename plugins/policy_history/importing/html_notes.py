"""Footnotes of a web page: a short mark that links to a text further down, which links back or the mark is raised."""

from __future__ import annotations

import itertools
import re
from urllib.parse import unquote

from bs4.element import NavigableString, Tag

REFERENCE = "data-policy-note"
"""The attribute of what refers to a footnote: its number."""
TEXT = "data-policy-note-text"
"""The attribute of the element with the text of a footnote: its number."""

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[*†‡§¶#]{1,4})[\])]?", re.IGNORECASE)
_HOLDERS = ("li", "p", "div", "aside")
_NO_NOTE = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "pre", "ul", "ol", "dl")
_MOST = 100
"""So many links may stand in a note: a page of as many references is no text, and takes no time."""
_EDGES = "[]() \n\t"
_BACK = re.compile(r"^\s*[\^↑]\s*")


def take_in_notes(page: Tag, text: Tag) -> None:
    """Put notes that stand beside the text at its end."""
    for notes in page.select("[role=doc-endnotes], [role=doc-footnote], .footnotes, #footnotes"):
        notes.name = "section" if notes.name == "aside" else notes.name
        if not any(each is text for each in notes.parents) and not any(each is notes for each in text.parents):
            text.append(notes.extract())


def mark_notes(text: Tag) -> int:
    """Mark references and notes with attributes, in place of what the page shows for their numbers; how many notes."""
    for element in text.find_all(lambda tag: tag.has_attr(REFERENCE) or tag.has_attr(TEXT)):
        del element[REFERENCE], element[TEXT]
    notes = _Notes(text).found()
    for number, (note, links) in enumerate(notes, start=1):
        for link in links:
            outer = _alone_in(link, "sup")
            link.attrs = {key: link[key] for key in ("id", "name") if key in link.attrs} | {REFERENCE: str(number)}
            link.string = f"[{number}]"
            outer.replace_with(link)
        note[TEXT] = str(number)
    _drop_rule(notes[0][0] if notes else None)
    return len(notes)


def _drop_rule(note: Tag | None) -> None:
    """Take away the line that parts the notes from the text, where only it stands between them."""
    rule = note.find_previous("hr") if note is not None else None
    if isinstance(rule, Tag):
        between = itertools.takewhile(lambda each: each is not note, rule.next_elements)
        if not any(isinstance(each, str) and each.strip() for each in between):
            rule.decompose()


class _Notes:
    """The places of a text by their names and in their order."""

    def __init__(self, text: Tag) -> None:
        self._links = text.find_all("a", href=re.compile("^#."))
        self._order = {id(each): at for at, each in enumerate(text.find_all(True))}
        self._named: dict[str, Tag] = {}
        self._inner: dict[
            int, list[Tag] | None
        ] = {}  # the links in what might be a note, by its id; None if it is none
        for each in text.find_all(True):
            for name in (each.get("id"), each.get("name") if each.name == "a" else None):
                if name:
                    self._named.setdefault(str(name), each)

    def found(self) -> list[tuple[Tag, list[Tag]]]:
        """The notes in the order in which the text refers to them, each without its own mark, with the references."""
        found: dict[int, tuple[Tag, list[Tag]]] = {}
        for link in self._links:
            note = self._note_of(link)
            if note is not None:
                found.setdefault(id(note), (note, []))[1].append(link)
        for note, links in found.values():
            self._strip(note, links)
        return list(found.values())

    def _note_of(self, link: Tag) -> Tag | None:
        """The element with the note to which a link refers, if it does."""
        goal = self._goal(link)
        if goal is None or not _MARK.fullmatch(link.get_text().strip()):
            return None
        note = goal if goal.name in _HOLDERS else goal.find_parent(_HOLDERS)
        if note is None or self._order.get(id(note), 0) < self._order[id(link)]:
            return None
        if id(note) not in self._inner:
            links = note.find_all("a", href=True, limit=_MOST + 1)
            self._inner[id(note)] = None if note.find(_NO_NOTE) or len(links) > _MOST else links
        inner = self._inner[id(note)]
        if inner is None:
            return None
        leads_back = any(self._leads_to(each, link) for each in inner)
        is_raised = link.find_parent("sup") is not None or link.find("sup") is not None
        return note if leads_back or (is_raised and goal is note) else None

    def _goal(self, link: Tag) -> Tag | None:
        href = str(link.get("href") or "")
        return self._named.get(unquote(href[1:])) if href.startswith("#") else None

    def _leads_to(self, back: Tag, link: Tag) -> bool:
        """Whether a link leads to the other one, or to what stands around it, in it or right before it."""
        goal = self._goal(back)
        near = (link, link.find_previous_sibling(), *link.parents, *link.find_all(True))
        return goal is not None and any(each is goal for each in near)

    def _strip(self, note: Tag, links: list[Tag]) -> None:
        """Take the signs that lead back, and a typed number, from a note; words that lead back stay."""
        for back in self._inner[id(note)] or ():
            words = back.get_text().strip()
            is_sign = _MARK.fullmatch(words) or not any(map(str.isalnum, words))
            if not back.decomposed and is_sign and any(self._leads_to(back, link) for link in links):
                outer = _alone_in(back, "sup", "span", "b", "strong", "small")
                _drop_brackets(outer)
                outer.decompose()
        first = next((each for each in note.find_all(string=True) if each.strip()), None)
        if first is not None and (sign := _BACK.match(first)):
            first.replace_with(first[sign.end() :])
        elif first is not None and note.name != "li":
            marks = "|".join(re.escape(link.get_text().strip()) for link in links)
            first.replace_with(re.sub(rf"^\s*(?:{marks})(?:[.:)\]]\s+|(?<=[\])*†‡§¶#])\s+|\s*$)", "", first))


def _drop_brackets(mark: Tag) -> None:
    """Take away the brackets around a mark, which may be elements of their own, and a full stop behind it."""
    around = mark.find_previous_sibling(), mark.find_next_sibling()
    for bracket in around:
        if isinstance(bracket, Tag) and bracket.get_text().strip() in ("[", "]", "(", ")"):
            bracket.decompose()
    if isinstance(mark.next_sibling, NavigableString) and mark.previous_sibling is None:
        mark.next_sibling.replace_with(re.sub(r"^[.:)\]]\s", "", mark.next_sibling))


def _alone_in(element: Tag, *names: str) -> Tag:
    """The outermost element of those names around one that holds nothing else with text."""
    outer = element
    while (parent := outer.parent) is not None and parent.name in names:
        if parent.get_text().strip(_EDGES) != element.get_text().strip(_EDGES):
            break
        outer = parent
    return outer
