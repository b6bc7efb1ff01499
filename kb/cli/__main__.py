"""`python -m kb.cli`: the `kb` command where it is not on the path."""

from kb.cli import main

main(prog_name="kb")
