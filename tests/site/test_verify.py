"""``policy verify``: whatever is changed in a downloaded site is found and named, hashes recomputed or not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from html_pages import Built
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_history.cli import main
from policy_history.publish.redline_data import segment_fields
from policy_history.publish.sums import write_sums
from policy_history.verify.rebuilding import CannotRebuild, rebuilt
from policy_history.verify.site_files import SiteFiles

OLD, NOW = "notice/2023-09-01", "notice/2025-02-10"


@pytest.fixture
def downloaded(example: Built, tmp_path: Path) -> Path:
    """A copy of the example's policy with most revisions, somewhere else, without the repository."""
    return Path(shutil.copytree(example.folder, tmp_path / "downloaded"))


def verify(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["verify", str(folder), *options])


def replace(old: str, new: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        text = file.read_text("utf-8")
        assert old in text, f"{file} has no “{old}”"
        file.write_text(text.replace(old, new), "utf-8")

    return change


def test_an_untouched_site_agrees_with_itself(site: Built) -> None:
    result = verify(site.folder)
    assert result.exit_code == 0, result.output
    sums = sha256((site.folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert result.output.splitlines()[-1] == (
        f"Everything agrees. The SHA-256 of SHA256SUMS is {sums}: compare it with a copy from elsewhere."
    )


KINDS = (
    "index.html", "404.html", "write/index.html", "sitemap.xml", "sitemap.xml.gz", "SHEET",
    "notice/index.html", "notice/history/index.html", "notice/clauses/index.html",
    "notice/compare/index.html", f"notice/compare/{OLD[7:]}/index.html", f"{OLD}/index.html", f"{OLD}.md",
    f"{OLD}/changes/index.html", f"{OLD}/changes/side-by-side/index.html", f"{OLD}/redline.json",
    "notice/versions.json", "notice/compare.json", "notice/feed.xml", "notice/material.xml", "notice/feed.json",
    "notice/timemap.link", "schemas/versions-1.schema.json", "schemas/redline-1.schema.json",
)  # fmt: skip


def test_a_byte_changed_in_any_kind_of_file_is_found_and_named(downloaded: Path) -> None:
    sheet = next((downloaded / "stylesheets").glob("*.css")).relative_to(downloaded).as_posix()
    changed = [path.replace("SHEET", sheet) for path in KINDS]
    for path in changed:
        data = (downloaded / path).read_bytes()
        (downloaded / path).write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    result = verify(downloaded)
    assert result.exit_code == 1
    named = {line.partition(": ")[0].removeprefix("/") for line in result.output.splitlines() if line.startswith("/")}
    assert named == set(changed)


def test_missing_and_added_files_are_named(downloaded: Path) -> None:
    (downloaded / "notice/feed.xml").unlink()
    (downloaded / "extra.txt").write_text("Added.", "utf-8")
    lines = verify(downloaded).output.splitlines()
    assert "/notice/feed.xml: This file is missing. SHA256SUMS lists it." in lines
    assert "/extra.txt: This file is not listed in SHA256SUMS: it was added afterwards." in lines


def test_a_file_that_was_not_downloaded_is_no_deviation_of_a_part(downloaded: Path) -> None:
    for path in ("notice/feed.xml", "sitemap.xml", f"{OLD}/changes/index.html", f"{OLD}.md"):
        (downloaded / path).unlink()
    assert verify(downloaded).exit_code == 1
    result = verify(downloaded, "--partial")
    assert result.exit_code == 0, result.output
    assert "Not downloaded, and so not looked at: 4 files." in result.output
    replace("never", "always")(downloaded / "notice/index.html")
    assert verify(downloaded, "--partial").exit_code == 1


# What follows is told although whoever changed the file also made SHA256SUMS anew.

FORGERIES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "source": (f"{OLD}.md", replace("We never sell", "We always sell"), "Its SHA-256 is "),
    "permalink": (
        f"{OLD}/index.html",
        replace("We never sell", "We always sell"),
        (
            "The text on this page is not that of 2023-09-01: “names . We always sell what we” stands where the source "
            "has “names . We never sell what we”."
        ),
    ),
    "markup": (
        f"{OLD}/index.html",
        replace("<thead>", "<thead title='x'>"),
        "The text on this page is not the one that ",
    ),
    "in force": (
        "notice/index.html",
        replace("We never sell", "We always sell"),
        "The text on this page is not that of",
    ),
    "redline, new words": (
        f"{OLD}/redline.json",
        replace("never", "always"),
        "With it, 2020-03-02.2 does not become 2023-09-01: in line ",
    ),
    "redline, kept words": (
        f"{OLD}/redline.json",
        replace('{"op":"equal","length":', '{"op":"equal","length":1'),
        "Segment ",
    ),
    "redline, sides": (
        f"{OLD}/redline.json",
        replace('"id":"2020-03-02.2"', '"id":"2020-03-02"'),
        "Its old side is not",
    ),
    "redline page": (
        f"{OLD}/changes/index.html",
        replace("never", "always"),
        "The redline on this page does not give the text of 2023-09-01: ",
    ),
    "redline since": (
        f"notice/compare/{OLD[7:]}/index.html",
        replace("We never sell", "We always sell"),
        "The redline on this page does not give the text of 2023-09-01: ",
    ),
    "comparison file": (
        "notice/compare.json",
        replace("never", "always"),
        "It does not give the text of 2023-09-01: in line",
    ),
    "comparison file, list": (
        "notice/compare.json",
        replace('{"id":"2018-05-25"', '{"id":"2018-05-26"'),
        "Its revisions are not those of /notice/versions.json.",
    ),
    "dates": (
        "notice/versions.json",
        replace('"effective": "2023-09-01"', '"effective": "2023-08-01"'),
        "“effective” of 2023-09-01 is “2023-08-01”; its source says “2023-09-01”.",
    ),
    "class": (
        "notice/versions.json",
        replace('"class": "material"', '"class": "editorial"'),
        "“class” of 2018-05-25 is",
    ),
    "neighbours": (
        "notice/versions.json",
        replace('"previous": "2023-09-01"', '"previous": "2018-05-25"'),
        "“previous” of 2025-02-10 is 2018-05-25; beside it stands 2023-09-01.",
    ),
    "current": (
        "notice/versions.json",
        replace('"current": "2025-02-10"', '"current": "2023-09-01"'),
        "“current” is 2023-09-01; by the states it is 2025-02-10.",
    ),
    "acceptance": (
        "notice/versions.json",
        replace('"accepted_from": "2023-09-01",\n  "addresses"', '"accepted_from": "2018-05-25",\n  "addresses"'),
        "“accepted_from” is 2018-05-25; by the classes of the revisions it is 2023-09-01.",
    ),
    "no JSON": ("notice/versions.json", replace('"format"', "format"), "This is not JSON: "),
    "other version": (
        "notice/versions.json",
        replace('"version": 1', '"version": 2'),
        "It has version 2 of its format",
    ),
    "lacking": (
        "notice/versions.json",
        replace('"revisions"', '"revision"'),
        "This file lacks what its format asks for.",
    ),
    "no article": (f"{OLD}/index.html", replace("<article", "<div"), "There is no text of a policy on this page."),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_with_hashes_made_anew_is_found_and_named(downloaded: Path, name: str) -> None:
    path, change, sentence = FORGERIES[name]
    change(downloaded / path)
    write_sums(downloaded)
    result = verify(downloaded)
    named = {line.partition(": ")[0].removeprefix("/") for line in result.output.splitlines() if line.startswith("/")}
    assert result.exit_code == 1
    assert f"/{path}: {sentence}" in result.output
    assert named == {path}, result.output


def test_a_source_changed_together_with_its_hash_contradicts_its_pages_and_redlines(downloaded: Path) -> None:
    source = downloaded / f"{OLD}.md"
    before = sha256(source.read_bytes()).hexdigest()
    replace("We never sell", "We always sell")(source)
    after = sha256(source.read_bytes()).hexdigest()
    for path in ("notice/versions.json", "notice/compare.json", f"{OLD}/redline.json", f"{NOW}/redline.json"):
        replace(before, after)(downloaded / path)
    write_sums(downloaded)
    output = verify(downloaded).output
    for path in (f"{OLD}/index.html", f"{OLD}/redline.json", f"{NOW}/redline.json", "notice/compare.json"):
        assert f"/{path}: " in output


def test_no_path_of_a_manifest_leads_out_of_the_folder(downloaded: Path) -> None:
    outside = downloaded.parent / "outside.md"
    outside.write_text("secret", "utf-8")
    replace(f'"source": "{OLD}.md"', '"source": "../outside.md"')(downloaded / "notice/versions.json")
    assert "/../outside.md: This file is missing." in verify(downloaded).output
    (downloaded / "link.md").symlink_to(outside)
    files = SiteFiles(downloaded)
    assert [files.find(path) for path in ("../outside.md", str(outside), "link.md", "", "notice")] == [None] * 5


def test_what_is_no_site_is_said_to_be_none(tmp_path: Path) -> None:
    result = verify(tmp_path)
    assert result.exit_code == 1 and "this is not the root of a site" in result.output


def test_control_characters_in_a_forged_file_do_not_reach_the_terminal(downloaded: Path) -> None:
    replace("We never sell", "We \x1b[31m sell")(downloaded / f"{OLD}/index.html")
    assert "\x1b" not in verify(downloaded).output


# An earlier download


def test_an_earlier_download_with_fewer_revisions_agrees(downloaded: Path, example: Built) -> None:
    result = verify(downloaded, "--earlier", str(example.folder))
    assert result.exit_code == 0, result.output


def test_what_an_earlier_download_has_otherwise_is_told(downloaded: Path, example: Built) -> None:
    earlier = Path(shutil.copytree(example.folder, downloaded.parent / "earlier"))
    manifest = json.loads((earlier / "notice/versions.json").read_text("utf-8"))
    manifest["revisions"][0]["source_sha256"] = "0" * 64
    manifest["revisions"][1]["published"] = "2020-03-01"
    manifest["revisions"].append(manifest["revisions"][0] | {"id": "2017-01-01"})
    (earlier / "notice/versions.json").write_text(json.dumps(manifest), "utf-8")
    output = verify(downloaded, "--earlier", str(earlier)).output
    assert f"/notice/2018-05-25.md: It was published with the SHA-256 {'0' * 64}; no erratum says why" in output
    assert "/notice/versions.json: “published” of 2020-03-02 was 2020-03-01 and is 2020-03-02." in output


# The redline's own data


TEXTS = st.text(st.sampled_from("ab \n#-*é語.")).map(lambda text: text + "x")


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_a_text_is_rebuilt_from_its_predecessor_and_the_redlines_data(old: str, new: str) -> None:
    assert rebuilt(old, list(segment_fields(old, new))) == new


@pytest.mark.parametrize(
    ("segments_", "why"),
    [
        (None, "It has no list of segments."),
        ([1], "Segment 1 is no object."),
        ([{"op": "equal", "length": 9}], "Segment 1 keeps 9 characters; so many are not left of the text before."),
        ([{"op": "equal", "length": "2"}], "Segment 1 keeps 2 characters; so many are not left of the text before."),
        ([{"op": "delete", "old": "x"}], "Segment 1 takes “x” from the text before, which has “a” there."),
        ([{"op": "insert", "new": 1}], "“new” of segment 1 is no text."),
        ([{"op": "equal", "length": 1}], "Its segments end before the text before does, at “b”."),
    ],
)
def test_segments_that_do_not_fit_are_refused(segments_: object, why: str) -> None:
    with pytest.raises(CannotRebuild) as found:
        rebuilt("ab", segments_)
    assert str(found.value) == why
