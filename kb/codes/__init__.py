"""Official code lists, and the code lists that are generated from the lexicon."""
