"""Markdown as the law sees it: blocks, the words in them, and the clauses they form."""
