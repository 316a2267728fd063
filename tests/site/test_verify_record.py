"""``policy verify`` and the record of what has been published: it must say what the sources say, and only grow."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from altered import replace
from html_pages import Built
from test_verify import named, verify

from building import build, copy_example, epoch
from policies import day, policy_of, revision_of
from policy_command import run_policy
from policy_history.model import Erratum
from policy_history.publish.edition import Edition
from policy_history.site_audit.sums import write_sums
from policy_history.source.lock_file import Lock, RecordEntry, parse
from policy_history.source.recorded import policy_entry
from policy_history.verify.earlier import _source
from policy_history.verify.record import check_record
from policy_history.verify.site_files import SiteFiles

DAY = "2026-06-15"


@pytest.fixture(scope="module")
def with_record(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example's site with a record of everything that it publishes."""
    folder = tmp_path_factory.mktemp("recorded")
    project = copy_example(folder / "project")
    made = run_policy("lock", "--root", project, env={"SOURCE_DATE_EPOCH": epoch(DAY)})
    assert made.exit_code == 0, made.output
    return Built(build(project, folder / "site", DAY), "")


def set_record(old: str, new: str) -> Callable[[Path], None]:
    return replace("published.lock", old, new)


def chained(folder: Path, change: Callable[[RecordEntry], RecordEntry | None]) -> None:
    """Write the record anew as an attacker would, each line behind the one before."""
    lock = parse((folder / "published.lock").read_bytes(), "published.lock")
    entries = tuple(each for each in map(change, lock.entries) if each is not None)
    (folder / "published.lock").write_bytes(Lock("", True, entries).content)
    write_sums(folder)


def test_a_site_with_its_record_agrees(with_record: Built) -> None:
    assert verify(with_record.folder).exit_code == 0, verify(with_record.folder).output


def test_a_line_of_the_record_cannot_be_changed_alone(with_record: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(with_record.folder, tmp_path / "site"))
    set_record("class=material", "class=editorial")(site)
    write_sums(site)
    assert named(verify(site)) == {"published.lock"}


def test_a_record_that_says_otherwise_than_the_sources_is_found(with_record: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(with_record.folder, tmp_path / "site"))
    chained(
        site,
        lambda each: dataclasses.replace(each, values=tuple((n, v.replace("2018", "2017")) for n, v in each.values)),
    )
    result = verify(site)
    assert named(result) == {"published.lock"} and "was “2017-" in result.output


def test_lines_taken_out_of_the_record_are_found_with_an_earlier_copy(with_record: Built, tmp_path: Path) -> None:
    site = Path(shutil.copytree(with_record.folder, tmp_path / "site"))
    chained(site, lambda each: None if each.kind == "storage" else each)
    assert verify(site).exit_code == 0
    result = verify(site, "--earlier", str(with_record.folder))
    assert named(result) == {"published.lock"} and "storage.yml" in result.output


@pytest.mark.parametrize(("was", "count"), [("", 0), ("0" * 64, 1)])
def test_only_an_erratum_explains_that_another_revision_stands_before_one(was: str, count: int) -> None:
    """One without a former hash: the revision was found, and put in later."""
    first, found, last = map(revision_of, ("2018-01-01", "2019-01-01", "2020-01-01"))
    erratum = Erratum(str(found.id), day("2021-01-01"), was, found.sha256, "Found in a drawer.")
    policies = policy_of(first, last), policy_of(first, found, last, errata=(erratum,))
    old, new = (Edition.of([each], day("2022-01-01")).policies[0].entries[-1] for each in policies)
    assert len([*_source(old, new)]) == count


@pytest.mark.parametrize(("groups", "count"), [(("members",), 0), ((), 1)])
def test_a_record_may_name_policies_that_another_site_publishes(
    tmp_path: Path, groups: tuple[str, ...], count: int
) -> None:
    entry = policy_entry(policy_of(revision_of("2020-01-01")), day("2020-01-01"))
    (tmp_path / "published.lock").write_bytes(Lock("", True, (entry,)).content)
    site = SimpleNamespace(edition=Edition.of([], day("2022-01-01")))
    settings = SimpleNamespace(publisher="", groups=groups)
    opened: Any = SimpleNamespace(files=SiteFiles(tmp_path), site=site, settings=settings, lacking=set())
    assert len([*check_record(opened)]) == count
