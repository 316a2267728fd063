"""Word documents: a redline written as tracked changes, and a draft read back. Needs the extra ``word``."""
