"""What is published at which address.

``site.Site`` reads all that a site is made from, ``edition.Edition`` is a policy on a day, ``page.Page`` a page
before it has its frame, ``addresses`` where each stands. ``site_settings.SiteSettings`` is the published
settings file, and ``rebuilding.rebuilt`` makes a site of it again.
"""
