"""A policy's past, brought in from where it was kept: another repository, an archive, or records.

``from_git``, ``from_records`` and ``dated_files`` give texts (``model.PastText``), ``planning.plan_of`` makes
revisions of them, ``planning.write_plan`` writes these.
"""
