"""Policies laid into a site that something else has made: ours are there, whole and provable, and theirs untouched."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from building import contents
from machine import PATIENCE
from policy_command import run_policy
from policy_files import revision_file, write_files
from policy_history.publish.frame import Frame, Framed
from policy_history.publish.site_settings import ADDRESS

HOME = '<!doctype html><html lang="en"><title>Quay</title><link rel="canonical" href="https://quay.example/en/"><a href="privacy/">Privacy</a>'
THEIRS = {
    "index.html": HOME,
    "404.html": "<!doctype html><title>Gone</title>",
    "sitemap.xml": "<urlset/>",
    "_headers": "/*\n  X-Robots-Tag: all\n",
    "css/look.css": "a{background:url(data:image/png;base64,AA)} @font-face{font-family:a;src:url(a.woff2)}",
    "js/run.js": "document.body.innerHTML = 'a'",
    "about/index.html": "<!doctype html><title>About</title><script>run()</script>",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = "policy_versions"
    return write_files(
        tmp_path / "root",
        {
            f"{folder}/privacy/policy.yml": "title: Privacy Policy\npublisher: Quay Ltd\nkind: privacy\n",
            f"{folder}/privacy/2024-01-01.md": revision_file("2024-01-01"),
            f"{folder}/privacy/2025-01-01.md": revision_file("2025-01-01", "# Privacy\n\nWe collect little.\n"),
            f"{folder}/storage.yml": "entries: []\nrequests: []\nchecked: 2026-01-01\n",
        },
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", THEIRS)


def policy(*arguments: str | Path) -> tuple[int, str]:
    result = run_policy(*arguments)
    return result.exit_code, result.output


def lay_in(root: Path, site: Path) -> tuple[int, str]:
    return policy("publish", "--inlay", site, "--address", "https://quay.example/en/", "--root", root)


def test_a_site_that_is_not_there_is_not_made(root: Path, tmp_path: Path) -> None:
    code, said = lay_in(root, tmp_path / "sit")
    assert (code, (tmp_path / "sit").exists()) == (2, False) and "sit' does not exist" in said


class AnotherFrame(Frame):
    def page(self, framed: Framed) -> str:
        return super().page(framed) + "\n"


def test_pages_that_come_out_otherwise_when_made_again_are_listed(
    root: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that need the same the first stands for the others; those with scripts are all made again."""
    assert lay_in(root, site)[0] == 0
    assert json.loads((site / ADDRESS).read_text("utf-8"))["unmade"] == []
    monkeypatch.setattr("policy_history.publish.inlay.Frame", AnotherFrame)
    assert lay_in(root, site)[0] == 0
    unmade = [f"privacy/{name}index.html" for name in ("compare/", "", "search/")]
    assert json.loads((site / ADDRESS).read_text("utf-8"))["unmade"] == unmade


def moments(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_ours_are_there_and_theirs_as_they_were(root: Path, site: Path) -> None:
    before = moments(site)
    assert lay_in(root, site)[0] == 0
    found, after = contents(site), moments(site)
    assert {path: found[path].decode() for path in THEIRS} == THEIRS
    assert before.items() <= after.items()
    assert {"privacy/index.html", "privacy/2025-01-01/changes/index.html", "privacy/versions.json"} <= found.keys()
    page = found["privacy/2024-01-01/index.html"].decode()
    assert "We collect nothing." in page and 'http-equiv="Content-Security-Policy"' in page
    assert [path.name for path in site.parent.iterdir() if path.name.startswith(".")] == []


def test_what_is_laid_in_is_whole_and_can_be_proven(root: Path, site: Path) -> None:
    lay_in(root, site)
    assert policy("check-site", site, "--root", root)[0] == 0
    assert policy("verify", site)[0] == 0
    write_files(site, {"blog/new/index.html": "<!doctype html><title>New</title>"})
    assert policy("verify", site)[0] == 0, "a page of theirs"
    write_files(site, {"privacy/2026-01-01/index.html": "<!doctype html><title>Made up</title>"})
    code, said = policy("verify", site)
    assert code == 1 and "/privacy/2026-01-01/index.html" in said


def test_an_altered_text_deviates(root: Path, site: Path) -> None:
    lay_in(root, site)
    page = site / "privacy" / "2024-01-01" / "index.html"
    page.write_text(page.read_text("utf-8").replace("nothing", "everything"), "utf-8")
    code, said = policy("verify", site)
    assert code == 1 and "/privacy/2024-01-01/index.html" in said


def test_a_second_time_writes_what_changed_and_removes_what_is_gone(root: Path, site: Path) -> None:
    lay_in(root, site)
    before = moments(site)
    assert "0 files written, 0 removed" in lay_in(root, site)[1]
    assert moments(site) == before
    (root / "policy_versions" / "privacy" / "2025-01-01.md").unlink()
    lay_in(root, site)
    found = contents(site)
    assert not any("2025-01-01" in path for path in found) and THEIRS.keys() <= found.keys()


@pytest.mark.parametrize("taken", ["privacy/index.html", "storage.json", "SHA256SUMS"])
def test_where_a_place_is_taken_nothing_is_written(root: Path, site: Path, taken: str) -> None:
    write_files(site, {taken: "theirs"})
    before = contents(site)
    code, said = lay_in(root, site)
    assert code == 1 and f"{site / taken}:1:1: This stands where a policy is published." in said
    assert contents(site) == before


def test_nothing_is_written_through_a_link(root: Path, site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    (site / "privacy").symlink_to(site.parent / "elsewhere")
    code, said = lay_in(root, site)
    assert code == 1 and said.count("This stands where a policy is published.") == 1
    assert f"{site / 'privacy'}:1:1: This stands" in said
    assert (site / "privacy").is_symlink() and list((site.parent / "elsewhere").iterdir()) == []


def test_a_list_that_leads_elsewhere_removes_nothing_there(root: Path, site: Path) -> None:
    lay_in(root, site)
    write_files(site.parent, {"kept/a.txt": "1"})
    (site / "way").symlink_to(site.parent / "kept")
    sums = site / "SHA256SUMS"
    sums.write_text(sums.read_text() + f"{'0' * 64}  ../kept/a.txt\n{'0' * 64}  way/a.txt\n{'0' * 64}  /etc/hostname\n")
    lay_in(root, site)
    assert (site.parent / "kept" / "a.txt").exists()


def test_a_folder_in_which_the_drafts_lie_is_told(root: Path, site: Path) -> None:
    assert "policy_versions lies in" in lay_in(root, root)[1] and "lies in" not in lay_in(root, site)[1]


def test_what_is_wrong_is_told_with_its_place(root: Path, site: Path) -> None:
    write_files(root, {"policy_versions/privacy/2026-01-01.md": "no front matter\n"})
    code, said = lay_in(root, site)
    assert code == 1 and "policy_versions/privacy/2026-01-01.md:1:1: " in said and "Nothing was written." in said
    assert contents(site).keys() == THEIRS.keys()


@pytest.mark.skipif(shutil.which("hugo") is None, reason="hugo is not installed")
def test_in_a_site_of_hugo(root: Path, tmp_path: Path) -> None:
    layout = '<!doctype html><html lang="en"><title>{{ .Title }}</title><a href="{{ relURL "privacy/" }}">Privacy</a>{{ .Content }}'
    write_files(
        tmp_path / "hugo",
        {
            "hugo.toml": 'baseURL = "https://quay.example/en/"\ntitle = "Quay"\ndisableKinds = ["taxonomy", "term"]\n',
            "config.toml": 'baseURL = "https://quay.example/en/"\ntitle = "Quay"\ndisableKinds = ["taxonomy", "term"]\n',
            "layouts/_default/single.html": layout,
            "layouts/_default/list.html": layout,
            "layouts/index.html": layout,
            "content/about.md": "---\ntitle: About\n---\nHello.\n",
        },
    )
    for _ in range(2):
        subprocess.run(["hugo", "--quiet"], cwd=tmp_path / "hugo", check=True, timeout=PATIENCE)
        public = tmp_path / "hugo" / "public"
        assert lay_in(root, public)[0] == 0
        assert policy("check-site", public, "--root", root, "--address", "https://quay.example/en/")[0] == 0
    assert "0 files written" in lay_in(root, public)[1]


def test_a_folder_a_group_and_a_publisher_of_the_sites_own(root: Path, site: Path) -> None:
    write_files(
        root,
        {
            "policy_versions/terms/policy.yml": "title: Terms\npublisher: Quay Ltd\nkind: terms\ngroup: members\n",
            "policy_versions/terms/2024-01-01.md": revision_file("2024-01-01"),
            "policy_versions/terms/2025-01-01.md": revision_file("2025-01-01", "# Terms\n\nSee [privacy](/about/).\n"),
        },
    )
    assert policy("lock", "--root", root)[0] == 0
    options = ("--base", "legal/texts", "--group", "members", "--publisher", "Quay France SAS")
    arguments = ("publish", "--inlay", site, "--address", "https://quay.example/en/", "--root", root, *options)
    code, said = policy(*arguments)
    assert code == 0 and "/legal/texts/terms/  Terms: 2 revisions" in said
    found = contents(site)
    assert {path.rpartition("/2025")[0] for path in found if "2025-01-01" in path} >= {"legal/texts/terms"}
    assert not any(path.startswith(("privacy/", "terms/")) for path in found)
    page = found["legal/texts/terms/2024-01-01/index.html"].decode()
    assert "Quay France SAS" in page and "https://quay.example/en/legal/texts/terms/2024-01-01/" in page
    assert '"permalink": "legal/texts/terms/2024-01-01/"' in found["legal/texts/terms/versions.json"].decode()
    write_files(site, {"privacy/index.html": THEIRS["404.html"]})
    assert policy("check-site", site, "--root", root)[1].startswith("0 errors")
    assert policy("verify", site)[0] == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--base", "../up"), "base is “../up”"),
        (("--base", "Legal Texts"), "base is “Legal Texts”"),
        (("--address", "quay.example"), "“quay.example” is not the address of a site."),
        (("--group", "nobody"), "groups has “nobody”, and no policy is in it. No policy.yml names a group."),
    ],
)
def test_a_choice_that_is_none_is_explained(root: Path, site: Path, options: tuple[str, str], says: str) -> None:
    code, said = policy("publish", "--inlay", site, "--address", "https://a.example/", "--root", root, *options)
    assert code == 1 and says in said and contents(site).keys() == THEIRS.keys()
