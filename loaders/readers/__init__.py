"""Readers: one module a file format, bytes → blocks."""
