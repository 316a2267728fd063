"""Editing in the browser: the configuration of Sveltia CMS (or Decap CMS) for a folder of policies, and its page."""

BACKENDS = ("github", "gitlab")
"""The hosts of repositories that an editor can save to."""
