"""The engine's own pages on their way into the built site: each is read, gets its security policy, and is written.

A page that stands in the site already, byte for byte, stays where it is: nothing of it is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from hashlib import sha256

from markupsafe import Markup

from ..cache.keys import key
from ..cache.store import Store
from ..problems import Problem, ProblemsFound, errors_in
from ..site_audit.content_security import Security
from ..site_audit.form_guard import FormSignature, OwnForms, signatures
from ..site_audit.guard import Guard
from ..site_audit.needs import Needs
from ..site_audit.page import BuiltPage
from ..site_audit.page_changes import marked
from ..site_audit.page_reading import Reading
from ..site_audit.site import BuiltSite
from ..site_audit.verdicts import Verdicts
from .addresses import root_from
from .forms import all_forms
from .pages import questions
from .scripts import asked_for
from .security import inline_of, surroundings
from .site import Site


class PageWriter:
    """Writes pages of ``site`` into ``built``. ``store`` keeps which pages were found faultless.

    The site's stylesheets must be there when it begins: a page's policy depends on them. ``held`` are the paths of the
    pages that are held to the rules of what may stand on them; None for all.
    """

    def __init__(self, site: Site, built: BuiltSite, store: Store, held: Set[str] | None) -> None:
        guard = _guard(site)
        self.built = built
        self._verdicts = Verdicts(store, _key(site, guard, built))
        self._reading = Reading(guard, built, self._verdicts, held)
        # What scripts there are matters to pages with scripts only. These wait until all are known.
        around = surroundings(site, BuiltSite(built.folder).stylesheets, "", inline_of(built))
        self._security = Security((), around) if site.hosting.content_security else None
        self.held = held
        self.warnings: list[Problem] = []
        """What stops nothing and is to be told."""
        self.made: set[str] = set()
        """The paths of the pages that can be made again whole."""
        self.settled: set[str] = set()
        """The paths of the pages that are written as they are published."""
        self.asked_for: set[str] = set()
        """The addresses of the scripts that pages ask for."""

    def leave(self, path: str, stamp: str, *, can_be_made_again: bool) -> bool:
        """Whether the page with that path stands in the site already; then it is left there, and not even made.

        ``stamp`` stands for all of which it is made. That page was judged by the same guard, and stands as it was
        written then, byte for byte.
        """
        found = self._verdicts.stamped(path, lambda needs: self._mark(stamp, needs))
        if found is None or not self.built.leave(path, found.sha256):
            return False
        self._reading.know(path, found.needs)
        self.settled.add(path)
        if can_be_made_again:
            self.made.add(path)
        return True

    def _mark(self, stamp: str, needs: Needs) -> str:
        return key("written", stamp, repr(self._policy(needs)))

    def _policy(self, needs: Needs) -> Mapping[str, tuple[str, ...]] | None:
        return self._security.of(needs) if self._security else None

    def write(self, path: str, html: str, *, can_be_made_again: bool, stamp: str = "") -> None:
        """Write the page with that path. What is wrong with it is told when all are read."""
        page = BuiltPage(path, html)
        needs = self._reading.page(page)
        self.asked_for |= asked_for(html)
        if can_be_made_again:
            self.made.add(path)
        if needs.runs or self.built.preview:
            self.built.put(path, html.encode())
        else:
            content = marked(page, self._policy(needs)).encode()
            self.built.put(path, content)
            self.settled.add(path)
            if stamp and not asked_for(html):
                self._verdicts.stamp(page, self._mark(stamp, needs), sha256(content).hexdigest())

    def read_rest(self) -> Mapping[str, Needs]:
        """Read everything else that was built, and say what the policy of each page needs, by its path.

        ProblemsFound when something loads, leads away, submits or runs that the site does not allow.
        """
        problems = self._reading.rest()
        if errors := errors_in(problems):
            raise ProblemsFound(errors)
        self.warnings = problems
        self._verdicts.keep()
        return self._reading.needs


def _own_forms(site: Site, root: str) -> list[Markup]:
    """Every form the engine may have put on a page from which ``root`` leads to the root of the site."""
    return [*all_forms(site.forms, root), *questions(site.edition, root)]


def _guard(site: Site) -> Guard:
    def rendered(address: str) -> frozenset[FormSignature]:
        html = _own_forms(site, root_from(address))
        return frozenset(signature for each in html for _, signature in signatures(BuiltPage("", str(each))))

    handler = site.forms.endpoint.url if site.forms.endpoint else ""
    return Guard(
        site.hosting.site_url,
        site.hosts,
        site.inventory.path,
        OwnForms(handler, rendered),
        inline_styles=not site.hosting.content_security,
    )


def _key(site: Site, guard: Guard, built: BuiltSite) -> str:
    """The key of verdicts: all that decides on a page besides its bytes and its path."""
    allowed = [site.hosting.is_strict, guard.site_url, list(guard.hosts), guard.forms.endpoint, guard.inline_styles]
    forms = [str(each) for each in _own_forms(site, "")]
    frames = built.frames
    around = [frames.root, sorted(frames.scripts), [[page.path, page.html] for page in frames.pages]]
    return key("verdicts", json.dumps([allowed, forms, around]))
