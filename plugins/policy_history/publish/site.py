"""The whole of what the engine publishes, read and checked, ready for whatever builds the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from markupsafe import Markup

from .. import clock
from ..cache.store import NOTHING, Store
from ..checks.run import Work, check_folder
from ..days import day_in_words
from ..editor.configuration import configuration
from ..editor.page import Editor, editor
from ..executing import executor
from ..model import Policy
from ..problems import Problem, ProblemsFound, Severity, collecting, counted, errors_in, printable
from ..progress import on_terminal
from ..site_audit.hosting import Hosting
from ..source.links import LEDGER_FILE, Ledger, read_ledger
from ..source.lock_file import Lock, read_lock
from ..source.provenance import Provenance, read_provenance
from ..text.article import SITE_SCHEME, site_address
from ..text.keeping import begin_round
from ..tracking.inventory import read_inventory
from ..tracking.model import Inventory
from . import addresses
from .data_files import common_assets, data_assets
from .edition import Edition, PolicyEdition
from .forms import Forms, UnknownForm, form_of, own_addresses, render_receipt, set_up_forms, with_script
from .heads import Head, heads, render_head, whole_head
from .page import Asset, Page
from .pages import overview, pages, sources, statement
from .policy_build import BuiltPolicy, built_policies, contents_of
from .rebuilt_policy import policy_settings
from .records import SiteLink
from .search_file import SEARCH, render_search
from .selection import ALL, Selection
from .site_options import SiteOptions
from .storage import render_links, render_panel, render_storage, storage_assets


class UnknownDirective(Exception):
    """A directive that means nothing; the message says which ones there are."""


@dataclass(frozen=True)
class Site:
    """Policies, inventory and forms as they are on the day of the build."""

    edition: Edition
    inventory: Inventory
    provenance: Provenance
    ledger: Ledger
    forms: Forms
    hosting: Hosting
    problems: tuple[Problem, ...]
    drafts: int
    editor: Editor = Editor()
    record: Lock = Lock("")
    made: tuple[BuiltPolicy, ...] = ()
    """What is published of each policy, where that is made already; else it is made when it is asked for."""
    selection: Selection = ALL

    @classmethod
    def read(cls, root: Path, options: SiteOptions, store: Store = NOTHING, processes: str = "1") -> Site:
        """Read everything below ``root`` and derive everything from it.

        ``store`` may keep what is made, ``processes`` says where that is done (``executing``). Raises ProblemsFound,
        ValueError.
        """
        today = options.today or clock.today(options.timezone)
        printed, ready_made = options.printed, options.ready_made
        with executor(processes) as pool:
            policies, inventory, ledger, problems = _read(root, options.folder, options.storage, today, store, pool)
            policies = options.selection.of(policies)
            edition = Edition.of(policies, today, options.site_url, printed=printed, ready_made=ready_made)
            provenance = read_provenance(root, options.folder)
            made = tuple(built_policies(edition, policy_settings(edition, provenance), store, pool))
        return cls(
            edition,
            inventory,
            provenance,
            ledger,
            set_up_forms(root, options, edition, contents_of(edition, made)),
            options.hosting,
            problems,
            sum(len(each.revisions) - len(each.published_by(today)) for each in policies),
            _editor(root, policies, options.editor),
            read_lock(root, options.folder),
            made,
            options.selection,
        )

    @property
    def warnings(self) -> list[Problem]:
        """What is not right, and stops nothing."""
        return [problem for problem in self.problems if problem.severity is Severity.WARNING]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The other hosts that the inventory declares."""
        return tuple(sorted({request.host for request in self.inventory.requests}))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page of every policy, by address."""
        made = (page for policy in self.made for page in policy.pages)
        return tuple(sorted(made if self.made else pages(self.edition, self.provenance), key=attrgetter("address")))

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """Every file that is published as it is."""
        publisher = next((policy.policy.publisher for policy in self.edition.policies), "")
        made = (asset for policy in self.made for asset in policy.assets)
        return (
            *sources(self.edition),
            *((*made, *common_assets()) if self.made else data_assets(self.edition)),
            *storage_assets(self.inventory, self.edition.base, publisher),
            *([Asset(addresses.RECORD, self.record.content)] if self.record.exists else []),
        )

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """What the heads of the policies' pages say, by their addresses."""
        return heads(self.edition, self.pages)

    def head(self, address: str) -> Markup:
        """What the head of the page at that address says to programs, as HTML; a page of any kind has some."""
        return render_head(self.edition, self.heads.get(address, Head()), address)

    def head_data(self, address: str) -> Head:
        """The same before it is written."""
        return whole_head(self.edition, self.heads.get(address, Head()), address)

    def with_head(self, html: str, address: str) -> str:
        """A whole page with that head, whatever the templates are that it was made by."""
        return html.replace("</head>", f"{self.head(address)}</head>", 1)

    @cached_property
    def by_address(self) -> Mapping[str, Page]:
        """The pages by their address."""
        return {page.address: page for page in self.pages}

    def directive(self, name: str, argument: str, address: str) -> Markup:
        """What a directive in the hand-written page at that address becomes; UnknownDirective with the remedy."""
        root = addresses.root_from(address)
        if name == "overview" and not argument:
            return overview(self.edition, root)
        if name == "storage" and not argument:
            return render_storage(self.inventory, root, has_feed=bool(self.edition.base))
        if name == "panel" and not argument:
            return render_panel(root)
        if name == SEARCH and not argument:
            return render_search(root)
        if name == "links" and not argument:
            return render_links(self.edition, self.ledger, root)
        if name == "text":
            return self._statement(argument, root)
        if name == "form":
            return self._form(argument, root)
        if name == "receipt" and not argument:
            return render_receipt(self.forms, root)
        raise UnknownDirective(
            f"“[policy: {f'{name} {argument}'.strip()}]” is not known. "
            "Write [policy: overview], [policy: storage], [policy: panel], [policy: search], "
            "[policy: links], [policy: text POLICY], [policy: form KIND] or [policy: receipt]."
        )

    def _statement(self, slug: str, root: str) -> Markup:
        policy = self.edition.find(slug)
        if policy is None:
            known = ", ".join(sorted(each.policy.slug for each in self.edition.policies))
            raise UnknownDirective(f"There is no published policy “{slug}”. Write one of: {known}.")
        return statement(policy, root, heading_shift=1, id_prefix=f"{slug}-")

    def _form(self, slug: str, root: str) -> Markup:
        try:
            return form_of(slug, self.forms, root)
        except UnknownForm as unknown:
            raise UnknownDirective(str(unknown)) from None

    def with_form_script(self, html: Markup, address: str) -> Markup:
        """The HTML of a hand-written page, with the forms' script where it has forms."""
        return with_script(html, self.forms, addresses.root_from(address))

    def missing_links(self, published: Mapping[str, Set[str] | None]) -> list[Problem]:
        """Links in policies and in the settings of requests that lead nowhere on this site.

        ``published`` has the addresses at which something is published, each with the ids on its page; None where these
        are not known (yet).
        """
        return _missing_in_settings(self.forms, published) + sorted(
            problem
            for policy, made in zip(self.edition.policies, self.made, strict=True)
            for problem in _missing(policy, made.links, published)
        )

    def summary(self) -> Iterator[str]:
        """What was published, a line each."""
        for policy in self.edition.policies:
            current = policy.in_force
            state = f"in force since {day_in_words(current.revision.effective)}" if current else "not in force yet"
            state = f"no longer in force since {day_in_words(policy.withdrawn)}" if policy.withdrawn else state
            ahead = "".join(f"; from {day_in_words(e.revision.effective)} a new one" for e in policy.upcoming)
            revisions = counted(len(policy.entries), "revision")
            yield f"/{policy.policy.place}/  {printable(policy.policy.title)}: {revisions}, {state}{ahead}"
        if self.drafts:
            yield f"Not published: {counted(self.drafts, 'draft')}"
        target = self.forms.endpoint.host if self.forms.endpoint else "no handler set; other ways to get in touch shown"
        yield f"Forms: {target}"
        yield from (str(problem) for problem in self.problems if problem.severity is Severity.NOTICE)
        if not self.edition.base:
            yield "No feeds: they need the site's own address. Set site_url in the site's configuration."
        if self.provenance.missing:
            yield f"Provenance: {self.provenance.missing} {self.provenance.remedy}".rstrip()
        yield from self.hosting.well_known.remedy()


def _editor(root: Path, policies: tuple[Policy, ...], options: Mapping[str, str]) -> Editor:
    """The browser editor; none unless a repository is named."""
    if not options.get("repository"):
        return Editor()
    names = ("backend", "repository", "branch")
    settings = configuration(policies, **{name: options[name] for name in names})
    return editor(settings, root / options["script"])


def _read(
    root: Path, folder: str, storage: str, today: date, store: Store, pool: Executor
) -> tuple[tuple[Policy, ...], Inventory, Ledger, tuple[Problem, ...]]:
    """Policies, inventory and ledger of links; every problem of all at once."""
    problems: list[Problem] = []
    inventory: Inventory | None = None
    begin_round()
    policies, report = check_folder(root, folder, today, work=Work(pool, on_terminal(), store))
    problems.extend(report.problems)
    with collecting(problems):
        inventory = read_inventory(root, storage)
    if errors_in(problems) or inventory is None:
        raise ProblemsFound(errors_in(problems))
    return policies, inventory, read_ledger(root, f"{folder}/{LEDGER_FILE}"), tuple(problems)


def _missing(
    policy: PolicyEdition, links: Iterable[SiteLink], published: Mapping[str, Set[str] | None]
) -> Iterator[Problem]:
    paths = {str(entry.revision.id): entry.revision.path for entry in policy.entries}
    for link in links:
        if fault := _link_fault(link.target, published):
            message = f"“{link.target}” leads nowhere: {fault}. Mend the link."
            yield Problem(paths[link.revision], link.line, link.column, "link", message)


def _missing_in_settings(forms: Forms, published: Mapping[str, Set[str] | None]) -> list[Problem]:
    faults = {address: _link_fault(address, published) for address in own_addresses(forms.settings)}
    return [
        Problem(forms.settings_file, 1, 1, "link", f"“{address}” leads nowhere: {fault}. Mend the link.")
        for address, fault in faults.items()
        if fault
    ]


def _link_fault(target: str, published: Mapping[str, Set[str] | None]) -> str:
    address, _, fragment = site_address(target).removeprefix(f"{SITE_SCHEME}:/").partition("#")
    path = address.partition("?")[0]
    if path not in published:
        return f"nothing is published at /{path}"
    ids = published[path]
    return f"the page /{path} has no “{fragment}”" if fragment and ids is not None and fragment not in ids else ""
