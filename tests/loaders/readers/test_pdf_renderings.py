"""A sample drawn as PDFs in many ways: with rules nearly all is read, without rules nothing is read wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="reportlab draws the PDFs of these tests")

from benchmarks.renderings.compare import facts_of
from benchmarks.renderings.drawn import STYLES, as_pdf
from benchmarks.renderings.pages import things_of
from loaders import document

SAMPLE = "sichuan-tabs.txt"
FIGURES = 94
RULED = ("ruled", "ruled, portrait", "ruled, low pages, heads once", "ruled, turned", "ruled, running lines, watermark")
UNRULED = ("unruled", "unruled, centred", "unruled, turned", "three rules", "level rules")


def figures(style: str, samples_dir: Path, folder: Path) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """The figures of the sample, and those of its drawing."""
    path = folder / "drawn.pdf"
    path.write_bytes(as_pdf(things_of(samples_dir / SAMPLE), STYLES[style]))
    return facts_of(document.load(samples_dir / SAMPLE)), facts_of(document.load(path))


@pytest.mark.parametrize("style", RULED)
def test_a_table_with_rules_is_read_whole(style: str, samples_dir: Path, tmp_path: Path) -> None:
    printed, read = figures(style, samples_dir, tmp_path)
    assert sum(printed.values()) == FIGURES
    assert read == printed


@pytest.mark.parametrize("style", UNRULED)
def test_a_table_without_rules_is_read_as_far_as_print_proves_it(style: str, samples_dir: Path, tmp_path: Path) -> None:
    printed, read = figures(style, samples_dir, tmp_path)
    wrong = [figure for figure in read - printed if "unknown" not in figure]
    assert wrong == []
    assert (read & printed).total() >= 0.8 * FIGURES
