"""What is laid into the site of others in ``guest/``: a policy of two revisions, and pages with our forms."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from building import change

GUEST = Path(__file__).parent / "guest"
ADDRESS = "https://docs.quay.example/manual/"
PLUGIN = """  - search
  - policy-versions:
      plain_pages: false
      forms:
        endpoint: https://forms.quay.example/requests
        confirmation: legal/sent/
        policy: privacy
"""
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


def guest_folder(target: Path, plugins: str = "", more: Mapping[str, object] = {}) -> Path:
    """A copy of the site of others with the policies and ``more`` files; with those lines of plugins, where there are any."""
    folder = Path(shutil.copytree(GUEST, target))
    change(folder, {**POLICIES, **more})
    if plugins:
        change(folder, {"mkdocs.yml": {"replace": "  - search\n", "by": plugins}})
    return folder
