"""The notebook of docs/ runs from top to bottom on the samples, and shows what it says it shows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs nbclient (extra `dev`)")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient (extra `dev`)")
pytest.importorskip("pandas", reason="needs the extra `pandas`")
pytest.importorskip("matplotlib", reason="needs the extra `plot`")
pytest.importorskip("ipykernel", reason="needs ipykernel (extra `dev`)")

SECONDS = 180


@pytest.fixture(scope="module")
def outputs(repository: Path) -> list[list[dict[str, str]]]:
    """What each code cell gives when the notebook is run anew."""
    path = repository / "docs" / "notebook" / "research.ipynb"
    notebook = nbformat.read(path, as_version=4)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", os.pathsep.join([str(repository), os.environ.get("PYTHONPATH", "")]))
        environment.delenv("KB_DOCUMENTS", raising=False)
        here = {"metadata": {"path": str(path.parent)}}
        nbclient.NotebookClient(notebook, timeout=SECONDS, resources=here).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [[dict(output.get("data", {})) for output in cell.outputs] for cell in cells]


def test_it_answers_three_questions_with_plots(outputs):
    pictures = [data for cell in outputs for data in cell if "image/png" in data]
    assert len(pictures) == 3


def test_the_share_of_projects_is_that_of_the_documents(outputs):
    shown = "\n".join(data.get("text/plain", "") for cell in outputs for data in cell)
    assert "17.91  82.09" in shown
    assert "8.08  91.92" in shown
    assert "4476.36  1165.50" in shown


def test_it_names_no_place_of_the_machine_it_was_written_on(repository):
    text = (repository / "docs" / "notebook" / "research.ipynb").read_text(encoding="utf-8")
    assert str(repository) not in text
    assert "Traceback" not in text
