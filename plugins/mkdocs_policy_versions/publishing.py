"""MkDocs builds into a staging folder, whichever command runs it; what it built is published when all is done."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from policy_history.site_audit.site import Standing
from policy_history.site_audit.staging import Outcome, Staging

WHOLE_PAGES = "javascripts/policy-whole-pages.js"
"""Has Material's instant loading load the pages that are held to strict rules whole, and leave them whole."""

_FOLDERS = "[/* folders */]"


class Publishing:
    """One build: from when MkDocs is led to the staging folder until it sees the folder of the site again."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._site_dir = config.site_dir
        self._staging = Staging(Path(config.site_dir))
        self._has_begun = False
        config.site_dir = str(self._staging.folder)

    @property
    def site(self) -> Path:
        """The folder of the site that stands."""
        return self._staging.site

    def publish(self, standing: Mapping[str, Standing]) -> Outcome | None:
        """Publish what was built, and leave what is ``standing``.

        None, and nothing of the site is touched, when MkDocs is about to refuse it.
        """
        if _is_refused(self._config):
            return None
        self._has_begun = True
        return self._staging.publish(standing)

    def site_path(self, path: str) -> str:
        """A path of the staging folder as it is on the site; any other as it is."""
        return path.replace(str(self._staging.folder), self._site_dir)

    @property
    def state(self) -> str:
        """What a build that fails now leaves behind, as a sentence."""
        return "The site is not whole until then." if self._has_begun else "Nothing was published."

    def end(self) -> None:
        """Give MkDocs, and what deploys its folder, that of the site again. The staging folder is gone then."""
        self._config.site_dir = self._site_dir
        self._staging.discard()


def in_words(error: OSError, publishing: Publishing | None) -> str:
    """What went wrong with a file, how to mend it and what became of the site."""
    state = publishing.state if publishing else "Nothing was published."
    if error.errno is None:  # what asks other hosts raises such ones
        who = f"{type(error).__module__.partition('.')[0]}.{type(error).__name__}"
        return f"A plugin, a hook or the theme could not do this ({who}): {error}. {state}"
    path = str(error.filename or "")
    place = publishing.site_path(path) if publishing else path
    reason = (error.strerror or str(error)).lower()
    remedy = "Make room, give the permission to write, or put the file back, and build again."
    return f"{f'{place}: ' if place else ''}{reason}. {remedy} {state}"


def ask_for_whole_pages(config: MkDocsConfig, *, plain_pages: bool) -> None:
    """Have every page ask for the script, where the theme puts pages into the document that is open."""
    features = config.theme.get("features", None) or []
    if config.theme.name == "material" and not plain_pages and "navigation.instant" in features:
        config.extra_javascript.append(WHOLE_PAGES)


def name_whole_pages(site: Path, parts: Iterable[str]) -> None:
    """Write the addresses of these pages into the script of that built site; a ``*`` stands for what follows."""
    script = site / WHOLE_PAGES
    if script.is_file():
        text = script.read_text("utf-8")
        script.write_text(text.replace(_FOLDERS, json.dumps(sorted(parts))), "utf-8")


def _is_refused(config: MkDocsConfig) -> bool:
    """Whether a strict build has had warnings. MkDocs looks at them when every plugin is done."""
    counters = (each for each in logging.getLogger("mkdocs").handlers if isinstance(each, CountHandler))
    return bool(config.strict) and any(counter.get_counts() for counter in counters)
