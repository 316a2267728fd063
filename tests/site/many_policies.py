"""A site of many policies that names none of them in its navigation, as most sites are begun. The last has a long title."""

from __future__ import annotations

from pathlib import Path

from policy_files import write_files

POLICIES = 40
LONG_TITLE = "Terms and conditions of membership, of lending and returning tools, and a notice on what is kept about all the members"
_CONFIG = """\
site_name: Many policies
site_url: !ENV [POLICY_SITE_URL, "https://many.example/"]
theme: {name: material, font: false}
plugins: [policy-versions]
not_in_nav: /contact/sent.md
"""
_REVISION = """\
---
published: {year}-01-01
effective: {year}-01-01
class: material
note: Other words.
---
# {title}

{words}
"""


def write_many_policies(folder: Path) -> Path:
    """Its source: policies of a revision each, every tenth of two."""
    files = {
        "mkdocs.yml": _CONFIG,
        "docs/index.md": "# Many policies\n\n[policy: overview]\n",
        "docs/contact/sent.md": "# Sent\n\nYour words have arrived.\n",
        "policy_versions/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
    }
    for number in range(1, POLICIES + 1):
        place = f"policy_versions/policy-{number}"
        title = f"Policy number {number}" if number < POLICIES else LONG_TITLE
        files[f"{place}/policy.yml"] = f"title: {title}\npublisher: Many\n"
        for year, words in ((2024, "What applies."), (2025, "What applies now."))[: 1 if number % 10 else 2]:
            files[f"{place}/{year}-01-01.md"] = _REVISION.format(year=year, title=title, words=words)
    return write_files(folder, files)
