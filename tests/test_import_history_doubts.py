"""A kept history comes in with every word and with days that can be right; what cannot be known is told."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from git_repository import Repository
from policy_command import run_policy
from policy_history.history_import.converting import Conversion, lost_words
from policy_history.history_import.day_order import settled_days
from policy_history.history_import.doubts import strangers
from policy_history.history_import.encodings import decoded
from policy_history.history_import.from_git import HistoryReading, texts_from_git, texts_from_terms_archive
from policy_history.history_import.model import CannotImport, PastText
from policy_history.history_import.planning import plan_of
from policy_history.model import Policy
from policy_history.source.folder import read_policies

TODAY = date(2026, 1, 1)


def run(root: Path, repository: Repository, *arguments: str) -> Result:
    root.mkdir(exist_ok=True)
    options = ["--root", str(root), "--publisher", "Harbour Lane"]
    return run_policy("import-history", "terms", repository.folder, *options, *arguments)


def loan(days: int) -> str:
    return f"# Loans\n\nYou may keep a book for {days} days.\n\n## Fines\n\nA late day costs ten cents.\n"


def days_of(repository: Repository, reading: HistoryReading | None = None) -> list[tuple[str, str]]:
    texts = texts_from_git(repository.folder, "terms.md", reading=reading or HistoryReading())
    return [(str(each.day), str(each.other_day or "")) for each in texts]


def test_the_day_is_that_on_which_a_change_came_into_the_main_line(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2022-02-01", "One", terms_md=loan(7))
    made.commit("2022-03-01", "Two", "2022-06-10", terms_md=loan(9))
    assert days_of(made) == [("2022-02-01", ""), ("2022-06-10", "2022-03-01")]
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert "has 2022-06-10 and 2022-03-01; 2022-06-10 was taken" in result.output


def test_what_was_brought_in_on_one_day_keeps_its_authors_days_and_what_follows_does_not(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2014-02-01", "One", "2022-05-05", terms_md=loan(7))
    made.commit("2016-02-01", "Two", "2022-05-05", terms_md=loan(8))
    made.commit("2017-02-01", "Between", "2022-05-05", terms_md=loan(88))
    made.commit("2022-06-01", "Three", "2022-09-01", terms_md=loan(9))
    assert [day for day, _ in days_of(made)] == ["2014-02-01", "2016-02-01", "2017-02-01", "2022-09-01"]


def test_days_are_told_in_the_publishers_zone(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2022-02-01", "One", terms_md=loan(7))
    assert run(tmp_path / "site", made, "--file", "terms.md", "--timezone", "Pacific/Auckland").exit_code == 0
    assert [str(each.id) for each in read_policies(tmp_path / "site")[0].revisions] == ["2022-02-02"]
    refused = run(tmp_path / "other", made, "--file", "terms.md", "--timezone", "Auckland")
    assert refused.exit_code == 1 and "not a time zone" in refused.output


@pytest.mark.parametrize(
    ("days", "settled"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 99, 2, 3], [1, 1, 2, 3]),  # one in the future
        ([5, 6, 1, 7], [5, 6, 6, 7]),  # one in the past
        ([50, 1, 2, 3], [1, 1, 2, 3]),  # the first
        ([1, 2, 99], [1, 2, 2]),  # the last
        ([5, 4], [5, 5]),
        ([9, 9, 9], [9, 9, 9]),
        ([60, 61, 1, 2, 3, 62], [1, 1, 1, 2, 3, 62]),
    ],
)
def test_one_wrong_clock_carries_no_other_along(days: list[int], settled: list[int]) -> None:
    base = date(2025, 10, 1).toordinal()
    found = settled_days([date.fromordinal(base + each) for each in days], TODAY)
    assert [each.toordinal() - base for each in found] == settled


# Words


def converted(text: str) -> Conversion:
    done = Conversion(text)
    assert not done.lost
    return done


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("---\n\nHouse rules. Valid from: May 2019\n\n---\n\nBe kind.\n", None),
        ("---\nHouse rules. Valid from: May 2019\n---\n\nBe kind.\n", None),
        ("---\nSee you.\n---\n", None),
        ("---\ntitle: A\ntags:\n  - b\n- c\n---\nBe kind.\n", "Be kind.\n"),
        ("---\n# no: title\nlayout: page: wide\n---\nBe kind.\n", "Be kind.\n"),
        ('+++\ntitle = "A"\n+++\nBe kind.\n', "Be kind.\n"),
        ("+++\nOne plus\n+++\nBe kind.\n", None),
        ("---\n---\nBe kind.\n", "Be kind.\n"),
    ],
)
def test_front_matter_goes_only_where_it_is_one(kept: str, text: str | None) -> None:
    assert converted(kept).text == (text if text is not None else kept)


@pytest.mark.parametrize(
    "text",
    [
        "Put `<script>` first and `</script>` last.\n",
        "So:\n\n```\n<style>\np { color: red }\n</style>\n```\n",
        "So:\n\n    <script>go()</script>\n",
        "A < b and c > d.\n",
    ],
)
def test_code_is_text(text: str) -> None:
    assert converted(text).text == text


def test_scripts_in_markup_go_and_what_shows_without_them_stays() -> None:
    done = converted("One.\n\n<script>\ngo()\n</script>\n\n<noscript>Ring us.</noscript>\n\n<Name of firm> lends.\n")
    assert "go()" not in done.text
    assert "Ring us." in done.text and "Name of firm" in done.text


def test_controls_of_windows_are_its_signs_and_the_others_part_words() -> None:
    assert converted("The firm\x92s rule\x0bholds \x96 \x93now\x94.\n").text == "The firm’s rule holds – “now”.\n"


def test_a_word_that_a_conversion_loses_stops_the_import(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        "policy_history.history_import.converting.without_foreign_marks",
        lambda text: (text.replace("late ", ""), {}, []),
    )
    made = Repository(tmp_path / "old")
    made.commit("2022-02-01", "One", terms_md=loan(7))
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert result.exit_code == 1
    assert "terms.md in commit " in result.output and "1 word would be lost: “late”" in result.output
    assert not (tmp_path / "site" / "policy_versions").exists()


def test_the_count_looks_past_marks_and_sees_placeholders() -> None:
    assert lost_words('<b class="x">One</b> [two](a.md) {: .y }', "One [two](https://b.example/a.md)", []) == []
    assert lost_words("<Your name> and one", "and one", []) == ["name", "your"]


# Bytes

SENTENCES = {
    "ja": "本の貸し出しは二週間です。返さないときはカードを止めます。",
    "ru": "Книгу можно держать две недели.",
    "el": "Το βιβλίο μένει δύο εβδομάδες.",
    "pl": "Książkę można trzymać przez dwa tygodnie.",
    "ko": "책은 이 주일 동안 빌릴 수 있습니다.",
    "fr": "Le prêt dure deux semaines, l’amende s’élève à 10 €.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ja", "cp932"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ru", "cp1251"), ("el", "cp1253"),
        ("pl", "cp1250"), ("ko", "cp949"), ("fr", "cp1252"),
        *((language, encoding) for language in ("ja", "fr") for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    ],
)  # fmt: skip
def test_encodings_are_told_apart(language: str, encoding: str) -> None:
    assert decoded(SENTENCES[language].encode(encoding), language) == SENTENCES[language]


def test_utf_16_without_its_mark_is_read() -> None:
    assert decoded("We lend.".encode("utf-16-be")) == decoded("We lend.".encode("utf-16-le")) == "We lend."


@pytest.mark.parametrize(
    "content", [SENTENCES["ja"].encode("cp932"), b"caf\xe9 \x81\x8d"], ids=["foreign", "undefined"]
)
def test_what_cannot_be_told_apart_is_refused_with_its_commit(tmp_path: Path, content: bytes) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2022-02-01", "One", terms_md=content)
    result = run(tmp_path / "site", made, "--file", "terms.md")
    assert result.exit_code == 1
    assert "terms.md in commit " in result.output and "--encoding" in result.output


def test_a_given_encoding_is_taken_or_refused() -> None:
    assert decoded(SENTENCES["ja"].encode("cp932"), encoding="shift_jis") == SENTENCES["ja"]
    with pytest.raises(CannotImport, match="no encoding “latin99”"):
        decoded(b"x", encoding="latin99")
    with pytest.raises(CannotImport, match="not in the encoding ascii"):
        decoded(b"\xe9", encoding="ascii")


# Names and strangers


def test_an_archive_that_renamed_the_service_is_read_whole_or_says_so(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    made.commit("2020-01-01", "One", Old__Terms_md=loan(7))
    made.git("mv", "Old", "New")
    made.commit("2021-01-01", "Rename")
    made.commit("2022-01-01", "Two", New__Terms_md=loan(8))
    for former in ("Old/Terms", "Old/Terms.md"):
        texts = list(texts_from_terms_archive(made.folder, "New/Terms", [former]))
        assert [str(each.day) for each in texts] == ["2020-01-01", "2022-01-01"]
    said = run(tmp_path / "site", made, "--document", "New/Terms").output
    assert "came by a renaming, from “Old/Terms.md”" in said and "--formerly Old/Terms.md" in said


def test_an_earlier_name_can_be_typed_as_it_is_told(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    name = 'The "old" $terms.md'
    (made.folder / name).write_text(loan(7), "utf-8")
    made.commit("2020-01-01", "One")
    made.git("mv", name, "terms.md")
    made.commit("2021-01-01", "Rename")
    said = run(tmp_path / "site", made, "--file", "terms.md").output
    told = next(line.partition("--formerly ")[2] for line in said.splitlines() if "--formerly" in line)
    assert shlex.split(told) == [name]


def past(day: str, text: str) -> PastText:
    return PastText(text, date.fromisoformat(day), f"terms.md in commit {day.replace('-', '')}abcd")


def test_a_page_of_errors_is_named_and_a_real_revision_is_not() -> None:
    gate = "# Please sign in\n\nAll members sign in here.\n"
    texts = [past("2020-01-01", loan(7)), past("2020-02-01", gate), past("2020-02-02", "Error 502\n")]
    texts += [past("2020-02-03", loan(7)), past("2020-03-01", loan(9)), past("2020-04-01", "Service unavailable\n")]
    assert [str(each.day) for each in strangers(texts)] == ["2020-02-01", "2020-02-02", "2020-04-01"]
    rewritten = "# Rules\n\nMembers borrow media freely; fees were abolished entirely.\n"
    assert not list(strangers([past("2020-01-01", loan(7)), past("2020-02-01", rewritten)]))


def test_a_page_of_errors_can_be_left_out_and_that_is_said(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    for day, text in (("2020-01-01", loan(7)), ("2020-02-01", "Error 502\n"), ("2020-02-02", loan(7))):
        made.commit(day, "Text", terms_md=text)
    said = run(tmp_path / "a", made, "--file", "terms.md").output
    commit = said.partition("--leave-out ")[2].split()[0]
    for name in (commit, "2020-02-01"):
        root = tmp_path / name
        result = run(root, made, "--file", "terms.md", "--leave-out", name)
        assert "Left out, as asked: the text of 2020-02-01" in result.output
        assert len(read_policies(root)[0].revisions) == 1
    assert (
        "has the day or the commit “2020”"
        in run(tmp_path / "b", made, "--file", "terms.md", "--leave-out", "2020").output
    )


def test_an_import_of_nothing_but_left_out_texts_is_refused() -> None:
    with pytest.raises(CannotImport, match="no text"):
        plan_of(
            Policy("t", "T", "P", (), path="p/t/policy.yml"), [past("2020-01-01", loan(7))], left_out=["2020-01-01"]
        )


@pytest.mark.parametrize("fields", ["---\ntitle: A\n...\n", '{\n "title": "A"\n}\n'])
def test_other_ways_to_write_front_matter(fields: str) -> None:
    assert converted(f"{fields}\nBe kind.\n").text == "Be kind.\n"


@pytest.mark.parametrize("text", ['{"title": "A"} is how to write it.\n', "{ be kind }\n", "[1] A note.\n"])
def test_braces_of_a_text_are_no_front_matter(text: str) -> None:
    assert converted(text).text == text


STAMPS = (
    "Built on 2020-0{}-01T10:1{}:12Z",
    "Saved 0{} Feb 2020, 10:0{} GMT.",
    "May {}, 2020 at 3:0{} pm",
    "1{}:05:{}9",
)


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_text_with_another_time_of_the_clock_and_nothing_else_is_told(tmp_path: Path, stamp: str) -> None:
    made = Repository(tmp_path / "old")
    for month, days in ((1, 7), (2, 7), (3, 9)):
        made.commit(f"2020-0{month}-01", "x", terms_md=f"{loan(days)}\n{stamp.format(month, month)}\n")
    said = run(tmp_path / "site", made, "--file", "terms.md").output
    assert "1 text differs from the one before in a time of the clock alone" in said and "(2020-02-01, the" in said


def test_another_day_in_a_text_is_a_change_of_it(tmp_path: Path) -> None:
    made = Repository(tmp_path / "old")
    for month in (1, 2):
        made.commit(
            f"2020-0{month}-01", "x", terms_md=f"{loan(7)}\nWe are open from {month}:00. As of {month} May 2020.\n"
        )
    assert "time of the clock" not in run(tmp_path / "site", made, "--file", "terms.md").output
