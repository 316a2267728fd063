"""What is made of a policy, or of a part of it, as bytes: so that it can be made anywhere, and kept."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

from markupsafe import Markup
from pydantic import TypeAdapter

from ..cache.store import as_bytes, from_bytes
from ..text.article import site_address
from ..text.document import read_document
from ..text.read_blocks import links_of
from .edition import PublishedRevision
from .page import Asset, Page, Seal
from .steps import RevisionStep


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A link of a text to this site: the id of the revision, line and column in its file, and the target."""

    revision: str
    line: int
    column: int
    target: str


_PAGES, _STEPS = TypeAdapter(list[Page]), TypeAdapter(list[RevisionStep])


class Record(NamedTuple):
    """What was made, in three pieces, of which each is unpacked when it is wanted.

    ``facts`` are the pages without their bodies, the files, and the links in the texts that lead to this site;
    ``bodies`` those of the pages; ``steps`` what the revisions did.
    """

    facts: bytes
    bodies: bytes
    steps: bytes

    @classmethod
    def of(
        cls, pages: Sequence[Page], assets: Iterable[Asset], links: Iterable[SiteLink], steps: Iterable[RevisionStep]
    ) -> Record:
        """The record of these."""
        html = [page.html for page in pages]
        sealed = [replace(page, seal=Seal.of(body)) for page, body in zip(pages, html, strict=True)]
        facts = {
            "pages": _PAGES.dump_python(sealed, mode="json", exclude={"__all__": {"body"}}),
            "assets": [[asset.address, asset.content.decode("latin-1")] for asset in assets],
            "links": [asdict(link) for link in links],
        }
        bodies = zlib.compress(as_bytes(html), 1)
        return cls(as_bytes(facts), bodies, as_bytes(_STEPS.dump_python(list(steps), mode="json")))

    @classmethod
    def joined(cls, records: Sequence[Record]) -> Record:
        """What these were made of, as one record."""
        facts = [from_bytes(record.facts) for record in records]
        every = {name: [each for of in facts for each in of[name]] for name in ("pages", "assets", "links")}
        bodies = [html for record in records for html in from_bytes(zlib.decompress(record.bodies))]
        steps = [step for record in records for step in from_bytes(record.steps)]
        return cls(as_bytes(every), zlib.compress(as_bytes(bodies), 1), as_bytes(steps))

    def written(self) -> bytes:
        """All pieces as one, with their lengths before them."""
        return b"%d %d\n" % (len(self.facts), len(self.bodies)) + b"".join(self)

    @classmethod
    def read(cls, written: bytes) -> Record:
        """What ``written`` gave."""
        lengths, _, pieces = written.partition(b"\n")
        facts, bodies = map(int, lengths.split())
        return cls(pieces[:facts], pieces[facts : facts + bodies], pieces[facts + bodies :])

    def made(self) -> tuple[list[Page], list[Asset], list[SiteLink]]:
        """The pages, the files and the links. The body of each page is unpacked when it is asked for."""
        facts = from_bytes(self.facts)
        bodies = (partial(_body, self.bodies, number) for number in range(len(facts["pages"])))
        pages = [{**page, "body": body} for page, body in zip(facts["pages"], bodies, strict=True)]
        assets = [Asset(address, content.encode("latin-1")) for address, content in facts["assets"]]
        return _PAGES.validate_python(pages), assets, [SiteLink(**each) for each in facts["links"]]


def steps_in(steps: bytes) -> list[RevisionStep]:
    """The steps of a record."""
    return _STEPS.validate_python(from_bytes(steps))


def links_in(entries: Iterable[PublishedRevision]) -> Iterator[SiteLink]:
    """The first link of each text to each place of the site that it leads to."""
    for entry in entries:
        document, seen = read_document(entry.revision.text), set[str]()
        for start, found in document.once(links_of):
            for at, target in found:
                if target not in seen and site_address(target) != target:
                    line, column = document.place(start + at)
                    yield SiteLink(str(entry.revision.id), line + entry.revision.text_line - 1, column, target)
                seen.add(target)


@lru_cache(maxsize=2)  # pages are asked for one after the other
def _unpacked(bodies: bytes) -> list[str]:
    found: list[str] = from_bytes(zlib.decompress(bodies))
    return found


def _body(bodies: bytes, number: int) -> Markup:
    return Markup(_unpacked(bodies)[number])  # noqa: S704 (the engine's own, and read by the guard like every page)
