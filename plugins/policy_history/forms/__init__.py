"""The form model, the kinds of request as data, where forms are sent; and the handler for local use.

``kinds.KINDS`` says what is asked, ``settings.read_request_settings`` when it is answered, ``dialect`` and ``endpoint``
how and where it is sent. The page a reader sees is made in the room ``publish``. ``handler`` is a program apart and an
optional extra.
"""
