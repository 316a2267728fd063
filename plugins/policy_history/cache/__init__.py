"""Results kept between runs, by the hash of what they were made from.

``keys`` says what a result depends on: its inputs, and this program with the libraries it works with. ``store`` has
the places in which results lie, here or on other machines. Without one every result is made anew, and is the same to
the byte.
"""

CACHE_FOLDER = ".cache/policy-versions"
"""Where results lie below a checkout, unless its mkdocs.yml names another place."""
