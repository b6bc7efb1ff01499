"""The same pages as files: a site that any web server can hand out, from any folder of it."""
