"""Which pages of ours enter the navigation: one entry a policy, whoever makes the navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from guest_policies import POLICIES

from building import change, mkdocs
from policy_command import run_policy

OURS = """  - search
  - policy-versions:
      base: "{base}"
      plain_pages: false
      forms: {{endpoint: "https://forms.quay.example/requests", confirmation: legal/sent/, policy: privacy}}
hooks:
  - entries.py
"""
ENTRIES = """
import json, os
from mkdocs.plugins import event_priority

def entries(items):
    for item in items:
        if item.is_section:
            yield [item.title, list(entries(item.children))]
        elif item.is_page:
            yield item.url

seen = []
@event_priority(-200)
def on_nav(nav, config, files):
    seen[:] = entries(nav.items)
    return nav

def on_post_build(config):
    with open(os.path.join(config.site_dir, "entries.json"), "w") as file:
        json.dump(seen, file)
"""
BESIDE = """
def on_nav(nav, config, files):
    from mkdocs.structure.nav import Navigation, Section
    from mkdocs.structure.pages import Page
    pages = [file.page or Page(None, file, config) for file in files.documentation_pages() if file.src_uri == "privacy/index.md"]
    return Navigation([Section("Law", pages)], pages)
"""


def entries(
    tmp_path: Path, *, nav: str = "", base: str = "", more: str = "", own: Mapping[str, str] = {}
) -> list[object]:
    """The navigation of a site with one policy, as addresses, and lists of them below titles."""
    own = {"docs/index.md": "# Home\n", "docs/about/team.md": "# Team\n", "entries.py": ENTRIES, **POLICIES, **own}
    site = "site_name: Quay\nsite_url: https://docs.quay.example/manual/\ntheme: mkdocs\n"
    if more:
        own["beside.py"] = more
    change(
        tmp_path,
        {**own, "mkdocs.yml": f"{site}{nav}plugins:\n{OURS.format(base=base)}" + ("  - beside.py\n" if more else "")},
    )
    built = mkdocs(tmp_path, tmp_path / "site", "2026-06-15")
    assert built.returncode == 0, built.stdout
    found: list[object] = json.loads((tmp_path / "site/entries.json").read_text("utf-8"))
    return found


def ours(items: object) -> list[str]:
    """The addresses of the policy among them."""
    if isinstance(items, str):
        return [items] if "privacy/" in items else []
    assert isinstance(items, list)
    return [address for item in items for address in ours(item)]


@pytest.mark.parametrize("base", ["", "legal/"])
def test_where_nobody_writes_a_navigation_each_policy_has_one_entry(tmp_path: Path, base: str) -> None:
    found = entries(tmp_path, base=base)
    assert ours(found) == [f"{base}privacy/"]
    beside = next(item[1] for item in found if isinstance(item, list) and item[0] == "Legal") if base else found
    assert f"{base}privacy/" in beside  # as a page, in no section of its own


def policies_of(groups: dict[str, str], titles: Mapping[str, str] = {}) -> dict[str, str]:
    """Further policies, each in its group."""
    text = POLICIES["policy_versions/privacy/2025-01-01.md"]
    files = {}
    for name, group in groups.items():
        settings = f"title: {titles.get(name, name)}\npublisher: Quay Ltd\n" + (f"group: {group}\n" if group else "")
        files |= {f"policy_versions/{name}/policy.yml": settings, f"policy_versions/{name}/2025-01-01.md": text}
    return files


def test_the_policies_of_a_group_stand_below_its_name(tmp_path: Path) -> None:
    change(
        tmp_path, policies_of({"access": "members & guests", "rules": "members & guests", "alone": "staff", "zeal": ""})
    )
    assert [item for item in entries(tmp_path) if "legal/" not in str(item) and "about/" not in str(item)] == [
        "",
        ["Members &amp; guests", ["access/", "rules/"]],
        "alone/",
        "privacy/",
        "zeal/",
    ]


HOME = {"docs/index.md": "# Home\n\n[policy: overview]\n"}
TITLES = {"a": "Terms 10", "b": "terms 9", "c": "Ärzte", "d": "Archive"}
BY_TITLE = ["d/", "c/", "privacy/", "b/", "a/"]


def listed(site: Path) -> list[str]:
    """The policies on the home page, in order."""
    return re.findall(r'<h2[^>]*><a href="\./([^"]+)">', (site / "index.html").read_text("utf-8"))


def test_policies_are_listed_by_their_titles(tmp_path: Path) -> None:
    change(tmp_path, policies_of(dict.fromkeys(TITLES, ""), TITLES))
    found = entries(tmp_path, own=HOME)
    assert [item for item in found if isinstance(item, str) and item in BY_TITLE] == BY_TITLE
    assert listed(tmp_path / "site") == BY_TITLE
    assert run_policy("check-site", tmp_path / "site", "--root", tmp_path, "--day", "2026-06-15").exit_code == 0


def test_policies_are_listed_as_a_navigation_by_hand_has_them(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Law:\n      - B: b/index.md\n      - privacy/index.md\nnot_in_nav: |\n  /about/\n  /legal/\n"
    change(tmp_path, policies_of(dict.fromkeys(TITLES, ""), TITLES))
    entries(tmp_path, nav=nav, own=HOME)
    assert listed(tmp_path / "site") == ["b/", "privacy/", "d/", "c/", "a/"]
    assert run_policy("check-site", tmp_path / "site", "--root", tmp_path, "--day", "2026-06-15").exit_code == 0


def test_a_site_of_one_group_needs_no_name_of_it(tmp_path: Path) -> None:
    change(tmp_path, policies_of({"access": "members", "rules": "members"}))
    base = {"policy_versions/privacy/policy.yml": POLICIES["policy_versions/privacy/policy.yml"] + "group: members\n"}
    found = entries(tmp_path, own=base)
    assert [item for item in found if isinstance(item, str)] == ["", "access/", "privacy/", "rules/"]


def test_a_navigation_by_hand_has_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Law:\n      - privacy/index.md\n      - privacy/history/index.md\nnot_in_nav: |\n  /about/\n  /legal/\n"
    assert entries(tmp_path, nav=nav) == ["", ["Law", ["privacy/", "privacy/history/"]]]


def test_a_navigation_by_hand_may_name_no_policy(tmp_path: Path) -> None:
    assert entries(tmp_path, nav="nav:\n  - index.md\nnot_in_nav: |\n  /about/\n  /legal/\n") == [""]


def test_a_plugin_that_makes_the_navigation_finds_the_policy(tmp_path: Path) -> None:
    """As awesome-nav and literate-nav do; ``scripts/quality neighbours`` has them themselves."""
    assert ours(entries(tmp_path, more=BESIDE)) == ["privacy/"]
