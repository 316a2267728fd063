"""All revisions of a policy woven into one structure, and what can be read off it in one walk."""
