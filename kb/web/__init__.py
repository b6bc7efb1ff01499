"""The knowledge base in the browser: SPARQL endpoint, editor, explorer, desk, pages at IRIs, JSON API, static site."""
