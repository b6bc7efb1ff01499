"""Measurements and long runs: speed against bare libraries, and what a store survives."""
