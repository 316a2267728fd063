"""The stylesheet's address: served as immutable for a year, it must change with every rule in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from mkdocs_policy_versions.described import _item
from mkdocs_policy_versions.theme_files import _leave_out_search, _pass_over_hidden_folders
from mkdocs_policy_versions.theme_frames import _calls, _frame_of
from policy_history.publish import theme
from policy_history.publish.frame import POLICY_LANGUAGE


@pytest.mark.parametrize("plain_pages", [True, False])
def test_the_stylesheets_name_is_that_of_its_content(
    plain_pages: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("assets", "plain"):
        (tmp_path / folder / "stylesheets").mkdir(parents=True)
    (tmp_path / "theme").mkdir()
    (tmp_path / "plain/stylesheets/look.css").write_text(":root { --policy-ink: black }", "utf-8")
    (tmp_path / "plain/stylesheets/plain.css").write_text("main { max-width: 40em }", "utf-8")
    (tmp_path / "theme/theme.css").write_text(":root { --policy-ink: var(--md-typeset-color) }", "utf-8")
    monkeypatch.setattr(theme, "files", lambda package: tmp_path)
    addresses = set()
    for rule in ("ins{color:navy}", "ins{color:teal}"):
        (tmp_path / "assets/stylesheets/policy.css").write_text(rule, "utf-8")
        sheet = theme.stylesheet.__wrapped__(plain_pages=plain_pages)
        assert rule.encode() in sheet.content and (b"max-width" in sheet.content) is plain_pages
        assert (b"--md-typeset-color" in sheet.content) is not plain_pages
        assert sha256(sheet.content).hexdigest()[:8] in sheet.address
        addresses.add(sheet.address)
    assert len(addresses) == 2


@pytest.mark.parametrize("is_folder", [True, False])
@pytest.mark.parametrize(("source", "depth"), [("index.md", 0), ("privacy/index.md", 1), ("a/b/index.md", 2)])
def test_a_frame_is_drawn_at_the_depth_of_the_page(source: str, depth: int, is_folder: bool) -> None:
    file = File(source, "docs", "site", use_directory_urls=is_folder)
    file.page = SimpleNamespace(meta={"template": "home.html"})  # type: ignore[assignment]
    assert _frame_of(file) == ("home.html", depth)
    assert file.url.removeprefix("./").count("/") == depth


def test_all_of_a_theme_is_listed_but_hidden_folders() -> None:
    ours, of_mkdocs = Theme("material"), Theme("material").get_env().list_templates()
    _pass_over_hidden_folders(ours)
    assert ours.get_env().list_templates() == [name for name in of_mkdocs if "/." not in f"/{name}"]
    assert ours.get_env().get_template(".icons/material/account.svg").render().startswith("<svg")


def test_plain_pages_have_no_search_of_mkdocs_and_every_script_of_the_sites_own() -> None:
    theme = SimpleNamespace(static_templates={"404.html", "search.html"})
    config = SimpleNamespace(theme=theme, extra_javascript=["own.js", "search/main.js", "search/own.js"])
    _leave_out_search(config)  # type: ignore[arg-type]
    assert (theme.static_templates, config.extra_javascript) == ({"404.html"}, ["own.js", "search/own.js"])


@pytest.mark.parametrize(("provider", "count"), [("google", 2), ("custom", 0)])
def test_only_googles_analytics_are_known_to_call_google(provider: str, count: int) -> None:
    theme, extra = SimpleNamespace(name="material"), {"analytics": {"provider": provider}}
    config: Any = SimpleNamespace(theme=theme, repo_url="", extra=extra)
    assert len([*_calls(config)]) == count


def test_a_title_chosen_for_the_navigation_is_not_in_the_policys_language() -> None:
    meta = {"title": "الخصوصية", POLICY_LANGUAGE: "ar"}
    pages = [Mock(spec=Page, title=title, url="privacy/", meta=meta) for title in ("Privacy", "الخصوصية")]
    assert [_item(page).language for page in pages] == ["", "ar"]
