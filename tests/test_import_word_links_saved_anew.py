"""Links, ids and notes of a Word file that another program saved anew: they are as they were."""

from __future__ import annotations

import re

import pytest

from policy_history.importing.draft import draft_of
from policy_history.publish.compared_file import ComparedFile
from policy_history.redline.compare import compare
from policy_history.text.document import read_document
from policy_history.word.package import Package
from policy_history.word.reading import read_docx
from policy_history.word.writing import redline_docx
from test_import_word_round_trip import with_document
from test_import_word_saved_anew import back, of_libreoffice, with_part_changed
from word_files import change, document_of, imported, paragraph, redline_of, text_run


@pytest.mark.parametrize(
    ("was", "written"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org?a=b", "https://example.org/?a=b"),
        ("/cookies/#kept", "../../../cookies/#kept"),
        ("https://example.org/help#", "https://example.org/help"),
        ("/cookies/", "file:///cookies/"),
        ("/cookies/", "file:///C:/cookies/"),
        ("cookies/", "../cookies/"),
    ],
)
@pytest.mark.parametrize("is_latest", [True, False])
def test_an_address_that_was_written_in_another_way_is_as_it_was(was: str, written: str, is_latest: bool) -> None:
    """Known from the latest text, or from what a redline keeps beside its own text, where only the new one has it."""
    text = f"# Rules\n\nSee [this]({was}).\n"
    made = redline_of(text if is_latest else "# Rules\n\nNothing.\n", text)
    saved = with_part_changed(made, "word/_rels/document.xml.rels", f'Target="{was}"', f'Target="{written}"')
    if is_latest:
        saved = with_part_changed(saved, "docProps/custom.xml", 'name="PolicyLink', 'name="Other')
    draft = back(saved, text if is_latest else "# Rules\n\nNothing.\n")
    assert draft.markdown == text


def test_a_link_to_a_place_that_the_new_text_lacks_too_comes_back() -> None:
    old, new = "# Rules\n\nNothing.\n", "# Rules\n\nSee [fines](#gone).\n"
    assert back(redline_of(old, new), old).markdown == new


def test_the_properties_of_a_template_stay_beside_the_links() -> None:
    target = "{{ site.help }}"
    text = f"# Rules\n\nSee [this](<{target}>).\n"
    once = with_part_changed(redline_of(text, text), "docProps/custom.xml", "PolicyLink1", "Matter")
    twice = redline_docx(
        compare(read_document(text), read_document(text)),
        *(ComparedFile(name, text.encode()) for name in ("old.md", "new.md")),
        template=once,
    )
    assert dict(Package(twice).properties) == {"Matter": target, "PolicyLink1": target}


def test_only_addresses_that_might_change_are_kept_beside_the_text() -> None:
    text = "# Rules\n\nSee [this](https://example.org/a/b) and [us](mailto:us@example.org).\n"
    assert not Package(redline_of(text, text)).properties


def test_another_address_stays_another() -> None:
    text = "# Rules\n\nSee [this]({}).\n"
    for now in ("https://example.org/a", "http://example.org/", "/cookie/"):
        made = redline_of(text.format("https://example.org"), text.format(now))
        assert back(made, text.format("https://example.org")).markdown == text.format(now)


def test_a_link_to_a_clause_with_a_long_id_leads_there_still() -> None:
    title = "When we access or disclose what you have told us"
    name = title.lower().replace(" ", "-")
    text = f"# Rules\n\nSee [below](#{name}).\n\n## {title}\n\nNever.\n"
    draft = back(redline_of(text, text), text)
    assert draft.markdown.replace(f" {{#{name}}}", "") == text


def test_a_link_of_which_some_words_were_removed_is_a_link_still() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = '<w:r><w:delInstrText> HYPERLINK "https://example.org/a" </w:delInstrText></w:r>'
    body = paragraph(
        "See ",
        change("del", mark("begin"), instruction),
        mark("separate"),
        change("del", text_run("old ", tag="w:delText")),
        text_run("rules"),
        mark("end"),
    )
    draft = imported(document_of(body))
    assert (draft.markdown, draft.missing) == ("See [rules](https://example.org/a)\n", [])


@pytest.mark.parametrize("target", ["a b.pdf", "/cookies/(old)", "{{ site.help }}"])
def test_an_address_with_blanks_or_brackets_comes_back(target: str) -> None:
    text = f"# Rules\n\nSee [this](<{target}>).\n"
    assert back(redline_of(text, text), text).markdown == text


def test_footnotes_stand_where_they_did_though_libreoffice_writes_bookmarks_of_one_place_backwards() -> None:
    text = "# Rules\n\nBooks[^1], maps[^2].\n\nCards[^3].\n\n[^1]: One.\n\n[^2]: Two.\n\n[^3]: Three.\n"
    mark = r"<w:bookmarkStart [^>]*_PolicyNote{}\d[^>]*/>"

    def backwards(xml: str) -> str:
        places = re.findall(mark.format("") + "<w:bookmarkEnd[^>]*/>", xml)
        assert len(places) == 3
        made = xml.replace("".join(places), "".join(reversed(places)))
        around = re.search(f"({mark.format('Ref')})(<w:r>.*?</w:r>)(<w:bookmarkEnd[^>]*/>)", made)
        assert around
        return made.replace(around[0], around[1] + around[3] + around[2])

    assert back(of_libreoffice(with_document(redline_of(text, text), backwards)), text).markdown == text


def test_a_clause_keeps_its_id_though_its_bookmark_went_into_a_removed_number() -> None:
    old = "# Rules\n\n## 1. Loans {#lending}\n\nSee [above](#lending).\n"
    new = old.replace("1.", "2.")

    def inside(xml: str) -> str:
        mark = re.search(r'(<w:bookmarkStart [^>]*w:name="lending"/><w:bookmarkEnd[^>]*/>)', xml)
        assert mark
        made = re.sub(r"(<w:del [^>]*>)", lambda change: change[1] + mark[1], xml.replace(mark[1], ""), count=1)
        return re.sub(r"<w:ins [^>]*>.*?</w:ins>", "", made, count=1)

    made = of_libreoffice(with_document(redline_of(old, new), inside))
    assert "## . Loans {#lending}" in draft_of(read_docx(made, "accept"), []).markdown
