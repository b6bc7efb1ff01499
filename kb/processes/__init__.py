"""Child processes: their limits, and that they end with whoever started them."""
