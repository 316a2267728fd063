"""A build of what was built before: the site that stands is left as it is, and MkDocs is given nothing to make.

That is so when everything a site depends on is known and has the hash that it had, and each file of the site has the
hash that it was published with. Where something could answer otherwise from one minute to the next (another plugin, a
hook, an extension that reads files, a template that tells the time), every build is a whole one.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FunctionType
from typing import Any

from babel import Locale
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection, get_plugin_logger
from mkdocs.structure.files import Files
from pathspec import PathSpec

from policy_history import clock
from policy_history.cache.keys import key
from policy_history.cache.store import Nothing, Store, as_bytes, from_bytes
from policy_history.site_audit.staging import Outcome
from policy_history.site_audit.sums import SUMS, is_whole, listed
from policy_history.source.provenance import read_provenance

from .config import PolicyVersionsConfig
from .other_plugins import plugin_names
from .publishing import Publishing

log = get_plugin_logger(__name__)

_LOG = logging.getLogger("mkdocs")
_SAYS_IT_AGAIN = "mkdocs.commands.build"
_PLUGINS = {"policy-versions", "search"}
_OF_MARKDOWN = set(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks".split()
)
_READ_FILES = {"pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter"}
_MODULES = {"markdown", "material", "pymdownx"}
_LIBRARIES = ("jieba", "lunr", "mkdocs-material-extensions", "pygments", "pymdown-extensions")
"""What makes hand-written pages, besides the libraries that every kept result names."""
_TELL_THE_TIME = (b"build_date", b"update_date")


class _NotKnown(Exception):
    """Something that the site depends on, and that has no hash."""


class Inputs:
    """What a site is made from, as it is when its build begins."""

    def __init__(self, config: MkDocsConfig, options: PolicyVersionsConfig) -> None:
        """To be asked before any plugin has had its say on the configuration."""
        self._config, self._options = config, options
        self._root = Path(config.config_file_path).parent
        try:
            _refuse_what_may_read_more(config)
            self._given = _plain(config)
        except _NotKnown:
            self._given = None

    def name(self) -> str:
        """The hash of all of it, under which the outcome is kept; empty where something of it has none."""
        if self._given is None or self._options.pdf:
            return ""
        digest = sha256()
        try:
            for path, content in self._files():
                digest.update(f"\0{len(path)}:{path}\0{content}".encode("utf-8", "surrogateescape"))
        except (OSError, _NotKnown):
            return ""
        around = {name: value for name, value in os.environ.items() if name.startswith("POLICY_")}
        known = [self._given, around, _LOG.level, str(clock.today(self._options.timezone)), *map(_version, _LIBRARIES)]
        history = repr(read_provenance(self._root, self._options.folder))
        return key("unchanged", as_bytes(known), history, digest.digest())

    def _files(self) -> Iterator[tuple[str, str]]:
        """The files that a build reads, and their hashes."""
        root, options = self._root, self._options
        for path in (options.storage, options.forms.settings, options.editor.script):
            yield path, sha256(_content_of(root / path)).hexdigest() if (root / path).is_file() else ""
        for folder in (Path(self._config.docs_dir), root / options.folder):
            yield from _hashes(folder)
        for number, place in enumerate(self._config.theme.dirs):
            yield str(number), ""
            yield from _hashes(Path(place), is_theme=True, with_hidden=place == self._config.theme.custom_dir)


class Unchanged(BasePlugin[PolicyVersionsConfig]):
    """The only plugin of a build of what was built before."""

    def __init__(self, config: MkDocsConfig, said: Iterable[tuple[str, str]]) -> None:
        """``said`` is what the build before said, and who said it."""
        self._said = said
        self._publishing = Publishing(config)
        config.plugins = PluginCollection()
        config.plugins["policy-versions"] = self
        config.nav, config.extra_templates = None, []
        config.theme.static_templates.clear()

    def on_files(self, _files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002 (the name is MkDocs')
        return Files([])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = self._publishing.site
        self._publishing.end()
        for name, line in self._said:
            logging.getLogger(name).info(line)
        log.info("%s: %s", config.site_dir, Outcome(0, 0, len(listed(site)) + 1))

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 (the name is MkDocs')
        self._publishing.end()


class Round:
    """One build that may be one of what was built before, and whose outcome may be kept for the next."""

    def __init__(self, inputs: Inputs, store: Store) -> None:
        self._inputs, self._store = inputs, store
        self._name = "" if isinstance(store, Nothing) else inputs.name()
        self._said: list[tuple[str, str]] = []
        self._is_quiet = True
        self._handler = logging.Handler()
        self._handler.emit = self._listen  # type: ignore[method-assign]

    def leaves_the_site(self, config: MkDocsConfig) -> bool:
        """Whether the site stands as this build would leave it. If so MkDocs is given nothing to make; else what the
        build says is listened to, until it is kept or ends."""
        record = self._store.get(self._name) if self._name else None
        if record:
            sums, said = from_bytes(record)
            if is_whole(Path(config.site_dir), sums):
                Unchanged(config, said)
                return True
        _LOG.addHandler(self._handler)
        return False

    def _listen(self, record: logging.LogRecord) -> None:
        self._is_quiet &= record.levelno < logging.WARNING
        if record.levelno >= logging.INFO and record.name != _SAYS_IT_AGAIN:
            self._said.append((record.name, record.getMessage()))

    def keep(self, site: Path | None) -> None:
        """Keep what came of it, if there was something to publish and no warning, and nothing was changed meanwhile."""
        self.end()
        if site and self._name and self._is_quiet and self._name == self._inputs.name():
            sums = sha256((site / SUMS).read_bytes()).hexdigest()
            self._store.put(self._name, as_bytes([sums, self._said]))

    def end(self) -> None:
        """Listen no more."""
        _LOG.removeHandler(self._handler)


def _plain(value: object) -> Any:
    """A value of the configuration as data; _NotKnown for what no data stands for."""
    found: Any
    match value:
        case None | str() | int() | float():
            found = value
        case date() | Path() | Locale():
            found = str(value)
        case Mapping():  # the theme, the plugins and each option of options too
            found = [type(value).__name__, *([str(name), _plain(each)] for name, each in value.items())]
        case BasePlugin():
            found = _plain(value.config)
        case list() | tuple():
            found = [_plain(each) for each in value]
        case set() | frozenset():
            found = sorted(map(str, value))
        case PathSpec():
            found = [[str(each.include), each.regex and each.regex.pattern] for each in value.patterns]
        case partial():
            found = [_plain(value.func), _plain(value.args), _plain(value.keywords)]
        case FunctionType() | type() if value.__module__.partition(".")[0] in _MODULES:
            found = f"{value.__module__}.{value.__qualname__}"
        case _:
            raise _NotKnown
    return found


def _refuse_what_may_read_more(config: MkDocsConfig) -> None:
    """_NotKnown for plugins, hooks and extensions that may read what no build lists, such as an included file."""
    if not _PLUGINS.issuperset(plugin_names(config)) or config.hooks:
        raise _NotKnown
    for name in map(str, config.markdown_extensions):  # a plugin may have added an object
        is_known = name.removeprefix("markdown.extensions.") in _OF_MARKDOWN or name.startswith("pymdownx.")
        if not is_known or name in _READ_FILES:
            raise _NotKnown
    if "custom_icons" in str(config.mdx_configs):
        raise _NotKnown


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _hashes(folder: Path, *, is_theme: bool = False, with_hidden: bool = True) -> Iterator[tuple[str, str]]:
    """The files below a folder with their hashes, in order. _NotKnown for a template of a theme that tells the time."""
    for above, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if with_hidden or not name.startswith("."))
        for name in sorted(names):
            path = f"{above}/{name}"
            content = _content_of(path)
            yield os.path.relpath(path, folder), sha256(content).hexdigest()
            if is_theme and name.endswith(".html") and any(each in content for each in _TELL_THE_TIME):
                raise _NotKnown


def _content_of(path: Path | str) -> bytes:
    if not os.path.isfile(path):  # noqa: PTH113 (a Path each takes most of the time) # a pipe would be waited for
        raise _NotKnown
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()
