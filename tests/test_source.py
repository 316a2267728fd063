"""Reading policies that have nothing wrong in them, and never anything but problems from those that have."""

from __future__ import annotations

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy_files import POLICY, policy_file, revision_file, write_files, write_policy
from policy_history.model import Acknowledgement, ChangeClass, Revision, Wording
from policy_history.problems import ProblemsFound
from policy_history.source.decoding import SIZE_LIMIT, decode, unpublishable
from policy_history.source.folder import read_policies
from policy_history.source.names import looks_like_revision
from sweeps import examples

REVISION = "policy_versions/privacy/2014-09-24.md"


def read_one(root: Path, source: str | bytes) -> Revision:
    """The only revision of a policy whose file has that content."""
    write_files(root, {POLICY: policy_file(), REVISION: source})
    return read_policies(root)[0].revisions[0]


def test_the_policies_of_this_repository_read_without_a_problem() -> None:
    policies = read_policies(Path(__file__).parents[1])
    assert [policy.slug for policy in policies] == ["privacy", "tracking"]


def test_policies_are_in_order_of_slug_and_revisions_in_order_of_day(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24.2", "2014-09-24", "2009-01-31", "2014-09-24.10", slug="terms")
    for number in range(3, 10):
        write_policy(tmp_path, f"2014-09-24.{number}", slug="terms")
    write_policy(tmp_path, "2014-09-24", slug="privacy")
    privacy, terms = read_policies(tmp_path)
    assert (privacy.slug, terms.slug) == ("privacy", "terms")
    expected = ["2009-01-31", "2014-09-24", *(f"2014-09-24.{number}" for number in range(2, 11))]
    assert [str(revision.id) for revision in terms.revisions] == expected


@pytest.mark.parametrize(("name", "is_dated"), [("20141120.md", True), ("2014-1-2.md", True), ("2014112.md", False)])
def test_digits_that_can_be_two_days_are_no_day(name: str, is_dated: bool) -> None:
    assert looks_like_revision(name) is is_dated


def test_every_field_arrives(tmp_path: Path) -> None:
    fields = (
        "title: >-\n  Privacy\n  Policy\npublisher: 2.10\nlanguage: fr-CA\n"
        "own_names: [no, Example]\nforeign_names:\n  - 'Other: Name'\n"
    )
    source = (
        "---\npublished: 2014-09-01\neffective: '2014-09-24'\nclass: correction\nnote: no\n"
        "wording: reconstructed\nbasis: >\n  One\n  line.\nlink_basis: |\n  Two\n  lines.\n"
        "acknowledgements:\n  - {rule: foreign-name, text: 1e3, reason: ~}\n---\nText.\n"
    )
    write_files(tmp_path, {POLICY: fields, REVISION: source})
    (policy,) = read_policies(tmp_path)
    assert (policy.title, policy.publisher, policy.language) == ("Privacy Policy", "2.10", "fr-CA")
    assert (policy.own_names, policy.foreign_names) == (("no", "Example"), ("Other: Name",))
    assert policy.path == POLICY
    (revision,) = policy.revisions
    assert (revision.published, revision.effective) == (date(2014, 9, 1), date(2014, 9, 24))
    assert (revision.change_class, revision.note) == (ChangeClass.CORRECTION, "no")
    assert (revision.wording, revision.basis) == (Wording.RECONSTRUCTED, "One line.")
    assert revision.link_basis == "Two\nlines."
    assert revision.acknowledgements == (Acknowledgement("foreign-name", "1e3", "~"),)
    assert (revision.path, revision.source) == (REVISION, source.encode())


def test_empty_lists_and_defaults(tmp_path: Path) -> None:
    write_files(tmp_path, {POLICY: policy_file() + "own_names:\nforeign_names: []\n"})
    write_files(tmp_path, {REVISION: revision_file("2014-09-24", acknowledgements="")})
    (policy,) = read_policies(tmp_path)
    assert (policy.language, policy.own_names, policy.foreign_names) == ("en", (), ())
    (revision,) = policy.revisions
    assert (revision.wording, revision.basis, revision.link_basis) == (Wording.ORIGINAL, "", "")
    assert revision.acknowledgements == ()


@pytest.mark.parametrize("blank", ["", "\n", "\n \n\t\n"])
def test_text_line_is_where_the_text_begins(tmp_path: Path, blank: str) -> None:
    text = "    indented\n\n---\n\nafter a rule\n\n"
    source = revision_file("2014-09-24", "").rstrip("\n") + "\n" + blank + text
    revision = read_one(tmp_path, source)
    assert revision.text == text
    assert source.splitlines()[revision.text_line - 1] == "    indented"


def test_a_text_without_a_last_line_end(tmp_path: Path) -> None:
    assert read_one(tmp_path, revision_file("2014-09-24", "Last.")).text == "Last."


def test_crlf_and_byte_order_mark_change_nothing_but_the_source(tmp_path: Path) -> None:
    plain = revision_file("2014-09-24", "One.\n\nTwo — “three”.\n", note=">-\n  Some\n  thing.")
    windows = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    first, second = read_one(tmp_path / "first", plain), read_one(tmp_path / "second", windows)
    assert (second.text, second.note, second.text_line) == (first.text, first.note, first.text_line)
    assert second.source == windows
    assert second.sha256 != first.sha256


def test_front_matter_lines_may_end_in_blanks(tmp_path: Path) -> None:
    source = revision_file("2014-09-24").replace("---\n", "---  \n")
    assert read_one(tmp_path, source).note == "Something changed."


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    start = revision_file("2014-09-24", "")
    source = start + "x" * (SIZE_LIMIT - len(start.encode()))
    assert len(read_one(tmp_path, source).source) == SIZE_LIMIT


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24")
    folder = "policy_versions/privacy"
    hidden = (".gitkeep", ".2014-09-25.md", ".drafts/2015-01-01.md")
    others = ("README.md", "logo.svg", "pictures/a.png")
    beside = ("storage.yml", "README.md", ".x/y")
    write_files(tmp_path, {f"{folder}/{name}": b"\xff" for name in hidden + others})
    write_files(tmp_path, {f"policy_versions/{name}": b"\xff" for name in beside})
    (policy,) = read_policies(tmp_path)
    assert [str(revision.id) for revision in policy.revisions] == ["2014-09-24"]


def test_links_inside_the_folder_are_followed(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24")
    os.symlink("privacy", tmp_path / "policy_versions" / "terms")
    os.symlink("policy_versions", tmp_path / "texts")
    for folder in ("policy_versions", "texts"):
        policies = read_policies(tmp_path, folder)
        assert [policy.slug for policy in policies] == ["privacy", "terms"]
        assert policies[1].revisions[0].path == "policy_versions/terms/2014-09-24.md"


def test_a_folder_of_another_name(tmp_path: Path) -> None:
    write_files(tmp_path, {"legal/texts/privacy/policy.yml": policy_file()})
    write_files(tmp_path, {"legal/texts/privacy/2014-09-24.md": revision_file("2014-09-24")})
    for folder in ("legal/texts", "legal/texts/", "./legal/../legal/texts"):
        (policy,) = read_policies(tmp_path, folder)
        assert policy.revisions[0].path == "legal/texts/privacy/2014-09-24.md"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24")
    os.mkfifo(tmp_path / "policy_versions/privacy/2015-01-01.md")
    with pytest.raises(ProblemsFound, match="not-a-file"):
        read_policies(tmp_path)


def test_a_name_that_is_not_unicode_is_shown(tmp_path: Path) -> None:
    write_policy(tmp_path, "2014-09-24")
    (tmp_path / os.fsdecode(b"policy_versions/privacy/caf\xe9\n.md")).write_bytes(b"x")
    with pytest.raises(ProblemsFound) as found:
        read_policies(tmp_path)
    assert r"caf\udce9\n.md:1:1" in str(found.value)
    str(found.value).encode("utf-8")


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_policy(tmp_path, "2014-09-24")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ProblemsFound) as found:
        read_policies(tmp_path)
    assert [str(problem) for problem in found.value.problems] == [
        f"{path}:1:1: This cannot be read: permission denied. Check its permissions. [unreadable]"
        for path in (REVISION, POLICY)
    ]


@pytest.mark.parametrize("folder", ["a\0b", "x" * 5000, POLICY])
def test_a_folder_that_cannot_be(tmp_path: Path, folder: str) -> None:
    write_policy(tmp_path, "2014-09-24")
    with pytest.raises(ProblemsFound, match="no-policies"):
        read_policies(tmp_path, folder)


def _put(text: str, position: int, piece: str) -> bytes:
    return (text[:position] + piece + text[position:]).encode("utf-8")


_PIECES = st.sampled_from(
    [
        "---\n",
        "...\n",
        "published: ",
        "effective: 2014-09-24\n",
        "class: material\n",
        "note: ",
        "basis: ",
        "title: ",
        "acknowledgements:\n",
        "  - rule: x\n",
        "own_names: [",
        "{",
        "]",
        "}",
        "- ",
        "? ",
        ": ",
        "\n",
        "  ",
        "\t",
        "\r",
        '"',
        "'",
        "&a ",
        "*a",
        "!!python/name:os.system ",
        "!<",
        "|",
        ">9",
        "%YAML 1.1\n",
        "@",
        "`",
        "#",
        "<<: *a\n",
        '"\\ud800"',
        '"\\UFFFFFFFF"',
        "\u2028",
        "\x85",
        "\ufeff",
        "\ufffe",
        "\x00",
        "2014-09-24",
        "１２",
        "[" * 2000,
    ]
)
_FRONT_MATTER = st.lists(_PIECES, max_size=12).map("".join)
_BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(_PIECES, max_size=20).map(lambda pieces: "".join(pieces).encode("utf-8")),
    _FRONT_MATTER.map(lambda text: f"---\n{text}\n---\nText.\n".encode()),
    st.builds(_put, st.just(revision_file("2014-09-24")), st.integers(0, 120), _PIECES),
    st.text(max_size=100).map(lambda text: revision_file("2014-09-24", note=text).encode("utf-8", "replace")),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_policy(tmp_path_factory.mktemp("site"), "2014-09-24")


@settings(deadline=None, max_examples=examples(30))
@given(revision=_BYTES)
@example(revision=b"---\n%YAML 1." + b"9" * 5000 + b"\n---\nText.\n")
@example(revision=b"---\nnote: " + b"[" * 5000 + b"\n---\nText.\n")
@example(revision=b"---\n" + b"? " * 5000 + b"\n---\nText.\n")
def test_no_bytes_of_a_revision_raise_anything_else(site: Path, revision: bytes) -> None:
    write_files(site, {POLICY: policy_file(), REVISION: revision})
    _reads_or_tells(site)


@settings(deadline=None, max_examples=examples(30))
@given(policy=_BYTES)
def test_no_bytes_of_a_policy_file_raise_anything_else(site: Path, policy: bytes) -> None:
    write_files(site, {POLICY: policy, REVISION: revision_file("2014-09-24")})
    _reads_or_tells(site)


def _reads_or_tells(site: Path) -> None:
    try:
        policies = read_policies(site)
    except ProblemsFound as found:
        assert found.problems
        for problem in found.problems:
            assert problem.line >= 1 and problem.column >= 1
            assert str(problem).isprintable()
    else:
        assert policies[0].revisions[0].text.strip()


def test_every_control_character_and_noncharacter_is_found_beside_letters_that_begin_alike() -> None:
    among = "§ © é “—” 漢 😀 "
    assert decode(f"{among}\n".encode(), "a.md").startswith(among)
    every = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Cc"]
    every += [chr(point) for point in range(0x110000) if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF]
    for character in sorted(set(every) - {"\t", "\n", "\r"}):
        assert unpublishable(f"{among}{character}") != ""
        with pytest.raises(ProblemsFound):
            decode(f"{among}{character}{among}".encode(), "a.md")
    assert unpublishable(f"{among}\t\n\u200b\u00ad") == ""
