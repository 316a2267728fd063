"""``_headers`` as hosts read it: which headers they send with a file."""

from __future__ import annotations

import re
from pathlib import Path


def headers_for(folder: Path, path: str) -> list[tuple[str, str]]:
    """The headers that the file ``_headers`` of a site asks for with that path; none while there is no such file.

    A rule is a path in which ``*`` stands for anything, with indented headers below it; every rule that fits counts,
    and what more than one of them asks for is joined by commas.
    """
    file, found = folder / "_headers", dict[str, str]()
    fits = False
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            fits = re.fullmatch(".*".join(map(re.escape, line.strip().split("*"))), path) is not None
        elif fits:
            name, _, value = line.strip().partition(": ")
            found[name] = f"{found[name]}, {value}" if name in found else value
    return list(found.items())
