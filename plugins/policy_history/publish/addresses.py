"""The addresses of the site, relative to its root. Permanent from the first publication."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from hashlib import sha256

from ..model import Policy, Revision


def _of_policy(tail: str, policy: Policy) -> str:
    return f"{policy.place}/{tail}"


def _of_revision(tail: str, policy: Policy, revision: Revision) -> str:
    return f"{policy.place}/{revision.id}{tail}"


in_force = partial(_of_policy, "")
"""The text in force today."""
history = partial(_of_policy, "history/")
"""Every revision of the policy."""
clauses = partial(_of_policy, "clauses/")
"""The list of all clauses; the row of each has its id."""
follow = partial(_of_policy, "follow/")
"""How to be told of changes."""
compare = partial(_of_policy, "compare/")
"""Any two revisions."""
search = partial(_of_policy, "search/")
"""Where words are sought in every version of the policy."""

compare_file = partial(_of_policy, "compare.json")
"""All revisions of the policy as one file, from which any two are compared."""
versions = partial(_of_policy, "versions.json")
"""What programs need to know of every revision."""
timemap = partial(_of_policy, "timemap.link")
"""The revisions as Memento lists them (RFC 7089)."""
feed = partial(_of_policy, "feed.xml")
"""The Atom feed of all changes."""
material_feed = partial(_of_policy, "material.xml")
"""The Atom feed of the material changes."""
json_feed = partial(_of_policy, "feed.json")
"""The JSON Feed of all changes."""

revision = partial(_of_revision, "/")
"""One revision, for ever."""
source = partial(_of_revision, ".md")
"""The revision's file as it is in the repository."""
revision_pdf = partial(_of_revision, ".pdf")
"""The revision as PDF, where the site publishes it."""
changes = partial(_of_revision, "/changes/")
"""The redline of a revision against the one before it."""
changes_pdf = partial(_of_revision, "/changes.pdf")
"""The same redline as PDF, where the site publishes it."""
side_by_side = partial(_of_revision, "/changes/side-by-side/")
"""Both texts of a redline next to each other."""
redline = partial(_of_revision, "/redline.json")
"""The redline of a revision as data, from which its text is rebuilt."""

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

# Names that every file system keeps apart, and none that ends like a name made by ``_folder_of``.
_PLAIN_NAME = re.compile(r"(?!.*-[0-9a-f]{8}\Z)(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z)[a-z0-9-]{1,80}")


def since(policy: Policy, revision: Revision) -> str:
    """What changed from a revision to the text in force."""
    return f"{compare(policy)}{revision.id}/"


def clause(policy: Policy, name: str) -> str:
    """The history of the clause with that id."""
    return f"{clauses(policy)}{_folder_of(name)}/"


def _folder_of(name: str) -> str:
    """A clause's id as the name of a folder: itself where all file systems can have it, else its letters and a hash.

    Ids may have any letters, in any case, and be as long as a heading.
    """
    if _PLAIN_NAME.fullmatch(name):
        return name
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    letters = re.sub(r"[^a-z0-9]+", "-", bare)[:40].strip("-") or "clause"
    return f"{letters}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def archive(feed: str, number: int) -> str:
    """The archive of a feed with that number, counted from the oldest one: ``privacy/feed-archive-1.xml``."""
    name, _, kind = feed.rpartition(".")
    return f"{name}-archive-{number}.{kind}"


def schema(name: str) -> str:
    """The JSON Schema of that name; a format that changes gets another name."""
    return f"schemas/{name}.schema.json"


def root_from(address: str) -> str:
    """How a page at that address writes the root of the site: ``../../`` from ``privacy/history/``."""
    return "../" * address.count("/") or "./"


def path_of(address: str) -> str:
    """The file of the page at that address."""
    return f"{address}index.html"
