"""Revisions and redlines as tagged PDF. Needs the extra ``pdf``; a site is built without it."""
