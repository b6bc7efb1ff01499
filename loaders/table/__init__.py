"""The table of a form: its figures, columns, rows and sums, each worked out once for every later step."""
