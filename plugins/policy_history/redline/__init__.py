"""The comparison of two texts, and its renderings.

``compare.compare`` gives a ``model.Redline``, ``compare.changes`` its numbered changes; ``html``, ``terminal``,
``comment_markdown``, ``change_data`` and ``segments`` render it. ``identity.with_permanent_ids`` gives the clauses of a
history ids that last.
"""
