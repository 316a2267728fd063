"""``policy verify``: whatever is changed in a downloaded site is found and named, though all hashes are made anew."""

from __future__ import annotations

import json
import shutil
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from altered import ALTERED, NOW, OLD, PAGE, add, append_to, notice_in, remove, replace, together, with_settings
from click.testing import Result
from html_pages import Built
from jsonschema import validate

from building import EXAMPLE, build, change, contents, copy_example
from policy_command import run_policy
from policy_history.publish.site_settings import SiteSettings
from policy_history.site_audit.sums import write_sums
from policy_history.verify.site_files import SiteFiles

pytestmark = pytest.mark.slow
DAY = "2026-06-15"


@pytest.fixture
def downloaded(example: Built, each_site_is_made_again_once: None, tmp_path: Path) -> Path:
    """A copy of the example's site, somewhere else, without the repository."""
    return Path(shutil.copytree(example.folder, tmp_path / "downloaded"))


def verify(folder: Path, *options: str) -> Result:
    return run_policy("verify", folder, *options)


def named(result: Result) -> set[str]:
    return {line.partition(": ")[0].removeprefix("/") for line in result.output.splitlines() if line.startswith("/")}


# What is proven, and what is said of the rest


def test_an_untouched_site_agrees_with_what_is_made_again(site: Built) -> None:
    result = verify(site.folder)
    assert result.exit_code == 0, result.output
    sums = sha256((site.folder / "SHA256SUMS").read_bytes()).hexdigest()
    said = f"Everything agrees. The SHA-256 of SHA256SUMS is {sums}: compare it with a copy from elsewhere."
    assert result.output.splitlines()[-1] == said


def test_everything_is_proven_but_what_was_written_by_hand(site: Built) -> None:
    settings = SiteSettings.read((site.folder / "policy-site.json").read_bytes())
    by_hand = {page.path for page in settings.pages}
    files = contents(site.folder).keys() - {"SHA256SUMS"}
    assert settings.unmade == ()
    assert all(path.startswith(("assets/images/", "images/")) for path in settings.others)
    record = {"published.lock"} & files
    proven = len(files - by_hand - set(settings.others) - record)
    output = verify(site.folder, "--list").output
    assert f"Proven: {proven} of {len(files) + 1} files" in output
    listed = {line.strip().removeprefix("/") for line in output.splitlines() if line.startswith("    /")}
    assert listed == by_hand | set(settings.others) | record


def test_the_end_says_what_no_file_of_a_site_can_prove(downloaded: Path) -> None:
    lines = verify(downloaded).output.splitlines()
    assert lines[-2] == "Not proven by any file of the site: who published it, when, and that others see the same."


# What somebody changed, SHA256SUMS made anew


@pytest.mark.parametrize("names", together(), ids=lambda names: f"{len(names)} such as {names[0]}")
def test_a_change_is_found_though_all_hashes_are_made_anew(downloaded: Path, names: list[str]) -> None:
    for name in names:
        ALTERED[name].change(downloaded)
    write_sums(downloaded)
    result = verify(downloaded)
    assert result.exit_code == 1, result.output
    assert all(any(fnmatch(path, ALTERED[name].path) for path in named(result)) for name in names), result.output


@pytest.mark.parametrize("patterns", [["**/index.html", "**/*.xml", "**/*.js", "_*"], ["**/*.json"], ["**/*.md"]])
def test_any_byte_that_is_changed_is_found(downloaded: Path, patterns: list[str]) -> None:
    found = [[path for path in sorted(downloaded.glob(pattern)) if path.is_file()][:12] for pattern in patterns]
    paths = [path for each in found for path in each]
    for path in paths:
        data = path.read_bytes()
        path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    write_sums(downloaded)
    expected = {path.relative_to(downloaded).as_posix() for path in paths}
    assert expected - {"policy-site.json"} <= named(verify(downloaded))


def test_a_difference_is_told_with_its_place_and_both_wordings(downloaded: Path) -> None:
    before = (downloaded / PAGE).read_text("utf-8").partition("never sell")[0]
    replace(PAGE, "never sell", "always sell")(downloaded)
    write_sums(downloaded)
    line = next(line for line in verify(downloaded).output.splitlines() if line.startswith(f"/{PAGE}"))
    assert line.startswith(f"/{PAGE}: Line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}: ")
    assert "We always sell what we keep" in line and "made again it is “" in line and "We never sell what we" in line


def test_a_source_that_is_not_the_one_the_settings_name_bears_no_witness(downloaded: Path) -> None:
    replace(f"{OLD}.md", "We never sell", "We always sell")(downloaded)
    write_sums(downloaded)
    result = verify(downloaded)
    assert named(result) == {f"{OLD}.md"}
    assert "files that need a source" in result.output.lower()


def test_a_source_changed_together_with_its_hash_contradicts_its_pages(downloaded: Path) -> None:
    replace(f"{OLD}.md", "We never sell", "We always sell")(downloaded)
    digest = sha256((downloaded / f"{OLD}.md").read_bytes()).hexdigest()

    def hashed(record: dict[str, Any]) -> None:
        for revision in notice_in(record)["revisions"]:
            revision["sha256"] = digest if revision["id"] == "2023-09-01" else revision["sha256"]

    with_settings(hashed)(downloaded)
    write_sums(downloaded)
    assert named(verify(downloaded)) >= {
        PAGE, f"{OLD}/changes/index.html", f"{OLD}/redline.json", f"{NOW}/redline.json",
        "notice/compare.json", "notice/versions.json", "notice/feed.xml", "notice/history/index.html",
    }  # fmt: skip


def test_a_page_that_is_declared_changed_by_a_plugin_is_not_proven_and_keeps_its_body(downloaded: Path) -> None:
    with_settings(lambda record: record["unmade"].append(PAGE))(downloaded)
    replace(PAGE, "<main", "<p>Void.</p><main", 1)(downloaded)
    write_sums(downloaded)
    output = verify(downloaded, "--list").output
    assert "Not proven: 1 file. Pages of which only the body was made again" in output and f"    /{PAGE}" in output
    replace(PAGE, "never sell", "always sell")(downloaded)
    write_sums(downloaded)
    assert PAGE in named(verify(downloaded))


# A frame that is not ours


def test_in_a_foreign_frame_the_bodies_are_proven_and_the_frame_is_said_not_to_be(larger: Built) -> None:
    result = verify(larger.folder)
    assert result.exit_code == 0, result.output
    pages = sum(1 for page in larger.folder.glob("*/**/index.html")) - 2
    assert f"Not proven: {pages} files. Pages of which only the body was made again" in result.output
    assert len(SiteSettings.read((larger.folder / "policy-site.json").read_bytes()).odd) <= 1


@pytest.mark.parametrize(("old", "new"), [
    ("never sell", "always sell"),
    ('<div class="md-content"', '<p>Void.</p><div class="md-content"'),
    ("</head>", "<style>article{display:none}</style></head>"),
    ('<div class="md-content"', '<div hidden class="md-content"'),
])  # fmt: skip
def test_in_a_foreign_frame_no_page_shows_what_others_do_not(larger: Built, tmp_path: Path, old: str, new: str) -> None:
    altered = Path(shutil.copytree(larger.folder, tmp_path / "altered"))
    replace(PAGE, old, new, 1)(altered)
    write_sums(altered)
    assert PAGE in named(verify(altered))


def test_pages_of_a_template_of_ones_own_are_not_called_altered(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    theme = {"replace": "  name: material\n", "by": "  name: material\n  custom_dir: own\n"}
    own = "{% extends 'base.html' %}{% block announce %}<p>Office closed in August.</p>{% endblock %}"
    change(folder, {"mkdocs.yml": theme, "own/main.html": own})
    result = verify(build(folder, tmp_path / "site", DAY))
    assert result.exit_code == 0, result.output
    assert "Pages of which only the body was made again" in result.output


# Printed files


def test_an_altered_pdf_is_found_where_the_same_printer_is_and_not_proven_elsewhere(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    for policy in ("notice", "membership"):
        shutil.rmtree(folder / "policy_versions" / policy)
    forms = {"replace": "      forms:\n        policy: notice\n", "by": "      pdf: true\n      forms:\n"}
    change(folder, {"mkdocs.yml": forms, "docs/write.md": "# Write to us\n", "docs/index.md": "# Home\n"})
    site = build(folder, tmp_path / "site", DAY)
    append_to("lending/2024-04-01/changes.pdf", "%")(site)
    remove("lending/2022-01-15.pdf")(site)
    write_sums(site)
    assert named(verify(site)) == {"lending/2024-04-01/changes.pdf", "lending/2022-01-15.pdf"}
    with_settings(lambda record: record.update(printer="WeasyPrint 1.0"))(site)
    output = verify(site, "--partial").output
    assert "PDF files: they were printed with another version of WeasyPrint or with other fonts" in output


# Without a whole download


def test_missing_and_added_files_are_named(downloaded: Path) -> None:
    (downloaded / "notice/feed.xml").unlink()
    (downloaded / "extra.txt").write_text("Added.", "utf-8")
    lines = verify(downloaded).output.splitlines()
    assert "/notice/feed.xml: This file is missing." in lines
    assert "/extra.txt: Nothing makes this file, and /policy-site.json does not name it: it was added." in lines
    (downloaded / "no\u2028te.txt").write_text("Added.", "utf-8")
    write_sums(downloaded)
    assert "SHA256SUMS" not in named(verify(downloaded))


def test_a_file_that_was_not_downloaded_is_no_deviation_of_a_part(downloaded: Path) -> None:
    for path in ("notice/feed.xml", "sitemap.xml", "_headers", f"{OLD}/changes/index.html"):
        (downloaded / path).unlink()
    assert verify(downloaded).exit_code == 1
    result = verify(downloaded, "--partial")
    assert result.exit_code == 0, result.output
    assert "Not downloaded, and so not looked at: 4 files." in result.output
    replace("notice/index.html", "never", "always")(downloaded)
    write_sums(downloaded)
    assert verify(downloaded, "--partial").exit_code == 1


def test_a_part_without_a_source_or_a_hand_written_page_still_proves_the_bodies_of_the_others(downloaded: Path) -> None:
    (downloaded / f"{OLD}.md").unlink()
    (downloaded / "write/index.html").unlink()
    result = verify(downloaded, "--partial")
    assert result.exit_code == 0, result.output
    assert "only the body was made again" in result.output
    replace("lending/index.html", "</article>", "<p>Void.</p></article>")(downloaded)
    write_sums(downloaded)
    result = verify(downloaded, "--partial")
    assert named(result) >= {"lending/index.html"}


def test_a_part_without_the_settings_file_is_only_summed_up(downloaded: Path) -> None:
    (downloaded / "policy-site.json").unlink()
    result = verify(downloaded, "--partial")
    assert result.exit_code == 0, result.output
    assert "only hashes were compared" in result.output and "Proven: 0 of " in result.output


# A hostile download


def test_no_path_of_the_settings_leads_out_of_the_folder(downloaded: Path) -> None:
    outside = downloaded.parent / "outside.md"
    shutil.copy(downloaded / f"{OLD}.md", outside)

    def leading_out(record: dict[str, Any]) -> None:
        notice_in(record)["slug"] = "../downloaded/notice"
        record["others"].append("../outside.md")

    with_settings(leading_out)(downloaded)
    assert verify(downloaded).exit_code == 1
    (downloaded / "link.md").symlink_to(outside)
    files = SiteFiles(downloaded)
    assert [files.find(path) for path in ("../outside.md", str(outside), "link.md", "", "notice")] == [None] * 5


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "{}",
        '{"format": "policy-site", "version": 2}',
        "[" * 100_000,
        '"\\ud800"',
    ],
)
def test_settings_that_cannot_be_read_are_refused_with_a_sentence(downloaded: Path, record: str) -> None:
    (downloaded / "policy-site.json").write_text(record, "utf-8")
    result = verify(downloaded)
    assert result.exit_code == 1
    assert "/policy-site.json: This is no settings file that this program reads: " in result.output


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("storage", {}),
        (
            "storage",
            {"checked": "2026-13-01", "entries": [], "requests": [], "former_entries": [], "former_requests": []},
        ),
        ("policies", []),
        ("base", "::no address::"),
        ("editor", "elsewhere"),
        ("well_known", {"../../outside.txt": "x"}),
    ],
)
def test_settings_that_no_build_writes_end_in_a_sentence(downloaded: Path, field: str, value: object) -> None:
    with_settings(lambda record: record.update({field: value}))(downloaded)
    result = verify(downloaded)
    assert result.exit_code == 1 and result.output.startswith("/")
    assert not (downloaded.parent.parent / "outside.txt").exists()


def test_nothing_of_a_download_is_run(downloaded: Path) -> None:
    marker = downloaded.parent / "ran"
    harmful = f"{{{{ cycler.__init__.__globals__.os.system('touch {marker}') }}}}"
    with_settings(lambda record: record["frame"].update(name=harmful, copyright=harmful))(downloaded)
    add("mkdocs.yml", f"hooks: [hook.py]\nsite_name: {harmful}\n")(downloaded)
    add("hook.py", f"open({str(marker)!r}, 'w')\n")(downloaded)
    add("main.html", harmful)(downloaded)
    verify(downloaded)
    assert not marker.exists()


def test_control_characters_in_a_forged_file_do_not_reach_the_terminal(downloaded: Path) -> None:
    replace(PAGE, "We never sell", "We \x1b[31m sell")(downloaded)
    with_settings(lambda record: record["tool"].update(version="\x1b[31m0; rm -rf /"))(downloaded)
    output = verify(downloaded).output
    assert "\x1b" not in output and "pip install" not in output


def test_a_site_of_another_version_says_so_and_how_to_get_it(downloaded: Path) -> None:
    with_settings(lambda record: record["tool"].update(version="0.0.9"))(downloaded)
    write_sums(downloaded)
    result = verify(downloaded)
    assert result.exit_code == 0, result.output
    assert "The site was made with version 0.0.9, this is " in result.output
    assert "python -m pip install mkdocs-policy-versions==0.0.9" in result.output


def test_what_is_no_site_is_said_to_be_none(tmp_path: Path) -> None:
    result = verify(tmp_path)
    assert result.exit_code == 1 and "this is not the root of a site" in result.output


# An earlier download

LATER = "2026-09-15"


def test_a_later_site_shows_what_an_earlier_one_did(example: Built, tmp_path: Path) -> None:
    later = build(EXAMPLE, tmp_path / "later", LATER)
    result = verify(later, "--earlier", str(example.folder))
    assert result.exit_code == 0, result.output
    assert "/notice/2025-02-10/ differs from the earlier download: the revision was in force and is superseded" in (
        result.output
    )
    back = verify(example.folder, "--earlier", str(later))
    assert back.exit_code == 1
    assert "/notice/2026-09-01.md: It was in force and is upcoming: this site is older than the earlier download." in (
        back.output
    )


def test_a_site_made_anew_with_another_past_agrees_with_itself_and_not_with_an_earlier_one(
    example: Built, tmp_path: Path
) -> None:
    folder = copy_example(tmp_path / "folder")
    shutil.rmtree(folder / "policy_versions/lending")
    (folder / "policy_versions/notice/2020-03-02.2.md").unlink()
    text, other_class, publisher = "notice/2025-02-10.md", "membership/2019-01-01.md", "membership/policy.yml"
    changes = {
        text: {"replace": "We never sell", "by": "We always sell"},
        other_class: {"replace": "class: editorial", "by": "class: material"},
        publisher: {"replace": "publisher: ", "by": "publisher: New "},
    }
    change(folder, {f"policy_versions/{path}": each for path, each in changes.items()})
    rewritten = build(folder, tmp_path / "site", DAY)
    assert verify(rewritten).exit_code == 0
    result = verify(rewritten, "--earlier", str(example.folder))
    assert result.exit_code == 1
    for path in (text, other_class):
        assert f"/{path}: It was published with the SHA-256 " in result.output, result.output
    assert "/membership/versions.json: “publisher” of “membership” was “" in result.output
    assert "/lending/versions.json: The policy “lending” is gone; the earlier download has it." in result.output
    assert "/notice/2020-03-02.2.md: The revision 2020-03-02.2 is gone; the earlier download has it." in result.output
    assert "/notice/2023-09-01.md: The revision before it was 2020-03-02.2 and is 2020-03-02." in result.output


def test_a_page_that_was_altered_in_one_of_the_two_downloads_is_told(downloaded: Path, example: Built) -> None:
    replace(PAGE, "never sell", "always sell")(downloaded)
    write_sums(downloaded)
    for one, other in ((downloaded, example.folder), (example.folder, downloaded)):
        result = verify(one, "--earlier", str(other))
        assert result.exit_code == 1 and PAGE in named(result)


# The settings file


def test_the_settings_file_follows_its_schema(site: Built) -> None:
    record = json.loads((site.folder / "policy-site.json").read_text("utf-8"))
    schema = site.folder / record["$schema"]
    validate(record, described := json.loads(schema.read_text("utf-8")))
    assert described.pop("$schema") and described == SiteSettings.model_json_schema(by_alias=True)


def test_the_settings_file_says_nothing_of_drafts_or_of_what_no_page_shows(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "folder")
    file = folder / "policy_versions/volunteers/policy.yml"
    file.write_text(file.read_text("utf-8") + "# secret remark\nforeign_names: [secret name]\n", "utf-8")
    text = (build(folder, tmp_path / "site", DAY) / "policy-site.json").read_text("utf-8")
    assert "secret" not in text and "2027-01-01" not in text and "events" not in text
    assert "policy_versions" not in text and str(tmp_path) not in text
