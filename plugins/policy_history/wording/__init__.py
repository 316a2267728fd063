"""What the interface says: one catalogue of its sentences (gettext), and days, numbers and lists by CLDR.

English is in the code: a sentence is its own key (GNU gettext). ``messages.pot`` beside this file lists them all for
translators; another language is a file ``LANGUAGE.po`` there.
"""

from __future__ import annotations

from .catalogue import N_, _, interface_language, ngettext, pieces, speaking, translated

__all__ = ["N_", "_", "interface_language", "ngettext", "pieces", "speaking", "translated"]
