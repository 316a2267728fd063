"""A second generator of known edits, independent of ``known_edits`` and of the engine.

It has its own reading of Markdown, its own edits and its own scorer, and imports neither of the two: a fault that the
first generator and the engine share shows here. It takes real policies (``texts.py``), makes edits of which it knows every word
(``edits.py``, ``structure.py``, ``single.py``) and holds the segments of a redline against them (``scoring.py``).
"""
