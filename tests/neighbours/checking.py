"""One neighbour's check: what was to come of it, and did not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from .building_beside import Outcome, outcome
from .likeness import likeness
from .neighbour import NOTHING, Neighbour


class Checks:
    """Checks neighbours with the interpreters of two environments: the wheel alone, and the wheel with everything."""

    def __init__(self, alone: Path, beside: Path) -> None:
        self._alone, self._beside = alone, beside
        self._without = cache(self._build_without)

    def faults(self, neighbour: Neighbour) -> Iterator[str]:
        """What is not as its row says, in sentences."""
        for after in (False, True) if neighbour.plugins and not neighbour.is_inlaid else (False,):
            place = f"{neighbour.name}{' behind ours' if after else ''}"
            python = self._alone if neighbour.is_alone else self._beside
            with TemporaryDirectory(prefix="neighbours-") as scratch:
                found = outcome(neighbour, python, Path(scratch), after=after)
            yield from (f"{place}: {fault}" for fault in self._compared(neighbour, found))

    def _compared(self, neighbour: Neighbour, found: Outcome) -> Iterator[str]:
        if neighbour.refused:
            if not found.status or neighbour.refused not in found.said or "Traceback" in found.said:
                yield f"was not refused as it should be: {found.said[-1500:]}"
            return
        if found.status:
            yield f"was not built: {found.said[-1500:]}"
            return
        if found.checked:
            yield f"policy check-site: {found.checked[-1500:]}"
        for path, text in neighbour.shown.items():
            if text not in found.files.get(path, b"").decode():
                yield f"{path} does not have “{text}”"
        for path, text in neighbour.hidden.items():
            if path not in found.files or text in found.files[path].decode():
                yield f"{path} is missing or has “{text}”"
        if neighbour.alike != NOTHING:
            before = self._without(neighbour.theme, neighbour.theme_more, neighbour.plain)
            if (alike := likeness(found.files, before)) != neighbour.alike:
                yield f"the same with and without it is {alike}, and should be {neighbour.alike}"

    def _build_without(self, theme: str, theme_more: str, plain: bool) -> dict[str, bytes]:
        alone = Neighbour("none", ("", ""), theme=theme, theme_more=theme_more, plain=plain)
        with TemporaryDirectory(prefix="neighbours-") as scratch:
            found = outcome(alone, self._beside, Path(scratch))
        if found.status:
            raise RuntimeError(found.said)
        return dict(found.files)
