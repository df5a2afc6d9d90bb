"""Reading a lesson's source: the only file that an author edits."""

import copy
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from course.errors import CourseError
from course.lessons import LESSONS, Lesson

ROOT = Path(__file__).parents[2]
TAGS = {
    "reveal": "answers a prediction: the student edition stores it without output",
    "instructor": "stands in the instructor edition only",
}
REGIONS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
LONGEST_FREE_LINE = 25  # characters; a longer line of a solution gives the solution away
FOLDERS = {"instructor": "solutions", "student": "notebooks"}


@dataclass(frozen=True, slots=True)
class Source:
    """A lesson as its author wrote it, not yet an edition.

    ``notebook`` has ids (``cell-1`` …) that both editions keep, so that "cell 14" means the same everywhere;
    ``front`` is the header's ``lesson:``; ``lines`` tells at which line of the file each cell begins.
    """

    lesson: Lesson
    path: Path
    notebook: NotebookNode
    front: dict[str, Any]
    lines: tuple[int, ...]

    def where(self, number: int) -> str:
        """``cell 14 (solutions/20-url-shortener.py, line 212)``."""
        return f"cell {number} (solutions/{self.path.name}, line {self.lines[number - 1]})"


def source_path(lesson: Lesson, root: Path = ROOT) -> Path:
    """Where the lesson's source lies."""
    return root / "solutions" / f"{lesson.stem}.py"


def edition_path(lesson: Lesson, edition: str, root: Path = ROOT) -> Path:
    """Where the lesson's ``student`` or ``instructor`` edition lies."""
    return root / FOLDERS[edition] / f"{lesson.stem}.ipynb"


def written_lessons(root: Path = ROOT) -> list[Lesson]:
    """The lessons of the table that have a source."""
    return [lesson for lesson in LESSONS if source_path(lesson, root).exists()]


def read_source(lesson: Lesson, root: Path = ROOT) -> Source:
    """Read and examine one source.

    Raises:
        CourseError: it is missing, or a cell is written in a way that no edition can be made from.
    """
    path = source_path(lesson, root)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"Lesson {lesson.number} has no source yet. Write {path}.") from None
    notebook = copy.deepcopy(_parsed(text))
    lines = tuple(i for i, line in enumerate(text.splitlines(), start=1) if re.match(r"# %%( |$)", line))
    if len(lines) != len(notebook.cells):
        raise CourseError(
            f"{path.name} has {len(lines)} lines that begin with '# %%' but {len(notebook.cells)} cells. "
            "Begin every cell, the first too, with '# %%' or '# %% [markdown]'."
        )
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
        cell.metadata = _examined(cell.metadata, f"{path.name}, line {lines[number - 1]}")
    return Source(lesson, path, notebook, dict(notebook.metadata.get("lesson") or {}), lines)


@cache
def _parsed(text: str) -> NotebookNode:
    """The notebook of a text, which is a tenth of a second's work, and which several readers ask for."""
    return jupytext.reads(text, fmt="py:percent")  # type: ignore[no-any-return]


def _examined(metadata: NotebookNode, where: str) -> NotebookNode:
    """What an author may write in a cell's first line; jupytext's own notes about blank lines go."""
    allowed = {"nbgrader", "tags", "covers"}
    unknown = [key for key in metadata if key not in allowed and not key.startswith("lines_to_")]
    if unknown:
        raise CourseError(f"{where}: {', '.join(unknown)} is unknown. A cell may have: {', '.join(sorted(allowed))}.")
    for tag in metadata.get("tags", []):
        if tag not in TAGS:
            known = "; ".join(f"{name} ({meaning})" for name, meaning in TAGS.items())
            raise CourseError(f"{where}: the tag {tag!r} is unknown. The tags are: {known}.")
    return nbformat.from_dict({key: metadata[key] for key in allowed & set(metadata)})  # type: ignore[no-untyped-call, no-any-return]


def tagged(cell: NotebookNode, tag: str) -> bool:
    """Does the cell bear this tag?"""
    return tag in cell.metadata.get("tags", [])


def is_answer(cell: NotebookNode) -> bool:
    """Is this where a learner writes an answer?"""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def is_graded(cell: NotebookNode) -> bool:
    """Does nbgrader give points for this cell?"""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def secret_lines(cell: NotebookNode) -> list[str]:
    """The lines of a cell that the student edition withholds, stripped."""
    lines = cell.source.splitlines()
    if tagged(cell, "instructor"):
        return [line.strip() for line in lines]
    inside, found, secrets = False, False, []
    for line in lines:
        if any(f"BEGIN {region}" in line for region in REGIONS):
            inside = found = True
        elif any(f"END {region}" in line for region in REGIONS):
            inside = False
        elif inside:
            secrets.append(line.strip())
    return secrets if found or not is_answer(cell) else [line.strip() for line in lines]
