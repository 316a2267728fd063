"""A site begun: from an organisation's answers and the package's templates to files, new or beside those of a site."""
