"""Sample submissions to an nbgrader assignment, made from the lesson's own solutions."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode

from course.checks.model import Exercise, find
from course.editions.source import Source, is_answer, is_graded
from course.lessons import LESSONS


@dataclass(frozen=True)
class Submission:
    """What one learner hands in, and the points that each check cell must give for it."""

    notebook: NotebookNode
    points: dict[str, float]


def submissions(source: Source, release: NotebookNode) -> dict[str, Submission]:
    """By the learner's name; ``ONE_OF_EACH`` are those that may come out otherwise in another lesson."""
    answers = [cell for cell in release.cells if is_answer(cell)]
    solved, first = dict.fromkeys(range(len(answers)), _solve), LESSONS.index(source.lesson)
    changes = {
        "empty": {},
        "full": solved,
        "partial": dict.fromkeys(range(0, len(answers), 2), _solve),
        "hostile": solved | {at: _hostile(answers[at], first + at) for at in range(0, len(answers), 2)},
    }
    last = len(answers) - 1  # a function
    changes |= {name: solved | {last: spoil} for name, spoil in (_ways(answers[last]) | SLOW | HARMLESS).items()}
    made = {name: _submit(source, release, change) for name, change in changes.items()}
    made["emptied-checks"] = _with_checks(made["empty"], lambda _cell: "")
    made["forged-checks"] = _with_checks(made["empty"], lambda cell: f"{float(cell.metadata.nbgrader.points)}")
    return made


ONE_OF_EACH = ("empty", "full", "partial", "hostile")
Change = Callable[[str, str], str]  # released source, solution → what is handed in


def _solve(_released: str, solution: str) -> str:
    return solution


def _in_the_function(statement: str) -> Change:
    return lambda released, _solution: released.replace("...", statement)


def _before_the_answer(statement: str) -> Change:
    return lambda _released, solution: f"{statement}\n{solution}"


EQUAL_TO_ALL = "type('Yes', (), {'__eq__': lambda a, b: True, '__hash__': lambda a: 0})()"
HOSTILE: dict[str, Change] = {
    "endless": _in_the_function("while True: pass"),
    "exits": _in_the_function("exit()"),
    "exits-hard": _in_the_function("import os; os._exit(0)"),
    "recurses": _in_the_function("return (lambda f: f(f))(lambda f: f(f))"),
    "shouts": _in_the_function("print('x' * 1_000_000)"),
    "raises": _in_the_function("raise BaseException('no')"),
    "lies": _in_the_function(f"return {EQUAL_TO_ALL}"),
    "yields": _in_the_function("yield 1"),
    "exits-at-the-top": _before_the_answer("exit()"),
    "broken-syntax": lambda released, _solution: released.replace("...", "return ("),
}
SLOW: dict[str, Change] = {"endless-at-the-top": _before_the_answer("while True: pass")}  # nbgrader waits a minute
HARMLESS: dict[str, Change] = {
    "prints-first": _before_the_answer("print('x' * 1_000_000)"),
    "imports-first": _before_the_answer("import sys, math"),
}


def _hostile(cell: NotebookNode, turn: int) -> Change:
    """Another way for each answer and each lesson; where no function is asked for, a value that equals everything."""
    if "def " in cell.source:
        return list(_ways(cell).values())[turn % len(_ways(cell))]
    return _in_the_function(EQUAL_TO_ALL)


def _ways(cell: NotebookNode) -> dict[str, Change]:
    """An answer that works on DuckDB is judged inside the kernel; if it kills that, nobody can grade the notebook."""
    exercise = find(cell.metadata.nbgrader.grade_id.removeprefix("answer-").replace("-", "."), Exercise)
    inside = getattr(exercise.expects, "duckdb", False)
    return {name: way for name, way in HOSTILE.items() if not (inside and name == "exits-hard")}


def _submit(source: Source, release: NotebookNode, answers: dict[int, Change]) -> Submission:
    """The release with these answers; what is hostile earns nothing, what is solved earns its check's points."""
    notebook = copy.deepcopy(release)
    solutions = {cell.metadata.nbgrader.grade_id: cell.source for cell in source.notebook.cells if is_answer(cell)}
    points, right, position = {}, False, -1
    for cell in notebook.cells:
        if is_answer(cell):
            position += 1
            change = answers.get(position)
            if change:
                cell.source = change(cell.source, solutions[cell.metadata.nbgrader.grade_id])
            right = change is _solve or change in HARMLESS.values()
        elif is_graded(cell):
            points[cell.metadata.nbgrader.grade_id] = float(cell.metadata.nbgrader.points) if right else 0.0
    return Submission(notebook, points)


def _with_checks(submission: Submission, text: Callable[[NotebookNode], str]) -> Submission:
    """The same, with its check cells written over."""
    notebook = copy.deepcopy(submission.notebook)
    for cell in notebook.cells:
        if is_graded(cell):
            cell.source = text(cell)
    return Submission(notebook, submission.points)
