"""The knowledge base as tools for assistants (Model Context Protocol): every answer with its sources."""
