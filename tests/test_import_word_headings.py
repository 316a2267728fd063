"""A document without heading styles gets the headings that a reader sees, and the report names each."""

from __future__ import annotations

import pytest

from policy_history.importing.draft import NO_CLAUSE
from word_files import document_of, imported, level, numbered, numbering_of, paragraph, redline_of, text_run

LEGAL = numbering_of(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))
BODY = "We lend books to members of the library, and to guests of members, for two weeks."


def bold(text: str, properties: str = "") -> str:
    return text_run(text, f"<w:b/>{properties}")


def sized(text: str, points: int) -> str:
    return paragraph(text_run(text, f'<w:sz w:val="{2 * points}"/>'))


def numbered_bold(text: str, depth: int = 0) -> str:
    return numbered("", depth).replace("</w:p>", f"{bold(text)}</w:p>")


def drafted(*body: str, numbering: str = "") -> tuple[list[str], list[str]]:
    """The lines of the headings, and the remarks."""
    draft = imported(document_of(*body, numbering=numbering))
    assert not draft.missing
    return [line for line in draft.markdown.splitlines() if line.startswith("#")], draft.remarks


def test_a_title_with_the_only_heading_style_does_not_keep_clauses_from_being_taken() -> None:
    clauses = (paragraph(bold("1. Loans")), paragraph(BODY), paragraph(bold("2. Fines")), paragraph(BODY))
    found, remarks = drafted(paragraph("House rules", style="Heading1"), *clauses)
    assert found == ["# House rules", "## 1. Loans", "## 2. Fines"]
    assert any("“1. Loans” (2), “2. Fines” (2)" in remark for remark in remarks)


def test_a_number_that_is_not_bold_leaves_its_heading_one() -> None:
    def clause(number: str, name: str) -> tuple[str, str]:
        return paragraph(number, "<w:r><w:tab/></w:r>", bold(name)), paragraph(BODY)

    body = (*clause("1.", "Loans"), *clause("1.1", "Books"), *clause("2.", "Fines"))
    assert drafted(*body)[0] == ["## 1. Loans", "### 1.1 Books", "## 2. Fines"]


def test_numbered_bold_paragraphs_are_clauses_and_what_follows_is_their_text() -> None:
    body = (
        paragraph(bold("House rules")),
        numbered_bold("Loans"),
        numbered(BODY, 1),
        numbered("of maps", 2),
        numbered_bold("Fines"),
        numbered(BODY, 1),
    )
    draft = imported(document_of(*body, numbering=LEGAL))
    assert draft.markdown == (
        f"# House rules\n\n## 1. Loans\n\n1.1 {BODY}\n\n(a) of maps\n\n## 2. Fines\n\n2.1 {BODY}\n"
    )
    (said,) = [each for each in draft.remarks if "Taken for such" in each]
    assert "“House rules” (1), “1. Loans” (2), “2. Fines” (2)" in said


def test_levels_go_by_number_where_all_are_bold() -> None:
    found, _ = drafted(
        numbered_bold("Loans"), numbered_bold("Books", 1), paragraph(BODY), numbered_bold("Fines"), paragraph(BODY),
        numbering=LEGAL,
    )  # fmt: skip
    assert found == ["## 1. Loans", "### 1.1 Books", "## 2. Fines"]


def test_larger_text_is_a_heading_with_a_level_by_its_size() -> None:
    found, _ = drafted(
        sized("House rules", 24), sized(BODY, 11), sized("Loans", 18), sized("Books", 14), sized(BODY, 11),
        sized("2.1 Maps", 14), sized(BODY, 11), sized("Fines", 18), sized(BODY, 11),
    )  # fmt: skip
    assert found[:3] == ["# House rules", "## Loans", "### Books"] and found[-1] == "## Fines"


def test_no_heading_is_deeper_than_markdown_has_levels() -> None:
    body = [each for points in range(40, 19, -3) for each in (sized(f"Part of {points}", points), sized(BODY, 11))]
    levels = [line.count("#") for line in drafted(sized("House rules", 60), *body)[0]]
    assert levels == [1, 2, 3, 4, 5, 6, 6, 6]


@pytest.mark.parametrize("title", ["1. Loans", "1) Loans", "Article 1. Loans", "A. Loans", "IV. LOANS"])
def test_numbers_typed_by_hand_are_numbers(title: str) -> None:
    found, _ = drafted(paragraph(bold(title)), paragraph(BODY), paragraph(bold("2. Fines")), paragraph(BODY))
    assert len(found) == 2


@pytest.mark.parametrize(
    "body",
    [
        [paragraph(bold("Please note")), paragraph(BODY)],  # one alone may be emphasis
        [paragraph(BODY), paragraph(bold("For the library")), paragraph(bold("A. Reader"))],  # signatures at the end
        [paragraph(bold("Loans:")), paragraph(BODY), paragraph(bold("Fines;")), paragraph(BODY)],
        [
            paragraph(bold(BODY)),
            paragraph(bold("Loans")),
            paragraph(bold(BODY)),
            paragraph(bold("Fines")),
        ],  # all is bold
        [paragraph(bold("1"), " Loans"), paragraph(BODY), paragraph(bold("2"), " Fines"), paragraph(BODY)],
        [sized("Loans", 12), sized(BODY, 11), sized("Fines", 12), sized(BODY, 11)],  # hardly larger
        [*[paragraph(bold(BODY))] * 3, paragraph(BODY), paragraph(bold("Loans")), paragraph(BODY)],  # most is bold
        [paragraph("N/A"), paragraph(BODY), paragraph("(B)"), paragraph(BODY)],  # few letters
        [paragraph(bold("It is free.")), paragraph(BODY), paragraph(bold("Ask us.")), paragraph(BODY)],
    ],
)
def test_what_is_no_heading_stays_text_and_a_text_without_one_is_a_warning(body: list[str]) -> None:
    found, remarks = drafted(*body)
    assert found == [] and NO_CLAUSE in remarks


def small(text: str) -> str:
    return paragraph(text_run(text, "<w:smallCaps/>"))


def underlined(text: str) -> str:
    return paragraph(text_run(text, '<w:u w:val="single"/>'))


def centred(text: str) -> str:
    return paragraph(text, properties='<w:jc w:val="center"/>')


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ([underlined("Loans"), paragraph(BODY), underlined("Fines"), paragraph(BODY)], ["## Loans", "## Fines"]),
        (
            [paragraph(bold("Rules")), underlined("Loans"), paragraph(BODY), underlined("Fines"), paragraph(BODY)],
            ["# Rules", "## Loans", "## Fines"],
        ),
        ([paragraph("LOANS"), paragraph(BODY), paragraph("FINES DUE"), paragraph(BODY)], ["## LOANS", "## FINES DUE"]),
        ([small("Loans"), paragraph(BODY), small("Fines"), paragraph(BODY)], ["## Loans", "## Fines"]),
        (
            [paragraph(bold("§ 1 Ausleihe")), paragraph(BODY), paragraph(bold("§ 2 Kosten")), paragraph(BODY)],
            ["## § 1 Ausleihe", "## § 2 Kosten"],
        ),
        (
            [centred("§ 1"), centred("Ausleihe"), paragraph(BODY), centred("§ 2"), centred("Kosten"), paragraph(BODY)],
            ["## § 1 Ausleihe", "## § 2 Kosten"],
        ),
        (
            [paragraph("ARTICLE I"), paragraph("LOANS"), paragraph(BODY), paragraph("ARTICLE II"), paragraph(BODY)],
            ["## ARTICLE I LOANS", "## ARTICLE II"],
        ),
        (
            [
                paragraph(BODY),
                paragraph("LOANS"),
                paragraph(BODY),
                paragraph("FOR THE LIBRARY"),
                paragraph("ADA READER"),
            ],
            [],
        ),
    ],
)
def test_labels_underlines_and_capitals_tell_where_nothing_else_does(body: list[str], headings: list[str]) -> None:
    assert drafted(*body)[0] == headings


RUN_IN = "This policy says what the library keeps of its members."


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ([paragraph(bold("Scope."), f" {RUN_IN}"), paragraph(bold("Use. "), RUN_IN)], ["## Scope.", "## Use."]),
        ([paragraph(bold("Scope"), f". {RUN_IN}"), paragraph(bold("Use"), f": {RUN_IN}")], ["## Scope.", "## Use:"]),
        ([paragraph(bold("Scope"), f" – {RUN_IN}"), paragraph(bold("Use —"), RUN_IN)], ["## Scope –", "## Use —"]),
        (
            [paragraph("1. ", bold("Scope."), f" {RUN_IN}"), paragraph(bold("2. Use."), f" {RUN_IN}")],
            ["## 1. Scope.", "## 2. Use."],
        ),
        ([paragraph(f"SCOPE. {RUN_IN}"), paragraph(f"2. FAIR USE. {RUN_IN}")], ["## SCOPE.", "## 2. FAIR USE."]),
        (
            [
                paragraph(bold("Rules")),
                paragraph(text_run("Scope", '<w:u w:val="single"/>'), f". {RUN_IN}"),
                paragraph(BODY),
                paragraph(text_run("Use.", '<w:u w:val="single"/>'), f" {RUN_IN}"),
            ],
            ["# Rules", "## Scope.", "## Use."],
        ),
    ],
)
def test_what_stands_at_the_beginning_of_paragraphs_heads_them(body: list[str], headings: list[str]) -> None:
    assert drafted(*body)[0] == headings


def test_a_number_stays_with_the_heading_that_begins_a_paragraph() -> None:
    clauses = [
        numbered("").replace("</w:p>", f"{bold(f'{name}.')}{text_run(f' {RUN_IN}')}</w:p>") for name in ("Scope", "Use")
    ]
    draft = imported(document_of(*clauses, numbering=LEGAL))
    assert not draft.missing
    assert draft.markdown.split("\n\n") == ["## 1. Scope.", RUN_IN, "## 2. Use.", f"{RUN_IN}\n"]


@pytest.mark.parametrize(
    "body",
    [
        [paragraph(bold("Scope."), f" {RUN_IN}"), paragraph(BODY)],  # one alone
        [paragraph(bold("Mail:"), " ann@quay.example"), paragraph(bold("Updated:"), " 1 May 2026")],
        [paragraph(bold("Note."), f" {RUN_IN}"), paragraph(bold("Note."), f" {RUN_IN}")],
        [
            paragraph(bold("“Loan”"), " means what a member takes away."),
            paragraph(bold("“Fine”"), " means what is due then."),
        ],
        [paragraph(bold("We never sell what you tell us, to anybody, ever."), f" {RUN_IN}")] * 2,
    ],
)
def test_what_is_only_bold_at_the_beginning_of_a_paragraph_heads_nothing(body: list[str]) -> None:
    assert drafted(*body)[0] == []


def test_nothing_is_guessed_beside_headings_of_its_own() -> None:
    found, remarks = drafted(
        paragraph("Rules", style="Heading1"), paragraph(bold("1. Loans")), paragraph(BODY), paragraph(bold("2. Fines")),
        paragraph(BODY), paragraph("Contact", style="Heading2"), paragraph(BODY),
    )  # fmt: skip
    assert found == ["# Rules", "## Contact"]
    assert any("“1. Loans”" in each and "kept as text" in each for each in remarks)


def test_a_redline_of_ours_comes_back_without_new_headings() -> None:
    old = f"**Loans**\n\n{BODY}\n\n**Fines**\n\nTen cents.\n"
    new = old.replace("Ten", "Twenty")
    content = redline_of(old, new)
    assert imported(content).markdown == new
    assert imported(content, "reject").markdown == old


CLAUSE = "This policy applies to every visitor of our site, and to every member of the library; it does not apply to our staff."


def in_style(depth: int, *runs: str) -> str:
    return paragraph(*runs, style=f"Heading{depth}")


def test_whole_clauses_in_the_styles_of_headings_are_text_and_what_begins_them_heads_them() -> None:
    draft = imported(
        document_of(
            in_style(1, "Scope"), in_style(2, bold("Visitors."), f" {CLAUSE}"), in_style(2, CLAUSE, bold("Always"), "."),
            in_style(3, "as far as the law allows; and"), in_style(3, "in no other case."), in_style(1, "Law"), in_style(2, CLAUSE),
        )
    )  # fmt: skip
    assert not draft.missing
    assert [line for line in draft.markdown.splitlines() if line] == [
        "# Scope", "## Visitors.", CLAUSE, f"{CLAUSE}**Always**.", "as far as the law allows; and", "in no other case.",
        "# Law", CLAUSE,
    ]  # fmt: skip
    assert any(remark.startswith("5 paragraphs in a heading's style are no heading") for remark in draft.remarks)


@pytest.mark.parametrize(
    "heading", ["What happens to what you tell us when you leave the library and never come back?", "1. Scope."]
)
def test_headings_that_are_long_or_end_with_a_full_stop_stay_headings(heading: str) -> None:
    found, _ = drafted(in_style(1, heading), paragraph(BODY), in_style(1, "Use"), paragraph(BODY))
    assert found == [f"# {heading}", "# Use"]
