"""A published site held against itself: whoever has its files needs neither the repository nor the network.

``run.verify`` gives a ``run.VerifyReport``.
"""
