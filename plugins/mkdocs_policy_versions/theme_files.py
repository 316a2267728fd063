"""What a page asks for besides itself: one stylesheet, and of the theme only what is used."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_HERE = Path(__file__).parent
_ASSETS = _HERE / "assets"
_PLAIN = _HERE / "plain"
_SCRIPTS = _ASSETS / "javascripts"


class ThemeFiles:
    """The plugin's part of the theme: its stylesheet and, where pages are plain, their frame."""

    def __init__(self, *, plain_pages: bool) -> None:
        self.plain_pages = plain_pages

    def join(self, config: MkDocsConfig) -> None:
        """Become part of the site's theme. The site's own stylesheets come after ours, to change what they like."""
        config.theme.dirs.append(str(_ASSETS))
        if self.plain_pages:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_PLAIN))
        config.extra_css.insert(0, self.address)

    @cached_property
    def stylesheet(self) -> str:
        """Every rule in one file, the general ones first: a request costs a reader more than a few unused rules."""
        frame = [_PLAIN / "stylesheets" / "plain.css"] if self.plain_pages else []
        parts = [*frame, *sorted((_ASSETS / "stylesheets").glob("*.css"), key=lambda part: part.stem)]
        return "\n".join(part.read_text("utf-8") for part in parts)

    @property
    def address(self) -> str:
        """Where the stylesheet stands. Its name changes with its content, so that browsers may keep it for ever."""
        return f"stylesheets/policies.{sha256(self.stylesheet.encode()).hexdigest()[:8]}.css"

    @property
    def scripts(self) -> frozenset[str]:
        """The paths of our own scripts on the site."""
        return frozenset(path.relative_to(_ASSETS).as_posix() for path in _SCRIPTS.rglob("*.js"))

    def settle(self, files: Files, config: MkDocsConfig) -> None:
        """Publish the stylesheet, and leave out its parts and, below plain pages, what they do not use of the theme."""
        dropped = {str(_ASSETS / "stylesheets"), str(_PLAIN)}
        if self.plain_pages:
            dropped.update(set(config.theme.dirs) - {str(config.theme.custom_dir), str(_ASSETS)})
        asked_for = {config.theme.get("favicon"), *config.extra_css, *map(str, config.extra_javascript)}
        for file in list(files):
            place = Path(file.abs_src_path or "/")
            if file.dest_uri not in asked_for and any(place.is_relative_to(folder) for folder in dropped):
                files.remove(file)
        files.append(File.generated(config, self.address, content=self.stylesheet))

    def drop_unused_scripts(self, files: Files) -> None:
        """Leave out our scripts that no page asks for, now that every page is rendered.

        ``javascripts/policy-NAME.js`` is what a page asks for; what it imports lies in ``javascripts/NAME/``.
        """
        contents = [file.page.content or "" for file in files.documentation_pages() if file.page]
        for file in list(files):
            place = Path(file.abs_src_path or "/")
            if not place.is_relative_to(_SCRIPTS):
                continue
            name = place.relative_to(_SCRIPTS).parts[0].removeprefix("policy-").removesuffix(".js")
            if not any(f"javascripts/policy-{name}.js" in content for content in contents):
                files.remove(file)
