"""Sites that adopters have: what their configuration says of their own files, other builds beside, and plugins that fail."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from guest_policies import guest_folder

from building import change, contents, mkdocs
from mkdocs_policy_versions.config_files import placed
from mkdocs_policy_versions.other_plugins import redirected
from mkdocs_policy_versions.publishing import in_words
from policy_command import run_policy
from policy_history.source.names import slug_problem

FORMS = '      forms: {endpoint: "https://forms.quay.example/requests", confirmation: legal/sent/, policy: privacy}\n'
OURS = f"  - search\n  - policy-versions:\n      plain_pages: false\n{FORMS}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return guest_folder(tmp_path / "folder", OURS)


def checked(root: Path, site: Path) -> str:
    command = ["check-site", str(site), "--root", str(root), "--day", "2026-06-15"]
    return run_policy(*command).output


@pytest.mark.slow
def test_what_a_site_leaves_out_of_its_own_files_leaves_out_none_of_ours(root: Path, tmp_path: Path) -> None:
    more = "exclude_docs: |\n  /javascripts/\n  *.json\n  *.xml\nextra:\n  alternate:\n    - {name: Deutsch, link: /manual/de/, lang: de}\n"
    change(root, {"mkdocs.yml": {"replace": "extra:\n", "by": more}})
    result = mkdocs(root, tmp_path / "site", "2026-06-15")
    assert result.returncode == 0, result.stdout
    assert "javascripts/policy-form.js" in contents(tmp_path / "site")
    assert checked(root, tmp_path / "site").startswith("0 errors"), "another language is a build of its own"


@pytest.mark.slow
def test_every_page_in_the_place_of_a_policy_is_told_at_once(root: Path, tmp_path: Path) -> None:
    change(root, {"docs/privacy.md": "# Old\n", "docs/privacy/history.md": "# Older\n"})
    said = mkdocs(root, tmp_path / "site", "2026-06-15").stdout
    assert "docs/privacy.md:1:1: This stands" in said and "docs/privacy/history.md:1:1: This stands" in said
    assert "“base”" in said and "policy import-history" in said


@pytest.mark.slow
def test_the_frame_of_another_theme_that_cannot_stand_names_its_remedy(root: Path, tmp_path: Path) -> None:
    change(
        root, {"mkdocs.yml": f"site_name: Quay\nsite_url: https://quay.example/\ntheme: readthedocs\nplugins:\n{OURS}"}
    )
    said = mkdocs(root, tmp_path / "site", "2026-06-15").stdout
    assert "What the theme itself puts into pages is gone with “plain_pages: true”." in said


@pytest.mark.parametrize(
    ("old", "told"),
    [
        ("privacy.md", True),
        ("privacy/index.md", True),
        ("privacy/README.md", True),
        ("privacy/2025-01-01.md", True),
        ("legal/privacy.md", False),
        ("privacy/old.md", False),
    ],
)
def test_a_redirect_away_from_a_policy_is_told_at_its_line(tmp_path: Path, old: str, told: bool) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"plugins:\n  - redirects:\n      redirect_maps:\n        '{old}': x.md\n")
    plugin = SimpleNamespace(config={"redirect_maps": {old: "x.md"}})
    config = SimpleNamespace(plugins={"redirects": plugin}, config_file_path=str(file))
    said = redirected(config, {"privacy/index.html", "privacy/2025-01-01/index.html"})  # type: ignore[arg-type]
    assert len(said) == told and (not told or said[0].startswith("mkdocs.yml:4:10: "))


@pytest.mark.parametrize(
    ("option", "sentence", "place"),
    [
        ("timezone: Europe/Pari", "“Europe/Pari” is not a time zone.", "mkdocs.yml:4:17: "),
        ("groups: [a, member]", "groups has “member”, and no policy is in it.", "mkdocs.yml:4:19: "),
        ("forms: {endpoint: 'http://x.example'}", "It begins with “http:”.", "mkdocs.yml:4:26: "),
        ("base: legal/", "“CET+1” is not a time zone.", ""),
        ("base: legal/", "security.contact is empty.", ""),
    ],
)
def test_a_wrong_option_is_told_at_its_place(tmp_path: Path, option: str, sentence: str, place: str) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_url: https://x.example/member\nplugins:\n  - policy-versions:\n      {option}\n")
    assert placed(sentence, file) == place + sentence


def test_a_plugin_that_cannot_reach_a_host_is_not_told_to_make_room() -> None:
    class Unreachable(OSError):
        """As libraries that ask other hosts have it: without a number."""

    said = in_words(Unreachable("no answer from quay.example"), None)
    assert "Unreachable" in said and "no answer from quay.example" in said and "Make room" not in said


@pytest.mark.parametrize(
    ("name", "proposed"),
    [("confidentialité", "confidentialite"), ("Ænderungen ß", "nderungen"), ("Политика", "privacy")],
)
def test_the_name_that_is_proposed_for_a_folder_can_be_read(name: str, proposed: str) -> None:
    problem = slug_problem(name, name)
    assert problem is not None and f"“{proposed}”" in str(problem)
