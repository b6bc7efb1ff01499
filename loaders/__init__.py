"""Documents → blocks → facts → triples. Knows nothing of stores, queries or the command line."""
