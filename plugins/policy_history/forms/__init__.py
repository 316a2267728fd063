"""The form model, the kinds of request as data, where forms are sent; and the handler for local use.

``model`` and ``kinds`` say what is asked; ``dialect`` and ``endpoint`` how and where it is sent. The
page a reader sees is made in ``publish.forms``. ``handler`` is a program apart and an optional extra.
"""
