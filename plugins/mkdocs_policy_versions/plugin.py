"""The events of MkDocs, each handed to the engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from policy_history.cache.store import NOTHING, Store, store_at
from policy_history.garbage import collect_seldom
from policy_history.problems import ProblemsFound, in_short
from policy_history.publish.directives import MISPLACED, Directives, line_of
from policy_history.publish.finishing import finish
from policy_history.publish.page_writer import PageWriter
from policy_history.publish.rebuild_check import rebuilt_site
from policy_history.publish.security import held_pages, is_held, parts_of
from policy_history.publish.settings_file import settings_of
from policy_history.publish.site import Site, UnknownDirective
from policy_history.publish.site_settings import SiteSettings
from policy_history.site_audit.site import BuiltSite

from .config import PolicyVersionsConfig, site_options
from .config_files import placed
from .described import frame_of, written_pages
from .escaping import refuse_markup_in_copyright, settle_environment, settle_navigation, settle_page, with_settings
from .mkdocs_pages import (
    address_of,
    anchors_of,
    announce,
    generated_files,
    leave_out_sources,
    origins_of,
    place,
    published,
    settle,
    shared_sources,
    source_path,
    table_of_contents,
    take_over,
)
from .other_plugins import TAKEN, left_alone, redirected, refuse_neighbours, remedy_of_frame, without_git
from .page_frames import PageFrames
from .pdf_files import write_pdfs
from .publishing import Publishing, ask_for_whole_pages, in_words, name_whole_pages
from .serving import go_on_watching, show_problems
from .theme_files import ThemeFiles, scripts_of_pages
from .theme_frames import theme_frames, undeclared_calls
from .unchanged import Inputs, Round

log = get_plugin_logger(__name__)

_NO_CACHE = "POLICY_NO_CACHE"
"""The variable of the environment that has everything made anew."""


class PolicyVersionsPlugin(BasePlugin[PolicyVersionsConfig]):
    """Publishes the policies of a folder as part of a MkDocs site."""

    _site: Site
    _theme_files: ThemeFiles
    _page: Page
    _source = ""
    _preview = False
    _files = Files([])
    _generated: list[File]
    _nav = Navigation([], [])
    _env: Environment
    _directives: dict[str, list[tuple[str, str]]]
    _ours: list[str]
    _publishing: Publishing | None = None
    _store: Store
    _inputs: Inputs
    _round: Round | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Its presence makes MkDocs keep this object, and the engine its caches, between rebuilds."""
        self._preview = command == "serve"
        collect_seldom()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._inputs = Inputs(config, self.config)
        refuse_markup_in_copyright(config)
        root = Path(config.config_file_path).parent
        watched = (self.config.folder, self.config.storage, self.config.forms.settings)
        config.watch.extend(str(root / path) for path in watched)
        config.markdown_extensions.append(Directives(self._directive))  # type: ignore[arg-type]
        self._theme_files = ThemeFiles(plain_pages=self.config.plain_pages)
        self._theme_files.join(config)
        ask_for_whole_pages(config, plain_pages=self.config.plain_pages)
        # The engine writes the sitemap. MkDocs' own needs a page with a date: before the first policy there is none.
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check everything before MkDocs empties the folder of the last build."""
        refuse_neighbours(config)
        root = Path(config.config_file_path).parent
        try:
            self._store = store_at("" if os.environ.get(_NO_CACHE) else self.config.cache, root)
            self._round = Round(self._inputs, NOTHING if self._preview else self._store)
            if self._round.leaves_the_site(config):
                return
            self._site = Site.read(
                root, site_options(config, self.config, preview=self._preview), self._store, str(self.config.processes)
            )
        except ProblemsFound as error:
            raise PluginError(f"{error}\nNothing was published.") from None
        except ValueError as error:
            raise PluginError(f"{placed(str(error), Path(config.config_file_path))}\nNothing was published.") from None
        for warning in in_short(self._site.warnings):
            log.info("warning: %s", warning)  # strict builds stop at MkDocs' own warnings; these stop nothing
        self._publishing = Publishing(config)

    @event_priority(50)  # before every plugin that asks which pages there are, such as redirects
    def _announce_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        leave_out_sources(files, Path(config.config_file_path).parent / self.config.folder)
        self._generated = list(generated_files(self._site, config, all_pages=self.config.all_pages_through_mkdocs))
        announce(files, self._generated)
        return files

    # Other generators run first, so that a page of theirs at one of our addresses is found here.
    @event_priority(-50)
    def _settle_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self._theme_files.settle(files, config)
        taken = [f"{source_path(other, config)}:1:1: {TAKEN}" for other in settle(files, self._generated)]
        if taken := taken or redirected(config, {file.dest_uri for file in self._generated}):
            raise PluginError("\n".join(taken))
        addresses = {address_of(file) for file in published(files, preview=self._preview)}
        missing = [str(problem) for problem in self._site.missing_links(dict.fromkeys(addresses))]
        if self._site.forms.endpoint and self.config.forms.confirmation.lstrip("/") not in addresses:
            missing.append(
                f"forms.confirmation is “{self.config.forms.confirmation}”, and nothing is published there. "
                "Readers come back to it after sending: write the address of a page, such as contact/sent/."
            )
        if missing:
            raise PluginError("\n".join(missing))
        self._files = files
        return files

    on_files = CombinedEvent(_announce_files, _settle_files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav, self._directives = nav, {}
        self._ours = take_over(self._site, files, config)
        place(self._site, nav, files, config)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self._page = page
        self._source = source_path(page.file, config)
        if self.config.is_strict and address_of(page.file) not in self._site.by_address:
            # A hand-written page has no date of its own; the build's day would be a wrong one.
            page.update_date = ""
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        ours = self._site.by_address.get(address_of(page.file))
        if ours is None:
            if any(is_held(name) for name, _ in self._directives.get(page.file.dest_uri, ())):
                page.meta.update(left_alone(config, ours=False))
            return str(self._site.with_form_script(Markup(html), address_of(page.file)))  # noqa: S704 (rendered by MkDocs)
        page.toc = table_of_contents(ours.contents)
        page.present_anchor_ids = anchors_of(ours)
        page.update_date = ours.changed.isoformat()
        return str(ours.html)  # other plugins change it as a text

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self._site.with_head(output, address_of(page.file))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered, so the ids on them are known, and the scripts that they ask for."""
        self._env = env
        shown = published(files, preview=self._preview)
        ids = {address_of(file): file.page.present_anchor_ids if file.page else None for file in shown}
        missing = self._site.missing_links(ids)
        if missing:
            raise PluginError("\n".join(map(str, missing)))
        settle_environment(env, plain=self.config.plain_pages)
        settle_navigation(self._nav.items)
        for file in files.documentation_pages():
            if file.page is not None:
                settle_page(file.page)

    @event_priority(-100)  # after every plugin that takes the content for a text
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        ours = self._site.by_address.get(address_of(page.file))
        if ours is None:
            page.content = Markup(page.content or "")  # noqa: S704 (rendered by MkDocs)
        else:  # what is in force is what stands in its file, whatever others made of it
            page.content, page.meta = ours.html, without_git(page.meta, context)
        with_settings(context, config)
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        with_settings(context, config)
        return context

    @event_priority(-100)  # after every plugin that still writes files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            printer = write_pdfs(self._site, config) if self.config.pdf else ""
            described = self._described(config, printer)
            again = rebuilt_site(self._site, described)
            writer = self._write_pages(config, again, described)
            finish(self._site, again, described, writer)
            calls = undeclared_calls(config, self._site.inventory.path, self._site.hosts)
            for warning in (*writer.warnings, *(calls if self.config.content_security else ())):
                log.info("warning: %s", warning)
            outcome = self._publishing.publish(writer.built.standing) if self._publishing else None
        except ProblemsFound as found:
            remedy = remedy_of_frame(config, plain_pages=self.config.plain_pages)
            raise PluginError(f"{found}\n{remedy}Nothing was published.") from None
        self._end_publishing()
        self._store.prune()
        for line in self._site.summary():
            log.info(line)
        if self._round:
            self._round.keep(Path(config.site_dir) if outcome else None)
        if outcome:
            log.info("%s: %s", config.site_dir, outcome)

    def _write_pages(self, config: MkDocsConfig, again: Site, described: SiteSettings) -> PageWriter:
        """Write the engine's own pages, one at a time, beside those that MkDocs has written.

        They are made by the site that anyone can make again from what is published.
        """
        folder = Path(config.site_dir)
        asked_for = scripts_of_pages(folder)
        theirs = theme_frames(self._env, config, self._files, self._theme_files.scripts)
        sources = partial(shared_sources, config, self.config.folder)
        before = self._publishing.site if self._publishing else None
        built = BuiltSite(folder, origins_of(self._files, config), self._preview, theirs, sources, before=before)
        for asset in self._site.assets:
            built.put(asset.address, asset.content)
        writer = PageWriter(self._site, built, self._store, held_pages(again, described))
        frames = PageFrames(self._env, config, self._nav, self._files, again, described)
        for address in self._ours:
            frames.write(again.by_address[address], writer)
        self._theme_files.leave_out_scripts(folder, asked_for | writer.asked_for)
        name_whole_pages(folder, ("*",) if writer.held is None else parts_of(again, writer.held))
        return writer

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        show_problems(server)
        go_on_watching(server)
        return server

    def _end_publishing(self) -> None:
        if self._publishing:
            self._publishing.end()
            self._publishing = None

    def on_build_error(self, *, error: Exception) -> None:
        """A disk that is full or read-only, or a file that went meanwhile: a sentence instead of MkDocs' traceback."""
        publishing = self._publishing
        self._end_publishing()
        if self._round:
            self._round.end()
        if isinstance(error, OSError):
            raise PluginError(in_words(error, publishing))

    def _described(self, config: MkDocsConfig, printer: str) -> SiteSettings:
        frame = frame_of(config, self._nav, preview=self.config.preview)
        pages = tuple(written_pages(self._files, self._site.by_address, self._directives))
        return settings_of(self._site, frame, pages, plain_pages=self.config.plain_pages, printer=printer)

    def _directive(self, name: str, argument: str, is_alone: bool) -> Markup:
        self._directives.setdefault(self._page.file.dest_uri, []).append((name, argument))
        try:
            if not is_alone:
                raise UnknownDirective(MISPLACED.format(f"[policy: {name} {argument}".rstrip() + "]"))
            return self._site.directive(name, argument, address_of(self._page.file))
        except UnknownDirective as unknown:
            line = line_of(self._page.file.content_string, name, argument)
            raise PluginError(f"{self._source}:{line}:1: {unknown}") from None
