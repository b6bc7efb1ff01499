"""Full-text search that finds Chinese words of two characters: SQLite FTS5 over bigrams, kept beside the store."""
