"""The files from which readers' browsers compare, as a site publishes them."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from html_pages import Built
from test_machine_files import faults, read_json


def test_every_comparison_file_keeps_to_the_published_schema(site: Built) -> None:
    for path in site.folder.glob("*/compare.json"):
        record = json.loads(path.read_bytes())
        address = path.relative_to(site.folder).as_posix()
        assert faults(read_json(site, urljoin(address, record["$schema"])), record) == []


def test_a_policy_with_two_revisions_has_a_comparison_file(example: Built) -> None:
    assert (example.folder / "notice/compare.json").is_file()
