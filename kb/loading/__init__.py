"""Documents into a store: files found, read over the cores, written meanwhile; and how one file was understood."""
