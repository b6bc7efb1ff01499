"""SPARQL itself: requests over HTTP, query headers, results, and what keeps a query harmless."""
