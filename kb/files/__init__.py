"""Files and folders that appear whole or not at all, on the standard library alone."""
