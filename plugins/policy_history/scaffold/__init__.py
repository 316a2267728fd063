"""A site begun: from an organisation's answers and the package's templates to files, new or beside those of a site.

``answers.Answers`` are checked as they are given, ``beginning.beginning`` says which files they make,
``plan.write`` writes them.
"""
