"""Figures and changes stated in running text."""
