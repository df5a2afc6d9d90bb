"""The two editions of a source before they are run: nbgrader's own preprocessors take the solutions out."""

import copy
from typing import Any

import nbformat
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from nbgrader.nbgraderformat import ValidationError
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import Config

from course.editions.source import Source, tagged
from course.errors import CourseError

CODE_STUB = "# YOUR CODE HERE\n..."  # not `raise`: Run All must reach the end of an unsolved notebook
STUDENT_CHAIN = (
    TagRemovePreprocessor,
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)


def make_edition(source: Source, edition: str) -> NotebookNode:
    """The ``student`` or ``instructor`` edition, not yet run.

    Raises:
        CourseError: nbgrader refuses the source.
    """
    return _student(source) if edition == "student" else _instructor(source)


def _instructor(source: Source) -> NotebookNode:
    notebook = copy.deepcopy(source.notebook)
    notebook.metadata = notebook_metadata()
    return notebook


def _student(source: Source) -> NotebookNode:
    notebook = _for_learners(source)
    config = Config(
        {
            "TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": {"instructor"}},
            "ClearSolutions": {"code_stub": {"python": CODE_STUB}},
        }
    )
    resources: dict[str, Any] = {}
    for preprocessor in STUDENT_CHAIN:
        try:
            notebook, resources = preprocessor(config=config).preprocess(notebook, resources)
        except (RuntimeError, ValueError, ValidationError) as error:
            raise CourseError(f"nbgrader's {preprocessor.__name__} refuses {source.path.name}: {error}") from error
    return notebook


def notebook_metadata() -> NotebookNode:
    """Which kernel runs an edition, in words that are the same for every version of Python."""
    language = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.from_dict({"kernelspec": kernel, "language_info": language})  # type: ignore[no-untyped-call, no-any-return]


def make_nbgrader_source(source: Source) -> NotebookNode:
    """What stock nbgrader releases and grades from: solutions and tests, no outputs, nothing for instructors only."""
    notebook = _for_learners(source)
    notebook.cells = [cell for cell in notebook.cells if not tagged(cell, "instructor")]
    return notebook


def _for_learners(source: Source) -> NotebookNode:
    notebook = _instructor(source)
    for cell in notebook.cells:
        cell.metadata.pop("covers", None)
    return notebook
