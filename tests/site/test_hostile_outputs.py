"""The same hostile text in what is not a page: the handler, mails, Word, PDF, the terminal, comments; and refusals."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pikepdf
import pytest
from click.testing import Result
from hostile import HARMLESS, HOSTILE, hostile_site, without_placeholders
from lxml import etree, html
from markdown_it import MarkdownIt
from trees import html_shape

from building import mkdocs
from policy_command import run_policy
from policy_history.checks.run import check_folder
from policy_history.forms.handler.application import create_application
from policy_history.forms.handler.mail import MailEncryption, MailRoute, message
from policy_history.forms.handler.store import RequestStore
from policy_history.forms.handler.submission import FORM_TYPE
from policy_history.forms.kinds import CONTACT
from policy_history.redline.comment_markdown import as_text
from policy_history.review.comment import review_comment
from policy_history.review.posting import cleaned

TEXTS = {HOSTILE: HARMLESS, without_placeholders(HOSTILE): without_placeholders(HARMLESS)}
TEXTS |= {unescape(hostile): harmless for hostile, harmless in TEXTS.items()}
BIDI = "Terms \u202eSMRET\u202c of \u2066all\u2069 \u200f and @octocat"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder with the hostile text, and the one with the harmless text."""
    hostile, harmless = (tmp_path_factory.mktemp(name) for name in ("hostile", "harmless"))
    return hostile_site(hostile, "plain", HOSTILE), hostile_site(harmless, "plain", HARMLESS)


def run(folder: Path, *arguments: object) -> Result:
    return run_policy(*arguments, "--root", folder)


def redline(folder: Path, *arguments: object) -> Result:
    result = run(folder, "redline", "terms/2022-01-01", "terms/2023-01-01", *arguments)
    assert result.exit_code == 0, result.output
    return result


# Word, PDF, one file


def test_a_word_document_has_no_other_parts_elements_or_attributes(folders: tuple[Path, Path], tmp_path: Path) -> None:
    shapes = []
    for number, folder in enumerate(folders):
        redline(folder, "--docx", tmp_path / f"{number}.docx")
        with zipfile.ZipFile(tmp_path / f"{number}.docx") as archive:
            roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if is_xml(name)}
        shapes.append(
            {name: {(node.tag, *sorted(node.attrib)) for node in root.iter()} for name, root in roots.items()}
        )
        words = "".join(roots["word/document.xml"].itertext("{*}t", "{*}delText"))
        assert f"Use of {(HOSTILE, HARMLESS)[number]}" in words
    assert shapes[0] == shapes[1]


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def test_links_of_a_word_document_lead_where_the_text_says(folders: tuple[Path, Path], tmp_path: Path) -> None:
    redline(folders[0], "--docx", tmp_path / "redline.docx")
    with zipfile.ZipFile(tmp_path / "redline.docx") as archive:
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    outside = {str(each.get("Target")) for each in relations if each.get("TargetMode") == "External"}
    assert outside and all(target.startswith(("https://out.example/", "/")) for target in outside)


def test_a_pdf_by_command_has_no_action(folders: tuple[Path, Path], tmp_path: Path) -> None:
    redline(folders[0], "--pdf", tmp_path / "redline.pdf")
    with pikepdf.open(tmp_path / "redline.pdf") as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert HOSTILE.split()[0] in str(pdf.docinfo["/Title"])


def test_a_redline_as_one_file_has_the_shape_of_a_harmless_one(folders: tuple[Path, Path]) -> None:
    shapes = [
        html_shape(redline(folder, "--html").output, texts) for folder, texts in zip(folders, (TEXTS, {}), strict=True)
    ]
    assert shapes[0] == shapes[1]


# Comments


def test_a_comment_on_a_pull_request_has_no_more_markup_than_a_harmless_one(folders: tuple[Path, Path]) -> None:
    comments = [redline(folder, "--markdown").output for folder in folders]
    tags = [
        [node.tag for node in html.fragment_fromstring(rendered(each), create_parent=True).iter()] for each in comments
    ]
    assert tags[0] == tags[1] and {"h3", "table", "li", "ins", "del"} <= set(tags[0])
    assert "://" not in comments[0]
    assert not re.search(r"@\w|#\d|\bwww\.", html.fromstring(rendered(comments[0])).text_content())


def test_a_review_has_no_more_markup_than_a_harmless_one(folders: tuple[Path, Path]) -> None:
    tags = []
    for folder in folders:
        policies, report = check_folder(folder, "policy_versions", date(2026, 6, 15))
        comment = review_comment(policies, report, [each.path for each in policies[-1].revisions], date(2026, 6, 15))
        assert cleaned(comment) == comment.strip() + "\n", "what is posted is what was written"
        tags.append([node.tag for node in html.fragment_fromstring(rendered(comment), create_parent=True).iter()])
    assert tags[0] == tags[1] and len(tags[0]) > 30


def rendered(markdown: str) -> str:
    """As GitHub renders it: CommonMark with tables, strikethrough and addresses that become links."""
    return str(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))


@pytest.mark.parametrize(
    "text",
    [
        *("@octocat", "see @org/team", "#1", "org/project#12", "GH-7", "www.example.com", "https://example.com/x"),
        *("[a](javascript:alert(1))", "![a](https://a.example/x.png)", "[a]: https://a.example", "<b>x</b>", "`code`"),
        *(
            "**bold**",
            "__bold__",
            "~~gone~~",
            "# heading",
            "| cell |",
            "&lt;b&gt;",
            "&amp;lt;b&amp;gt;",
            "$x$",
            "a\\",
            "***",
        ),
        *("<!-- x -->", "]]>", "a@example.org", "<https://a.example>", HOSTILE),
    ],
)
def test_a_text_is_shown_in_a_comment_as_it_is_written(text: str) -> None:
    for line in (f"### {as_text(text)}", f"<p>{as_text(text)}</p>", f"- **x** {as_text(text)}"):
        tree = html.fragment_fromstring(rendered(line), create_parent=True)
        harmless = html.fragment_fromstring(rendered(line.replace(as_text(text), "Word")), create_parent=True)
        assert [node.tag for node in tree.iter()] == [node.tag for node in harmless.iter()], line
        assert " ".join(text.split()) in tree.text_content().replace("\u200b", ""), line
        assert not re.search(r"(?<!\w)[@#]\w|www\.\w|GH-\d", tree.text_content())


# The terminal


@pytest.mark.parametrize("command", [("list",), ("status",), ("check",), ("show", "privacy/2021-01-01")])
def test_no_direction_control_of_a_title_or_note_reaches_the_terminal(tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = tmp_path / "policy_versions/privacy"
    folder.mkdir(parents=True)
    (folder / "policy.yml").write_text(f"title: {json.dumps(BIDI)}\npublisher: {json.dumps(BIDI)}\n", "utf-8")
    fields = f"published: 2021-01-01\neffective: 2021-01-01\nclass: material\nnote: {json.dumps(BIDI)}"
    (folder / "2021-01-01.md").write_text(f"---\n{fields}\n---\n\n# Privacy\n\nWe collect nothing.\n", "utf-8")
    shown = run(tmp_path, *command).output
    assert shown.strip()
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n"]


# The handler


@pytest.fixture(scope="module")
def handled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], list[str], RequestStore]]:
    """The handler's pages for a hostile request and for a harmless one, and where both are stored."""
    store = RequestStore(tmp_path_factory.mktemp("handler") / "requests.sqlite3")
    client = create_application(store, []).test_client()
    pages = []
    for text in (HOSTILE, HARMLESS):
        sent = {"kind": "contact", "policy": "terms", "name": f"N {text}"[:100], "message": f"Message {text}\n\n{text}"}
        right = post(client, {**sent, "email": "ada@example.org", "receipt": text})
        pages.append([right, post(client, {**sent, "email": text}), post(client, {**sent, "kind": text})])
    yield pages[0], pages[1], store
    store.close()


def post(client: object, fields: dict[str, str]) -> str:
    return str(client.post("/submit", data=urlencode(fields), content_type=FORM_TYPE).text)  # type: ignore[attr-defined]


def test_no_page_of_the_handler_has_another_shape(handled: tuple[list[str], list[str], RequestStore]) -> None:
    hostile, harmless, _ = handled
    for each, other in zip(hostile, harmless, strict=True):
        assert names(each) == names(other)
        assert HOSTILE in " ".join(html.fromstring(each).text_content().split())


def names(source: str) -> list[tuple[str, ...]]:
    return [(node.tag, *sorted(node.attrib)) for node in html.fromstring(source).iter() if isinstance(node.tag, str)]


def test_the_inbox_shows_every_request_alike(handled: tuple[list[str], list[str], RequestStore]) -> None:
    _, _, store = handled
    page = create_application(store, []).test_client().get("/inbox").text
    articles = [names(html.tostring(each, encoding="unicode")) for each in html.fromstring(page).iter("article")]
    assert len(articles) >= 2 and all(article == articles[0] for article in articles)


def test_a_mail_has_one_plain_text_and_the_same_headers(handled: tuple[list[str], list[str], RequestStore]) -> None:
    _, _, store = handled
    route = MailRoute("127.0.0.1", 25, "site@example.org", "requests@example.org", MailEncryption.NONE)
    mails = [message(stored, route) for stored in store.all()]
    assert len({tuple(mail.keys()) for mail in mails}) == 1
    for mail in mails:
        assert mail.get_content_type() == "text/plain" and not mail.is_multipart()
        assert mail["Subject"] == CONTACT.subject


# What is refused


@pytest.mark.parametrize(
    ("path", "old", "new", "sentence"),
    [
        (
            "policy_versions/terms/2023-01-01.md",
            "note: Note Q",
            "note: '{{ 7*7 }}' # Q",
            "The note holds the placeholder",
        ),
        (
            "policy_versions/terms/2023-01-01.md",
            "An opening paragraph",
            "[x](javascript:alert(1)) An opening paragraph",
            "javascript:",
        ),
        (
            "policy_versions/terms/2023-01-01.md",
            "An opening paragraph",
            "<script>x</script> An opening paragraph",
            "script",
        ),
        ("mkdocs.yml", "copyright: ", "copyright: <script>x</script> ", "copyright in mkdocs.yml has “<script>”"),
        ("mkdocs.yml", "copyright: ", "copyright: <img onerror=x> ", "copyright in mkdocs.yml has “<img onerror=x>”"),
    ],
)
def test_what_would_run_or_vanish_is_refused_with_a_sentence(
    tmp_path: Path, path: str, old: str, new: str, sentence: str
) -> None:
    folder = hostile_site(tmp_path / "folder", "plain", HARMLESS)
    file = folder / path
    assert file.read_text("utf-8").count(old) == 1
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    result = mkdocs(folder, tmp_path / "site", "2026-06-15")
    assert result.returncode == 1 and sentence in result.stdout, result.stdout
    assert "Traceback" not in result.stdout
