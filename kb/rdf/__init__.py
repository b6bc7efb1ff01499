"""RDF as text: JSON-LD, N-Quads, prefixes, Turtle files."""
