"""The storage inventory: what is read, and what is refused, where and in which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import ROOT
from policy_history.problems import ProblemsFound
from policy_history.tracking.inventory import read_inventory
from policy_history.tracking.model import Inventory, Occasion, Storage, StoredItem, ThirdParty
from sweeps import examples

CHECKED = date(2026, 11, 23)
GOOD = """\
entries:
  - name: theme
    where: localStorage
    purpose: >-
      Remembers whether you chose
      the dark colours.
    duration: until you clear it
    party: this site
    when: action
    since: 2020-05-01
  - pattern: visit_*
    where: cookie
    purpose: 2.10
    duration: no
    party: Example Ltd
    when: load
    until: 2024-02-29
requests:
  - host: "*.Maps.example.org"
    reason: Shows a map.
    when: action
checked: 2026-11-23
"""


def read(folder: Path, text: str | bytes) -> Inventory:
    (folder / "storage.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_inventory(folder, "storage.yml")


def problems(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read(folder, text)
    return [str(problem).removeprefix("storage.yml:") for problem in found.value.problems]


def test_what_this_site_declares_is_nothing() -> None:
    inventory = read_inventory(ROOT, "policy_versions/storage.yml")
    assert inventory == Inventory(inventory.checked, path="policy_versions/storage.yml")


def test_everything_of_a_good_file_is_read_as_text(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == Inventory(
        checked=CHECKED,
        entries=(
            StoredItem(
                name="theme",
                pattern=False,
                where=Storage.LOCAL_STORAGE,
                purpose="Remembers whether you chose the dark colours.",
                duration="until you clear it",
                party="this site",
                when=Occasion.ACTION,
                since=date(2020, 5, 1),
            ),
        ),
        requests=(ThirdParty("*.maps.example.org", "Shows a map.", Occasion.ACTION),),
        former_entries=(
            StoredItem(
                name="visit_*",
                pattern=True,
                where=Storage.COOKIE,
                purpose="2.10",
                duration="no",
                party="Example Ltd",
                when=Occasion.LOAD,
                until=date(2024, 2, 29),
            ),
        ),
        path="storage.yml",
    )


def test_what_ends_on_the_day_of_the_check_is_still_current(tmp_path: Path) -> None:
    inventory = read(tmp_path, GOOD.replace("2024-02-29", "2026-11-23"))
    assert [entry.name for entry in inventory.entries] == ["theme", "visit_*"]
    assert inventory.former_entries == ()


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read(tmp_path, data) == read(tmp_path, GOOD)


def test_one_name_in_two_places_is_two_things(tmp_path: Path) -> None:
    entry = "  - {name: id, where: %s, purpose: p, duration: d, party: q, when: load}\n"
    text = "entries:\n" + entry % "cookie" + entry % "localStorage" + "requests: []\nchecked: 2026-11-23\n"
    assert [item.where for item in read(tmp_path, text).entries] == [Storage.COOKIE, Storage.LOCAL_STORAGE]


# --- What is wrong, where, and how to mend it ---------------------------------------------------


def test_all_problems_of_a_file_come_at_once_in_order(tmp_path: Path) -> None:
    text = """\
entries:
  - name: theme
    where: localstorage
    purpos: Remembers
    duration: [a]
    party: ""
    when: click
    since: 24/09/2014
    until: 2014-02-30
  - just text
requests:
  - host: https://fonts.example.org/x
    reason: Fonts.
    when: load
checked: soon
note: x
"""
    assert problems(tmp_path, text) == [
        "3:12: “localstorage” is not a value of “where”. Did you mean “localStorage”? [wrong-choice]",
        "4:5: “purpos” is not a known field. Did you mean “purpose”? [unknown-field]",
        "5:15: “duration” must be one text, not a list or fields. Write it in one pair of quotes if need be. [wrong-shape]",
        "6:12: “party” is empty. Fill it in, such as “party: this site”. [empty-field]",
        "7:11: “click” is not a value of “when”. Write one of: load, action. [wrong-choice]",
        "8:12: “24/09/2014” is not a date. Write it as YYYY-MM-DD, e.g. 2026-10-01. [wrong-date]",
        "9:12: “2014-02-30” does not exist. Correct the day, the month or the year. [wrong-date]",
        "10:5: Fields are expected here, one a line, such as “name: theme”. [wrong-shape]",
        (
            "12:11: “https://fonts.example.org/x” is not the name of a host. "
            "Write its name alone, such as fonts.example.org, without “https://” or a path. [wrong-host]"
        ),
        "15:10: “soon” is not a date. Write it as YYYY-MM-DD, e.g. 2026-10-01. [wrong-date]",
        "16:1: “note” is not a known field. The fields are entries, requests, checked, feed_ids. [unknown-field]",
    ]


def entry_with(line: str) -> str:
    """A file with one good entry, its line of that key replaced or added."""
    lines = {"name": "a", "where": "cookie", "purpose": "p", "duration": "d", "party": "q", "when": "load"}
    key, _, value = line.partition(": ")
    lines[key] = value
    body = "\n    ".join(f"{key}: {value}" for key, value in lines.items())
    return f"entries:\n  - {body}\nrequests: []\nchecked: 2026-11-23\n"


CASES = {
    "nothing in it": (
        "# nothing yet\n",
        [("1:1: The storage inventory is empty. "
         "Write “entries: []”, “requests: []” and “checked: YYYY-MM-DD”. [empty-file]")],
    ),
    "a list instead of lines": (
        "- entries\n",
        ["1:1: Fields are expected here, one a line, such as “entries: []”. [wrong-shape]"],
    ),
    "everything missing": (
        "{}\n",
        [
            "1:1: “checked” is missing. Add a line such as “checked: 2026-10-01”. [missing-field]",
            "1:1: “entries” is missing. Add a line such as “entries: []”. [missing-field]",
            "1:1: “requests” is missing. Add a line such as “requests: []”. [missing-field]",
        ],
    ),
    "lists left empty without brackets": (
        "entries:\nrequests: none\nchecked: 2026-11-23\n",
        [
            "1:9: “entries” must be a list. Begin each item with “- ” on a line of its own, or write [] for none. [wrong-shape]",
            "2:11: “requests” must be a list. Begin each item with “- ” on a line of its own, or write [] for none. [wrong-shape]",
        ],
    ),
    "neither name nor pattern": (
        entry_with("name: a").replace("name: a\n    ", ""),
        [("2:5: This entry has no name. "
         "Add “name: …”, or “pattern: …” with * for the part that varies. [missing-field]")],
    ),
    "both name and pattern": (
        entry_with("pattern: a_*"),
        ["8:14: An entry has either “name” or “pattern”, not both. Delete one of them. [wrong-pattern]"],
    ),
    "a pattern without a star": (
        entry_with("pattern: ab").replace("name: a\n    ", ""),
        ["7:14: This pattern has no * in it. Write “name” instead of “pattern”. [wrong-pattern]"],
    ),
    "the same key twice": (
        entry_with("when: load\n    party: z"),
        ["8:5: “party” is given twice, first on line 6. Keep one of them. [duplicate-field]"],
    ),
    "the same name twice in one place": (
        entry_with("when: load\n  - {name: a, where: cookie, purpose: p, duration: d, party: q, when: load}"),
        ["8:12: “a” in cookie is listed twice for the same days, first on line 2. Keep one of them, or end the first with “until” before the second begins with “since”. [duplicate-entry]"],
    ),
    "the same host twice": (
        ("entries: []\nrequests:\n"
        "  - {host: a.example.org, reason: r, when: load}\n  - {host: A.EXAMPLE.org, reason: r, when: load}\n"
        "checked: 2026-11-23\n"),
        ["4:12: “a.example.org” is listed twice for the same days, first on line 3. Keep one of them, or end the first with “until” before the second begins with “since”. [duplicate-entry]"],
    ),
    "begun after the check": (
        entry_with("since: 2026-11-24"),
        [("8:12: “since” is 2026-11-24, after 2026-11-23, the day of “checked”. "
         "Correct one of them. [wrong-period]")],
    ),
    "ended before it began": (
        entry_with("since: 2020-01-02\n    until: 2020-01-01"),
        ["9:12: “until” is before “since”, 2020-01-02. Correct one of them. [wrong-period]"],
    ),
    "a day without hyphens": (
        entry_with("since: 20200102"),
        ["8:12: “20200102” is not a date. Write it as YYYY-MM-DD, e.g. 2026-10-01. [wrong-date]"],
    ),
    "an escaped control character": (
        entry_with('party: "a\\u0000b"'),
        ["6:12: This value holds an escape for a character that cannot be published (NUL, U+0000). Remove it. [control-character]"],
    ),
    "an escaped half of a character": (
        entry_with('party: "\\ud800"'),
        ["6:12: This value holds an escape for a character that cannot be published (U+D800). Remove it. [control-character]"],
    ),
    "a control character": (
        "entries: []\nrequests: \x07[]\n",
        ["2:11: An invisible control character stands here (U+0007; 1 in this file). Delete it. [control-character]"],
    ),
    "a colon in a text": (
        "entries: a: b\n",
        ["1:11: A value may not hold a colon followed by a space. Put the whole value in quotes. [yaml-colon]"],
    ),
    "a tab": (
        "entries:\n\t- a\n",
        ["2:1: A tab stands where none may. Use spaces instead, also at the start of a line. [yaml-tab]"],
    ),
    "another encoding": (
        "entries: []\nrequests: é\n".encode("latin-1"),
        [("2:11: Byte 0xE9 is not UTF-8 (in Windows-1252 it is é). "
         "Save the file as UTF-8 (in Notepad or VS Code: Save, encoding UTF-8). [not-utf-8]")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_wrong_file_is_refused_in_these_words(text: str | bytes, expected: list[str], tmp_path: Path) -> None:
    assert problems(tmp_path, text) == expected


NO_HOSTS = [
    "localhost",
    "a b.example.org",
    "-a.example.org",
    "a..example.org",
    "é.example.org",
    "*.org*",
    "example.org:80",
    "example.org/",
    f"{'a' * 64}.example.org",
    f"{'a.' * 130}example.org",
]


@pytest.mark.parametrize("host", NO_HOSTS)
def test_what_is_not_a_host_is_refused(host: str, tmp_path: Path) -> None:
    text = f"entries: []\nrequests:\n  - host: '{host}'\n    reason: r\n    when: load\nchecked: 2026-11-23\n"
    [problem] = problems(tmp_path, text)
    assert problem.startswith(f"3:11: “{host[:160]}") and " is not the name of a host." in problem


def test_a_missing_file_is_said_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_inventory(tmp_path, "policy_versions/storage.yml")
    assert str(found.value) == (
        "policy_versions/storage.yml:1:1: There is no storage inventory. Write this file with three lines: "
        "“entries: []”, “requests: []” and “checked: YYYY-MM-DD”, the day you compared it with the site. "
        "Then list under “entries” what the site keeps on a reader's device, and under “requests” the other "
        "hosts its pages call. [no-storage-inventory]"
    )


WAYS_OUT = ["../storage.yml", "a/../../storage.yml", "link.yml", "loop.yml", "a\0b", "/ABSOLUTE"]


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_path_leads_out_of_the_folder(path: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "storage.yml").write_text(GOOD)
    (root / "storage.yml").write_text(GOOD)
    (root / "link.yml").symlink_to(tmp_path / "storage.yml")
    (root / "loop.yml").symlink_to("loop.yml")
    path = str(root / "storage.yml") if path == "/ABSOLUTE" else path
    with pytest.raises(ProblemsFound, match="does not stay inside the folder"):
        read_inventory(root, path)


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "storage.yml").mkdir()
    with pytest.raises(ProblemsFound, match=r"^storage\.yml:1:1: This is not a plain file"):
        read_inventory(tmp_path, "storage.yml")


YAML_PIECES = st.text(alphabet="entrisquchkda:-[]{}\"'\\U0f&*!%|>#,? \n\t\x00é😀", max_size=60)


@given(text=st.one_of(st.text(), YAML_PIECES, YAML_PIECES.map("entries: [{name: ".__add__)))
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_at_all_ends_in_anything_but_problems(text: str, tmp_path: Path) -> None:
    try:
        read(tmp_path, text.encode(errors="surrogatepass"))
    except ProblemsFound as found:
        assert all(problem.line > 0 and problem.column > 0 for problem in found.problems)


HOSTILE = [
    "[" * 5000,
    "{a: " * 5000,
    'entries: "\\UFFFFFFFF"',
    "entries: &a [*a]",
    "entries: !!python/object/apply:os.system [x]",
    "%YAML 99999999999999999.1\n---\n",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_yaml_is_refused_too(text: str, tmp_path: Path) -> None:
    assert problems(tmp_path, text)
