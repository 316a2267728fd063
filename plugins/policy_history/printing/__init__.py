"""Revisions and redlines as tagged PDF. Needs the extra ``pdf``; a site is built without it.

``documents`` fills in the templates, ``engine.pdf_of`` prints one, ``printed_site.print_site`` all of a site.
"""
