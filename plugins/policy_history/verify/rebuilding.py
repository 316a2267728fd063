"""Every generated file made again, and held to the one that was downloaded byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from ..model import RevisionId
from ..publish.addresses import RECORD
from ..publish.altered_pages import missing_words
from ..publish.rebuild_check import printed_files
from ..publish.rebuilt_policy import source_path
from ..publish.site_settings import ADDRESS
from ..site_audit.sums import SUMS, files_of
from .differences import first_difference, first_difference_of_part, is_same
from .in_place_of import in_place_of_pages, is_for_hosts, links_in
from .opened import Opened
from .site_files import MISSING, Deviation

_LONGEST = 120


@dataclass
class Proof:
    """What came of it: the paths of the files that are proven, and of those that are not, by the reason."""

    proven: set[str] = field(default_factory=set)
    unproven: dict[str, list[str]] = field(default_factory=dict)


BY_HAND = "hand-written pages: their frame was made again, and what the program puts into them; the words were not"
OTHERS = "files that are not generated: pictures, the theme’s own files, files of other plugins"
CHANGED = "files that the site’s theme or another plugin changed after they were made"
HELD = (
    "the record of what has been published: held to the sources; only a copy from elsewhere shows that it is all there"
)
FOR_HOSTS = "files that tell a host what to send in place of what: they are not made here, so read them"
FRAMES = "pages of which only the body was made again: the frame around it (navigation, header, footer) is the theme’s"
ALTERED = "pages of which only the words were compared: another plugin changed the markup after they were made"
OF_OTHERS = "files of the site of others in which the policies are laid"
LACKING = "files that need a source, a page or another file that is not there, or is not what it should be"


def check_made(opened: Opened, proof: Proof) -> Iterator[Deviation]:
    """Deviations of generated files; ``proof`` is told what is proven and what is not."""
    yield from opened.faults
    files, by_hand = opened.files, {page.path for page in opened.settings.pages}
    made: set[str] = set()
    for path, content in opened.made():
        made.add(path)
        if files.find(path) is None:
            yield Deviation(path, MISSING)
        elif not is_same(path, content, found := files.read(path)):
            yield Deviation(path, first_difference(content, found))
        elif path not in by_hand:
            proof.proven.add(path)
    bodies = opened.bodies
    for path, part in (*bodies.items(), *opened.fragments()):
        if files.find(path) is None:
            yield Deviation(path, MISSING)
        elif part not in (found := files.read(path)) and not _says_it(opened, path, part, found):
            yield Deviation(path, first_difference_of_part(part, found))
    for path, piece in opened.odd_frames():
        if path not in opened.settings.odd:
            yield Deviation(path, f"Around its text stands what does not stand on other pages: “{piece[:_LONGEST]}”.")
    yield from _added(opened, {*made, *bodies})
    there = {path for path in files_of(files.folder) if not opened.is_others(path)}
    engines = {*made, *bodies, *opened.generated.names} - by_hand
    yield from in_place_of_pages(files, there - engines, engines)
    yield from links_in(files.folder)
    _say_unproven(opened, made, bodies.keys(), proof)


def _says_it(opened: Opened, path: str, part: bytes, found: bytes) -> bool:
    """Whether it is a page whose markup another plugin has changed, as the settings file says, and no word."""
    is_altered = path in opened.settings.altered
    return is_altered and not missing_words(part.decode(), found.decode("utf-8", "replace"))


def _added(opened: Opened, made: Set[str]) -> Iterator[Deviation]:
    """Files that nothing makes, and that the settings file does not name."""
    settings = opened.settings
    sources = {source_path(policy.place, each.id) for policy in settings.policies for each in policy.revisions}
    known = {*made, *sources, *opened.generated.names, *printed_files(opened.site.edition), ADDRESS, RECORD, SUMS}
    named = {*settings.others, *settings.unmade, *(page.path for page in settings.pages)}
    for path in files_of(opened.files.folder):
        policy = opened.policy_of(path)
        if path in known or (policy and policy.slug in opened.lacking):
            continue
        if path in named:
            if policy and _is_like_revision(path.removeprefix(f"{policy.place}/")):
                message = "It stands where a revision of a policy would stand, and there is no such revision."
                yield Deviation(path, message)
        elif opened.is_complete and not opened.is_others(path):
            yield Deviation(path, f"Nothing makes this file, and /{ADDRESS} does not name it: it was added.")


def _is_like_revision(path: str) -> bool:
    return RevisionId.is_id(path.partition("/")[0].removesuffix(".md").removesuffix(".pdf"))


def _say_unproven(opened: Opened, made: Set[str], bodies: Set[str], proof: Proof) -> None:
    settings = opened.settings
    there = set(files_of(opened.files.folder))
    by_hand = {page.path for page in settings.pages}
    changed = set(settings.unmade) - bodies
    of_others = set(filter(opened.is_others, there))
    altered = set(settings.altered)
    for_hosts = set(filter(is_for_hosts, settings.others))
    accounted = {
        *made,
        *bodies,
        *by_hand,
        *changed,
        *settings.others,
        *printed_files(opened.site.edition),
        RECORD,
        SUMS,
    }
    for reason, paths in (
        (BY_HAND, by_hand - changed),
        (FRAMES, bodies - altered),
        (ALTERED, bodies & altered),
        (CHANGED, changed),
        (FOR_HOSTS, for_hosts),
        (OTHERS, set(settings.others) - for_hosts),
        (HELD, {RECORD}),
        (OF_OTHERS, of_others),
        (LACKING, there - accounted - of_others),
    ):
        if found := sorted(paths & there):
            proof.unproven[reason] = found


_NO_PRINTER = "PDF files: the extra “pdf” is not installed here (python -m pip install 'mkdocs-policy-versions[pdf]')"
_OTHER_PRINTER = "PDF files: they were printed with another version of WeasyPrint or with other fonts than are here"


def check_printed(opened: Opened, proof: Proof) -> Iterator[Deviation]:
    """Deviations of the PDF files. With other fonts every one is another file, which says nothing."""
    if not opened.settings.printer:
        return
    there = [path for path in printed_files(opened.site.edition) if opened.files.find(path)]
    yield from (Deviation(path, MISSING) for path in printed_files(opened.site.edition) if path not in there)
    try:
        from ..printing.engine import pdf_of, printer
        from ..printing.printed_site import documents
    except (ModuleNotFoundError, OSError):
        proof.unproven[_NO_PRINTER] = there
        return
    if printer() != opened.settings.printer:
        proof.unproven[_OTHER_PRINTER] = there
        return
    for path, html in documents(opened.site.edition, opened.settings.base):
        if path not in there:
            continue
        if opened.files.read(path) == pdf_of(html):
            proof.proven.add(path)
        else:
            yield Deviation(path, "It is not the file that comes out when the same text is printed again.")
