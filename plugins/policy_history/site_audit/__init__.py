"""The finished site as browsers and hosts meet it: its pages read back, checked, and given their security policy.

``site.BuiltSite`` is the folder, ``guard.Guard`` judges a page, ``content_security.Security`` gives it its policy,
``staging.Staging`` is where a site is built before it takes the place of the one before.
"""
