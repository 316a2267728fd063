"""The engine: legal policies, their revisions, and what changed between them.

It knows no site generator. The rooms, from the top: ``model``, ``source``, ``text``,
``redline``, ``checks``, ``publish``, ``forms``, ``tracking``. See docs/project/architecture.md.
"""
