"""Where an answer comes from: facts behind rows, printed lines, the account of numbers."""
