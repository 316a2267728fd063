"""Texts edited by a seeded hand, whose true redline is therefore known, and a score for a redline held
against it.

``generate`` edits one text, ``pairs`` gives many for a seed, ``generate_history`` whole histories with
reverts; ``score`` says how near the segments of a redline come. Seed 1 is for tuning; 2, 3 and so on are only
for scoring.
"""

from __future__ import annotations

from .generate import EDITS, NoClearEdit, generate, pairs
from .history import KnownHistory, generate_history, since_when
from .pool import Pool
from .reading import Word, words_of
from .score import Score, score
from .segments import Segment, segments_from
from .sources import Library, corpus_library, made_up_library, written_library
from .truth import KnownEdit, KnownMove
from .truthful import true_segments

__all__ = [
    "EDITS",
    "KnownEdit",
    "KnownHistory",
    "KnownMove",
    "Library",
    "NoClearEdit",
    "Pool",
    "Score",
    "Segment",
    "Word",
    "corpus_library",
    "generate",
    "generate_history",
    "made_up_library",
    "pairs",
    "score",
    "segments_from",
    "since_when",
    "true_segments",
    "words_of",
    "written_library",
]
