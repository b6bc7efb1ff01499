"""Tables of a PDF page that are drawn with ruled lines."""
