"""A house with the sample lesson, as if it had been built: no kernel is needed to look at stored notebooks."""

from pathlib import Path

import nbformat
import pytest

from course.editions.source import FOLDERS, ROOT, Source, edition_path, read_source, tagged
from course.editions.strip import make_edition
from tests.editions.sample import LESSON, write_sample

OUTPUTS = {"cell-2": "ready: course\n", "cell-7": "4\n"}


def store(source: Source, root: Path) -> None:
    """Write both editions with the outputs that a run would leave."""
    for edition in FOLDERS:
        notebook = make_edition(source, edition)
        for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
            if edition == "student" and tagged(cell, "reveal"):
                continue
            cell.execution_count = count
            if cell.id in OUTPUTS:
                cell.outputs = [nbformat.v4.new_output("stream", text=OUTPUTS[cell.id])]
        path = edition_path(source.lesson, edition, root)
        path.parent.mkdir(exist_ok=True)
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Everything that an export takes, and the sample lesson built."""
    write_sample(tmp_path)
    store(read_source(LESSON, tmp_path), tmp_path)
    for name, text in {
        "workbook.py": "print('hello')\n",
        "house/lab.py": "",
        "course/__init__.py": "",
        "course/checks/lesson_99.py": "LESSON = None\n",
        "course/editions/build.py": "",
        "course/__pycache__/x.pyc": "",
        "datasets/urls/README.md": "# URLs\n",
        "tests/test_all.py": "",
        "requirements.lock": "",
        "LICENSE": "MIT\n",
        "LICENSE-TEXT": "CC BY 4.0\n",
        "pyproject.toml": (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path
