"""What the pages of a built site may load, lead to and run: what ``allowed.py`` lists, and nothing else.

Pages are read as browsers read them. What the theme's own templates bring is let be where it stays on the site; what
comes from a page, a title, mkdocs.yml or a template of the site's own is an error there, told once for its cause.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from .allowed import (
    CITED,
    DATA_TYPES,
    LINKS,
    is_attribute_allowed,
    is_element_allowed,
    is_value_allowed,
    runs_in_attribute,
    with_defaults,
)
from .content_security import is_declared
from .form_guard import RULE, OwnForms, form_faults, secret_field
from .needs import Load, directive_of, loads_of
from .page import BuiltPage, Element, Signature
from .page_changes import is_alignment
from .page_faults import NOT_ALLOWED, Fault, address_fault, attribute_fault, element_fault, host_fault, value_fault
from .site import BuiltSite
from .written_addresses import is_value_plain, read_address, style_addresses

_CONTROLS = frozenset({"button", "fieldset", "input", "object", "optgroup", "option", "output", "select", "textarea"})
_SCRIPT = (
    "This script is none that the theme or mkdocs.yml puts into pages, so it must not run. "
    "Put it into a file and list that under extra_javascript in mkdocs.yml, or delete it."
)
_SCRIPT_FILE = "mkdocs.yml does not list this script. List it under extra_javascript there, or delete it."
_STYLE = "This style attribute has no effect here. Use a class, with its rules in a stylesheet of the site."
_STYLE_ELEMENT = "<style> has no effect here. Put its rules into a file and list that under extra_css in mkdocs.yml."

# What it depends on where these stand whether they may: the same elsewhere may be another file.
_DEPENDING_ON_PAGE = frozenset(["form", "frame", "iframe", "input", "link", "script", "style"])

_FORM = re.compile("<form", re.IGNORECASE)  # no form element is made of anything else (HTML Standard, 13.2.6)


@dataclass(frozen=True, slots=True)
class Guard:
    """What the site at ``site_url`` allows besides the lists.

    ``hosts`` are those the storage inventory, the file ``inventory``, declares. ``inline_styles`` is whether pages have
    no content security policy, so that styles in them work.
    """

    site_url: str
    hosts: tuple[str, ...]
    inventory: str
    forms: OwnForms
    inline_styles: bool = False

    def faults_on(
        self, built: BuiltSite, page: BuiltPage, faultless: set[Signature]
    ) -> Iterator[tuple[Element, Fault]]:
        """The faults of a page. ``faultless`` are elements that have none on any page; it grows with each page."""
        has_forms = _FORM.search(page.html) is not None
        found = form_faults(page, self.forms, built.frames.forms) if has_forms else ()
        forms = {id(form): (form, faults) for form, faults in found}
        for element in page.elements:
            is_alone = not forms and element.tag not in _DEPENDING_ON_PAGE
            if is_alone and (signature := element.signature) in faultless:
                continue
            form, faults = forms.get(id(element if element.tag == "form" else element.form), (None, []))
            if form is element:
                yield from ((element, Fault(RULE, fault, everywhere=True)) for fault in faults)
            elif fault := secret_field(element):
                yield element, Fault(RULE, fault, everywhere=True)
                continue
            if form is not None and (not faults or form is element or element.tag in _CONTROLS):
                # The whole form is the site's own, or has been told.
                faults_of_element = list(self._loads(page, element))
            else:
                faults_of_element = list(self._of_element(built, page, element, styles=self.inline_styles))
                if is_alone and not faults_of_element:
                    faultless.add(signature)
            yield from ((element, each) for each in faults_of_element)

    def _of_element(self, built: BuiltSite, page: BuiltPage, element: Element, *, styles: bool) -> Iterator[Fault]:
        yield from self._loads(page, element)
        if element.tag == "style":
            yield from self._style_element(built, element, styles=styles)
        elif element.runs:
            yield from self._script(built, page, element)
        elif not is_element_allowed(element.tag) or _misleads(element):
            yield element_fault(element.tag)
            return
        elif element.tag == "script" and element.attributes.get("type", "").strip().lower() not in DATA_TYPES:
            yield Fault(NOT_ALLOWED, _SCRIPT)
        for name, value in with_defaults(element.tag, element.attributes).items():
            yield from self._attribute(element, name, value, styles=styles)

    def faults_in_drawing(self, built: BuiltSite, drawing: BuiltPage) -> Iterator[tuple[Element, Fault]]:
        """The faults of an author's drawing: opened by itself it is a page, perhaps sent without a policy."""
        for element in drawing.elements:
            yield from ((element, fault) for fault in self._of_element(built, drawing, element, styles=True))

    def _attribute(self, element: Element, name: str, value: str, *, styles: bool) -> Iterator[Fault]:
        tag = element.tag
        if name == "style":
            if not styles and not is_alignment(element):
                yield Fault("blocked", _STYLE)
            yield from (fault for fault, _, _ in self.faults_in_styles(value))
        elif runs_in_attribute(name) or not is_attribute_allowed(tag, name):
            yield attribute_fault(tag, name)
        elif (tag, name) in LINKS | CITED:
            address = read_address(value)
            if address.leads_astray:
                yield address_fault(address)
        elif not directive_of(tag, name) and not (
            is_value_allowed(tag, name, value, element.attributes) and is_value_plain(value)
        ):
            yield value_fault(tag, name, value)

    def _loads(self, page: BuiltPage, element: Element) -> Iterator[Fault]:
        for load in loads_of(element, self.site_url):
            if not (load.host or load.is_own or load.is_picture_in_page) or load.address.fault:
                yield address_fault(load.address)
            elif load.host and not is_declared(load.host, self.hosts):
                yield host_fault(load.host, self.inventory, load.address.written)
            elif load.is_own and load.directive in {"style-src", "frame-src"} and not self._on_site(page, load):
                yield host_fault(f"{load.address.written}, outside this site,", self.inventory, load.address.written)

    def _on_site(self, page: BuiltPage, load: Load) -> bool:
        """Whether a stylesheet or frame is a file of this site, and so one that has been looked at.

        Pictures may stand elsewhere on the site's own host: that calls nobody new, and a picture runs nothing.
        """
        if not self.site_url or page.path == "404.html":
            return True
        root = self.site_url.rstrip("/") + "/"
        whole = urljoin(root + page.address, load.address.written)
        return f"{posixpath.normpath(whole)}/".startswith(posixpath.normpath(root) + "/")

    def _script(self, built: BuiltSite, page: BuiltPage, script: Element) -> Iterator[Fault]:
        if any(load.host for load in loads_of(script, self.site_url)) or built.frames.runs(page, script):
            return
        if "src" in script.attributes:
            yield Fault(NOT_ALLOWED, _SCRIPT_FILE, script.attributes["src"])
        else:
            yield Fault(NOT_ALLOWED, _SCRIPT, script.text.strip())

    def _style_element(self, built: BuiltSite, element: Element, *, styles: bool) -> Iterator[Fault]:
        if not styles and element.text not in built.frames.inline_styles:
            yield Fault("blocked", _STYLE_ELEMENT)
        yield from (fault for fault, _, _ in self.faults_in_styles(element.text))

    def faults_in_styles(self, css: str) -> Iterator[tuple[Fault, int, int]]:
        """The faults of a stylesheet or of a style attribute, each with line and column."""
        for each in style_addresses(css):
            address = each.address
            own = f"{self.site_url}/".startswith(f"{address.origin}/")
            if address.fault or not (address.scheme in {"", "http", "https"} or address.is_data_of_style):
                yield address_fault(address), each.line, each.column
            elif address.host and not own and not is_declared(address.host, self.hosts):
                yield host_fault(address.host, self.inventory, address.written), each.line, each.column


def _misleads(element: Element) -> bool:
    """Whether what stands in a noscript element may be markup to a browser that runs scripts, and only a value here."""
    within = element.text.lower().replace("&lt;", "<")
    return element.tag == "noscript" and ("</noscript" in within or "<!--" in within)
