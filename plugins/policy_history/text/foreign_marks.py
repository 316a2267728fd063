"""Marks of other programs' Markdown, as patterns: ``checks`` reports them, ``past`` writes what they mean instead."""

from __future__ import annotations

_ATTRIBUTE = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
ATTRIBUTES = rf"(?:\{{:[^{{}}\n]*\}}|\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}})"

BOX = (
    r"(?:!!!|\?\?\?\+?)[ \t]+(?P<type>[a-z][\w-]*)(?:[ \t]+(?:inline|end))*"
    r"(?:[ \t]+[\"“](?P<title>[^\"”\n]*)[\"”])?[ \t]*$"
)
FENCED_BOX = (
    r" {0,3}:{3,}[ \t]*(?:\{(?=[\w-]+\}))?(?P<type>[a-z][\w-]*)\}?"
    r"(?:\[(?P<title>[^\[\]\n]+)\]|[ \t]+(?P<words>[^\s{][^\n{}]*))?[ \t]*$"
)
IMPORT = r"(?:import|export)[ \t].*[ \t]from[ \t]+[\"'][^\"'\n]+[\"'];?$"
TAB = r"===[+!]{0,2}[ \t]+[\"“](?P<title>[^\"”\n]+)[\"”]"
ALERT = r"\[!(?P<type>[A-Za-z]+)\][+-]?"
CONTENTS = r"(?:\[(?:TOC|toc)\]|\{:toc\})[ \t]*$"
TASK = r"\[(?P<mark>[ xX])\](?=\s)"
HIGHLIGHT = r"(?<![={\w])==(?=[^\s=])([^=\n]*)(?<=[^\s=])==(?![=\w])"
