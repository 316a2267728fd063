"""An editor's day, from a draft in Word to a correction, on a copy of this repository's own site.

Every step is what an editor types, and what the program answers. The day begins on 25 November 2026.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result

from building import program
from policy_command import run_policy
from policy_history.source.folder import read_policies
from policy_history.text.blocks import Kind
from policy_history.text.document import Document
from word_files import change, document_of, paragraph, text_run

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[1]
TRACKING = "policy_versions/tracking"
DRAFT = f"{TRACKING}/2027-01-15.md"
IN_FORCE = "policy_versions/tracking/2014-09-24.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site. The folder is the same throughout the day."""
    copy = tmp_path_factory.mktemp("day") / "site"
    for name in ("docs", "policy_versions"):
        shutil.copytree(REPOSITORY / name, copy / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", copy)
    return copy


def policy(site: Path, day: str, *arguments: str) -> Result:
    """What the editor types on that day."""
    epoch = str(int(datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC).timestamp()))
    return run_policy(*arguments, "--root", site, env={"SOURCE_DATE_EPOCH": epoch, "CI": "true"})


def build(site: Path, day: str) -> subprocess.CompletedProcess[str]:
    """What CI does on that day."""
    epoch = str(int(datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC).timestamp()))
    environment = {
        "PATH": "/usr/bin:/bin",
        "SOURCE_DATE_EPOCH": epoch,
        "NO_MKDOCS_2_WARNING": "1",
        "CI": "true",
    }
    return program("mkdocs", ["build", "--strict", "--quiet"], site, environment)


def text_in_force(site: Path) -> str:
    """The words of the page of the policy in force."""
    return " ".join(re.sub(r"<[^>]+>", " ", (site / "site/tracking/index.html").read_text("utf-8")).split())


def edit(site: Path, path: str, **changes: str) -> None:
    """Open the file in an editor and replace passages: the name of each change only says what it is."""
    file = site / path
    text = file.read_text("utf-8")
    for each in changes.values():
        old, new = each.split(" -> ")
        assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {path}"
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def draft_from_counsel(site: Path) -> Path:
    """The text in force as a Word document, in which counsel tracked a change and left a place open."""
    tracked = paragraph(
        "Our vendors may ",
        change("del", text_run("also use", tag="w:delText")),
        change("ins", text_run("not use")),
        " these tools. Ask [●]. Harbour NOWNESS says so.",
    )
    (found,) = (each for each in read_policies(site) if each.slug == "tracking")
    document = Document(found.revisions[-1].text)
    body = []
    for index, block in enumerate(document.blocks):
        words = document.title(index)
        if block.kind is Kind.HEADING:
            body.append(paragraph(words, style=f"Heading{block.level}"))
        elif block.kind is Kind.ITEM:
            body.append(paragraph(words, style="ListBullet"))
        else:
            body.append(tracked if "Our vendors may" in words else paragraph(words))
    file = site / "draft from counsel.docx"
    file.write_bytes(document_of(*body))
    return file


def test_an_editors_day(site: Path) -> None:
    today = "2026-11-25"

    # Where do things stand?
    assert "in force   2014-09-24  material" in policy(site, today, "status").output

    # Counsel has sent a draft in Word. Its changes are still tracked, and the program asks what to do with them.
    draft = draft_from_counsel(site)
    days = ["--effective", "2027-01-15", "--published", "2026-12-01"]
    arguments = ["import", str(draft), "--policy", "tracking", *days]
    refused = policy(site, today, *arguments)
    assert refused.exit_code == 1 and "unresolved tracked changes" in refused.output
    assert "Nothing was written." in refused.output
    accepted = policy(site, today, *arguments, "--changes", "accept")
    assert accepted.exit_code == 0, accepted.output
    assert "Our vendors may not use these tools." in (site / DRAFT).read_text("utf-8")

    # What is wrong with it? Everything at once, each with its place.
    checked = policy(site, today, "check")
    assert checked.exit_code == 1
    wrong = re.findall(rf"^error: {re.escape(DRAFT)}:\d+:\d+: .*\[([a-z-]+)\]$", checked.output, re.MULTILINE)
    assert sorted(wrong) == ["foreign-name", "placeholder", "placeholder"], checked.output
    edit(site, DRAFT, place=" Ask [●]. -> ", brand=" Harbour NOWNESS says so. -> ")
    note = (site / DRAFT).read_text("utf-8")
    written = "note: Our vendors no longer use these tools.\n"
    note = re.sub(r"^note: .*?(?=^---$)", written, note, flags=re.MULTILINE | re.DOTALL)
    (site / DRAFT).write_text(note, "utf-8")
    checked = policy(site, today, "check")
    assert checked.exit_code == 0, checked.output

    # Counsel wants to see the redline, in Word.
    redline = site / "redline.docx"
    sent = policy(site, today, "redline", "tracking/2014-09-24", "tracking/2027-01-15", "--docx", str(redline))
    assert sent.exit_code == 0, sent.output
    with ZipFile(redline) as parts:
        document = parts.read("word/document.xml").decode("utf-8")
    assert "<w:ins " in document and "<w:del " in document

    # It is scheduled: a draft today, upcoming from December, in force from 15 January.
    assert "draft      2027-01-15" in policy(site, today, "status").output
    assert "upcoming   2027-01-15" in policy(site, "2026-12-02", "status").output
    before = build(site, "2026-12-02")
    assert before.returncode == 0, before.stdout
    assert "Our vendors may also use these tools." in text_in_force(site)
    assert "A new version takes effect on 15 January 2027" in text_in_force(site)
    assert (site / "site/tracking/2027-01-15/changes/index.html").exists()
    after = build(site, "2027-01-15")
    assert after.returncode == 0, after.stdout
    assert "Our vendors may not use these tools." in text_in_force(site)
    assert (site / "site/tracking/2014-09-24/index.html").exists()

    # What is published is locked.
    locked = policy(site, "2027-01-15", "lock")
    assert locked.exit_code == 0, locked.output
    assert "tracking/2027-01-15" in (site / "policy_versions/published.lock").read_text("utf-8")

    # A slip of the pen was found: it is mended by a revision of its own, and the published file stays as it was.
    slip = site / DRAFT
    published = slip.read_bytes()
    begun = policy(site, "2027-01-20", "new", "tracking", "--effective", "2027-02-01", "--class", "correction")
    assert begun.exit_code == 0, begun.output
    correction = f"{TRACKING}/2027-02-01.md"
    slips = {
        "slip": "Certain browsers can -> Most browsers can",
        "note": "[●] What changed, and -> “Most” was meant;",
    }
    edit(site, correction, **slips)
    checked = policy(site, "2027-01-20", "check")
    assert checked.exit_code == 0, checked.output
    shown = policy(site, "2027-01-20", "redline", "tracking/2027-01-15", "tracking/2027-02-01").output
    assert "[-Certain-]" in shown and "{+Most+}" in shown
    assert slip.read_bytes() == published

    # Somebody mends the published file instead. The check refuses it, and so does the build: nothing is published.
    edit(site, IN_FORCE, slip="several common tracking tools -> several tracking tools")
    refused = policy(site, "2027-01-20", "check")
    assert refused.exit_code == 1
    assert f"error: {IN_FORCE}:1:1: This revision was published with another content" in refused.output
    stopped = build(site, "2027-02-01")
    assert stopped.returncode == 1
    assert "This revision was published with another content" in stopped.stdout
    assert "Our vendors may not use these tools." in text_in_force(site), "the site is as it was"
    edit(site, IN_FORCE, back="several tracking tools -> several common tracking tools")

    # Put back as it was, the correction is published on its day.
    done = build(site, "2027-02-01")
    assert done.returncode == 0, done.stdout
    assert "Most browsers can be set to reject" in text_in_force(site)
    assert "0 errors, 0 warnings" in policy(site, "2027-02-01", "status").output
