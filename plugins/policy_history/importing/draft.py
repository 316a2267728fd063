"""What an importer has read -> a draft in Markdown, with clause ids and the proof that no word is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..redline.identity import with_permanent_ids
from ..text.article import render_article
from ..text.blocks import Kind
from ..text.document import Document, read_document
from ..text.html_words import words_of
from .content import Content, Passage, text_of
from .known_shapes import adopt_links, adopt_raised, adopt_shapes
from .link_targets import is_id, rename_targets, unwrap_links, without_dead_links, without_unfit_links
from .markdown import markdown
from .typed_items import take_typed_items

NO_CLAUSE = (
    "Warning: this text has no heading, so it has no clauses: no contents, no links to a place in it, no history of a "
    "clause. Write # before its headings."
)


@dataclass(slots=True)
class Draft:
    """The Markdown, and what is to be said of it.

    ``missing`` are the words of the source that the page would not show, ``added`` those it shows besides (labels that
    the source numbers by itself), each as often as it occurs.
    """

    markdown: str
    remarks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def draft_of(content: Content, earlier: Sequence[str] = ()) -> Draft:
    """The draft of a content. ``earlier`` are the texts of the policy's revisions, oldest first.

    A clause that the latest of them has too keeps its id; ids that the source itself gives its headings hold before it.
    A paragraph of the same words stands in the lists that it stood in there.
    """
    take_typed_items(content, earlier[-1] if earlier else "")
    adopt_raised(content.parts, earlier[-1] if earlier else "")
    remarks = list(content.remarks)
    known = list(content.targets)
    if earlier:
        adopt_shapes(content.parts, earlier[-1])
        known += [target for _, target in read_document(earlier[-1]).targets()]
    unwrap_links(content.parts)
    adopt_links(content.parts, known)
    remarks += [*without_unfit_links(content.parts), *without_dead_links(content.parts, known)]
    ids = _ids(content, earlier, remarks)
    renamed = {
        name: ids[at]
        for at, part in enumerate(content.parts)
        if isinstance(part, Passage) and at in ids
        for name in part.names
    }
    rename_targets(content.parts, renamed)
    text = markdown(content.parts, ids, remarks.append)
    if not any(isinstance(part, Passage) and part.kind is Kind.HEADING for part in content.parts):
        remarks.append(NO_CLAUSE)
    shown = Counter(words_of(render_article(Document(text)).html))
    wanted = Counter(content.source_words)
    return Draft(text, remarks, sorted((wanted - shown).elements()), sorted((shown - wanted).elements()))


def _ids(content: Content, earlier: Sequence[str], remarks: list[str]) -> dict[int, str]:
    """The ids to be written, by the place of their heading among the parts."""
    headings = [
        (at, part)
        for at, part in enumerate(content.parts)
        if isinstance(part, Passage) and part.kind is Kind.HEADING and text_of(part.runs).strip()
    ]
    plain = markdown(content.parts, {}, lambda _remark: None)
    derived = [clause.id for clause in Document(plain).clauses]
    lasting = [clause.id for clause in with_permanent_ids([*earlier, plain])[-1].clauses]
    if len(derived) != len(headings):  # a heading that is read as something else; the loss report tells
        return {}
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for (at, part), own, inherited in zip(headings, derived, lasting, strict=True):
        name = _given(part.names, taken, remarks) or (inherited if inherited != own else "")
        if name and name not in taken:
            ids[at] = name
            taken.add(name)
    return ids


def _given(names: Sequence[str], taken: set[str], remarks: list[str]) -> str:
    """The id that the source gives a heading, if it can be one here."""
    for name in names:
        if not is_id(name):
            remarks.append(
                f"The id “{name}” of a heading has signs that an id cannot have here; old links to it break."
            )
        elif name in taken:
            remarks.append(f"The id “{name}” is given to two headings; only the first keeps it.")
        else:
            return name
    return ""
