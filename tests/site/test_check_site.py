"""``policy check-site`` on built sites: quiet when all is there, and plain about each thing that is not."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from html_pages import Built

from building import EXAMPLE, build, change, contents, copy_example
from machine import PATIENCE
from policy_command import run_policy

pytestmark = pytest.mark.slow

SETTINGS = """      security:
        contact: ["mailto:security@harbourlane.example"]
        expires: 2026-12-31
      gpc:
        honoured: true
        updated: 2026-06-01
      forms:
        policy: notice
"""


def check(site: Path, *options: str, root: Path = EXAMPLE, day: str = "2026-06-15") -> tuple[int, list[str]]:
    """The exit code and what is said, the folder left out of it."""
    result = run_policy("check-site", site, "--root", root, "--day", day, *options)
    return result.exit_code, result.output.replace(str(site), "site").splitlines()


@pytest.fixture
def damaged(example: Built, tmp_path: Path) -> Path:
    """A copy of the example's site, to be damaged."""
    return Path(shutil.copytree(example.folder, tmp_path / "site"))


def test_a_whole_site_passes(example: Built) -> None:
    assert check(example.folder) == (0, ["0 errors in site, seen on 2026-06-15."])


def test_what_a_generator_dropped_is_named(damaged: Path) -> None:
    (damaged / "notice/2018-05-25/index.html").unlink()
    (damaged / "notice/2025-02-10/changes/index.html").unlink()
    (damaged / "lending/2022-01-15.md").unlink()
    code, said = check(damaged)
    missing = [line.partition(". Build")[0] for line in said if "broken-link" not in line]
    assert code == 1 and missing == [
        (
            "error: site/notice/2018-05-25/index.html:1:1: "
            "“Privacy notice, version of 25 May 2018” is not published at /notice/2018-05-25/"
        ),
        (
            "error: site/notice/2025-02-10/changes/index.html:1:1: "
            "“Privacy notice: what changed on 10 February 2025” is not published at /notice/2025-02-10/changes/"
        ),
        "error: site/lending/2022-01-15.md:1:1: This file is not published",
        missing[-1],
    ]
    assert any("leads nowhere: nothing is published at /notice/2018-05-25/. Mend" in line for line in said)


def test_a_page_with_another_text_and_a_changed_file_are_named(damaged: Path) -> None:
    page, source = damaged / "notice/2018-05-25/index.html", damaged / "notice/2018-05-25.md"
    text = page.read_text("utf-8")
    start = text.index('<article class="policy-text')
    page.write_text(text[:start] + text[start:].replace("Nobody else.", "Nobody."), "utf-8")
    source.write_bytes(source.read_bytes() + b"\n")
    code, said = check(damaged)
    assert code == 1 and [line.split("[")[-1] for line in said[:2]] == ["missing-text]", "other-file]"]
    assert len(said) == 3


def test_links_and_fragments_that_lead_nowhere_are_named_with_their_place(damaged: Path) -> None:
    page = damaged / "index.html"
    text = page.read_text("utf-8")
    page.write_text(text + '\n<a href="notice/#nothing">a</a> <a href="/notice/">b</a> <a href="notice">c</a>', "utf-8")
    line = text.count("\n") + 2
    assert check(damaged) == (
        1,
        [
            (
                f"error: site/index.html:{line}:1: “notice/#nothing” leads nowhere: "
                "the page /notice/ has no “nothing”. Mend the link. [broken-link]"
            ),
            (
                f"error: site/index.html:{line}:33: “/notice/” leads nowhere: "
                "the site begins at /policies/. Mend the link. [broken-link]"
            ),
            "2 errors in site, seen on 2026-06-15.",
        ],
    )


def test_a_link_that_every_page_has_is_told_once(damaged: Path) -> None:
    pages = sorted(damaged.rglob("*.html"))
    for page in pages:
        page.write_text(page.read_text("utf-8") + '<a href="/policies/nothing/">a</a>', "utf-8")
    code, said = check(damaged)
    assert code == 1 and len(said) == 2 and said[0].endswith(f"[broken-link] (the first of {len(pages)})")
    assert said[1].startswith(f"{len(pages)} errors in site")


def test_a_larger_site_may_lead_to_its_other_parts(damaged: Path) -> None:
    page, settings = damaged / "index.html", damaged / "policy-site.json"
    page.write_text(page.read_text("utf-8") + '<a href="/en/">English</a> <a href="nowhere/">b</a>', "utf-8")
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('"strict": true', '"strict": false'), "utf-8")
    links = [line for line in check(damaged)[1] if "broken-link" in line]
    assert len(links) == 1 and "nowhere/" in links[0]
    page.write_text(page.read_text("utf-8").replace('<a href="nowhere/">b</a>', ""), "utf-8")
    for path in ("404.html", "index.html"):  # a page that is not ours, and a link of the frame around all
        with (damaged / path).open("a", encoding="utf-8") as file:
            file.write('<a href="nowhere/">b</a>')
        code, said = check(damaged)
        assert code == 0 and said[-2].startswith(f"warning: site/{path}:") and said[-1].startswith("0 errors in site")


def test_a_revision_that_takes_effect_later_is_missed_then(example: Built) -> None:
    code, said = check(example.folder, day="2026-09-01")
    assert code == 1 and any(line.startswith("error: site/notice/index.html:1:1: ") for line in said)


def test_the_files_for_the_root_of_a_host_are_published_and_watched(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    change(folder, {"mkdocs.yml": {"replace": "      forms:\n        policy: notice\n", "by": SETTINGS}})
    below = build(folder, tmp_path / "below", "2026-06-15")
    assert not (below / ".well-known").exists(), "the site has not the root of its host"
    site = build(folder, tmp_path / "site", "2026-06-15", POLICY_SITE_URL="https://policies.harbourlane.example/")
    assert {path for path in contents(site) if path.startswith(".well-known/")} == {
        ".well-known/security.txt",
        ".well-known/gpc.json",
    }
    assert check(site, root=folder)[0] == 0
    # On the first of December thirty days are left; the other problems of that day are revisions to publish.
    for day, watched in (("2026-12-01", False), ("2026-12-02", True)):
        _, said = check(site, root=folder, day=day)
        assert any("security.txt:1:1: It expires on 2026-12-31, in 29 days." in line for line in said) is watched


def test_a_policy_that_is_wrong_itself_is_said_without_a_traceback(example: Built, tmp_path: Path) -> None:
    code, said = check(example.folder, root=tmp_path)
    assert code == 1 and said[0].startswith("Error: the policies themselves are wrong.")


def test_lychee_finds_no_broken_link_either(site: Built, tmp_path: Path) -> None:
    """The site's own address is replaced by the folder, so that lychee, off line, follows those links as well."""
    command = [str(Path(sysconfig.get_path("scripts"), "lychee")), "--offline", "--no-progress", "--include-fragments"]
    command += ["--root-dir", str(site.folder), "--remap", f"{site.root} file://{site.folder}/"]
    # The page of missing addresses is written for any depth below the host's root, not for a folder.
    command += ["--exclude-path", "404.html", "--index-files", "index.html", str(site.folder)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
