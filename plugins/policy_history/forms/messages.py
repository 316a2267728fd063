"""What a reader is told about a field: the same words beside a published form and from the handler.

``label`` is the field's label, ``count`` and ``maximum`` are numbers of characters.
"""

from __future__ import annotations

from ..wording import N_

MESSAGES = {
    "empty": N_("Fill in “{label}”."),
    "unchosen": N_("Choose an answer to “{label}”."),
    "lines": N_("Write “{label}” on one line."),
    "character": N_("“{label}” contains a character that cannot be kept. Type the text again."),
    "email": N_("“{label}” must look like name@example.org."),
    "long": N_("Shorten “{label}” to {maximum} characters: it is {count} too long."),
}
