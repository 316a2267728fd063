"""The pages that the engine writes itself are byte for byte those that MkDocs would have made, in every frame."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from building import IN_MATERIAL, PLUGIN, build, change, contents, copy_example, mkdocs

pytestmark = pytest.mark.slow

DAY = "2026-06-15"
THROUGH_MKDOCS = {"mkdocs.yml": {"replace": PLUGIN, "by": f"{PLUGIN}      all_pages_through_mkdocs: true\n"}}
OWN = {"mkdocs.yml": {"replace": "theme:\n", "by": "theme:\n  custom_dir: own\n"}}
ADDRESSES = '{% extends "base.html" %}{% block footer %}<p>{{ page.url }} {{ page.canonical_url }}</p>{% endblock %}'
LETTERS = '{% extends "base.html" %}{% block footer %}<p>{{ page.title | upper }}</p>{% endblock %}'
HEADINGS = (
    '{% extends "base.html" %}{% block footer %}<ul>{% for each in page.toc %}<li>{{ each.title }}{% endfor %}</ul>'
    "<p>{{ page.update_date }}{% for each in page.ancestors %} {{ each.title }}{% endfor %}</p>{% endblock %}"
)
BREADCRUMBS = {"mkdocs.yml": {"replace": "  language: en\n", "by": "  language: en\n  features: [navigation.path]\n"}}
NAVIGATION = "nav:\n  - index.md\n  - Notice: notice/index.md\n  - Change: notice/2023-09-01/changes/index.md\n"
FRAMES: Mapping[str, Sequence[Mapping[str, object]]] = {
    "plain": [],
    "material with breadcrumbs": [IN_MATERIAL, BREADCRUMBS],
    "addresses in the template": [OWN, {"own/main.html": ADDRESSES}],
    "titles in other letters": [OWN, {"own/main.html": LETTERS}],
    "headings and what a page stands under": [OWN, {"own/main.html": HEADINGS}],
    "titles with two blanks and like markup, a redline in the navigation": [
        {"policy_versions/notice/policy.yml": {"replace": "title: P", "by": "title: The  P"}},
        {"policy_versions/lending/policy.yml": {"replace": "title: L", "by": "title: A <b>&amp; ’L"}},
        {"mkdocs.yml": {"replace": "not_in_nav: |\n", "by": f"{NAVIGATION}not_in_nav: |\n  /*.md\n"}},
    ],
}


@pytest.mark.parametrize("frame", FRAMES)
def test_they_are_the_same_bytes(frame: str, tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    shutil.rmtree(folder / "policy_versions/membership")  # two fifths of the pages, and none of another kind
    for each in FRAMES[frame]:
        change(folder, each)
    ours = build(folder, tmp_path / "ours", DAY)
    change(folder, THROUGH_MKDOCS)
    theirs = build(folder, tmp_path / "theirs", DAY)
    one, other = contents(ours), contents(theirs)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


LINKS = "\n[A redline](notice/2023-09-01/changes/index.md), [its text](notice/2023-09-01/changes/index.md#redline)\n"


def test_hand_written_pages_may_lead_to_them_and_a_wrong_place_is_told(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    write = folder / "docs" / "write.md"
    write.write_text(write.read_text("utf-8") + LINKS, "utf-8")
    site = build(folder, tmp_path / "site", DAY)
    assert 'href="../notice/2023-09-01/changes/#redline"' in (site / "write" / "index.html").read_text("utf-8")
    write.write_text(write.read_text("utf-8").replace("#redline", "#nowhere"), "utf-8")
    result = mkdocs(folder, tmp_path / "site", DAY)
    assert result.returncode == 1
    assert "does not contain an anchor '#nowhere'" in result.stdout
    write.write_text(
        write.read_text("utf-8").replace("2023-09-01/changes/index.md#nowhere", "1999-09-01/index.md"), "utf-8"
    )
    result = mkdocs(folder, tmp_path / "site", DAY)
    assert result.returncode == 1
    assert "not found among documentation files" in result.stdout
