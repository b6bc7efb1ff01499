"""Does the graph keep the rules? SHACL shapes and the Data Cube constraints."""
