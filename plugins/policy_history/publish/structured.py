"""What a page says of a revision to search engines and archives, in the words of schema.org.

No type there means a policy; ``Legislation`` is for acts and decrees. So it is a web page and a digital document.
"""

from __future__ import annotations

from typing import Any

from . import addresses
from .edition import PolicyEdition, PublishedRevision


def structured_data(policy: PolicyEdition, entry: PublishedRevision, address: str) -> dict[str, Any]:
    """The page at ``address``, which shows that revision, as JSON-LD. Every address in it is absolute."""
    of, revision, base = policy.policy, entry.revision, policy.base
    last = entry.last_day
    until = max(last, revision.effective).isoformat() if last else ".."
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["WebPage", "DigitalDocument"],
        "@id": base + address,
        "url": base + address,
        "name": of.title,
        "version": str(revision.id),
        "datePublished": revision.published.isoformat(),
        "dateModified": entry.changed.isoformat(),
        "temporalCoverage": f"{revision.effective.isoformat()}/{until}",
        "inLanguage": of.language,
        "publisher": {"@type": "Organization", "name": of.publisher},
        "exampleOfWork": {"@type": "CreativeWork", "@id": f"{base}{addresses.in_force(of)}#policy", "name": of.title},
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": base + addresses.source(of, revision),
            "encodingFormat": "text/markdown",
            "sha256": revision.sha256,
        },
    }
    if entry.previous:
        data["isBasedOn"] = base + addresses.revision(of, entry.previous)
    return data
