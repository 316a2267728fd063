"""``python -m neighbours [NAME]...`` checks the neighbours, all or those, and writes the table; 1 when a row is not true."""

from __future__ import annotations

import sys

from .cases import GENERATORS, PLUGINS
from .checking import Checks
from .environments import environments
from .mike import mike_faults
from .table import write_table


def main(names: list[str]) -> int:
    """Check, say what is not as it should be, and write the table when all was checked and is."""
    known = {neighbour.name: neighbour for neighbour in (*PLUGINS, *GENERATORS)}
    if unknown := set(names) - {*known, "mike"}:
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(known)}, mike.", file=sys.stderr)
        return 2
    alone, beside = environments()
    checks = Checks(alone, beside)
    failed = 0
    for name in names or (*known, "mike"):
        faults = list(mike_faults(beside) if name == "mike" else checks.faults(known[name]))
        print(f"{'not met' if faults else 'met    '}  {name}", *faults, sep="\n    ", flush=True)
        failed += bool(faults)
    if not names and not failed:
        write_table()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
