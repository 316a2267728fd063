"""A policy's past, brought in from where it was kept: another repository, an archive, or records."""
