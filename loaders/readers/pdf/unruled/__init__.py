"""Tables of a PDF page without ruled lines: figures aligned below each other make columns."""
