"""The reference of a request: by it a request sent twice is known to be one."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O or U, which are misread or misspelled when written down.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PATTERN = re.compile(rf"PR-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}")


def new_reference() -> str:
    """A reference such as ``PR-7K3M-Q9XD-4T``: 50 random bits, and nothing about who sends what or when."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"PR-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def is_reference(text: str) -> bool:
    """Whether the text is a reference as written by `new_reference` or by the forms' script."""
    return _PATTERN.fullmatch(text) is not None
