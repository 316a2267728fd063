"""How soon a page answers its reader: where its words stand, what is before them, what the way to them costs."""
