"""The feeds of a policy: every published change, for programs that tell people of it."""
