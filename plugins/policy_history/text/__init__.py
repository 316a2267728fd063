"""Markdown as the law sees it: blocks, the words in them, and the clauses they form.

``document.read_document`` gives a ``document.Document``, ``article.render_article`` the HTML of the same text.
What is read once is kept by ``keeping.kept``. ``markup`` makes HTML elsewhere in the engine.
"""
