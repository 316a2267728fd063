"""Imported last by the process that builds are copied from: what each build would compile and look through again."""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import git  # noqa: F401 (read by each build, once it asks for what git knows)
from jinja2 import BytecodeCache, Environment, TemplateAssertionError
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

import mkdocs_policy_versions
from machine import COLLECTIONS
from mkdocs_policy_versions.escaping import settle_environment
from policy_history.publish import frame, templating


class _Compiled(BytecodeCache):
    """Code of templates, by their files and what these say."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


def _compile(environment: Environment) -> None:
    for template in environment.list_templates(extensions=["html", "xml"]):
        with suppress(TemplateAssertionError):  # it needs what another plugin brings
            environment.get_template(template)


for _environment in (templating._environment(), frame._environment()):
    _compile(_environment)

# The templates of the theme, which every build has an environment of its own for. Its code is not read here: it looks
# at how the program was started when it is read.
_compiled = _Compiled()
_get_env = Theme.get_env


def _env(theme: Theme) -> Environment:
    environment = _get_env(theme)
    environment.bytecode_cache = _compiled
    return environment


Theme.get_env = _env  # type: ignore[assignment, method-assign]
_material = find_spec("material")
if _material and _material.origin:
    _compile(Theme(custom_dir=str(Path(_material.origin).parent / "templates")).get_env())
_plain = Theme(custom_dir=str(Path(mkdocs_policy_versions.__file__).parent / "plain")).get_env()
settle_environment(_plain, plain=True)
_compile(_plain)

gc.set_threshold(*COLLECTIONS)
gc.collect()
gc.freeze()
