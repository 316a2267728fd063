"""Characters that nobody sees, or that look like others: what a redline tells of them, and what the checks say."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies import policy_of, revision_of
from policy_history.checks.run import check_policies
from policy_history.publish.edition import Edition
from policy_history.publish.feeds.archives import parts_of
from policy_history.publish.feeds.entries import feed_entries
from policy_history.publish.feeds.formats import atom_feed
from policy_history.publish.pages import pages
from policy_history.redline.change_data import redline_record
from policy_history.redline.comment_markdown import redline_comment
from policy_history.redline.compare import changes, compare
from policy_history.redline.description import describe
from policy_history.redline.html import redline_html, texts_differ
from policy_history.redline.model import ChangeKind, Redline
from policy_history.redline.segments import segments
from policy_history.redline.summary import summary_sentence
from policy_history.redline.terminal import terminal_lines
from policy_history.source.provenance import Provenance
from policy_history.text.characters import without_figures
from policy_history.text.document import read_document
from word_files import redline_of

W, T, U = ChangeKind.WORDING, ChangeKind.TYPOGRAPHY, ChangeKind.UNSEEN
PLAIN = "You shall share data within 14 days of notice.\n"

# What stands instead of the plain sentence's words; the kind of the change (None: no listed change); what is told by
# name; the rules that object.
EDITS: dict[str, tuple[str, str, ChangeKind | None, str, set[str]]] = {
    "override-of-a-number": (
        "14",
        "\u202e 14 \u202c",
        U,
        "RIGHT-TO-LEFT OVERRIDE (U+202E) added",
        {"direction-control"},
    ),
    "override-touching": ("14", "\u202e14\u202c", U, "RIGHT-TO-LEFT OVERRIDE (U+202E) added", {"direction-control"}),
    "isolate": ("14", "\u206714\u2069", U, "RIGHT-TO-LEFT ISOLATE (U+2067) added", {"direction-control"}),
    "first-strong-isolate": ("14", "\u206814\u2069", U, "FIRST STRONG ISOLATE (U+2068) added", {"direction-control"}),
    "entity-override": ("14", "&#x202e;14&#8236;", U, "RIGHT-TO-LEFT OVERRIDE (U+202E) added", {"direction-control"}),
    "embedding": ("14", "\u202b14\u202c", U, "RIGHT-TO-LEFT EMBEDDING (U+202B) added", {"direction-control"}),
    "left-mark": ("14", "14\u200e", U, "LEFT-TO-RIGHT MARK (U+200E) added", {"invisible-character"}),
    "right-mark": ("14", "\u200f14", U, "RIGHT-TO-LEFT MARK (U+200F) added", {"invisible-character"}),
    "zwsp-in-a-word": ("share", "sh\u200bare", U, "1 ZERO WIDTH SPACE (U+200B) added", {"invisible-character"}),
    "zwsp-in-a-number": ("14", "1\u200b4", U, "ZERO WIDTH SPACE (U+200B) added", {"invisible-character"}),
    "zwsp-between-words": ("share data", "share\u200b data", U, "ZERO WIDTH SPACE (U+200B)", {"invisible-character"}),
    "zwsp-alone": ("share data", "share \u200b data", U, "ZERO WIDTH SPACE (U+200B)", {"invisible-character"}),
    "zwsp-for-a-space": ("share data", "share\u200bdata", W, "ZERO WIDTH SPACE (U+200B)", {"invisible-character"}),
    "soft-hyphen": ("notice", "no\u00adtice", U, "1 SOFT HYPHEN (U+00AD) added", set()),
    "entity-soft-hyphen": ("notice", "no&shy;tice", U, "1 SOFT HYPHEN (U+00AD) added", set()),
    "zwnj": ("notice", "no\u200ctice", U, "ZERO WIDTH NON-JOINER (U+200C) added", {"invisible-character"}),
    "zwj": ("notice", "no\u200dtice", U, "ZERO WIDTH JOINER (U+200D) added", {"invisible-character"}),
    "entity-zwj": ("notice", "no&zwj;tice", U, "ZERO WIDTH JOINER (U+200D) added", {"invisible-character"}),
    "word-joiner": ("share", "sh\u2060are", U, "WORD JOINER (U+2060) added", {"invisible-character"}),
    "invisible-times": ("share", "sh\u2062are", U, "INVISIBLE TIMES (U+2062) added", {"invisible-character"}),
    "byte-order-mark": ("share", "sh\ufeffare", U, "ZERO WIDTH NO-BREAK SPACE (U+FEFF)", {"invisible-character"}),
    "tag": ("share", "share\U000e0041", U, "TAG LATIN CAPITAL LETTER A (U+E0041)", {"invisible-character"}),
    "selector": ("share", "s\ufe0fhare", U, "VARIATION SELECTOR-16 (U+FE0F) added", {"invisible-character"}),
    "selector-17": ("share", "s\U000e0100hare", U, "VARIATION SELECTOR-17 (U+E0100)", {"invisible-character"}),
    "hangul-filler": ("share", "share\u3164", U, "HANGUL FILLER (U+3164) added", {"invisible-character"}),
    "braille-blank": ("share", "share\u2800", U, "BRAILLE PATTERN BLANK (U+2800)", {"invisible-character"}),
    "mongolian": ("share", "sh\u180eare", U, "MONGOLIAN VOWEL SEPARATOR (U+180E)", {"invisible-character"}),
    "grapheme-joiner": ("share", "s\u034fhare", U, "COMBINING GRAPHEME JOINER (U+034F)", {"invisible-character"}),
    "no-break-space": ("14 days", "14\u00a0days", T, "1 NO-BREAK SPACE (U+00A0) added", set()),
    "entity-no-break-space": ("14 days", "14&nbsp;days", T, "1 NO-BREAK SPACE (U+00A0) added", set()),
    "narrow-space": ("14 days", "14\u202fdays", T, "NARROW NO-BREAK SPACE (U+202F) added", set()),
    "thin-space": ("14 days", "14\u2009days", T, "THIN SPACE (U+2009) added", set()),
    "figure-space": ("14 days", "14\u2007days", T, "FIGURE SPACE (U+2007) added", set()),
    "ideographic-space": ("14 days", "14\u3000days", T, "IDEOGRAPHIC SPACE (U+3000) added", set()),
    "line-separator": ("14 days", "14\u2028days", T, "LINE SEPARATOR (U+2028) added", set()),
    "paragraph-separator": ("14 days", "14\u2029days", T, "PARAGRAPH SEPARATOR (U+2029) added", set()),
    "double-space": ("14 days", "14  days", None, "spaces", set()),
    "tab": ("14 days", "14\tdays", None, "spaces", set()),
    "cyrillic-a": (
        "share",
        "sh\u0430re",
        W,
        "CYRILLIC SMALL LETTER A (U+0430) instead of LATIN SMALL LETTER A",
        {"mixed-script"},
    ),
    "cyrillic-e": (
        "share",
        "shar\u0435",
        W,
        "CYRILLIC SMALL LETTER IE (U+0435) instead of LATIN SMALL",
        {"mixed-script"},
    ),
    "cyrillic-o": ("notice", "n\u043etice", W, "CYRILLIC SMALL LETTER O (U+043E) instead of LATIN", {"mixed-script"}),
    "greek-omicron": ("notice", "n\u03bftice", W, "GREEK SMALL LETTER OMICRON (U+03BF) instead", {"mixed-script"}),
    "whole-word-cyrillic": ("of", "\u0441\u043e\u0440\u0443", W, "", {"mixed-script"}),
    "fullwidth-digits": ("14", "\uff11\uff14", None, "the form of quotation marks, dashes or letters", set()),
    "sign-for-a-mark": ("share", "sh\u241e\u241fre", W, "", set()),
    "padded-entity": (
        "14",
        "&#x00000000202e;14",
        U,
        "RIGHT-TO-LEFT OVERRIDE (U+202E) added",
        {"direction-control", "preview"},
    ),
    "mixed-digits": ("14", "1\uff14", W, "FULLWIDTH DIGIT FOUR (U+FF14) instead of DIGIT FOUR", {"mixed-script"}),
    "mark-on-a-digit": ("14", "1\u03364", W, "COMBINING LONG STROKE OVERLAY (U+0336) added", set()),
    "span-dir": ("14", '<span dir="rtl">14</span>', None, "the markup of the source", {"direction-control"}),
    "span-title": ("14", '<span title="41">14</span>', None, "the markup of the source", set()),
    "bdo": ("14", '<bdo dir="rtl">14</bdo>', None, "the markup of the source", {"direction-control", "raw-html"}),
    "comment": ("14", "<!-- 41 -->14", None, "the markup of the source", {"hidden-comment"}),
}


def _redline(old: str, new: str) -> Redline:
    return compare(read_document(old), read_document(new))


@pytest.mark.parametrize("name", EDITS)
def test_a_small_edit_is_told_by_name_in_every_rendering(name: str) -> None:
    before, after, kind, told, _ = EDITS[name]
    for old, new in ((PLAIN, PLAIN.replace(before, after)), (PLAIN.replace(before, after), PLAIN)):
        redline = _redline(old, new)
        found = changes(redline)
        html = redline_html(redline)
        assert texts_differ(html, redline) == ""
        assert {change.kind for change in found} == ({kind} if kind else set())
        assert any(change.words_added or change.words_removed for change in found) == (kind is W)
        if old != PLAIN:
            continue
        outputs = ["\n".join(terminal_lines(redline, width=10_000)), redline_comment(redline, "Privacy", [])]
        outputs += [json.dumps(redline_record(redline), ensure_ascii=False)]
        assert [output for output in outputs if told not in output] == []
        assert not kind or without_figures(told) in html
        assert not set("\u202e\u2067\u2068\u202b") & set(outputs[0] + outputs[1])


@pytest.mark.parametrize("name", EDITS)
def test_what_the_checks_say(name: str) -> None:
    before, after, _, _, rules = EDITS[name]
    report = check_policies([policy_of(revision_of("2014-09-24", PLAIN.replace(before, after)))])
    assert {problem.rule for problem in report.problems} == rules


CALM = {
    "persian": "کاربران می\u200cخواهند داده\u200cها را ببینند.\n",
    "hindi": "यह नीति क्\u200dष लागू है।\n",
    "emoji": "Families \U0001f468\u200d\U0001f469\u200d\U0001f467 and ❤\ufe0f and 1\ufe0f\u20e3 and ©\ufe0f count.\n",
    "flag-of-scotland": "In \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f too.\n",
    "hebrew": "המדיניות של Example\u200f חלה.\n",
    "arabic": "سياسة Example\u200e هذه.\n",
    "french": "Nous conservons\u00a0: 14\u00a0jours\u202f; «\u00a0données\u00a0».\n",
    "german": "Daten\u00adschutz\u00aderklärung für Nutzer\n",
    "thai": "นโยบาย\u200bความ\u200bเป็นส่วนตัว\n",
    "japanese": "個人情報のプライバシーポリシーはWebサイトに適用する。\n",
    "korean": "개인정보 처리방침 SMS수신 約款\n",
    "russian": "Политика для IP-адресов и SMS-сообщений, №\u00a07.\n",
    "greek": "Πολιτική απορρήτου της Example ΑΕ.\n",
    "units": "Up to 5 µm, 3 μs, 10 kΩ, β-carotene and x² for naïve Zoë.\n",
    "turkish": "Kişisel verilerin ısrarla işlenmesi İstanbul.\n",
    "serbian": "Политика приватности. Politika privatnosti.\n",
    "idn": "See [our shop](https://münchen.example/) and [Node.js](https://nodejs.org/).\n",
    "same-host": "[www.a.example](https://a.example/x) <https://b.example/> [a.example](https://legal.a.example/)\n",
    "mail": "Write to [privacy@a.example](mailto:privacy@a.example) or <privacy@a.example>.\n",
}


@pytest.mark.parametrize("name", CALM)
def test_writing_that_needs_such_characters_is_left_alone(name: str) -> None:
    report = check_policies([policy_of(revision_of("2014-09-24", CALM[name]))])
    assert [str(problem) for problem in report.problems] == []
    redline = _redline("Nothing.\n", CALM[name])
    assert texts_differ(redline_html(redline), redline) == ""


LINKS = {
    "user-name": "[https://a.example](https://a.example@other.example/)",
    "other-host": "[www.a.example](https://b.example/)",
    "longer-host": "[a.example](https://a.example.evil.example/)",
    "in-a-sentence": "[see https://a.example/terms here](https://b.example/terms)",
    "cyrillic-host": "[our shop](https://ex\u0430mple.com/)",
    "punycode": "[our shop](https://xn--exmple-4nf.com/)",
    "mail": "[privacy@a.example](mailto:privacy@b.example)",
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_says_another_host_is_a_warning(name: str) -> None:
    report = check_policies([policy_of(revision_of("2014-09-24", LINKS[name] + "\n"))])
    assert [(problem.rule, str(problem.severity)) for problem in report.problems] == [("link-text", "warning")]


def test_a_link_that_turns_direction_is_an_error() -> None:
    report = check_policies([policy_of(revision_of("2014-09-24", "[a](https://a.example/\u202egpj.exe)\n"))])
    found = [(problem.rule, problem.line, problem.column) for problem in report.problems]
    assert found == [("direction-control", 10, 23)]


def test_a_difference_inside_a_persian_word_is_told_without_calling_it_wording() -> None:
    (change,) = changes(_redline("می\u200cخواهند\n", "میخواهند\n"))
    assert (change.kind, change.told) == (U, ("1 ZERO WIDTH NON-JOINER (U+200C) removed",))


def test_a_whole_new_persian_sentence_is_told_without_its_joiners() -> None:
    (change,) = changes(_redline("الف\n", "الف\n\nکاربران می\u200cخواهند.\n"))
    assert change.told == ()


def test_a_character_that_only_moved_is_told() -> None:
    (change,) = changes(_redline("sh\u200bare\n", "share\u200b\n"))
    assert describe(change).endswith("(ZERO WIDTH SPACE (U+200B) at another place)")


def test_a_link_and_a_character_that_changed_at_one_word_are_both_told() -> None:
    found = changes(_redline("[share](/a/)\n", "[sh\u200bare](/b/)\n"))
    assert [change.kind for change in found] == [U, ChangeKind.LINK]


ALPHABET = 'ab 1\u00a0\u200b\u202e\u00ad\u2009\u2060\ufeff\u3164\u0430\u0301\ufe0f“"-*\n&[]<'


@example("--", "\n\n")
@given(st.text(ALPHABET, max_size=24), st.text(ALPHABET, max_size=24))
def test_no_sentence_claims_that_different_texts_are_the_same(before: str, after: str) -> None:
    old, new = f"Text {before}.\n", f"Text {after}.\n"
    redline = _redline(old, new)
    found = changes(redline)
    said = summary_sentence(redline, found)
    assert ("the same to the letter" in said) == (old == new)
    record = redline_record(redline, found)
    if old != new:
        assert record["changes"] or record["only_difference"].startswith("The two sources differ in ")
    assert texts_differ(redline_html(redline), redline) == ""


NO_CHANGE = {
    "double-space": ("14  days", "The two sources differ in spaces and line ends that no page shows."),
    "markup": ('14 <span title="x">days</span>', "The two sources differ in the markup of the source."),
}


def _edition(*texts: str) -> Edition:
    revisions = [revision_of(f"201{at}-09-24", text) for at, text in enumerate(texts, start=4)]
    return Edition.of([policy_of(*revisions)], date(2020, 1, 1), "https://a.example/")


def _feed(edition: Edition) -> str:
    (policy,) = edition.policies
    (part,) = parts_of("feed.xml", feed_entries(policy, policy.entries))
    return atom_feed(policy, part, "Privacy").decode()


@pytest.mark.parametrize("name", ["double-space", "markup"])
def test_no_page_and_no_feed_says_only_that_nothing_changed(name: str) -> None:
    passage, sentence = NO_CHANGE[name]
    edition = _edition(PLAIN, PLAIN.replace("14 days", passage))
    shown = {page.address: page.html for page in pages(edition, Provenance()) if "2015-09-24/changes" in page.address}
    assert shown
    assert [address for address, html in shown.items() if sentence not in html] == []
    assert sentence in _feed(edition)


def test_word_and_page_and_feed_name_what_was_put_in() -> None:
    edition = _edition(PLAIN, PLAIN.replace("14", "\u202e14\u202c"))
    name = "1 RIGHT-TO-LEFT OVERRIDE (U+202E) added"
    page = next(page for page in pages(edition, Provenance()) if page.address.endswith("2015-09-24/changes/"))
    assert page.html.count(name) == 1  # in the list; at the place without figures
    assert page.html.count("[invisible characters: RIGHT-TO-LEFT OVERRIDE added") == 1
    assert "[U+202E]14[U+202C]" in page.html
    assert name in _feed(edition)
    with ZipFile(BytesIO(redline_of(PLAIN, PLAIN.replace("14", "\u202e14\u202c")))) as document:
        assert name in document.read("word/document.xml").decode()


@pytest.mark.parametrize("name", ["override-of-a-number", "zwsp-alone", "no-break-space"])
def test_segments_give_both_texts_back(name: str) -> None:
    before, after, *_ = EDITS[name]
    new = PLAIN.replace(before, after)
    found = segments(PLAIN, new)
    assert ("".join(each.old for each in found), "".join(each.new for each in found)) == (PLAIN, new)
    assert ChangeKind.WORDING not in {each.kind for each in found}


def test_spaces_of_another_kind_are_told_apart_from_the_wording() -> None:
    redline = compare(
        read_document("Kept since &copy; 2020&nbsp;by us. R&amp;D at 5&nbsp;km &lt; 10 km.\n"),
        read_document("Kept since © 2021 by us. R&D at 5 km &lt; 10 km.\n"),
    )
    found = changes(redline)
    assert [change.removed for change in found if change.kind is W] == ["2020"]
    assert "2 in punctuation, capitals or spaces." in summary_sentence(redline, found)
    assert {describe(change) for change in found if change.kind is T} == {
        "Before the first heading: a space of another kind (1 NO-BREAK SPACE (U+00A0) removed)"
    }
