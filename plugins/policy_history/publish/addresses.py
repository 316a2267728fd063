"""The addresses of the site, relative to its root. Permanent from the first publication."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from ..model import Policy, Revision


def in_force(policy: Policy) -> str:
    """The text in force today."""
    return f"{policy.place}/"


def history(policy: Policy) -> str:
    """Every revision of the policy."""
    return f"{policy.place}/history/"


def clauses(policy: Policy) -> str:
    """The list of all clauses; the row of each has its id."""
    return f"{policy.place}/clauses/"


def clause(policy: Policy, name: str) -> str:
    """The history of the clause with that id."""
    return f"{clauses(policy)}{_folder_of(name)}/"


# Names that every file system keeps apart, and none that ends like a name made by ``_folder_of``.
_PLAIN_NAME = re.compile(r"(?!.*-[0-9a-f]{8}\Z)(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z)[a-z0-9-]{1,80}")


def _folder_of(name: str) -> str:
    """A clause's id as the name of a folder: itself where all file systems can have it, else its letters and a hash.

    Ids may have any letters, in any case, and be as long as a heading.
    """
    if _PLAIN_NAME.fullmatch(name):
        return name
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    letters = re.sub(r"[^a-z0-9]+", "-", bare)[:40].strip("-") or "clause"
    return f"{letters}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def follow(policy: Policy) -> str:
    """How to be told of changes."""
    return f"{policy.place}/follow/"


def revision(policy: Policy, revision: Revision) -> str:
    """One revision, for ever."""
    return f"{policy.place}/{revision.id}/"


def changes(policy: Policy, revision: Revision) -> str:
    """The redline of a revision against the one before it."""
    return f"{policy.place}/{revision.id}/changes/"


def side_by_side(policy: Policy, revision: Revision) -> str:
    """Both texts of a redline next to each other."""
    return f"{policy.place}/{revision.id}/changes/side-by-side/"


def compare(policy: Policy) -> str:
    """Any two revisions."""
    return f"{policy.place}/compare/"


def compare_file(policy: Policy) -> str:
    """All revisions of the policy as one file, from which any two are compared."""
    return f"{policy.place}/compare.json"


def search(policy: Policy) -> str:
    """Where words are sought in every version of the policy."""
    return f"{policy.place}/search/"


def since(policy: Policy, revision: Revision) -> str:
    """What changed from a revision to the text in force."""
    return f"{policy.place}/compare/{revision.id}/"


def source(policy: Policy, revision: Revision) -> str:
    """The revision's file as it is in the repository."""
    return f"{policy.place}/{revision.id}.md"


RECORD = "published.lock"
"""The record of what has been published, as it is in the repository."""

STORAGE = "storage.json"
"""The storage inventory as data."""

STORAGE_FEED = "storage.xml"
"""The changes of the storage inventory, as a feed."""

STORAGE_SCHEMA = "schemas/storage.schema.json"
"""The JSON Schema of the storage inventory."""


FEED_STYLESHEET = "stylesheets/feed.css"
"""How a browser shows a feed. Its name stays, since feeds name it, and archives of feeds should not change."""


def redline(policy: Policy, revision: Revision) -> str:
    """The redline of a revision as data, from which its text is rebuilt."""
    return f"{policy.place}/{revision.id}/redline.json"


def versions(policy: Policy) -> str:
    """What programs need to know of every revision."""
    return f"{policy.place}/versions.json"


def timemap(policy: Policy) -> str:
    """The revisions as Memento lists them (RFC 7089)."""
    return f"{policy.place}/timemap.link"


def feed(policy: Policy) -> str:
    """The Atom feed of all changes."""
    return f"{policy.place}/feed.xml"


def material_feed(policy: Policy) -> str:
    """The Atom feed of the material changes."""
    return f"{policy.place}/material.xml"


def json_feed(policy: Policy) -> str:
    """The JSON Feed of all changes."""
    return f"{policy.place}/feed.json"


def archive(feed: str, number: int) -> str:
    """The archive of a feed with that number, counted from the oldest one: ``privacy/feed-archive-1.xml``."""
    name, _, kind = feed.rpartition(".")
    return f"{name}-archive-{number}.{kind}"


def schema(name: str) -> str:
    """The JSON Schema of that name; a format that changes gets another name."""
    return f"schemas/{name}.schema.json"


def revision_pdf(policy: Policy, revision: Revision) -> str:
    """The revision as PDF, where the site publishes it."""
    return f"{policy.place}/{revision.id}.pdf"


def changes_pdf(policy: Policy, revision: Revision) -> str:
    """The redline of a revision against the one before it as PDF, where the site publishes it."""
    return f"{policy.place}/{revision.id}/changes.pdf"


def root_from(address: str) -> str:
    """How a page at that address writes the root of the site: ``../../`` from ``privacy/history/``."""
    return "../" * address.count("/") or "./"


def path_of(address: str) -> str:
    """The file of the page at that address."""
    return f"{address}index.html"
