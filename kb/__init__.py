"""The knowledge base: store, questions, tables, exports and the command line over the facts of `loaders`."""
