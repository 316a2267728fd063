"""Editing in the browser: the configuration of Sveltia CMS (or Decap CMS) for a folder of policies, and its page."""
