"""Questions: what can be asked, names as people type them, plain words, and answers for programs."""
