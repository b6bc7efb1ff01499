"""Whose disclosure a document is: department, area, year, kind."""
