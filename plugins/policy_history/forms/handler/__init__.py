"""A small form handler for local use, tests and small sites; needs the extra ``handler``.

It is a program of its own, beside the command line: ``python -m policy_history.forms.handler``.
``submission`` reads and checks what was posted, ``store`` keeps it, ``application`` answers in HTTP,
``server`` listens on this machine. For the same fields to look the same, its pages take the template
of the controls from the published forms.
"""
