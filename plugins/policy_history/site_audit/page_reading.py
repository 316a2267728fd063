"""A built site read once: each page and file held to what the guard allows, and what each page needs kept."""

from __future__ import annotations

from collections.abc import Set

from ..problems import Problem
from .fault_report import FaultReport
from .form_guard import RULE as FORMS
from .guard import Guard
from .known_tags import KnownTags
from .needs import Needs, needs_of
from .page import BuiltPage, Signature
from .page_faults import NOT_ALLOWED, UNDECLARED, Fault
from .site import BuiltSite
from .verdicts import Verdicts
from .written_addresses import read_address

# Files that browsers show as pages or run, and that no list here is for.
_ACTIVE = frozenset(["xhtml", "xht", "xml", "xsl", "xslt", "shtml", "mht", "mhtml", "hta", "swf"])
_ACTIVE_FILE = "A browser may run what a file of this kind holds. Publish it as a page, a picture or a PDF instead."
_FORM_ELSEWHERE = "This form sends to “{}”. Give it a page of its own, without policies, and link to that."
_DRAWING = "This drawing has entities or a stylesheet of another kind, which may run code. Save it as plain SVG."


class Reading:
    """The reading of ``built``: nothing may load, lead away, submit or run but what ``guard`` allows.

    ``verdicts`` are pages that a former reading with the same guard and frames has found faultless. ``held`` are the
    paths of the pages that are held to the guard, where not all are: then other pages, drawings and stylesheets are
    none of its business, and what the theme brings is told once, as a warning.
    """

    def __init__(
        self, guard: Guard, built: BuiltSite, verdicts: Verdicts | None = None, held: Set[str] | None = None
    ) -> None:
        self._guard = guard
        self._built = built
        self._verdicts = verdicts
        self._held = held
        self._report = FaultReport(built)
        self._faultless: set[Signature] = set()
        self._known = KnownTags()
        self._same: dict[Needs, Needs] = {}
        self.needs: dict[str, Needs] = {}
        """What the policy of each page that was read needs, by its path."""

    def page(self, page: BuiltPage) -> Needs:
        """Read a page, and say what its policy needs. Its faults join the problems."""
        found = self._verdicts.needs_of(page) if self._verdicts else None
        if found is None:
            found = self._judged(page)
        return self.know(page.path, found)

    def know(self, path: str, needs: Needs) -> Needs:
        """Take it as read that the page with that path needs this."""
        self.needs[path] = found = self._same.setdefault(needs, needs)
        return found

    def rest(self) -> list[Problem]:
        """Read all other pages, the drawings and the stylesheets: everything on the site that must not be there."""
        for path in self._built.pages:
            if path not in self.needs and (self._held is None or path in self._held):
                self.page(self._built.pages[path])
        if self._held is None:
            self._files()
        else:
            self._frames()
        return self._report.problems

    def _frames(self) -> None:
        """Tell which hosts the theme has every reader's browser call, or send what is written in a form to."""
        for frame in self._built.frames.pages:
            for element, fault in self._guard.faults_on(self._built, frame, self._faultless):
                action = element.attributes.get("action", "") if fault.rule == FORMS else ""
                if fault.rule == UNDECLARED:
                    self._report.tell_of_theme(frame, element, fault)
                elif read_address(action).host:
                    self._report.tell_of_theme(frame, element, Fault(FORMS, _FORM_ELSEWHERE.format(action), action))

    def _files(self) -> None:
        for path in self._built.files:
            ending = path.lower().rpartition(".")[2]
            if ending in _ACTIVE and self._built.origin(path):
                self._report.tell_place(path, 1, 1, Fault(NOT_ALLOWED, _ACTIVE_FILE))
            elif ending == "svg" and self._built.origin(path):
                self._drawing(path)
            elif ending == "css":
                self._stylesheet(BuiltPage(path, self._built.text(path)))

    def _judged(self, page: BuiltPage) -> Needs:
        found = self._known.needs_of(page)
        if found is None:
            found_here = self._guard.faults_on(self._built, page, self._faultless)
            faults = [each for each in found_here if self._held is None or not self._built.frames.holds(each[0])]
            for element, fault in faults:
                self._report.tell(page, element, fault)
            found = needs_of(page, self._guard.site_url)
            if faults:
                return found
            self._known.add(page, self._guard.site_url)
        if self._verdicts:
            self._verdicts.add(page, found)
        return found

    def _stylesheet(self, sheet: BuiltPage) -> None:
        if self._verdicts and self._verdicts.needs_of(sheet) is not None:
            return
        faults = list(self._guard.faults_in_styles(sheet.html))
        for fault, line, column in faults:
            self._report.tell_place(sheet.path, line, column, fault)
        if self._verdicts and not faults:
            self._verdicts.add(sheet, Needs())

    def _drawing(self, path: str) -> None:
        drawing = BuiltPage(path, self._built.text(path))
        if "<!ENTITY" in drawing.html or "<?xml-stylesheet" in drawing.html:
            self._report.tell_place(path, 1, 1, Fault(NOT_ALLOWED, _DRAWING))
        for element, fault in self._guard.faults_in_drawing(self._built, drawing):
            self._report.tell(drawing, element, fault)
