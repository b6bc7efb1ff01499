"""Sentences as statements, for tests: each text is a paragraph on a line of its own."""

from loaders.blocks import Paragraph, Place
from loaders.prose.sections import sections
from loaders.prose.statements.sentences import find_statements


def statements_of(*paragraphs, year="2024"):
    blocks = [Paragraph(text, ((0, Place(line=line)),)) for line, text in enumerate(paragraphs, 1)]
    return find_statements(sections(blocks), year)


def amounts(text):
    return [(statement.measure, statement.value, statement.unit) for statement in statements_of(text)]


def changes(*paragraphs):
    return [(s.measure, s.value, s.direction, s.base_year, s.reason) for s in statements_of(*paragraphs) if s.direction]
