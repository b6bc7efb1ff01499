"""The JSON API: questions, documents, findings, search; errors of one shape, pages by key, described by OpenAPI."""
