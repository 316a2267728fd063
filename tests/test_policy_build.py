"""What is published of a policy is the same wherever it is made, and whether it is made or was kept."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dask_cluster import cluster
from policy_files import write_policy
from policy_history.cache.store import NOTHING, Folder, Store
from policy_history.executing import Here, executor
from policy_history.problems import ProblemsFound
from policy_history.publish import policy_build as module
from policy_history.publish.policy_build import Known, build_alone, built_policies, make
from policy_history.publish.rebuilt_policy import policy_settings
from policy_history.publish.site import Site
from policy_history.publish.site_options import SiteOptions
from policy_history.site_audit.hosting import Hosting
from policy_history.text.document import read_document
from policy_history.text.keeping import begin_round

DAYS = ("2020-01-01", "2021-01-01", "2022-01-01")
SLUGS = ("cookies", "privacy", "terms")
STORAGE = "entries: []\nrequests: []\nchecked: 2026-01-01\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for slug in SLUGS:
        write_policy(tmp_path, *DAYS, slug=slug)
    (tmp_path / "policy_versions" / "storage.yml").write_text(STORAGE)
    return tmp_path


def site(root: Path, store: Store | None = None, processes: str = "1") -> Site:
    options = SiteOptions(
        site_url="https://example.org/",
        forms={"endpoint": "", "policy": "", "confirmation": "sent/", "other_ways": ["a@example.org"]},
        hosting=Hosting.read("https://example.org/", {}),
        today=date(2026, 1, 1),
    )
    return Site.read(root, options, store or NOTHING, processes)


def files(of: Site) -> dict[str, bytes]:
    return {page.address: str(page.html).encode() for page in of.pages} | {
        asset.address: asset.content for asset in of.assets
    }


class Counting(Folder):
    """A folder that counts what it had and what it was given."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.had = self.given = 0

    def get(self, key: str) -> bytes | None:
        found = super().get(key)
        self.had += found is not None
        return found

    def put(self, key: str, result: bytes) -> None:
        self.given += 1
        super().put(key, result)


def test_what_was_kept_is_what_is_made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("kept")
    made = files(site(root))
    first, second = Counting(folder), Counting(folder)
    assert files(site(root, first)) == made
    assert files(site(root, second)) == made
    assert first.given > 0 and second.given == 0


def test_only_the_policy_that_changed_is_made_anew(root: Path, tmp_path_factory, monkeypatch) -> None:
    folder = tmp_path_factory.mktemp("kept")
    site(root, Folder(folder))
    asked: list[bytes] = []
    monkeypatch.setattr(module, "make", lambda settings, *rest: (asked.append(settings), make(settings, *rest))[1])
    write_policy(root, *DAYS, "2023-01-01", slug="privacy")
    again = site(root, Folder(folder))
    assert len(asked) == 1 and b'"slug":"privacy"' in asked[0]
    assert files(again) == files(site(root))


@pytest.mark.parametrize("spoil", [lambda content: content[:-7], lambda _: b"", lambda _: b"<script>alert(1)</script>"])
def test_entries_that_were_spoiled_are_made_anew(root: Path, tmp_path_factory, spoil) -> None:
    folder = tmp_path_factory.mktemp("kept")
    made = files(site(root, Folder(folder)))
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        file.write_bytes(spoil(file.read_bytes()))
    assert files(site(root, Folder(folder))) == made


def test_what_must_not_be_published_is_told_with_its_place_and_not_kept(
    root: Path, tmp_path_factory, monkeypatch
) -> None:
    of, store = site(root), Counting(tmp_path_factory.mktemp("kept"))
    monkeypatch.setattr("policy_history.publish.comparison.texts_differ", lambda *_: "a word is missing")
    forgotten()
    with pytest.raises(ProblemsFound) as found:
        built_policies(of.edition, policy_settings(of.edition, of.provenance), store, Here())
    assert {(problem.path, problem.rule) for problem in found.value.problems} == {
        (f"policy_versions/{slug}/{day}.md", "redline") for slug in SLUGS for day in DAYS
    }
    assert store.given == 0
    forgotten()


def forgotten() -> None:
    """Nothing of what was made is left in this process."""
    begin_round()
    begin_round()


@pytest.fixture(params=["2", "dask"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "dask":
        with cluster(2) as (address, _):
            yield address
    else:
        yield request.param


def test_other_processes_and_machines_make_the_same(root: Path, place: str) -> None:
    of = site(root)
    with executor(place) as pool:
        again = built_policies(of.edition, policy_settings(of.edition, of.provenance), Folder(root / "no"), pool)
    assert [[(page.address, page.html) for page in each.pages] for each in again] == [
        [(page.address, page.html) for page in each.pages] for each in of.made
    ]
    assert [each.assets for each in again] == [each.assets for each in of.made]
    assert [each.links for each in again] == [each.links for each in of.made]


def test_a_worker_forgets_the_policies_before(root: Path) -> None:
    of = site(root)
    (given, *_), texts = policy_settings(of.edition, of.provenance), of.edition.policies[0].entries
    files = {str(entry.revision.id): entry.revision.source for entry in texts}
    before = read_document("# Of another policy\n")
    for _ in range(2):
        build_alone(given.written(), files, Known())
    assert read_document("# Of another policy\n") is not before


def test_a_worker_that_dies_costs_nothing_but_time(root: Path) -> None:
    of = site(root)
    settings = list(policy_settings(of.edition, of.provenance)) * 4
    sources = [{str(e.revision.id): e.revision.source for e in policy.entries} for policy in of.edition.policies] * 4
    with cluster(2) as (address, numbers), executor(address) as pool:
        waiting = [
            pool.submit(make, one.written(), files, Known()) for one, files in zip(settings, sources, strict=True)
        ]
        waiting[0].result()
        os.kill(numbers[0], signal.SIGKILL)
        made = [each.result() for each in waiting]
    here = [make(one.written(), files, Known()) for one, files in zip(settings, sources, strict=True)]
    assert made == here and all(each.rest for each in made)
