"""What pages ask for besides themselves: the stylesheet and the scripts, and the templates of the plain frame.

The files lie in the adapter's package, because MkDocs serves its folders as a part of the theme. They are read here as
data: the engine imports nothing of the adapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from .pages import Asset

PACKAGE = "mkdocs_policy_versions"
"""The package that holds the files."""

FRAME = "plain"
"""The folder of the plain frame's templates in it."""

SCRIPTS = "javascripts/"


@cache
def stylesheet(*, plain_pages: bool) -> Asset:
    """Every rule in one file, the general ones first: a request costs a reader more than a few unused rules.

    Its name changes with its content, so that browsers may keep it for ever.
    """
    package = files(PACKAGE)
    frame = [package / FRAME / "stylesheets" / "plain.css"] if plain_pages else []
    parts = (part for part in (package / "assets" / "stylesheets").iterdir() if part.name.endswith(".css"))
    ordered = [*frame, *sorted(parts, key=lambda part: part.name.removesuffix(".css"))]
    content = "\n".join(part.read_text("utf-8") for part in ordered).encode()
    return Asset(f"stylesheets/policies.{sha256(content).hexdigest()[:8]}.css", content)


@cache
def scripts() -> Mapping[str, bytes]:
    """Every script of ours by its address."""
    return dict(_below(files(PACKAGE) / "assets" / "javascripts", SCRIPTS))


def is_asked_for(script: str, contents: Iterable[str]) -> bool:
    """Whether one of these pages asks for the script at that address.

    ``javascripts/policy-NAME.js`` is what a page asks for; what it imports lies in ``javascripts/NAME/``.
    """
    name = PurePosixPath(script).relative_to(SCRIPTS).parts[0].removeprefix("policy-").removesuffix(".js")
    return any(f"{SCRIPTS}policy-{name}.js" in content for content in contents)


def _below(folder: Traversable, address: str) -> Iterable[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{address}{each.name}/")
        elif each.name.endswith(".js"):
            yield address + each.name, each.read_bytes()
