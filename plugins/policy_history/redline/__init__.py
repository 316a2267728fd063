"""The comparison of two texts, and its renderings."""
