"""What each kind of page shows, read from the store by the queries in `queries/pages/`."""
