"""Processor time and memory for each file, so that no file can hold up a check or a build."""

from __future__ import annotations

from .spending import spend

__all__ = ["spend"]
