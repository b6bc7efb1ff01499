"""Pictures of the pages of documents, with the place of a fact marked."""
