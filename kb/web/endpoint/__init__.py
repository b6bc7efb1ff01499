"""The SPARQL 1.1 endpoint: protocol, service description, Graph Store reads; each query in a process of its own."""
