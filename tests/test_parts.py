"""A history that grows: what was kept gives the same bytes as a build from nothing, and only what must is made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from histories import PARAGRAPHS, text_of
from policy_files import revision_file, write_files
from policy_history.cache.store import NOTHING, Folder, Store
from policy_history.checks import cached_reports, policy_check
from policy_history.publish import edition, history_parts, policy_build
from policy_history.publish.ready_made import ReadyMade
from policy_history.publish.rebuilt_policy import policy_settings
from policy_history.publish.site import Site
from policy_history.publish.site_options import SiteOptions
from policy_history.redline.anchors import Anchoring
from policy_history.redline.kept_ids import chained
from policy_history.site_audit.hosting import Hosting
from policy_history.text.keeping import begin_round
from sweeps import sample

STORAGE = "entries: []\nrequests: []\nchecked: 2001-01-01\n"
FOLDER = "policy_versions/privacy"
POLICY = "title: Privacy Policy\npublisher: Example\n"


def text(number: int) -> str:
    """The text of a revision: in each another clause is worded anew, and now and then one goes, comes back or moves."""
    names = ["Loans", "Asking", "Cameras", "Films"]
    if number % 5 == 3:
        names.remove("Films")
    if number % 4 == 2:
        names.reverse()
    clauses = [
        f"## {name}\n\nNumber {max((n for n in range(number + 1) if n % 3 == at), default=0)}. {PARAGRAPHS[at]}"
        + "\n\nSee [the rules](/privacy/history/)." * (1 + (at == number % 4))
        for at, name in enumerate(names)
    ]
    return text_of("# Rules", *clauses)


@dataclass
class Grown:
    """A site whose history grows; ``options`` are what differs from the ones that all steps begin with."""

    root: Path
    count: int = 0
    options: SiteOptions = field(
        default_factory=lambda: SiteOptions(
            site_url="https://example.org/",
            hosting=Hosting.read("https://example.org/", {}),
            forms={"endpoint": "", "policy": "", "confirmation": "sent/", "other_ways": ["a@example.org"]},
            ready_made=ReadyMade(3),
        )
    )

    def write(self, name: str, content: str) -> None:
        write_files(self.root, {f"{FOLDER}/{name}": content})

    def add(self, effective: str = "01-01") -> None:
        """One more revision, published on the first day of the next year; it is the May of that."""
        year = 2000 + self.count
        source = revision_file(f"{year}-01-01", text(self.count), effective=f"{year}-{effective}")
        self.write(f"{year}-01-01.md", source)
        self.options = replace(self.options, today=date(year, 5, 1))
        self.count += 1

    def site(self, store: Store = NOTHING, processes: str = "1") -> Site:
        begin_round()
        begin_round()
        return Site.read(self.root, self.options, store, processes)

    def files(self, store: Store = NOTHING, processes: str = "1") -> dict[str, bytes]:
        """All that is published, and the places of the links that lead to the site."""
        of = self.site(store, processes)
        links = "\n".join(sorted(str(problem) for problem in of.missing_links({})))
        return {
            "links": links.encode(),
            **{
                page.address: f"{replace(page, body=Markup)}{page.html}{of.head(page.address)}".encode()
                for page in of.pages
            },
            **{asset.address: asset.content for asset in of.assets},
        }


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grown:
    monkeypatch.setattr(history_parts, "SIZE", 2)
    monkeypatch.setattr(cached_reports, "PART", 2)
    write_files(tmp_path, {"policy_versions/storage.yml": STORAGE, f"{FOLDER}/policy.yml": POLICY})
    found = Grown(tmp_path)
    for _ in range(7):
        found.add()
    return found


def an_upcoming_one(grown: Grown) -> None:
    grown.add(effective="06-01")


def its_day_comes(grown: Grown) -> None:
    grown.options = replace(grown.options, today=date(1999 + grown.count, 6, 1))


def another_note(grown: Grown) -> None:
    grown.write("2002-01-01.md", revision_file("2002-01-01", text(2), note="It was told otherwise before."))


def another_title(grown: Grown) -> None:
    grown.write("policy.yml", POLICY.replace("Privacy Policy", "Privacy Notice"))


def an_erratum(grown: Grown) -> None:
    path = grown.root / FOLDER / "2003-01-01.md"
    was = sha256(path.read_bytes()).hexdigest()
    grown.write(path.name, path.read_text().replace("Number", "The number"))
    now = sha256(path.read_bytes()).hexdigest()
    told = f"  - {{revision: 2003-01-01, date: 2005-01-01, was: {was}, now: {now}, reason: A word was missing.}}\n"
    grown.write("policy.yml", f"{POLICY}errata:\n{told}")


def a_reconstructed_one(grown: Grown) -> None:
    fields = {"wording": "reconstructed", "basis": "A letter of that year."}
    grown.write("2002-07-01.md", revision_file("2002-07-01", text(9), **fields))


def an_annotation(grown: Grown) -> None:
    fields = "policy: privacy, revision: 2001-01-01, dated: 2005-01-01, note: It holds still."
    content = f"annotations:\n  - {{{fields}, quote: We keep your loan records}}\n"
    write_files(grown.root, {"policy_versions/annotations.yml": content})


def fewer_ready_made(grown: Grown) -> None:
    grown.options = replace(grown.options, ready_made=ReadyMade(1))


def another_address(grown: Grown) -> None:
    grown.options = replace(grown.options, site_url="https://policies.example.org/")


def one_is_withdrawn(grown: Grown) -> None:
    (grown.root / FOLDER / "2004-01-01.md").unlink()


STEPS: list[Callable[[Grown], None]] = [
    Grown.add,
    an_upcoming_one,
    another_note,
    its_day_comes,
    an_annotation,
    Grown.add,
    an_erratum,
    a_reconstructed_one,
    another_title,
    fewer_ready_made,
    Grown.add,
    one_is_withdrawn,
    another_address,
    an_upcoming_one,
]


def test_each_step_of_a_history_gives_the_bytes_of_a_build_from_nothing(grown: Grown, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("kept")
    before = grown.files(Folder(folder))
    assert before == grown.files()
    for number, step in enumerate(STEPS):
        step(grown)
        known = grown.files(Folder(folder))
        assert known != before, f"{step.__name__} changed nothing"
        before = known
        if number in sample(range(len(STEPS)), 3):
            new = grown.files()
            assert known.keys() == new.keys()
            assert [address for address in new if known[address] != new[address]] == [], step.__name__


@dataclass
class Work:
    """What is made while a site is read: the parts by the numbers of their revisions, and how many texts otherwise."""

    parts: list[tuple[int, int]] = field(default_factory=list)
    anchored: int = 0
    checked: int = 0
    compared: int = 0

    def taken(self) -> Work:
        """What was counted so far; from now on it is counted anew."""
        found = replace(self)
        vars(self).update(vars(Work()))
        return found


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    found = Work()
    make_part, add, check, compare = history_parts.make_part, Anchoring.add, policy_check._checked, edition._compared

    def counted(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*given: Any) -> Any:
            setattr(found, what, getattr(found, what) + 1)
            return work(*given)

        return done

    def made_part(part: history_parts.HistoryPart, *rest: Any) -> Any:
        found.parts.append((part.first, part.end))
        return make_part(part, *rest)

    monkeypatch.setattr(policy_build, "make_part", made_part)
    monkeypatch.setattr(Anchoring, "add", counted("anchored", add))
    monkeypatch.setattr(policy_check, "_checked", counted("checked", check))
    monkeypatch.setattr(edition, "_compared", counted("compared", compare))
    return found


ALL = [(0, 2), (2, 4), (4, 5), (5, 6)]


def test_one_more_revision_makes_the_one_before_it_the_ready_made_comparisons_and_its_own(
    grown: Grown, tmp_path: Path, work: Work
) -> None:
    store = Folder(tmp_path / "kept")
    grown.site(store)
    assert work.taken() == Work(ALL, anchored=7, checked=7, compared=6 + 3)
    grown.site(store)
    assert work.taken() == Work()
    grown.add()
    grown.site(store)
    assert work.taken() == Work([(6, 7)], anchored=1, checked=1, compared=1 + 1 + 3)
    grown.add()
    grown.site(store)
    assert work.taken() == Work([(7, 8)], anchored=1, checked=1, compared=1 + 1 + 3)


def test_a_note_costs_the_parts_that_show_it(grown: Grown, tmp_path: Path, work: Work) -> None:
    store = Folder(tmp_path / "kept")
    grown.site(store)
    work.taken()
    another_note(grown)
    grown.site(store)
    found = work.taken()
    assert (found.parts, found.anchored) == ([(0, 2), (2, 4)], 0)


def test_a_revision_to_come_costs_no_part(grown: Grown, tmp_path: Path, work: Work) -> None:
    store = Folder(tmp_path / "kept")
    grown.site(store)
    work.taken()
    an_upcoming_one(grown)
    grown.site(store)
    found = work.taken()
    assert (found.parts, found.anchored) == ([], 1)


def test_a_part_that_is_missing_is_made_anew(grown: Grown, tmp_path: Path, work: Work) -> None:
    class Forgetful(Folder):
        def put(self, name: str, result: bytes) -> None:
            if name != lost:
                super().put(name, result)

    settings = next(policy_settings((site := grown.site()).edition, site.provenance))
    policy = site.edition.policies[0]
    chain = list(chained(each.revision.text for each in policy.entries))
    lost = [part.name for part in history_parts.parts_of(policy, settings, chain)][1]
    files = grown.files(Forgetful(tmp_path / "kept"))
    work.taken()
    assert grown.files(Folder(tmp_path / "kept")) == files
    found = work.taken()
    assert (found.parts, found.anchored) == ([(2, 4)], 0)


def test_parts_and_the_rest_are_what_the_whole_policy_says(grown: Grown) -> None:
    """``policy verify`` makes a site again from the whole policy."""
    grown.write("policy.yml", POLICY + "mailing_list: https://lists.example.org/\n")
    for step in (an_annotation, another_note, an_upcoming_one, a_reconstructed_one):
        step(grown)
    site = grown.site()
    whole = replace(site, made=())
    assert [(replace(page, body=Markup, seal=None), page.html) for page in site.pages] == [
        (replace(page, body=Markup, seal=None), page.html) for page in whole.pages
    ]
    assert sorted(site.assets, key=str) == sorted(whole.assets, key=str)
