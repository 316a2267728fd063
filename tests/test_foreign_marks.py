"""Marks of other programs in a text that is brought in: they become what they mean, and what only looks like them stays."""

from __future__ import annotations

import pytest

from policies import policy_of, revision_of
from policy_history.checks.unknown_syntax import unknown_syntax
from policy_history.history_import.converting import Conversion
from policy_history.text.document import read_document


@pytest.mark.parametrize(
    ("written", "meant", "what"),
    [
        ('!!! note "Summary"\n    We keep little.\n\n    Really.\n\nText.', "**Summary**\n\nWe keep little.\n\nReally.\n\nText.", "admonitions made bold lead-ins"),
        ("!!! note “Summary”\n    We keep little.", "**Summary**\n\nWe keep little.", "admonitions made bold lead-ins"),
        ("Text.\n??? warning\n    We keep logs.", "Text.\n\n**Warning**\n\nWe keep logs.", "admonitions made bold lead-ins"),
        ('!!! tip ""\n    We keep logs.', "We keep logs.", "admonitions made bold lead-ins"),
        ('=== "EU"\n    One month.\n\n=== "US"\n    45 days.', "**EU**\n\nOne month.\n\n**US**\n\n45 days.", "tabs made bold lead-ins"),
        ("> [!IMPORTANT]\n> You may object.", "> **Important**\n>\n> You may object.", "alerts made bold lead-ins"),
        ("> [!note]- Mind\n> You may object.", "> **Mind**\n>\n> You may object.", "alerts made bold lead-ins"),
        ("- [x] We encrypt.\n- [ ] We sell.", "- ☑ We encrypt.\n- ☐ We sell.", "check boxes made signs"),
        ("[TOC]\n\nText.", "Text.", "tables of contents removed"),
        ("We keep logs.\n{: .important }", "We keep logs.", "attribute lists removed"),
        ("[contact](https://example.com){ .md-button }.", "[contact](https://example.com).", "attribute lists removed"),
        ("* Snippets {: #snippets }", "* Snippets", "attribute lists removed"),
        (":::note Summary\n\nWe keep little.\n\n:::\n\nText.", "**Summary**\n\n\nWe keep little.\n\n\nText.", "admonitions made bold lead-ins"),
        ("Text.\n\n::: warning\nWe keep logs.\n:::", "Text.\n\n**Warning**\n\nWe keep logs.", "admonitions made bold lead-ins"),
        (":::tip[Mind the *gap*]\nWe keep logs.\n:::", "**Mind the *gap***\n\nWe keep logs.", "admonitions made bold lead-ins"),
        (":::{caution}\nWe keep logs.\n:::", "**Caution**\n\nWe keep logs.", "admonitions made bold lead-ins"),
        (":::note\n:::info\nInner.\n:::\nOuter.\n:::", "**Note**\n\n**Info**\n\nInner.\nOuter.", "admonitions made bold lead-ins"),
        ("# Title\n\n* TOC\n{:toc}\n\nText.", "# Title\n\n\nText.", "tables of contents removed"),
        ('import Tabs from "@theme/Tabs";\n\nText.', "Text.", "imports of code removed"),
        ("% Privacy of\n  Quay\n% Quay Ltd\n% 1 May 2020\n\nText.", "# Privacy of Quay\n\nQuay Ltd\n\n1 May 2020\n\nText.", "title blocks made headings"),
        ("% Privacy\n%\n% 2020\n\n## Logs", "# Privacy\n\n2020\n\n## Logs", "title blocks made headings"),
        ('<a name="logs"></a>\n\n## What we keep\n\nLogs.', "## What we keep {#logs}\n\nLogs.", "anchors made ids of headings"),
        ("## <a id=logs></a> What we keep\n\nLogs.", "## What we keep {#logs}\n\nLogs.", "anchors made ids of headings"),
        ('* <a id="mails"></a>Mails\n* Logs', "* Mails\n* Logs", "anchors removed"),
        ("We ==sell nothing== here.", "We **sell nothing** here.", "highlighting made bold"),
    ],
)  # fmt: skip
def test_marks_of_other_programs_become_what_they_mean(written: str, meant: str, what: str) -> None:
    conversion = Conversion(written)
    assert (conversion.text, list(conversion.changes), conversion.lost) == (meant + "\n", [what], [])
    assert not list(unknown_syntax(policy_of(), revision_of("2020-01-01", ""), read_document(conversion.text)))


@pytest.mark.parametrize(
    "text",
    [
        "```\n!!! note\n    [TOC] {: .x } ==y==\n```\n",
        "Write `{: .x }` and `==y==`.\n",
        "    - [x] code {.x}\n",
        "## Title {#title}\n",
        "He said !!! and a == b, and [x] in the text.\n",
        "[^1]: A note.\n",
        "We import logs from “there”.\n",
        ":::\n",
        "* Terms of contents\n\nText.\n",
    ],
)
def test_what_only_looks_like_marks_stays(text: str) -> None:
    assert Conversion(text).text == text


def test_attribute_lists_of_headings_keep_their_id() -> None:
    assert Conversion("## Title {: .x #title }").text == "## Title {#title}\n"
