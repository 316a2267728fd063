"""Word documents: a redline written as tracked changes, and a draft read back. Needs the extra ``word``.

``writing.redline_docx`` writes, ``reading.read_docx`` reads; ``census`` counts the words of a document by a
walk of its own.
"""
