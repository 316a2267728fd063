"""What is made of a policy, or of a part of it, as bytes: so that it can be made anywhere, and kept."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from ..text.article import site_address
from ..text.document import Clause, read_document
from ..text.read_blocks import links_of
from .edition import PublishedRevision
from .page import Asset, Page, Seal
from .steps import Figures, Joined, Passed, Step


@dataclass(frozen=True, slots=True)
class SiteLink:
    """A link of a text to this site: the id of the revision, line and column in its file, and the target."""

    revision: str
    line: int
    column: int
    target: str


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
        cls, pages: Sequence[Page], assets: Iterable[Asset], links: Iterable[SiteLink], steps: Iterable[Step]
    ) -> Record:
        """The record of these."""
        html = [page.html for page in pages]
        facts = {
            "pages": [_of_page(page, Seal.of(body)) for page, body in zip(pages, html, strict=True)],
            "assets": [[asset.address, asset.content.decode("latin-1")] for asset in assets],
            "links": [asdict(link) for link in links],
        }
        bodies = zlib.compress(_written(html), 1)
        return cls(_written(facts), bodies, _written([_of_step(step) for step in steps]))

    @classmethod
    def joined(cls, records: Sequence[Record]) -> Record:
        """What these were made of, as one record."""
        facts = [_read(record.facts) for record in records]
        every = {name: [each for of in facts for each in of[name]] for name in ("pages", "assets", "links")}
        bodies = [html for record in records for html in _read(zlib.decompress(record.bodies))]
        steps = [step for record in records for step in _read(record.steps)]
        return cls(_written(every), zlib.compress(_written(bodies), 1), _written(steps))

    def written(self) -> bytes:
        """All pieces as one, with their lengths before them."""
        return b"%d %d\n" % (len(self.facts), len(self.bodies)) + b"".join(self)

    @classmethod
    def read(cls, written: bytes) -> Record:
        """What ``written`` gave."""
        lengths, _, pieces = written.partition(b"\n")
        facts, bodies = map(int, lengths.split())
        return cls(pieces[:facts], pieces[facts : facts + bodies], pieces[facts + bodies :])

    def pages(self) -> list[Page]:
        """The pages. The body of each is unpacked when it is asked for."""
        found = _read(self.facts)["pages"]
        return [_page(each, partial(_body, self.bodies, number)) for number, each in enumerate(found)]

    def assets(self) -> list[Asset]:
        """The files."""
        return [Asset(address, content.encode("latin-1")) for address, content in _read(self.facts)["assets"]]

    def links(self) -> list[SiteLink]:
        """The links."""
        return [SiteLink(**each) for each in _read(self.facts)["links"]]


def steps_in(steps: bytes) -> Iterator[Step]:
    """The steps of a record."""
    return map(_step, _read(steps))


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


def _written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _read(record: bytes) -> Any:
    return json.loads(record.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=2)  # pages are asked for one after the other
def _unpacked(bodies: bytes) -> list[str]:
    found: list[str] = _read(zlib.decompress(bodies))
    return found


def _body(bodies: bytes, number: int) -> Markup:
    return Markup(_unpacked(bodies)[number])  # noqa: S704 (the engine's own, and read by the guard like every page)


def _of_page(page: Page, seal: Seal) -> dict[str, Any]:
    return {
        "address": page.address,
        "title": page.title,
        "description": page.description,
        "changed": page.changed.isoformat(),
        "contents": _of_clauses(page.contents),
        "searchable": page.searchable,
        "parent": page.parent,
        "anchors": page.anchors,
        "seal": seal,
        "language": page.language,
    }


def _page(data: Mapping[str, Any], body: partial[Markup]) -> Page:
    return Page(
        data["address"],
        data["title"],
        data["description"],
        body,
        date.fromisoformat(data["changed"]),
        _clauses(data["contents"]),
        data["searchable"],
        data["parent"],
        tuple(data["anchors"]),
        Seal(*data["seal"]),
        data["language"],
    )


def _of_clauses(clauses: Iterable[Clause]) -> list[list[Any]]:
    return [[clause.id, clause.title, clause.level, clause.block] for clause in clauses]


def _clauses(data: Iterable[Sequence[Any]]) -> tuple[Clause, ...]:
    return tuple(Clause(*each) for each in data)


def _of_step(step: Step) -> dict[str, Any]:
    passed = {name: {each: [of.words, of.html] for each, of in found.items()} for name, found in _passed(step)}
    return {
        "clauses": _of_clauses(step.clauses),
        "article_sha256": step.article_sha256,
        "figures": asdict(step.figures) if step.figures else None,
        "touched": step.touched,
        "redlines": step.redlines,
        "joins": [asdict(each) for each in step.joins],
        "went": dict(zip(step.went, _of_clauses(step.went.values()), strict=True)),
        "feed": step.feed,
        **passed,
    }


def _passed(step: Step) -> Iterator[tuple[str, Mapping[str, Passed]]]:
    yield "came", step.came
    yield "left", step.left


def _step(data: Mapping[str, Any]) -> Step:
    came, left = (
        {name: Passed(Counter(words), html) for name, (words, html) in data[each].items()} for each in ("came", "left")
    )
    figures = data["figures"]
    return Step(
        _clauses(data["clauses"]),
        data["article_sha256"],
        Figures(**figures) if figures else None,
        data["touched"],
        data["redlines"],
        tuple(Joined(**each) for each in data["joins"]),
        came,
        left,
        {name: Clause(*each) for name, each in data["went"].items()},
        data["feed"],
    )
