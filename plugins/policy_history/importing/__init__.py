"""Drafts that come as something else than Markdown -> Markdown, with a report of what could not come along."""
