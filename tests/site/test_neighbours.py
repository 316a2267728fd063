"""Our plugin beside others, without them: hooks do what they do. ``scripts/quality neighbours`` has the others themselves."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from guest_policies import guest_folder

from building import change, contents, mkdocs
from mkdocs_policy_versions.other_plugins import left_alone, plugin_names
from policy_command import run_policy
from policy_history.site_audit.sums import write_sums

OURS = """  - search
  - policy-versions:
      plain_pages: {plain}
      forms: {{endpoint: "https://forms.quay.example/requests", confirmation: legal/sent/, policy: privacy}}
hooks:
  - beside.py
"""

LEADS = """
import os
from mkdocs.plugins import event_priority
pages = {}
def on_files(files, config):
    pages.update((file.src_uri, file.url) for file in files.documentation_pages())
    return files
def on_post_build(config):
    wanted = ("privacy/index.md", "privacy/2025-01-01/index.md", "privacy/2026-01-01/changes/index.md")
    lines = [pages.get(page, "nowhere") for page in wanted]
    with open(os.path.join(config.site_dir, "leads.txt"), "w") as file:
        file.write("\\n".join(lines))
"""
ADDRESSES_OFF = """
def on_config(config):
    config.use_directory_urls = False
    return config
"""
TAKES_AWAY = """
def on_files(files, config):
    for file in list(files):
        if file.src_uri.startswith("privacy/"):
            files.remove(file)
    return files
"""
STANDS_THERE = """
from mkdocs.structure.files import File
def on_files(files, config):
    files.append(File.generated(config, "{path}", content="# Ours too"))
    return files
"""
SCRIPT_UNLESS_TOLD = """
def on_post_page(output, page, config):
    if page.meta.get("glightbox", True) is False:
        return output
    return output.replace("</body>", "<script>lightbox()</script></body>")
"""
CHANGES_CONTENT = """
def on_page_content(html, page, config, files):
    wrapped = html.replace("<table>", "<div class=wide><table>").replace("</table>", "</table></div>")
    return wrapped.replace("Your name", "Your address") + "<p>Read in a minute.</p>"
"""
CHANGES_MARKUP_OF_PAGES = """
def on_post_page(output, page, config):
    return output.replace("<table>", "<div class=wide><table>").replace("</table>", "</table></div>")
"""
READS_FILES = """
import os
def on_files(files, config):
    for file in files.documentation_pages():
        os.stat(file.abs_src_path)
    return files
def on_page_markdown(markdown, page, config, files):
    path = page.file.abs_src_path
    with open(path, encoding="utf-8") as file:
        page.meta["words"] = len(file.read().split())
    page.meta["age"] = os.path.getmtime(path)
    page.meta["place"] = os.path.relpath(path, os.path.dirname(config.config_file_path))
    return markdown
def on_env(env, config, files):
    shown = [file.page for file in files.documentation_pages()]
    with open(os.path.join(os.path.dirname(config.config_file_path), "said.txt"), "w") as file:
        for page in shown:
            print(page.file.src_uri, page.meta["place"], page.meta["words"], file=file)
    return env
"""
CHANGES_WORDS_OF_PAGES = """
def on_post_page(output, page, config):
    return output.replace("Your name", "Your address")
"""


def built(place: Path, hook: str, *, plain: bool = False) -> subprocess.CompletedProcess[str]:
    root = guest_folder(place / "folder", OURS.format(plain=str(plain).lower()), {"beside.py": hook})
    change(
        root,
        {"mkdocs.yml": {"replace": "      plain_pages: true\n", "by": "      plain_pages: true\n      strict: false\n"}}
        if plain
        else {},
    )
    return mkdocs(root, place / "site", "2026-06-15")


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    place = tmp_path_factory.mktemp("without")
    result = built(place, "")
    assert result.returncode == 0, result.stdout
    return contents(place / "site")


def policy_files(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.startswith("privacy/")}


def test_a_plugin_that_leads_to_pages_finds_every_page_of_a_policy(tmp_path: Path, without: dict[str, bytes]) -> None:
    result = built(tmp_path, LEADS)
    assert result.returncode == 0, result.stdout
    assert (tmp_path / "site/leads.txt").read_text().splitlines() == [
        "privacy/",
        "privacy/2025-01-01/",
        "privacy/2026-01-01/changes/",
    ]
    assert policy_files(contents(tmp_path / "site")) == policy_files(without)


def test_what_another_plugin_takes_away_is_published_all_the_same(tmp_path: Path, without: dict[str, bytes]) -> None:
    result = built(tmp_path, TAKES_AWAY)
    assert result.returncode == 0, result.stdout
    assert policy_files(contents(tmp_path / "site")) == policy_files(without)


@pytest.mark.parametrize("plain", [False, True])
def test_a_hook_that_opens_the_file_of_each_page_finds_that_of_the_text(tmp_path: Path, *, plain: bool) -> None:
    result = built(tmp_path, READS_FILES, plain=plain)
    assert result.returncode == 0, result.stdout
    said = (tmp_path / "folder/said.txt").read_text().splitlines()
    text = tmp_path / "folder/policy_versions/privacy/2026-01-01.md"
    assert f"privacy/index.md policy_versions/privacy/2026-01-01.md {len(text.read_text().split())}" in said
    assert any(line.startswith("news.md docs/news.md ") for line in said)


def test_there_is_a_sitemap_wherever_scripts_of_material_ask_for_one(without: dict[str, bytes]) -> None:
    asked = set[str]()
    for path, page in without.items():
        if path.endswith(".html"):
            links = re.findall(rb'<link rel="alternate"[^>]* href="([^"]+)', page)
            asked |= {os.path.normpath(f"{path}/../{link.decode()}/../sitemap.xml") for link in links}
    assert asked == {"privacy/sitemap.xml"}
    part = without["privacy/sitemap.xml"].decode()
    assert "manual/privacy/2026-01-01/" in part and "/news/" not in part and asked < without.keys()


@pytest.mark.parametrize(
    "path", ["privacy/index.md", "privacy.md", "privacy/2025-01-01.md", "privacy/history/index.md"]
)
def test_a_page_that_another_plugin_makes_at_an_address_of_ours_is_named(tmp_path: Path, path: str) -> None:
    result = built(tmp_path, STANDS_THERE.format(path=path))
    assert result.returncode == 1
    assert f"{path}:1:1: This stands where a policy is published. Move or rename it" in result.stdout
    assert "Traceback" not in result.stdout and not (tmp_path / "site").exists()


def test_a_page_in_the_folder_of_documents_at_an_address_of_ours_is_named(tmp_path: Path) -> None:
    more = {"docs/privacy/index.md": "# Old privacy page\n", "beside.py": ""}
    root = guest_folder(tmp_path / "folder", OURS.format(plain="false"), more)
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 1 and "docs/privacy/index.md:1:1: This stands where a policy" in result.stdout


def test_a_plugin_that_turns_the_addresses_off_after_ours_is_told_why_not(tmp_path: Path) -> None:
    result = built(tmp_path, ADDRESSES_OFF)
    assert result.returncode == 1 and "use_directory_urls is off" in result.stdout and "--inlay" in result.stdout


def test_a_page_with_a_form_asks_others_to_leave_it_alone(tmp_path: Path) -> None:
    settings = OURS.format(plain="false").replace("  - search\n", "  - search\n  - glightbox\n")
    root = guest_folder(tmp_path / "folder", settings, {"beside.py": SCRIPT_UNLESS_TOLD, **stand_in("glightbox")})
    result = mkdocs(root, tmp_path / "site", "2026-06-15", PYTHONPATH=path_with(root))
    assert result.returncode == 0, result.stdout
    files = contents(tmp_path / "site")
    assert b"lightbox()" not in files["legal/ask/index.html"] + files["privacy/index.html"]
    assert b"lightbox()" in files["news/index.html"]


@pytest.mark.parametrize("plain", [False, True])
def test_a_hook_that_changes_the_content_of_pages_leaves_policies_as_they_are(tmp_path: Path, *, plain: bool) -> None:
    result = built(tmp_path, CHANGES_CONTENT, plain=plain)
    assert result.returncode == 0, result.stdout
    page, other = ((tmp_path / "site" / path / "index.html").read_text() for path in ("privacy", "news"))
    assert "Your name" in page and "wide" not in page and "in a minute" not in page and "in a minute" in other
    report = run_policy("verify", tmp_path / "site")  # the form on a page written by hand is theirs to change, and told
    assert report.exit_code == 0 and "into pages when these are made (legal/ask/index.html)." in result.stdout


@pytest.mark.parametrize("plain", [False, True])
def test_other_markup_around_the_same_words_is_told_and_listed(tmp_path: Path, *, plain: bool) -> None:
    result = built(tmp_path, CHANGES_MARKUP_OF_PAGES, plain=plain)
    assert result.returncode == 0, result.stdout
    assert "hook changes what the policies put into pages when these are made (privacy/index.html)." in result.stdout
    report = run_policy("verify", tmp_path / "site")
    assert report.exit_code == 0 and "1 file. Pages of which only the words were compared" in report.output
    page = tmp_path / "site/privacy/index.html"
    page.write_text(page.read_text().replace("Your name", "Your address"))
    write_sums(tmp_path / "site")
    assert "/privacy/index.html: Line" in run_policy("verify", tmp_path / "site").output


@pytest.mark.parametrize("plain", [False, True])
def test_a_hook_that_changes_words_of_a_policy_stops_the_build(tmp_path: Path, *, plain: bool) -> None:
    result = built(tmp_path, CHANGES_WORDS_OF_PAGES, plain=plain)
    assert result.returncode == 1 and "Traceback" not in result.stdout and not (tmp_path / "site").exists()
    assert re.search(r"privacy/index\.html:1:1: Another plugin or a hook changes the words .*Your name", result.stdout)


def stand_in(name: str) -> dict[str, str]:
    """A distribution with a plugin of that name that does nothing, for a folder on the path of modules."""
    return {
        f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{name}-1.dist-info/entry_points.txt": f"[mkdocs.plugins]\n{name} = stand_in:Plugin\n",
        "stand_in.py": "from mkdocs.plugins import BasePlugin\nclass Plugin(BasePlugin):\n    pass\n",
    }


def path_with(folder: Path) -> str:
    return os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])


def test_a_site_beside_which_no_policy_has_one_address_is_refused_with_the_way_round(tmp_path: Path) -> None:
    settings = "  - i18n\n" + OURS.format(plain="false")
    root = guest_folder(tmp_path / "folder", settings, {"beside.py": "", **stand_in("i18n")})
    result = mkdocs(root, tmp_path / "site", "2026-06-15", PYTHONPATH=path_with(root))
    assert result.returncode == 1 and "The plugin i18n cannot stand beside policy-versions" in result.stdout
    assert "policy publish --inlay" in result.stdout and "Traceback" not in result.stdout


def test_plugins_are_known_by_their_names_wherever_they_come_from() -> None:
    config = SimpleNamespace(plugins={"material/search": 0, "rss": 1, "rss #2": 2, "glightbox": 3})
    assert list(plugin_names(config)) == ["search", "rss", "rss", "glightbox"]  # type: ignore[arg-type]
    assert left_alone(config, ours=True) == {"draft": True, "glightbox": False}  # type: ignore[arg-type]
    assert left_alone(config, ours=False) == {"glightbox": False}  # type: ignore[arg-type]
    assert left_alone(SimpleNamespace(plugins={"search": 0}), ours=True) == {}  # type: ignore[arg-type]


def in_the_theme(theme: str, place: Path) -> dict[str, bytes]:
    """The site with plain pages in that theme."""
    pages = {"docs/news.md": "# News\n\nNone.\n", "docs/about/team.md": "# Team\n\nPeople.\n"}
    root = guest_folder(place / theme, more=pages)
    ours = OURS.format(plain="true").replace("hooks:\n  - beside.py\n", "")
    change(
        root,
        {
            "mkdocs.yml": f"site_name: Quay\nsite_url: https://docs.quay.example/manual/\ntheme:\n  name: {theme}\n  favicon: mark.svg\n"
            f"markdown_extensions: [admonition]\nplugins:\n{ours}"
        },
    )
    result = mkdocs(root, place / f"{theme}.site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    return contents(place / f"{theme}.site")


def test_plain_pages_are_the_same_in_every_theme(tmp_path: Path) -> None:
    material, mkdocs_own, readthedocs = (
        in_the_theme(theme, tmp_path) for theme in ("material", "mkdocs", "readthedocs")
    )
    pages = {path for path in material if path.endswith(".html")}
    assert "privacy/2025-01-01/index.html" in pages and b"search/main.js" not in readthedocs["index.html"]
    assert "search.html" not in readthedocs
    for other in (mkdocs_own, readthedocs):
        assert [path for path in sorted(pages) if other.get(path) != material[path]] == []
