"""A page that was found faultless is not judged again; any other page, or the same under other rules, is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from policy_history.cache.store import Folder
from policy_history.site_audit.form_guard import OwnForms
from policy_history.site_audit.guard import Guard
from policy_history.site_audit.page import BuiltPage
from policy_history.site_audit.page_reading import Reading
from policy_history.site_audit.site import BuiltSite
from policy_history.site_audit.verdicts import Verdicts

PAGE = (
    '<!doctype html><title>Notice</title><p>We keep it.</p><img src="a.png"><script type="application/json">{}</script>'
)
SCRIPT = PAGE + "<script>alert(1)</script>"
FORMS = OwnForms("", lambda address: frozenset())


class Counting(Guard):
    """A guard that says which pages it has judged."""

    def faults_on(self, built, page, faultless):
        JUDGED.append(page.path)
        return super().faults_on(built, page, faultless)

    def faults_in_styles(self, css):
        JUDGED.append(css)
        return super().faults_in_styles(css)


JUDGED: list[str] = []


def read(folder: Path, *pages: tuple[str, str], key: str = "one"):
    """What is told of a site with these pages, and which of them were judged."""
    JUDGED.clear()
    verdicts = Verdicts(Folder(folder / "kept"), key)
    reading = Reading(Counting("https://a.example/", (), "storage.yml", FORMS), BuiltSite(folder / "site"), verdicts)
    needs = [reading.page(BuiltPage(path, html)) for path, html in pages]
    problems = reading.rest()
    verdicts.keep()
    return needs, len(problems), list(JUDGED)


def test_the_same_page_is_judged_once(tmp_path: Path) -> None:
    first = read(tmp_path, ("a/index.html", PAGE))
    assert first[1:] == (0, ["a/index.html"]) and first[0][0].fetched
    assert read(tmp_path, ("a/index.html", PAGE)) == (first[0], 0, [])


def test_a_byte_another_path_and_other_rules_are_judged(tmp_path: Path) -> None:
    read(tmp_path, ("a/index.html", PAGE))
    assert read(tmp_path, ("a/index.html", SCRIPT))[1:] == (1, ["a/index.html"])
    read(tmp_path, ("a/index.html", PAGE))
    assert read(tmp_path, ("b/c/index.html", PAGE))[2] == ["b/c/index.html"]
    assert read(tmp_path, ("a/index.html", PAGE), key="two")[2] == ["a/index.html"]


def test_a_fault_is_told_every_time(tmp_path: Path) -> None:
    for _ in range(3):
        assert read(tmp_path, ("a/index.html", SCRIPT))[1:] == (1, ["a/index.html"])


def test_a_stylesheet_is_judged_once_and_told_of_every_time(tmp_path: Path) -> None:
    sheet = tmp_path / "site/style.css"
    sheet.parent.mkdir()
    for css, problems in (("p { color: red }", 0), ("p { background: url(//b.example/x) }", 1)):
        sheet.write_text(css, "utf-8")
        assert read(tmp_path)[1:] == (problems, [css])
        assert read(tmp_path)[1:] == (problems, [css] if problems else [])


def test_what_no_build_asks_for_any_more_is_forgotten(tmp_path: Path) -> None:
    read(tmp_path, ("a/index.html", PAGE), ("b/index.html", PAGE))
    read(tmp_path, ("b/index.html", PAGE))
    assert read(tmp_path, ("a/index.html", PAGE))[2] == ["a/index.html"]


def test_needs_come_back_as_they_were(tmp_path: Path) -> None:
    needs, _, _ = read(tmp_path, ("a/index.html", PAGE))
    again, _, _ = read(tmp_path, ("a/index.html", PAGE))
    assert again == needs and replace(again[0], runs=True) != needs[0]
