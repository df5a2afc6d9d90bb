"""What an author may write, and what is made of it before anything runs."""

from pathlib import Path

import pytest

from course.editions.source import edition_path, read_source, secret_lines
from course.editions.strip import make_edition, make_nbgrader_source
from course.errors import CourseError
from tests.editions.sample import INSTRUCTOR_LINE, LESSON, SOLUTION_LINE, SOURCE, write_sample


def test_a_cell_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    write_sample(tmp_path)
    source = read_source(LESSON, tmp_path)
    for number, cell in enumerate(source.notebook.cells, start=1):
        assert cell.id == f"cell-{number}"
        line = int(source.where(number).rpartition(" ")[2].rstrip(")"))
        assert SOURCE.splitlines()[line - 1].startswith("# %%")
    assert source.front["objectives"] == ["count"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('tags=["reveal"]', 'tags=["revael"]', "the tag 'revael' is unknown.*reveal"),
        ("covers=", "cover=", "cover is unknown. A cell may have: covers, nbgrader, tags"),
        ("\n# %% [markdown]\n# # A sample", "\n# # A sample", "Begin every cell, the first too, with '# %%'"),
    ],
    ids=["misspelt tag", "misspelt metadata", "text before the first cell"],
)
def test_a_slip_of_the_author_gets_a_clear_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    write_sample(tmp_path, SOURCE.replace(old, new))
    with pytest.raises(CourseError, match=message):
        read_source(LESSON, tmp_path)


def test_a_missing_source_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"Lesson 99 has no source yet. Write .*99-sample.py"):
        read_source(LESSON, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    ### END SOLUTION\n", ""),
        ('"grade_id": "check-99-1"', '"grade_id": "answer-99-1"'),
        ('"points": 2, ', ""),
    ],
    ids=["open solution", "id used twice", "no points"],
)
def test_what_nbgrader_would_refuse_is_refused_now(tmp_path: Path, old: str, new: str) -> None:
    assert old in SOURCE
    write_sample(tmp_path, SOURCE.replace(old, new))
    with pytest.raises(CourseError, match=r"refuses 99-sample\.py"):
        make_edition(read_source(LESSON, tmp_path), "student")


def test_the_student_edition_has_a_stub_where_the_solution_was(tmp_path: Path) -> None:
    write_sample(tmp_path)
    cells = {cell.id: cell for cell in make_edition(read_source(LESSON, tmp_path), "student").cells}
    assert cells["cell-3"].source == "def count_vowels(text):\n    # YOUR CODE HERE\n    ..."
    assert cells["cell-4"].metadata.editable is False
    assert "cell-5" not in cells, "cells for instructors do not reach learners"
    assert all("covers" not in cell.metadata for cell in cells.values())


def test_the_instructor_edition_holds_everything(tmp_path: Path) -> None:
    write_sample(tmp_path)
    notebook = make_edition(read_source(LESSON, tmp_path), "instructor")
    text = "\n".join(cell.source for cell in notebook.cells)
    assert SOLUTION_LINE in text
    assert INSTRUCTOR_LINE in text
    assert set(notebook.metadata) == {"kernelspec", "language_info"}, "jupytext's pairing would bring solutions back"
    assert "version" not in notebook.metadata.language_info


def test_nbgrader_gets_the_solution_but_neither_notes_nor_outputs(tmp_path: Path) -> None:
    write_sample(tmp_path)
    notebook = make_nbgrader_source(read_source(LESSON, tmp_path))
    text = "\n".join(cell.source for cell in notebook.cells)
    assert SOLUTION_LINE in text
    assert INSTRUCTOR_LINE not in text
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_secret_lines_are_those_between_the_marks_or_the_whole_answer(tmp_path: Path) -> None:
    write_sample(tmp_path)
    cells = read_source(LESSON, tmp_path).notebook.cells
    assert secret_lines(cells[2]) == [SOLUTION_LINE]
    assert secret_lines(cells[1]) == []
    cells[2].source = "answer = 42"
    assert secret_lines(cells[2]) == ["answer = 42"]
    assert edition_path(LESSON, "student", tmp_path) == tmp_path / "notebooks" / "99-sample.ipynb"
