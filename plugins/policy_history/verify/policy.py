"""One policy of a site: its ``versions.json`` against its sources, its pages, its redlines and its comparison file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Revision, RevisionId
from ..problems import ProblemsFound
from ..publish import redline_data
from ..publish.manifest import FORMAT, VERSION, article_of_page, sha256_of_article
from ..redline.inline_html import MARK_CLASS
from ..source.frontmatter import read_revision
from ..text.document import read_document
from ..text.reading import words_of
from .manifest import contradictions
from .rebuilding import CannotRebuild, first_difference, first_difference_of_words, rebuilt, woven_texts
from .site_files import Deviates, Deviation, SiteFiles


@dataclass(frozen=True, slots=True)
class Published:
    """A revision as the site publishes it: what ``versions.json`` says of it, and what its source says itself."""

    record: Mapping[str, Any]
    revision: Revision

    @property
    def id(self) -> str:
        return str(self.revision.id)

    @property
    def words(self) -> list[str]:
        """The words a reader sees of its text."""
        return read_document(self.revision.text).words

    @property
    def is_genuine(self) -> bool:
        """Whether the source has the hash it should have; what does not cannot bear witness against other files."""
        return bool(self.record["source_sha256"] == self.revision.sha256)


class PolicyCheck:
    """The checks of one policy; ``path`` is that of its ``versions.json``."""

    def __init__(self, site: SiteFiles, path: str) -> None:
        self._site = site
        self._path = path
        self.redlines = 0
        self.revisions: dict[str, Published] = {}

    def run(self) -> Iterator[Deviation]:
        """Everything that does not hold together. A file that cannot be read ends what depends on it, no more."""
        yield from self._guarded(self._path, self._policy)

    def _policy(self) -> Iterator[Deviation]:
        record = self._site.json(self._path, FORMAT, VERSION)
        listed = record["revisions"]
        for each in listed:
            yield from self._guarded(each["addresses"]["source"], self._source, each)
        yield from (Deviation(self._path, sentence) for sentence in contradictions(record))
        in_order = [self.revisions.get(each["id"]) for each in listed]
        for old, new in zip([None, *in_order], in_order, strict=False):
            if new is not None:
                yield from self._revision(old, new)
        current = self.revisions.get(record["current"])
        if current is not None:
            yield from self._since(record["addresses"], current)
        if path := record["addresses"].get("comparison_file"):
            yield from self._guarded(path, self._comparison_file, path, listed)

    def _revision(self, old: Published | None, new: Published) -> Iterator[Deviation]:
        places = new.record["addresses"]
        yield from self._guarded(f"{places['permalink']}index.html", self._page, new)
        if old is not None:
            yield from self._guarded(places["redline"], self._redline, old, new)
            yield from self._guarded(f"{places['changes']}index.html", self._marked_page, places["changes"], old, new)

    def _since(self, places: Mapping[str, str], current: Published) -> Iterator[Deviation]:
        """The page of the text in force, and those with what changed from a superseded revision to it."""
        place = places["in_force"]
        yield from self._guarded(f"{place}index.html", self._in_force_page, place, current)
        for each in self.revisions.values():
            if each.record["state"] == "superseded":
                address = f"{places['compare']}{each.id}/"
                yield from self._guarded(f"{address}index.html", self._marked_page, address, each, current)

    def _guarded(self, path: str, check: Callable[..., Iterator[Deviation]], *arguments: Any) -> Iterator[Deviation]:
        try:
            yield from check(*arguments)
        except Deviates as found:
            yield found.deviation
        except (KeyError, TypeError, AttributeError):
            yield Deviation(path, "This file lacks what its format asks for.")

    def _source(self, record: Mapping[str, Any]) -> Iterator[Deviation]:
        """The source: its hash, and what it says of itself against what ``versions.json`` says of it."""
        path = record["addresses"]["source"]
        source = self._site.read(path)
        try:
            identity = RevisionId.parse(record["id"])
            revision = read_revision(source, path, identity).revision
        except (ProblemsFound, ValueError) as error:
            raise Deviates(path, f"It cannot be read as a revision: {str(error).splitlines()[0]}") from None
        published = self.revisions[record["id"]] = Published(record, revision)
        if not published.is_genuine:
            yield Deviation(path, f"Its SHA-256 is {revision.sha256}, /{self._path} says {record['source_sha256']}.")
        for name, said in (
            ("published", revision.published.isoformat()),
            ("effective", revision.effective.isoformat()),
            ("class", str(revision.change_class)),
            ("note", revision.note),
            ("wording", str(revision.wording)),
            ("basis", revision.basis),
        ):
            if record[name] != said:
                where = f"“{name}” of {record['id']}"
                yield Deviation(self._path, f"{where} is “{record[name]}”; its source says “{said}”.")

    def _page(self, published: Published) -> Iterator[Deviation]:
        """The revision's own page: its article's hash, and its words against the source's."""
        record = published.record
        path, article = self._article(record["addresses"]["permalink"])
        if sha256_of_article(article) != record["article_sha256"]:
            yield from self._same_words(path, article, published)
            yield Deviation(path, f"The text on this page is not the one that /{self._path} has the hash of.")
        yield from self._same_words(path, article, published)

    def _same_words(self, path: str, article: str, published: Published) -> Iterator[Deviation]:
        words = words_of(article, without_class=MARK_CLASS)
        if published.is_genuine and words != published.words:
            difference = first_difference_of_words(published.words, words)
            yield Deviation(path, f"The text on this page is not that of {published.id}: {difference}.")

    def _redline(self, old: Published, new: Published) -> Iterator[Deviation]:
        """The redline's data: it must make the new text out of the old one."""
        path = new.record["addresses"]["redline"]
        record = self._site.json(path, redline_data.FORMAT, redline_data.VERSION)
        self.redlines += 1
        for side, published in (("old", old), ("new", new)):
            if record[side]["id"] != published.id or record[side]["sha256"] != published.record["source_sha256"]:
                yield Deviation(path, f"Its {side} side is not {published.id} as it is published.")
        if not (old.is_genuine and new.is_genuine):
            return
        try:
            text = rebuilt(old.revision.text, record["segments"])
        except CannotRebuild as error:
            yield Deviation(path, str(error))
            return
        if text != new.revision.text:
            difference = first_difference(new.revision.text, text)
            yield Deviation(path, f"With it, {old.id} does not become {new.id}: {difference}.")

    def _marked_page(self, address: str, old: Published, new: Published) -> Iterator[Deviation]:
        """A page with a redline: without the insertions it has the old words, without the deletions the new ones."""
        path, article = self._article(address)
        for tag, published in (("ins", old), ("del", new)):
            words = words_of(article, without_tags=frozenset({tag}), without_class=MARK_CLASS)
            if published.is_genuine and words != published.words:
                difference = first_difference_of_words(published.words, words)
                message = f"The redline on this page does not give the text of {published.id}: {difference}."
                yield Deviation(path, message)

    def _in_force_page(self, address: str, current: Published) -> Iterator[Deviation]:
        yield from self._same_words(*self._article(address), current)

    def _comparison_file(self, path: str, listed: Sequence[Mapping[str, Any]]) -> Iterator[Deviation]:
        """Every revision comes out of the file from which a browser compares any two."""
        record = self._site.plain_json(path)
        names = [(each["id"], each["source_sha256"]) for each in listed]
        if [(each["id"], each["sha256"]) for each in record["revisions"]] != names:
            yield Deviation(path, f"Its revisions are not those of /{self._path}.")
            return
        try:
            texts = woven_texts(record["store"], len(names))
        except CannotRebuild as error:
            yield Deviation(path, str(error))
            return
        for text, (name, _) in zip(texts, names, strict=True):
            published = self.revisions.get(name)
            if published is not None and published.is_genuine and text != published.revision.text:
                difference = first_difference(published.revision.text, text)
                yield Deviation(path, f"It does not give the text of {name}: {difference}.")

    def _article(self, address: str) -> tuple[str, str]:
        path, html = self._site.page(address)
        article = article_of_page(html)
        if article is None:
            raise Deviates(path, "There is no text of a policy on this page.")
        return path, article
