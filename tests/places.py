"""Where tests find things: the checkout, the samples, and the real disclosures beside it (`KB_SHARED`)."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
SAMPLES = ROOT / "samples"
EXPECTED = TESTS / "expected"
SHARED = Path(os.environ.get("KB_SHARED", ROOT.parent / "shared"))
DISCLOSURES = SHARED / "disclosures"
