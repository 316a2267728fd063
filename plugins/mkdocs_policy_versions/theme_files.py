"""The plugin's part of the theme: what a page asks for besides itself, and of the theme only what is used."""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.theme import Theme

from policy_history.publish.scripts import asked_for, scripts
from policy_history.publish.theme import FRAME, stylesheet

_HERE = Path(__file__).parent
_PLAIN = _HERE / FRAME
PLAIN_FRAME = os.path.join(_PLAIN, "")  # noqa: PTH118 (a Path has no separator at its end)
"""Where the plain frame's templates lie."""

_MARK = "mark.svg"


class _Templates(FileSystemLoader):
    """The files of a theme, but for those in hidden folders: MkDocs lists them all, and copies none of these.

    Material has 14,000 icons in one. Each is still found by its name.
    """

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for place in self.searchpath:
            for folder, folders, names in os.walk(place, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                inner = Path(os.path.relpath(folder, place))
                found.update((inner / name).as_posix() for name in names)
        return sorted(found)


def _pass_over_hidden_folders(theme: Theme) -> None:
    """MkDocs makes the environment between two events, and lists its files at once."""
    of_mkdocs = theme.get_env

    def environment() -> Environment:
        made = of_mkdocs()
        made.loader = _Templates(theme.dirs)
        return made

    vars(theme)["get_env"] = environment


class ThemeFiles:
    """The plugin's part of the theme: its stylesheet and, where pages are plain, their frame."""

    def __init__(self, *, plain_pages: bool) -> None:
        self.plain_pages = plain_pages
        self._stylesheet = stylesheet(plain_pages=plain_pages)

    def join(self, config: MkDocsConfig) -> None:
        """Become part of the site's theme. The site's own stylesheets come after ours, to change what they like."""
        if self.plain_pages:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_PLAIN))
            if not _has_own_icon(config):
                config.theme["favicon"] = _mark()
        config.extra_css.insert(0, self._stylesheet.address)
        _pass_over_hidden_folders(config.theme)

    @property
    def scripts(self) -> frozenset[str]:
        """The paths of our own scripts on the site."""
        return frozenset(scripts())

    def settle(self, files: Files, config: MkDocsConfig) -> None:
        """Publish the stylesheet and the scripts, and leave out, below plain pages, what they do not use of the theme.

        A file of the site's own in place of one of our scripts stays.
        """
        dropped = {str(_PLAIN)}
        if self.plain_pages:
            dropped.update(set(config.theme.dirs) - {str(config.theme.custom_dir)})
            _leave_out_search(config)
        asked_for = {config.theme.get("favicon"), *config.extra_css, *map(str, config.extra_javascript)}
        below = tuple(os.path.join(folder, "") for folder in dropped)  # noqa: PTH118 (a Path for each file of a long history takes a second)
        for file in list(files):
            if file.dest_uri not in asked_for and (file.abs_src_path or "").startswith(below):
                files.remove(file)
        files.append(_shown(config, self._stylesheet.address, self._stylesheet.content))
        for script, content in scripts().items():
            if script not in files.src_uris:
                files.append(_shown(config, script, content))

    def leave_out_scripts(self, site: Path, asked_for: Set[str]) -> None:
        """Leave out our scripts that no page of the built site asks for."""
        for script in self.scripts - asked_for:
            (site / script).unlink(missing_ok=True)


def _shown(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    """A file that is published whatever the site's ``exclude_docs`` says: that is for the site's own files."""
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _has_own_icon(config: MkDocsConfig) -> bool:
    """Whether the icon is the site's, and not the logo of the program that its theme belongs to."""
    icon = str(config.theme.get("favicon") or "")
    folders = filter(None, (config.docs_dir, config.theme.custom_dir))
    return bool(icon) and (bool(urlsplit(icon).scheme) or any(Path(folder, icon).is_file() for folder in folders))


def _mark() -> str:
    """Our mark, written out: an icon that is no file of its own is no request."""
    drawing = (_PLAIN / _MARK).read_text("utf-8").strip().replace('"', "'")
    return "data:image/svg+xml," + quote(drawing, safe="/:=.,")  # an address has no blank (URL Standard)


def _leave_out_search(config: MkDocsConfig) -> None:
    """Without the page and the script of MkDocs' own search: both are for a field that plain pages do not have."""
    config.theme.static_templates.discard("search.html")
    config.extra_javascript[:] = [script for script in config.extra_javascript if str(script) != "search/main.js"]


def scripts_of_pages(site: Path) -> frozenset[str]:
    """The scripts of ours that the pages of a folder ask for."""
    pages = (page.read_text("utf-8", "replace") for page in site.rglob("*.html"))
    return frozenset[str]().union(*map(asked_for, pages))
