"""The graph as files: flat tables, RDF, a data set to put online, and RDF back into a store."""
