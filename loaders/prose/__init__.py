"""Prose: paragraphs → statements, citations, duties, terms."""
