"""Templates compiled once for all builds, kept where Python keeps compiled modules, and under the same conditions.

Whoever can write into ``__pycache__`` of a package can write the package: nothing runs that could not run before.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ..cache.keys import program
from ..cache.store import put_whole

_SEAL = 32


def compiled_templates() -> CompiledTemplates:
    """Those of this package. A theme's folder has no place for them: what lies in one is published."""
    return CompiledTemplates(Path(__file__).with_name("templates"))


class CompiledTemplates(BytecodeCache):
    """The compiled templates of environments of which no two load the same file.

    What a template is compiled to depends on it, on the filters of this program and on the version of Jinja.
    """

    def __init__(self, templates: Path) -> None:
        """``templates`` is the folder of the templates, in a package."""
        self._folder = templates / "__pycache__"

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, EOFError, TypeError, ValueError):
            content = self._place(bucket).read_bytes()
            if content[:_SEAL] == _seal(bucket):
                bucket.code = marshal.loads(content[_SEAL:])  # noqa: S302 (as Python itself loads what lies there)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):  # as of modules in a folder that is not ours to write
            self._folder.mkdir(exist_ok=True)
            put_whole(self._place(bucket), _seal(bucket) + marshal.dumps(bucket.code))

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}.pyc"


def _seal(bucket: Bucket) -> bytes:
    return sha256(program() + bucket.checksum.encode()).digest()
