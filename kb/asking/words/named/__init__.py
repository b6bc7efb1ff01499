"""What a sentence names: departments, years, projects, policy documents, subjects, amounts."""
