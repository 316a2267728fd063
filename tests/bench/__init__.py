"""Measures the redline on real policies, beside other engines in the same run: ``scripts/bench redline``."""
