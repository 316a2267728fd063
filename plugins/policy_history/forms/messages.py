"""What a reader is told about a field: the same words beside a published form and from the handler.

``label`` is the field's label, ``count`` and ``maximum`` are numbers of characters.
"""

from __future__ import annotations

MESSAGES = {
    "empty": "Fill in “{label}”.",
    "unchosen": "Choose an answer to “{label}”.",
    "lines": "Write “{label}” on one line.",
    "character": "“{label}” contains a character that cannot be kept. Type the text again.",
    "email": "“{label}” must look like name@example.org.",
    "long": "Shorten “{label}” by {count} characters, to {maximum}.",
}
