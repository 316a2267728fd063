"""The whole walk of a newcomer: from the templates of the package to a site that is built, checked and verified."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from building import ROOT, environment, mkdocs, program
from machine import PATIENCE
from policy_history.scaffold import files

pytestmark = pytest.mark.slow

DAY, AFTER = "2027-01-01", "2027-06-01"
TEMPLATES = ROOT / "plugins/policy_history/scaffold/templates"
GUESTS = """\
site_name: Harbour Lane handbook # ours
site_url: https://harbourlane.example/handbook/
theme:
  name: material
  features: [navigation.tabs, search.suggest]
  palette:
    - scheme: default
      toggle: {icon: material/brightness-7, name: Dark}
    - scheme: slate
      toggle: {icon: material/brightness-4, name: Light}
plugins:
  - search
markdown_extensions:
  - admonition
nav:
  - Home: index.md
  - Guide: # in order
"""


def policy(folder: Path, *arguments: str, day: str = DAY, expected: int = 0) -> str:
    """What the command says there on that day."""
    result = program("policy", arguments, folder, environment(day) | {"GIT_CEILING_DIRECTORIES": str(folder.parent)})
    assert result.returncode == expected, result.stdout
    return result.stdout


def built(folder: Path, day: str = DAY) -> Path:
    result = mkdocs(folder, folder / "site", day)
    assert result.returncode == 0, result.stdout
    return folder / "site"


def write_all(folder: Path, path: str) -> None:
    """Write what the marks ask for."""
    file = folder / path
    lines = file.read_text("utf-8").split("\n")
    file.write_text("\n".join("We write it here." if "[insert" in line else line for line in lines), "utf-8")


def test_from_nothing_to_a_second_revision(tmp_path: Path) -> None:
    policy(
        tmp_path,
        "init",
        "--yes",
        "--publisher",
        "Harbour Lane",
        "--host",
        "github",
        "--address",
        "https://h.example/x/",
    )
    policy(tmp_path, "check")
    site = built(tmp_path)
    assert not (site / "privacy").exists(), "a draft is published"
    assert "No policy is published yet." in (site / "index.html").read_text("utf-8")
    assert (site / "contact/sent/index.html").is_file() and (site / "sitemap.xml").is_file()
    policy(tmp_path, "verify", "site")

    write_all(tmp_path, "policy_versions/privacy/2027-04-01.md")
    policy(tmp_path, "new", "privacy", "--effective", "2027-06-01", day="2027-04-02")
    second = tmp_path / "policy_versions/privacy/2027-06-01.md"
    second.write_text(
        second.read_text("utf-8").replace("[●] What changed", "What changed") + "\nWe also keep maps.\n", "utf-8"
    )
    assert "0 errors" in policy(tmp_path, "check", day=AFTER)
    policy(tmp_path, "lock", day=AFTER)
    site = built(tmp_path, AFTER)
    for page in ("privacy", "privacy/2027-04-01", "privacy/2027-06-01/changes", "privacy/history"):
        assert (site / page / "index.html").is_file(), page
    assert "We also keep maps." in (site / "privacy/index.html").read_text("utf-8")
    policy(tmp_path, "check-site", "site", day=AFTER)
    assert "Everything agrees." in policy(tmp_path, "verify", "site", day=AFTER)


def test_in_a_material_site_that_is_there(tmp_path: Path) -> None:
    pages = [f"guide/p{number}.md" for number in range(1, 12)]
    for page in ["index.md", *pages]:
        (tmp_path / "docs" / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / page).write_text("# A page\n\n!!! note\n    Words.\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(GUESTS + "".join(f"      - {page}\n" for page in pages), "utf-8")
    policy(
        tmp_path, "init", "--add", "--yes", "--publisher", "Harbour Lane", "--reached", "Write to a@harbourlane.example"
    )
    policy(tmp_path, "check")
    site = built(tmp_path)
    home = (site / "index.html").read_text("utf-8")
    assert 'data-md-component="palette"' in home and 'data-md-component="search"' in home
    assert 'href="legal/"' in home and "guide/p11/" in home
    for page in files.PAGES:
        address = page.removesuffix(".md").removesuffix("index")
        assert (site / "legal" / address / "index.html").is_file(), page

    write_all(tmp_path, "policy_versions/privacy/2027-04-01.md")
    site = built(tmp_path, AFTER)
    assert (site / "legal/privacy/2027-04-01/index.html").is_file()
    assert "In force since" in (site / "legal/index.html").read_text("utf-8")


HOSTILE = ['A "quoted": <b>title</b> # & *more*', "{{ 7 * 7 }} [policy: form contact] `x` ~~y~~", "شروط: الخدمة"]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_words_on_every_page(tmp_path: Path, title: str) -> None:
    policy(tmp_path, "init", "--yes", "--publisher", title, "--title", title, "--slug", "x", "--reached", title)
    policy(tmp_path, "check")
    home = (built(tmp_path) / "index.html").read_text("utf-8")
    assert "<b>" not in home and "<form" not in home and "49 [" not in home
    assert "<em>" not in home and "<code>" not in home


def test_the_wheel_has_every_template(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert result.returncode == 0, result.stderr
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(ROOT / "plugins").as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    assert len(wanted) > 15 and wanted <= names
