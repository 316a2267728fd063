"""Drafts that come as something else than Markdown -> Markdown, with a report of what could not come along.

``content.Content`` is a draft as it was read, by ``html.read_html`` or by the room ``word``; ``draft.draft_of``
makes Markdown of it and proves that no word is missing.
"""
