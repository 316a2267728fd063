"""The manual: Markdown pages, of which the reference is made from the code; ``policy help`` shows them.

``manual.yml``, beside this folder, makes a site of it. ``reference_pages.pages`` gives the pages that are made;
``python -m policy_history.manual`` writes them.
"""
