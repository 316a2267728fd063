"""Whole numbers that somebody wrote into a document, kept to a size that makes sense."""

from __future__ import annotations

MOST = 32_767
"""What Word itself counts to."""

_DIGITS = 9


def whole_number(text: str, default: int, *, most: int = MOST) -> int:
    """The number in that text, never more than ``most``; the default when it is no plain decimal number."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        return default
    return most if len(digits.lstrip("0")) > _DIGITS else min(most, int(digits))
