"""Files by which a host shows something else than a page that is proven: each is beside it, and none is made.

A settings file may name any file as one of the theme's or of another plugin's. These are read by hosts and not by
readers, so that a page that is proven byte for byte would not be what anybody sees.
"""

from __future__ import annotations

import os
import unicodedata
import zlib
from collections.abc import Iterator, Set
from pathlib import Path, PurePosixPath

from .site_files import Deviation, SiteFiles

_PACKED = (".gz", ".br", ".zst")
_GZIP = 16 + zlib.MAX_WBITS
_RUN_OR_SHOWN = frozenset(".htm .html5 .xhtml .shtml .php .phtml .cgi .pl .asp .aspx .cfm .jsp .jspx .mhtml".split())
_INDEX = ("index", "default")
_OF_HOSTS = frozenset(
    """
    _config.yml _headers _redirects _routes.json _worker.js .htaccess .user.ini 200.html 404.html 500.html cname
    customhttp.yml firebase.json middleware.js middleware.ts netlify.toml now.json static.json staticwebapp.config.json
    vercel.json web.config wrangler.json wrangler.jsonc wrangler.toml
    """.split()
)
_FOLDERS_OF_HOSTS = frozenset("_worker.js api functions netlify .netlify .vercel".split())
_CODE = frozenset(".cjs .go .js .json .mjs .php .py .rb .toml .ts .tsx .wasm".split())
"""What hosts run when it is in one of these folders of the site, for addresses that the code chooses."""


def is_for_hosts(path: str) -> bool:
    """Whether a file tells the host what to send, by its name on one of the usual hosts."""
    place = PurePosixPath(path)
    is_run = place.parts[0].casefold() in _FOLDERS_OF_HOSTS and place.suffix.lower() in _CODE
    return place.name.casefold() in _OF_HOSTS or (is_run and len(place.parts) > 1)


def in_place_of_pages(files: SiteFiles, paths: Set[str], made: Set[str]) -> Iterator[Deviation]:
    """Deviations of those of the ``paths`` that hosts send, or run, in place of a file that is ``made``."""
    spelt = {_spelling(path): path for path in made}
    for path in sorted(paths):
        if (proven := _packed(files, path, made) or _respelt(path, spelt) or _index_beside(path, made)) is not None:
            yield Deviation(path, f"A host may send it in place of /{proven}, which says something else.")


def links_in(folder: Path) -> Iterator[Deviation]:
    """A link in a site shows, under another address, what stands elsewhere; whoever downloads pages gets no links."""
    for above, folders, names in os.walk(folder):
        for name in sorted([*folders, *names]):
            place = Path(above, name)
            if place.is_symlink():
                path = place.relative_to(folder).as_posix()
                yield Deviation(path, "It is a link, and what stands there is found nowhere in the settings file.")


def _packed(files: SiteFiles, path: str, made: Set[str]) -> str | None:
    """The file that this one is sent for to those who take packed files; None where it unpacks to the same."""
    end = PurePosixPath(path).suffix
    whole = path.removesuffix(end)
    if end.lower() not in _PACKED or whole not in made or files.find(whole) is None:
        return None
    content = files.read(whole)
    if end.lower() == ".gz":
        try:
            if zlib.decompressobj(_GZIP).decompress(files.read(path), len(content) + 1) == content:
                return None
        except zlib.error:
            pass
    return whole


def _respelt(path: str, spelt: dict[str, str]) -> str | None:
    """The file that this one is where capitals, accents or ends of names make no difference."""
    found = spelt.get(_spelling(path))
    return None if found == path else found


def _spelling(path: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
    return "/".join(part.rstrip(" .") for part in folded.split("/"))


def _index_beside(path: str, made: Set[str]) -> str | None:
    """The page of a folder that this one is an index of as well, or has the name of the folder as hosts leave it."""
    place = PurePosixPath(path)
    end, page = place.suffix.lower(), str(place.with_name("index.html"))
    is_index = place.stem.lower() in _INDEX and (end in _RUN_OR_SHOWN or end == ".html")
    if is_index and page in made:
        return page
    inner = str(place.with_suffix("") / "index.html")
    return inner if end in (*_RUN_OR_SHOWN, ".html") and inner in made else None
