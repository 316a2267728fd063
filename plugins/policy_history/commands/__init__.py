"""The commands of ``policy``, a module each; ``cli.py`` puts them together and imports one when it is called."""
