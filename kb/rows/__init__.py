"""Rows of plain values as people and programs read them: on the screen, and in files."""
