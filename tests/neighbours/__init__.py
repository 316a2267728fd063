"""Our plugin beside the plugins, themes and generators that sites have: each built, compared and checked."""
