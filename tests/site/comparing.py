"""A page that compares any two revisions, with nothing else around it, served as strictly as a site may be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from browsing import serving_folder

from policy_history.publish.compare_file import FORMAT, VERSION
from policy_history.publish.theme import stylesheet
from policy_history.redline.comparison_data import ComparedTexts
from policy_history.text.document import read_document

ASSETS = Path(__file__).resolve().parents[2] / "plugins/mkdocs_policy_versions/assets"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Compare any two revisions</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="../../icon.svg">
<link rel="stylesheet" href="../../stylesheets/policies.css"></head>
<body><div class="site-grid site-body"><main class="site-main md-typeset" id="page-main" tabindex="-1"><h1>Compare any two revisions</h1>
<div id="policy-compare" data-file="../compare.json" data-root="../../">
<h2 id="ready-made">Ready-made comparisons</h2>
<p><a href="../2020-01-01/changes/">What changed on 1 January 2020</a></p>
</div></main></div>
<script type="module" src="../../javascripts/policy-compare.js"></script></body></html>
"""

_FIRST = """# House rules

The library keeps *your name* and [your loans](/loans/) for 12 months. It never sells them.

## Sharing

- Our volunteers, who
    - hand out tools;
    - answer letters.
- The police, when a court orders it.

> We do not decide this alone.

## Fees

| What | How much |
|---|---|
| A late tool | 2 euros |
| A lost tool | 20 euros |

1. Pay at the desk.
2. Or by letter.

## Letters

Write to us about anything that is in these rules, and you have an answer within thirty days, by letter.

    Harbour Lane
      12 Quay

## Last words

The rules end here.
"""


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


_SECOND = _changed(
    _FIRST,
    ("12 months. It never sells them.", "13 months.\n\nIt never sells them."),
    ("(/loans/)", "(/lending/)"),
    ("    - answer letters.\n", "    - keep the list;\n    - answer letters and calls.\n"),
    ("| A late tool | 2 euros |\n", "| A late tool | 3 euros |\n| A broken tool | 10 euros |\n"),
    ("| A lost tool | 20 euros |\n", "| A lost tool | 20 euros |\n| … | ask the desk |\n"),
)
_LETTERS = _SECOND[_SECOND.index("## Letters") : _SECOND.index("## Last words")]
_THIRD = _changed(
    _changed(_SECOND, (_LETTERS, "")),
    ("## Sharing\n", _LETTERS.replace("thirty days", "twenty days") + "## Sharing\n"),
    ("| What | How much |\n|---|---|\n", "| What | How much | Since |\n|---|---|---|\n"),
    (
        "| A late tool | 3 euros |\n| A broken tool | 10 euros |\n| A lost tool | 20 euros |",
        "| A late tool | 3 euros | 2020 |\n| A broken tool | 10 euros | 2021 |\n| A lost tool | 20 euros | 2020 |",
    ),
    ("> We do not decide this alone.\n\n", ""),
)
_FOURTH = _changed(
    _SECOND,
    ("1. Pay at the desk.\n2. Or by letter.\n", "Pay at the desk. Or by **letter**.\n"),
    ("13 months.\n\nIt never", "13 months. It never"),
    ("We do not decide this alone.", "We “never” decide this alone; [see](javascript:alert(1)) <b>x</b> &lt;i&gt; y."),
)
_FIFTH = _changed(
    _FOURTH,
    ("“never”", '"never"'),
    ("The rules end here.\n", "The rules end here,\nfor now.\n"),
    ("| A late tool | 3 euros |", "| A late tool 3 euros | when it comes back |"),
)

TEXTS = (_FIRST, _SECOND, _THIRD, _FOURTH, _SECOND, _FIFTH)
DAYS = ("2018-05-25", "2020-01-01", "2020-01-01.2", "2021-03-04", "2022-02-02", "2023-09-01")
IN_FORCE = 4


def revisions() -> list[dict[str, str]]:
    """The revisions as the page's file lists them: the first reconstructed, the last not in force yet."""
    found = []
    for number, (text, name) in enumerate(zip(TEXTS, DAYS, strict=True)):
        day = name.partition(".")[0]
        found.append(
            {
                "id": name,
                "effective": day,
                "published": day,
                "class": "material",
                "note": f"Note on <i>revision</i> {number}.",
                "wording": "original" if number else "reconstructed",
                "basis": "" if number else "The minutes of the meeting.",
                "state": "upcoming" if number > IN_FORCE else "in force" if number == IN_FORCE else "superseded",
                "url": f"rules/{name}/",
                "sha256": sha256(text.encode()).hexdigest(),
            }
        )
    return found


def write_site(folder: Path, texts: Sequence[str] = TEXTS) -> Path:
    """The page, its file and its assets in a folder to serve; the page is ``rules/compare/``."""
    shutil.copytree(ASSETS, folder, dirs_exist_ok=True)
    (folder / "stylesheets/policies.css").write_bytes(stylesheet(plain_pages=True).content)
    page = folder / "rules/compare/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    (folder / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    data = {
        "format": FORMAT,
        "version": VERSION,
        "policy": {"title": "House rules", "slug": "rules", "language": "en"},
        "revisions": revisions(),
        **ComparedTexts.of([read_document(text) for text in texts]).data(),
    }
    (folder / "rules/compare.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return folder


@contextmanager
def serving_strictly(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback under a strict content security policy; gives its address."""
    with serving_folder(folder, {"Content-Security-Policy": POLICY}) as address:
        yield address
