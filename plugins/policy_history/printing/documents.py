"""What each printed document says, and its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from markupsafe import Markup

from ..days import day_in_words
from ..model import Policy, Revision, State
from ..publish import addresses
from ..publish.compared_file import ComparedFile, facts_of_both
from ..publish.edition import PublishedRevision
from ..publish.page import revision_name
from ..publish.templating import render
from ..redline.compare import changes
from ..redline.description import description_html
from ..redline.html import redline_html
from ..redline.model import Change, Redline
from ..redline.summary import summary_sentence
from ..text.article import Article
from ..text.languages import isolated, tagged
from ..text.markup import element, html_of
from ..wording import _, translated
from .engine import pdf_of

SHORT = 12
"""How many digits of a SHA-256 are printed; the whole of it is in the policy's versions file."""

Facts = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """What the template of a printed document is filled in with."""

    title: str
    facts: Facts
    footer: str
    article: Markup
    language: str
    publisher: str
    day: date | None
    heading: str = ""
    address: str = ""
    summary: str = ""
    changes: Sequence[str] = ()
    warning: str = ""
    reconstructed: str = ""

    def html(self) -> str:
        """The document to be printed."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return render("print.html", **told, style=render("print.css"))


def revision_html(entry: PublishedRevision, site_url: str) -> str:
    """One revision as the document to be printed; ``site_url`` is the address of the site's root, empty if unknown."""
    policy, revision = entry.policy, entry.revision
    address = site_url + addresses.revision(policy, revision) if site_url else ""
    name = revision_name(entry)
    title, publisher = (tagged(each, policy.language) for each in (policy.title, policy.publisher))
    link = element("a", address, href=address) if address else ""
    facts = [(_("Policy"), title), (_("Publisher"), publisher), *_facts(revision), (_("Address"), link)]
    named = _("%(title)s, version of %(name)s", title=isolated(policy.title, policy.language), name=name)
    return PrintedText(
        title=named,
        facts=[fact for fact in facts if fact[1]],
        footer=_footer(named, revision, address, revision.sha256[:SHORT]),
        article=entry.article.at(site_url or "/"),
        language=policy.language,
        publisher=policy.publisher,
        day=revision.published,
        warning=_warning(entry),
        reconstructed=_reconstructed(revision),
    ).html()


def changes_html(entry: PublishedRevision, site_url: str) -> str:
    """The redline of a revision against the one before it as the document to be printed.

    Raises ValueError for the first revision.
    """
    policy, revision = entry.policy, entry.revision
    earlier, comparison = entry.against_previous()
    before = earlier.revision
    address = site_url + addresses.changes(policy, revision) if site_url else ""
    name = revision_name(entry)
    hashes = _("%(first)s to %(last)s", first=before.sha256[:SHORT], last=revision.sha256[:SHORT])
    title = _("%(title)s: what changed on %(name)s", title=isolated(policy.title, policy.language), name=name)
    sides = [dict(_facts(each)) for each in (before, revision)]
    return PrintedText(
        title=title,
        heading=title,
        facts=[("", _("Before"), _("After")), *((key, value, sides[1][key]) for key, value in sides[0].items())],
        footer=_footer(_redline_name(policy, before, revision), revision, address, hashes),
        address=address,
        summary=summary_sentence(comparison.redline, comparison.changes),
        changes=_sentences(comparison.changes),
        article=comparison.article.at(site_url or "/"),
        language=policy.language,
        publisher=policy.publisher,
        day=revision.published,
        warning=_warning(entry),
        reconstructed=" ".join(map(_reconstructed, (before, revision))),
    ).html()


def redline_pdf(redline: Redline, old: ComparedFile, new: ComparedFile) -> bytes:
    """The redline of any two files as PDF."""
    found = changes(redline)
    title = _("%(title)s: redline", title=new.title) if new.title else _("Redline")
    printed = PrintedText(
        title=title,
        heading=title,
        facts=[("", _("Before"), _("After")), *facts_of_both(old, new, tagged)],
        footer=_(
            "Redline: %(old)s (SHA-256 %(old_hash)s) to %(new)s (SHA-256 %(new_hash)s)",
            old=old.name,
            old_hash=old.sha256[:SHORT],
            new=new.name,
            new_hash=new.sha256[:SHORT],
        ),
        summary=summary_sentence(redline, found),
        changes=_sentences(found),
        article=Article(redline_html(redline, heading_shift=1), ()).at("/"),
        language=new.language or old.language or "en",
        publisher=new.publisher or old.publisher,
        day=new.revision.published if new.revision else None,
        reconstructed=" ".join(_reconstructed(side.revision) for side in (old, new) if side.revision),
    )
    return pdf_of(printed.html())


def _facts(revision: Revision) -> list[tuple[str, str]]:
    return [
        (_("Revision"), str(revision.id)),
        (_("Published"), day_in_words(revision.published)),
        (_("Applies from"), day_in_words(revision.effective)),
        (_("Wording"), translated(revision.wording)),
        (_("SHA-256 of the source"), revision.sha256[:SHORT]),
    ]


def _footer(name: str, revision: Revision, address: str, hashes: str) -> str:
    published, effective = revision.published.isoformat(), revision.effective.isoformat()
    days = _("Published %(published)s, applies from %(effective)s.", published=published, effective=effective)
    return " ".join(filter(None, (f"{name}.", days, address, f"SHA-256 {hashes}")))


def _redline_name(policy: Policy, before: Revision, after: Revision) -> str:
    return _(
        "%(title)s, redline from %(before)s to %(after)s",
        title=isolated(policy.title, policy.language),
        before=str(before.id),
        after=str(after.id),
    )


def _warning(entry: PublishedRevision) -> str:
    if entry.state is not State.UPCOMING:
        return ""
    return _("Draft, not in force. It applies from %(day)s.", day=day_in_words(entry.revision.effective))


def _reconstructed(revision: Revision) -> str:
    if not revision.is_reconstructed:
        return ""
    return _("The wording of %(name)s is reconstructed. %(basis)s", name=str(revision.id), basis=revision.basis)


def _sentences(found: Sequence[Change]) -> list[Markup]:
    return [html_of(f"{change.number}. ", description_html(change)) for change in found]
