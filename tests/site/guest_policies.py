"""What is laid into the site of others in ``guest/``: a policy of two revisions, and pages with our forms."""

from __future__ import annotations

_FRONT = "---\npublished: {0}\neffective: {0}\nclass: material\nnote: Something changed.\n---\n\n"
_TABLE = "# Privacy\n\n## What we keep\n\nYour name.\n\n| What | Years |\n|:-----|------:|\n| Name |     2 |\n"
POLICIES = {
    "policy_versions/privacy/policy.yml": "title: Privacy Policy\npublisher: Quay Ltd\nkind: privacy\n",
    "policy_versions/privacy/2025-01-01.md": _FRONT.format("2025-01-01") + _TABLE,
    "policy_versions/privacy/2026-01-01.md": _FRONT.format("2026-01-01") + _TABLE.replace("2 |", "3 |"),
    "policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
    "docs/legal/ask.md": "# Ask us\n\n[policy: form access]\n",
    "docs/legal/sent.md": "# Sent\n\n[policy: receipt]\n",
}
