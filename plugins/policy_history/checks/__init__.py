"""The gates: what must hold before a policy is published.

``run.check_folder`` runs them all; ``rules.RULES`` and ``rules.COMPARING_RULES`` are those about texts,
``finding.Finding`` what one of them finds. ``report_formats`` tells a report to a person or a host, ``lock`` and
``additions`` hold the record.
"""
