"""The engine's pages and files in the terms of MkDocs."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import dirname_to_title

from policy_history.publish import addresses
from policy_history.publish.frame import POLICY_LANGUAGE
from policy_history.publish.page import Page
from policy_history.publish.site import Site
from policy_history.scaffold.placeholders import with_inherited
from policy_history.site_audit.site import Origin
from policy_history.text.document import Clause

from .other_plugins import left_alone, plugin_names

# YAML folds these as line ends, or refuses them, where JSON takes them for characters like others.
_NO_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class EngineFile(File):
    """A file of the engine's, which writes it itself. No theme leads to it by itself."""

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: the engine writes it when the rest of the site is there."""


class EnginePage(EngineFile):
    """A page that the engine writes itself. Links to it are checked as to any other; MkDocs makes nothing of it.

    While files are gathered it is a page, for plugins that lead to pages. Then it is none until the navigation is
    known; one that stands there is MkDocs' like others.
    """

    is_ours = False
    is_gathered = False

    def is_documentation_page(self) -> bool:
        """Whether MkDocs is to make it: a navigation names it. Plugins may lead to it before that is known."""
        return not self.is_gathered or (self.page is not None and not self.is_ours)


def generated_files(site: Site, config: MkDocsConfig, *, all_pages: bool) -> Iterator[File]:
    """A file for each page and each asset of the site; with ``all_pages`` MkDocs makes every page."""
    is_searched = "search" in plugin_names(config)
    alone = left_alone(config, ours=True)
    written = dict(_written(site, Path(config.config_file_path).parent))
    for page in site.pages:
        # A navigation written out by hand lists what it wants; MkDocs makes one of its own only of included pages.
        listed = config.nav is None and not page.parent
        level = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
        is_read = all_pages or not page.parent or (is_searched and page.searchable)
        kind = File if is_read else EnginePage
        file = kind.generated(config, page_source(page.address), content=_stub(page, alone), inclusion=level)
        file.dest_uri = f"{page.address}index.html"
        # MkDocs knows none for what is made in memory; hooks open it, ask git about it, or lead to it.
        file.abs_src_path = next(written[each] for each in _and_above(page.address) if each in written)
        yield file
    for asset in site.assets:
        # Under its own name MkDocs would take a Markdown source for a page and render it.
        level = InclusionLevel.NOT_IN_NAV  # whatever exclude_docs says of the site's own files
        file = EngineFile.generated(config, asset.address + ".source", content=asset.content, inclusion=level)
        file.dest_uri = asset.address
        yield file


def _written(site: Site, root: Path) -> Iterator[tuple[str, str]]:
    """Where the text lies that is at an address, or that of the policy to whose pages the address leads."""
    for policy in site.edition.policies:
        texts = {addresses.revision(policy.policy, entry.revision): entry.revision.path for entry in policy.entries}
        shown = policy.in_force or policy.entries[-1]
        texts[addresses.in_force(policy.policy)] = shown.revision.path
        yield from ((address, str(root / path)) for address, path in texts.items())


def _and_above(address: str) -> Iterator[str]:
    """The address, and those of the folders it lies in."""
    while address:
        yield address
        address = address.rstrip("/").rpartition("/")[0] + "/" if "/" in address.rstrip("/") else ""


def leave_out_sources(files: Files, folder: Path) -> None:
    """Leave out what lies in the folder of the policies, where that is within docs_dir: MkDocs would publish drafts."""
    below = os.path.join(folder.resolve(), "")  # noqa: PTH118 (a Path has no separator at its end)
    for file in list(files):
        if file.abs_src_path and os.path.realpath(file.abs_src_path).startswith(below):
            files.remove(file)


def announce(files: Files, ours: Iterable[File]) -> None:
    """Name our pages to plugins that look for pages while files are gathered. What stands there already stays."""
    for file in ours:
        if file.src_uri not in files.src_uris:
            files.append(file)


def published(files: Files, *, preview: bool) -> Iterator[File]:
    """The files that the site has: drafts are shown in the preview alone."""
    return (file for file in files if (file.inclusion.is_in_serve() if preview else file.inclusion.is_included()))


def settle(files: Files, ours: Sequence[File]) -> list[File]:
    """End the gathering, and put back what was taken away. The files of others at addresses of ours, if any."""
    mine = set(map(id, ours))
    taken = {file.dest_uri: file for file in files if id(file) not in mine and not file.inclusion.is_excluded()}
    for file in ours:
        if isinstance(file, EnginePage):
            file.is_gathered = True
    announce(files, ours)
    return [taken[file.dest_uri] for file in ours if file.dest_uri in taken]


def take_over(site: Site, files: Files, config: MkDocsConfig) -> list[str]:
    """The addresses of the pages that no navigation names, which the engine writes; links to them can be checked."""
    ours = []
    for page in site.pages:
        file = file_for(files, page.address)
        if isinstance(file, EnginePage) and file.page is None:
            file.is_ours = True
            stand_in = MkDocsPage(str(escape(page.title)), file, config)
            stand_in.present_anchor_ids = anchors_of(page)
            stand_in.update_date = page.changed.isoformat()
            ours.append(page.address)
    return ours


def place(site: Site, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
    """Put each page of ours where a reader looks for it.

    MkDocs makes a section of every folder: in a navigation that nobody wrote by hand a policy stands without one,
    those of a group stand below it, and one that was withdrawn does not stand there. What no navigation lists is under
    the page it belongs to.
    """
    if config.nav is None:
        ended = {addresses.in_force(each.policy) for each in site.edition.policies if each.withdrawn}
        items = _in_order([each for each in _without_folders(nav.items, site) if _address(each) not in ended], site)
        nav.items[:] = _grouped(items, _groups(site))
    for page in site.pages:
        file = file_for(files, page.address)
        parent = file_for(files, page.parent) if page.parent else None
        if file is not None and file.page is not None and parent is not None and file.page.parent is None:
            file.page.parent = parent.page  # type: ignore[assignment]


def _in_order(items: list[StructureItem], site: Site) -> list[StructureItem]:
    """The items, and in the places of the policies these as all lists have them."""
    order = [addresses.in_force(each.policy) for each in site.edition.policies]
    policies = sorted((each for each in items if _address(each) in order), key=lambda each: order.index(_address(each)))
    return [policies.pop(0) if _address(each) in order else each for each in items]


def _without_folders(items: Iterable[StructureItem], site: Site) -> Iterator[StructureItem]:
    for item in items:
        if isinstance(item, Section):
            page = item.children[0] if len(item.children) == 1 else None
            if isinstance(page, MkDocsPage) and _is_of_folder(page, item.title, site):
                page.parent = item.parent
                yield page
                continue
            item.children[:] = list(_without_folders(item.children, site))
        yield item


def _is_of_folder(page: MkDocsPage, title: str, site: Site) -> bool:
    """Whether it is a page of ours, and the title that of its folder; one that somebody chose stays."""
    address = address_of(page.file)
    return address in site.by_address and title == dirname_to_title(address.rstrip("/").rpartition("/")[2])


def _address(item: StructureItem) -> str:
    return address_of(item.file) if isinstance(item, MkDocsPage) else "no page"


def _groups(site: Site) -> dict[str, str]:
    """The group of each policy that shares it with another one, by the policy's address; none where all are of one."""
    found = {addresses.in_force(each.policy): each.policy.group for each in site.edition.policies}
    counts = Counter(found.values())
    return {address: group for address, group in found.items() if group and 1 < counts[group] < len(found)}


def _grouped(items: list[StructureItem], groups: Mapping[str, str]) -> list[StructureItem]:
    """The items, with a section for each group in the place of its first policy."""
    sections: dict[str, Section] = {}
    made: list[StructureItem] = []
    for item in items:
        group = groups.get(_address(item), "")
        if isinstance(item, Section):
            item.children[:] = _grouped(item.children, groups)
        if not group:
            made.append(item)
            continue
        if group not in sections:
            sections[group] = Section(str(escape(dirname_to_title(group))), [])
            sections[group].parent = item.parent
            made.append(sections[group])
        sections[group].children.append(item)
        item.parent = sections[group]
    return made


def anchors_of(page: Page) -> set[str]:
    """The ids on a page that links may lead to."""
    return {*page.anchors, *(clause.id for clause in page.contents)}


def page_source(address: str) -> str:
    """Under which path MkDocs knows the page at that address."""
    return f"{address}index.md"


def address_of(file: File) -> str:
    """The address of that file from the root of the site; MkDocs calls the home page "./"."""
    return file.url.removeprefix("./")


def source_path(file: File, config: MkDocsConfig) -> str:
    """Where that file lies, as messages name files: from the folder of mkdocs.yml, with forward slashes."""
    if file.abs_src_path is None:
        return file.src_uri
    path = os.path.relpath(file.abs_src_path, Path(config.config_file_path).parent)
    is_made = path.startswith("..") and not Path(file.abs_src_path).is_relative_to(config.docs_dir)
    return file.src_uri if is_made else Path(path).as_posix()  # what a program makes lies in a folder of its own


def origins_of(files: Files, config: MkDocsConfig) -> Callable[[str], Origin | None]:
    """From which of the author's files each file of the built site was made: by hand, or as it is."""
    docs = Path(config.docs_dir)
    written = {
        file.dest_uri: file
        for file in files
        if file.abs_src_path and not file.generated_by and Path(file.abs_src_path).is_relative_to(docs)
    }

    def origin(path: str) -> Origin | None:
        file = written.get(path)
        return Origin(source_path(file, config), _text_of(Path(file.abs_src_path or ""))) if file else None

    return origin


def shared_sources(config: MkDocsConfig, policies: str) -> list[Origin]:
    """The configuration, the templates with which the site changes its theme, and the files of its policies."""
    folder, custom = Path(config.config_file_path).parent, config.theme.custom_dir
    paths = [
        *(path for path, _ in with_inherited(Path(config.config_file_path))),
        *(sorted(Path(custom).rglob("*.html")) if custom else []),
    ]
    paths += sorted(path for path in (folder / policies).rglob("*") if path.suffix in {".yml", ".md"})
    return [Origin(Path(os.path.relpath(path, folder)).as_posix(), _text_of(path)) for path in paths if path.is_file()]


def _text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", "replace")


def file_for(files: Files, address: str) -> File | None:
    """The file of the page at that address."""
    return files.src_uris.get(page_source(address))


def _stub(page: Page, more: dict[str, Any]) -> str:
    """What MkDocs is to know of a page: names as HTML. Its body comes in ``on_page_content``; JSON is YAML."""
    names = {"title": escape(page.title), "description": escape(page.description)}
    language = {POLICY_LANGUAGE: page.language} if page.language else {}
    meta = json.dumps({**names, **language, **more, "search": {"exclude": not page.searchable}}, ensure_ascii=False)
    as_yaml = _NO_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", meta)
    return f"---\n{as_yaml}\n---\n"


def table_of_contents(clauses: Sequence[Clause]) -> TableOfContents:
    """Headings as MkDocs lists them, each under the nearest higher one before it."""
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for clause in clauses:
        link = AnchorLink(escape(clause.title), clause.id, clause.level)
        while open_links and open_links[-1].level >= clause.level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    return TableOfContents(top)
