"""Forms: tables → figures, projects, indicators, units; driven by the lexicon."""
