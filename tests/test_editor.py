"""Editing in the browser: the configuration an editor reads, and the page it runs in."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import Result

from building import program
from policy_command import run_policy
from policy_files import write_policy
from policy_history.source.fields import RevisionFields

SCHEMA = Path(__file__).parent / "golden" / "editor" / "config.schema.json"
COMPLETE = os.environ.get("POLICY_EDITOR_SCHEMA", "")
"""The schema that comes with the npm package @sveltia/cms (schema/sveltia-cms.json), where someone has it."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two policies."""
    write_policy(tmp_path, "2026-01-01", slug="terms")
    return write_policy(tmp_path, "2026-01-01")


def cms(site: Path, *arguments: str) -> Result:
    return run_policy("cms", "--root", site, *arguments)


def test_the_configuration_fits_the_schema_and_the_fields_of_a_revision(site: Path) -> None:
    result = cms(site, "--repository", "org/policies")
    assert result.exit_code == 0, result.output
    settings = yaml.safe_load(result.output)
    jsonschema.validate(settings, json.loads(SCHEMA.read_text("utf-8")))
    if COMPLETE:
        jsonschema.validate(settings, json.loads(Path(COMPLETE).read_text("utf-8")))
    assert [each["folder"] for each in settings["collections"]] == [
        "policy_versions/privacy",
        "policy_versions/terms",
    ]
    fields = {field["name"]: field for field in settings["collections"][0]["fields"]}
    known = {info.alias or name: info for name, info in RevisionFields.model_fields.items()}
    assert set(fields) == {*known, "body"}
    assert {name for name, field in fields.items() if field.get("required", True)} == {
        *(name for name, info in known.items() if info.is_required()),
        "body",
    }
    several_lines = {name for name, field in fields.items() if field["widget"] == "text"}
    assert several_lines == {"note", "basis", "link_basis", "origin"}
    kept = {field["name"]: field["widget"] for field in fields["acknowledgements"]["fields"]}
    assert kept == {"rule": "string", "text": "string", "reason": "text"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"publish_mode": "simple"},
        {"collections": [{"name": "privacy", "delete": True}]},
        {"media_fodler": "x"},
        {"backend": {"name": "github", "repo": "x", "branch": "main", "token": "secret"}},
    ],
)
def test_the_schema_refuses_what_must_not_be(site: Path, wrong: dict[str, object]) -> None:
    settings = yaml.safe_load(cms(site, "--repository", "org/policies").output)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(settings | wrong, json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--repository", "policies"], "“policies” is no repository. Write it as owner/name."),
        (["--repository", "org/p\n- x: y"], "is no repository"),
        (["--repository", "org/p", "--branch", "../x"], "is no branch"),
        (["--repository", "org/p", "--branch", "a/../x"], "is no branch"),
        (["--repository", "org/p", "--output", "OUT"], "Name the editor's script with --script"),
        (
            ["--repository", "org/p", "--output", "OUT", "--script", "none.js"],
            "none.js: No such file or directory.",
        ),
    ],
)
def test_what_cannot_be_configured_is_said_and_writes_nothing(site: Path, arguments: list[str], says: str) -> None:
    target = site / "admin"
    result = cms(site, *(str(target) if each == "OUT" else each for each in arguments))
    assert result.exit_code == 1 and says in result.output, result.output
    assert not target.exists()


def test_the_page_runs_its_own_script_and_calls_only_the_host(site: Path) -> None:
    (site / "cms.js").write_text("window.cms = true;", "utf-8")
    target = site / "admin"
    result = cms(site, "--repository", "org/p", "--output", str(target), "--script", str(site / "cms.js"))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in target.iterdir()) == ["config.yml", "editor.js", "index.html"]
    page = (target / "index.html").read_text("utf-8")
    assert page.count("<script") == 1 and '<script src="editor.js">' in page
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    directives = {each.split()[0]: each.split()[1:] for each in unescape(policy[1]).split(";")}
    nothing, itself = ["'none'"], ["'self'"]
    assert directives["default-src"] == directives["form-action"] == directives["base-uri"] == nothing
    assert directives["script-src"] == itself
    assert "https://api.github.com" in directives["connect-src"]


def test_the_site_has_an_editor_only_when_it_is_switched_on(site: Path) -> None:
    (site / "cms.js").write_text("window.cms = true;", "utf-8")
    (site / "docs").mkdir()
    (site / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (site / "policy_versions" / "storage.yml").write_text("entries: []\nrequests: []\nchecked: 2026-01-01\n", "utf-8")
    base = "site_name: X\nsite_url: https://policies.example.org/\ntheme: {name: material, font: false}\nplugins:\n"
    editor = {"repository": "org/policies", "script": "cms.js"}
    for options in ({}, {"editor": editor}):
        plugins = yaml.safe_dump([{"policy-versions": options}])
        (site / "mkdocs.yml").write_text(base + plugins, "utf-8")
        result = program("mkdocs", ["build", "--strict", "--quiet"], site, os.environ)
        assert result.returncode == 0, result.stdout
        assert (site / "site" / "admin" / "editor.js").exists() == bool(options)
        assert ("/admin/*" in (site / "site" / "_headers").read_text("utf-8")) == bool(options)
    sums = (site / "site" / "SHA256SUMS").read_text("utf-8")
    assert "admin/editor.js" in sums and "admin/index.html" in sums
