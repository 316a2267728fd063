"""What the theme puts around every page, and so what may run there: told from the theme itself, never from a page."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from .form_guard import FormSignature, signatures
from .page import BuiltPage, Element, Signature

_NOWHERE = "https://this.invalid"


@dataclass(frozen=True)
class Frames:
    """The theme's frames around pages without a title, a text and a navigation, one at each depth it is used at.

    What stands there comes from the theme's templates and the site's configuration alone. ``scripts`` are the paths of
    further script files that pages may ask for, from the root of the site; ``root`` is that root on its host.
    """

    pages: tuple[BuiltPage, ...] = ()
    scripts: frozenset[str] = frozenset()
    root: str = "/"

    def holds(self, element: Element) -> bool:
        """Whether the theme brings an element exactly like this one."""
        return element.signature in self._elements

    def runs(self, page: BuiltPage, script: Element) -> bool:
        """Whether a script is one that the theme, the configuration or the engine put there."""
        if "src" not in script.attributes:
            return script.text in self.inline_scripts
        return self._path(page, script) in self.script_files

    @cached_property
    def inline_scripts(self) -> frozenset[str]:
        """The texts of the inline scripts."""
        return frozenset(each.text for page in self.pages for each in page.scripts if "src" not in each.attributes)

    @cached_property
    def inline_styles(self) -> frozenset[str]:
        """The texts of the inline styles."""
        return frozenset(style.text for page in self.pages for style in page.all("style"))

    @cached_property
    def script_files(self) -> frozenset[str]:
        """The paths of the script files on the site."""
        asked_for = (self._path(page, each) for page in self.pages for each in page.scripts if "src" in each.attributes)
        return self.scripts | frozenset(asked_for)

    @cached_property
    def forms(self) -> frozenset[FormSignature]:
        """The forms, each with everything in it."""
        return frozenset(signature for page in self.pages for _, signature in signatures(page))

    @cached_property
    def _elements(self) -> frozenset[Signature]:
        return frozenset(element.signature for page in self.pages for element in page.elements)

    def _path(self, page: BuiltPage, script: Element) -> str:
        """The path of a script's file from the root of the site; the whole address where it is not on the site."""
        base = _NOWHERE + self.root
        whole = urlsplit(urljoin(base + page.address, script.attributes.get("src", "").strip()))
        path = posixpath.normpath(unquote(whole.path))
        if f"{whole.scheme}://{whole.netloc}" != _NOWHERE or not path.startswith(self.root):
            return whole.geturl()
        return path.removeprefix(self.root)
