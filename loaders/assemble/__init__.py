"""What several places of one document say of the same thing, put together: projects, units, citations, links."""
