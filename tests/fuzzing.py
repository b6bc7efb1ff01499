"""How many damaged files each reader is tried on: few by default, as many as KB_FUZZ_EXAMPLES says in a long run."""

import os

EXAMPLES = int(os.environ.get("KB_FUZZ_EXAMPLES", "60"))
