"""A pytest plugin: hypothesis stops at the first counterexample, as only that there is one matters here."""

from __future__ import annotations

from hypothesis import Phase, settings

settings.register_profile("unshrunk", phases=(Phase.explicit, Phase.generate), database=None)
settings.load_profile("unshrunk")
