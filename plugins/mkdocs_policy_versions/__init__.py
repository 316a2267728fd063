"""The adapter: hands the engine's pages to MkDocs."""
