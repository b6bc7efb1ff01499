"""The account: what became of every numeric token and every line of a file.

It starts from the file's own lines (`Reading.lines`), before any reader understood them, and asks of each token which
fact holds it, or what its print shows it to be. It never asks a reader what it believes to have read.
"""
