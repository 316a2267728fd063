"""The stylesheet's address: served as immutable for a year, it must change with every rule in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from mkdocs_policy_versions import theme_files
from mkdocs_policy_versions.theme_files import ThemeFiles


@pytest.mark.parametrize("plain_pages", [True, False])
def test_the_stylesheets_name_is_that_of_its_content(
    plain_pages: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stylesheets").mkdir()
    part = tmp_path / "stylesheets" / "policy.css"
    monkeypatch.setattr(theme_files, "_ASSETS", tmp_path)
    addresses = set()
    for rule in ("ins { color: navy }", "ins { color: teal }"):
        part.write_text(rule, "utf-8")
        files = ThemeFiles(plain_pages=plain_pages)
        assert rule in files.stylesheet
        assert sha256(files.stylesheet.encode()).hexdigest()[:8] in files.address
        addresses.add(files.address)
    assert len(addresses) == 2
