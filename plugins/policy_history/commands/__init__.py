"""The commands of ``policy``, a module each; ``cli.py`` puts them together."""
