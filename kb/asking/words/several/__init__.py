"""Sentences that ask several things: cut into clauses, each answered by itself."""
