"""The student bundle is enough: its own course runs its own notebooks, from any folder."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course.editions.export import STUDENT_FILES, export
from course.editions.leaks import find_leaks, secrets
from course.editions.source import ROOT, read_source, written_lessons


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    export("student", folder)
    return folder


@pytest.mark.long
@pytest.mark.parametrize("lesson", written_lessons(), ids=lambda lesson: lesson.stem)
def test_a_lesson_runs_on_what_the_bundle_brings(bundle: Path, tmp_path: Path, lesson) -> None:
    notebook = nbformat.read(bundle / "notebooks" / f"{lesson.stem}.ipynb", as_version=4)
    check = nbformat.v4.new_code_cell("import course; print(course.__file__)")
    notebook.cells.insert(0, check)
    settings = {"metadata": {"path": str(tmp_path)}}
    environment = os.environ | {"PYTHONPATH": str(bundle), "COURSE_PROGRESS": "off"}
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources=settings).execute(env=environment)
    assert check.outputs[0].text.strip() == str(bundle / "course" / "__init__.py")


@pytest.mark.slow
def test_no_file_that_the_bundle_copies_gives_a_solution_away() -> None:
    lines = {line: lesson.number for lesson in written_lessons() for line in secrets(read_source(lesson))}
    copied = [path for name in STUDENT_FILES for path in (ROOT / name, *(ROOT / name).rglob("*")) if path.is_file()]
    found = {
        (str(path.relative_to(ROOT)), lines[line], line)
        for path in copied
        if path.suffix != ".pyc"
        for line in find_leaks(path.read_text(encoding="utf-8", errors="ignore"), lines)
    }
    assert not found
