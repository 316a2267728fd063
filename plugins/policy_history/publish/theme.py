"""What pages ask for besides themselves and scripts: the stylesheet, and the templates of the plain frame.

The files lie in the adapter's package, because MkDocs serves its folders as a part of the theme. They are read here as
data: the engine imports nothing of the adapter.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

from .page import Asset
from .scripts import PACKAGE

FRAME = "plain"
"""The folder of the plain frame's templates in it."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Blanks that mean nothing, since no string of ours has one of these signs beside it, and noughts before a point.
_BLANK = re.compile(r"\s*([{};>~])\s*|(?<=[\w-])(:) +(?=[^{}]*[;})])|(,)\s+|(?<=[ :(,-])0(?=\.\d)|(\s)\s*")
_QUOTED = re.compile(r"(\[[a-z-]+[*^$~|]?=)\"([a-z][a-z-]*)\"\]")


@cache
def stylesheet(*, plain_pages: bool) -> Asset:
    """Every rule in one file, the general ones first: a request costs a reader more than a few unused rules.

    Comments stay in the parts, for whoever reads these. The name changes with the content, so that browsers may keep
    it for ever.
    """
    package = files(PACKAGE)
    plain = package / FRAME / "stylesheets"
    frame = [plain / "look.css", plain / "plain.css"] if plain_pages else [package / "theme" / "theme.css"]
    parts = (part for part in (package / "assets" / "stylesheets").iterdir() if part.name.endswith(".css"))
    ordered = [*frame, *sorted(parts, key=lambda part: part.name.removesuffix(".css"))]
    content = "\n".join(_short(part.read_text("utf-8")) for part in ordered).encode()
    return Asset(f"stylesheets/policies.{sha256(content).hexdigest()[:8]}.css", content)


def _short(rules: str) -> str:
    """A stylesheet without what only its writers read."""
    written = _BLANK.sub(lambda found: next(filter(None, found.groups()), ""), _COMMENT.sub("", rules))
    written = _QUOTED.sub(r"\1\2]", written)  # a value that is a name stands without quotes
    return written.replace("\n", " ").replace(";}", "}").strip()
