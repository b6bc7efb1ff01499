"""A folder to put online as it is: one module a file of it."""
