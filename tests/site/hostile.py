"""A site in every field of which stands one text that tries to become markup, and the same site with a harmless one."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from policy_files import write_files

HOSTILE = (
    """Q"'><script>document.title="OWNED"</script></title></style></textarea></p>"""
    """<img src=x onerror="document.title='OWNED'"> onmouseover=x ]]> --> &lt;b&gt; &amp;lt;i&amp;gt; &#60;u&#62; """
    r"""</head> {{ 7*7 }} {% raw %} {# c #} ${x} `x` **y** _z_ [a](javascript:alert(1)) ![b](x) @octocat #1 \ Z"""
)
"""It leaves attributes, elements, raw text, comments, CDATA, templates and Markdown; its entities are words of it."""

HARMLESS = re.sub(r"[^A-Za-z0-9\s.,;:!?()-]", "·", re.sub(r"[&']", "-", HOSTILE))
"""The same words, with signs between them that mean nothing in any markup."""

FRAMES = {"plain": {"plain_pages": True, "pdf": True}, "material": {"plain_pages": False}}


def in_markdown(text: str) -> str:
    """Markdown that shows exactly this text: every sign is a character reference."""
    return re.sub(r"[^A-Za-z0-9\s]", lambda sign: f"&#x{ord(sign[0]):x};", text)


def without_placeholders(text: str) -> str:
    """The text without what the rule ``placeholder`` refuses in notes and in code."""
    return text.replace("{{", "{").replace("}}", "}").replace("{%", "{").replace("%}", "}").replace("${", "{")


def in_a_target(text: str) -> str:
    """The text as it may stand between the brackets of a Markdown link."""
    return re.sub(r"[<>\s\\`*_\[\]]", lambda sign: f"&#x{ord(sign[0]):x};", text)


def in_a_file_name(text: str) -> str:
    """As much of the text as may name a file."""
    return " ".join(text.replace("/", "").split())[:120].rstrip()


def hostile_site(root: Path, frame: str, text: str) -> Path:
    """Write the folder of that site; ``text`` stands in every field that may hold any words."""
    files = {
        "mkdocs.yml": _settings(frame, text),
        "docs/index.md": _home(text),
        "docs/cookies.md": "# Cookies\n\n[policy: storage]\n\n[policy: links]\n",
        "docs/write.md": "# Write\n\n[policy: form contact]\n\n[policy: form access]\n",
        "docs/sent.md": "# Sent\n\n[policy: receipt]\n",
        "policy_versions/storage.yml": _storage(text),
        "policy_versions/requests.yml": _requests(text),
        "policy_versions/links.yml": _yaml({"links": [_link()]}),
        "policy_versions/annotations.yml": _annotations(text),
        "policy_versions/notice/policy.yml": _yaml({"title": f"Other title {text}", "publisher": f"Other {text}"}),
        "policy_versions/notice/2022-01-01.md": _revision("2022-01-01", text, "A text without headings.\n"),
    }
    files[f"docs/{in_a_file_name(text)}.md"] = "# A page with a file name of this kind\n\n[policy: text notice]\n"
    revisions = {f"policy_versions/terms/{day}.md": _revision(day, text, _text(day, text)) for day in _DAYS}
    added = sha256(revisions["policy_versions/terms/2022-01-01.md"].encode()).hexdigest()
    files["policy_versions/terms/policy.yml"] = _policy(text, added)
    return write_files(root, files | revisions)


_DAYS = ("2021-01-01", "2022-01-01", "2023-01-01", "2030-01-01")


def _yaml(data: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


def _settings(frame: str, text: str) -> str:
    ways = [f"Other way {text}", "mail@harbour.example"]
    forms = {"policy": "terms", "confirmation": "sent/", "endpoint": "https://forms.example/x", "other_ways": ways}
    plugin = {"policy-versions": {**FRAMES[frame], "forms": forms}}
    return _yaml(
        {
            "site_name": f"Site name {text}",
            "site_description": f"Site description {text}",
            "site_author": f"Site author {text}",
            "site_url": "https://harbour.example/",
            "copyright": f"Copyright {in_markdown(text)}",
            "theme": {"name": "material", "font": False},
            "plugins": [plugin] if frame == "plain" else ["search", plugin],
            "markdown_extensions": ["attr_list", "tables", {"toc": {"permalink": True}}],
            "nav": [
                {f"Home {text}": "index.md"},
                {f"Section {text}": [{f"Cookies {text}": "cookies.md"}, {f"Out {text}": "https://out.example/"}]},
                "write.md",
                "terms/index.md",
                "notice/index.md",
            ],
            "not_in_nav": "/sent.md\n",
            "validation": {"omitted_files": "ignore"},
        }
    )


def _home(text: str) -> str:
    meta = _yaml({"title": f"Home title {text}", "description": f"Home description {text}"})
    words = in_markdown(text)
    return (
        f"---\n{meta}---\n\n# Home heading {words} {{#home}}\n\n## Own section {words} {{#own}}\n\n"
        "## Second\n\n## Third\n\n[policy: overview]\n\n[policy: text notice]\n"
    )


def _policy(text: str, sha: str) -> str:
    erratum = {"revision": "2022-01-01", "date": "2024-01-01", "now": sha, "reason": f"Erratum {text}"}
    return _yaml(
        {
            "title": f"Policy title {text}",
            "publisher": f"Policy publisher {text}",
            "kind": "terms",
            "group": f"Group {text}",
            "mailing_list": f"mailto:policies@harbour.example?subject={quote(text, safe='')}",
            "own_names": [f"Own name {text}"],
            "foreign_names": [f"Foreign name {text}"],
            "errata": [erratum],
        }
    )


def _revision(day: str, text: str, body: str) -> str:
    meta: dict[str, Any] = {
        "published": day,
        "effective": day,
        "class": "material",
        "note": f"Note {without_placeholders(text)}",
        "origin": f"Origin {text}",
    }
    if day == "2021-01-01":
        meta |= {"wording": "reconstructed", "basis": f"Basis {text}"}
    if day == "2022-01-01":
        meta |= {"link_basis": f"Link basis {text}", "acknowledgements": [_acknowledgement(text)]}
    if day == "2030-01-01":
        meta["published"] = "2025-12-01"
    return f"---\n{_yaml(meta)}---\n\n{body}"


def _acknowledgement(text: str) -> dict[str, str]:
    return {"rule": "foreign-name", "text": f"Foreign name {text}", "reason": f"Acknowledged {text}"}


def _text(day: str, text: str) -> str:
    """A text of all kinds of passages, of which each revision says some otherwise."""
    words, changed = in_markdown(text), in_markdown(text) if day >= "2023" else "nothing"
    code = without_placeholders(text) if day >= "2022" else "nothing"
    moved = f"A passage that is moved in one piece from the first clause to the last {words}."
    target = f'https://out.example/?a=1&amp;b={day[:4]} "Title {words}"'
    parts = [
        f"# Terms {words} {{#terms}}",
        f"An opening paragraph {words}, which says {changed}.",
        moved if day < "2023" else "",
        f"## Use of {words} {{#use}}" if day < "2030" else f"## Other use of {words} {{#use}}",
        f"- An item {words}\n- Another item {changed}",
        f"1. A step {words}",
        f"> A quotation {changed}",
        f"## Table {{#table}}\n\n| Name {words} | Value |\n|---|---|\n| Cell {changed} | Cell {words} |",
        f"## Links {{#links}}\n\nSee [link {words}]({target}) and **bold {changed}**.",
        f"![Picture {words}](/logo.svg)",
        f"Read [the page](<https://out.example/?q={in_a_target(without_placeholders(text))}>).",
        f"    A block of code {code}",
        f"## Gone {words} {{#gone}}\n\nWords that are gone {words}." if day < "2023" else "",
        "## Last {#last}\n\nThe last words of it.",
        moved if day >= "2023" else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _annotations(text: str) -> str:
    note = {"policy": "terms", "revision": "2023-01-01", "quote": f"An item {text}", "dated": "2024-01-01"}
    return _yaml({"annotations": [note | {"note": f"Annotation {text}"}]})


def _link() -> dict[str, str]:
    return {"url": "https://out.example/?a=1&b=2023", "state": "live", "checked": "2025-11-01"}


def _storage(text: str) -> str:
    words = {"purpose": f"Purpose {text}", "duration": f"Duration {text}", "party": f"Party {text}"}
    entry = {"name": f"name{text.split(maxsplit=1)[0]}", "where": "cookie", **words, "when": "action"}
    former = {**entry, "purpose": f"Old purpose {text}", "until": "2024-12-31"}
    request = {"host": "maps.example", "reason": f"Reason {text}", "when": "action"}
    return _yaml(
        {"entries": [former, {**entry, "since": "2025-01-01"}], "requests": [request], "checked": "2025-11-23"}
    )


def _requests(text: str) -> str:
    clock = {"kinds": "access, contact", "where": f"Where {text}", "within": "1 month", "law": f"Law {text}"}
    return _yaml(
        {
            "clocks": [clock | {"source": "https://law.example/?a=1&b=2"}],
            "receives": f"Receives {text}",
            "kept": f"Kept {text}",
            "also_ask": [f"Also ask {text}"],
        }
    )
