"""What ``policy check-site`` reads out of a finished site of another program."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_history.site_audit.internal_links import broken_links, missing_files, site_address
from policy_history.site_audit.site import BuiltSite


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://quay.example/legal/">', "https://quay.example/legal/"),
        ('<link rel="icon" href="/icon.svg"><link rel="Canonical alternate" href="/legal/">', "/legal/"),
        ('<link rel="canonical">', "/"),
        ("<title>Quay</title>", "/"),
    ],
)
def test_the_address_of_a_site_is_the_one_that_its_home_page_names(tmp_path: Path, head: str, address: str) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html>{head}<p>Hello.</p>", "utf-8")
    assert site_address(BuiltSite(tmp_path)) == address


def test_files_that_are_not_as_they_should_be_are_told_in_the_order_of_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(b"other")
    wanted = {"versions.json": b"{}", "feed.xml": b"<feed/>", "a.json": b"{}"}
    told = [(problem.path, problem.rule) for problem in missing_files(BuiltSite(tmp_path), wanted)]
    assert told == [("a.json", "missing-file"), ("feed.xml", "other-file"), ("versions.json", "missing-file")]


def test_a_fragment_may_name_words_of_the_page_besides_an_id(tmp_path: Path) -> None:
    """URL Fragment Text Directives, 3.1: what stands behind “:~:” is the browser's."""
    links = "".join(
        f'<a href="#{fragment}">.</a>' for fragment in ("top", ":~:text=Hello", "a:~:text=Hello", "b:~:text=Hello")
    )
    (tmp_path / "index.html").write_text(f'<!doctype html><p id="a">Hello{links}</p>', "utf-8")
    (found,) = broken_links(BuiltSite(tmp_path), "/")
    assert "the page / has no “b”" in found.message
