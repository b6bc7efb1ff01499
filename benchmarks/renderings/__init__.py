"""The samples drawn as PDFs in many ways, and how much of each is read right: `python -m benchmarks.renderings`."""
