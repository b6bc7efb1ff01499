"""Draw the samples in every way at hand and tell how much of each is read right, wrong and not at all.

reportlab draws always; Chromium and LibreOffice print where they are installed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.renderings import drawn, web
from benchmarks.renderings.compare import Outcome, compare
from benchmarks.renderings.pages import Thing, things_of
from loaders import document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def renderings(things: list[Thing], folder: Path, only: str) -> Iterator[tuple[str, Path]]:
    """Each way of drawing that has `only` in its name, with the PDF it makes."""
    target = folder / "drawn.pdf"
    for name, style in drawn.STYLES.items():
        if only in f"reportlab: {name}":
            target.write_bytes(drawn.as_pdf(things, style))
            yield f"reportlab: {name}", target
    for name in web.STYLES:
        page = folder / "page.html"
        page.write_text(web.page_of(things, name), encoding="utf-8")
        for program in ("chromium", "soffice"):
            if only in f"{program}: {name}" and shutil.which(program):
                subprocess.run(_command(program, page, folder), check=True, capture_output=True, timeout=180)
                yield f"{program}: {name}", folder / "page.pdf"


def _command(program: str, page: Path, folder: Path) -> list[str]:
    if program == "chromium":
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        return ["chromium", *options, f"--print-to-pdf={folder / 'page.pdf'}", page.as_uri()]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf", "--outdir", str(folder), str(page)]
    return ["soffice", profile, "--headless", *convert]


def main() -> None:
    """Print a table with a row for each way of drawing, over all samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="part of a variant's name")
    only = parser.parse_args().only
    totals: dict[str, list[Outcome]] = {}
    for sample in sorted(SAMPLES.glob("*.txt")):
        printed = document.load(sample)
        with TemporaryDirectory() as folder:
            for name, path in renderings(things_of(sample), Path(folder), only):
                totals.setdefault(name, []).append(compare(printed, document.load(path)))
    print("| variant | figures | right | wrong | unread |\n| --- | --- | --- | --- | --- |")
    for name, found in totals.items():
        sums = [sum(getattr(one, what) for one in found) for what in ("figures", "right", "wrong")]
        print(f"| {name} | {sums[0]} | {sums[1] / sums[0]:.1%} | {sums[2]} | {sum(one.unread for one in found)} |")


if __name__ == "__main__":
    main()
