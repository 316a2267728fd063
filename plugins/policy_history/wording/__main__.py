"""``python -m policy_history.wording``: write the catalogue for translators anew, after a sentence has changed."""

from __future__ import annotations

from pathlib import Path

from .extraction import TEMPLATE, template

Path(__file__).with_name(TEMPLATE).write_bytes(template())
