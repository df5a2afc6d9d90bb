"""Sample submissions to an nbgrader assignment, made from the lesson's own solutions."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from nbformat import NotebookNode

from course.editions.source import Source, is_answer, is_graded


@dataclass(frozen=True)
class Submission:
    """What one learner hands in, and the points that each check cell must give for it."""

    notebook: NotebookNode
    points: dict[str, float]


def submissions(source: Source, release: NotebookNode) -> dict[str, Submission]:
    """By the learner's name."""
    count = sum(is_answer(cell) for cell in release.cells)
    made = {
        "empty": _submit(source, release, {}),
        "full": _submit(source, release, dict.fromkeys(range(count), _solve)),
        "partial": _submit(source, release, dict.fromkeys(range(0, count, 2), _solve)),
    }
    for name, spoil in (HOSTILE | HARMLESS).items():
        answers = {**dict.fromkeys(range(count), _solve), count - 1: spoil}  # the last answer is a function
        made[name] = _submit(source, release, answers)
    made["emptied-checks"] = _with_checks(made["empty"], lambda _cell: "")
    made["forged-checks"] = _with_checks(made["empty"], lambda cell: f"{float(cell.metadata.nbgrader.points)}")
    return made


Change = Callable[[str, str], str]  # released source, solution → what is handed in


def _solve(_released: str, solution: str) -> str:
    return solution


def _in_the_function(statement: str) -> Change:
    return lambda released, _solution: released.replace("...", statement)


def _before_the_answer(statement: str) -> Change:
    return lambda _released, solution: f"{statement}\n{solution}"


HOSTILE: dict[str, Change] = {
    "endless": _in_the_function("while True: pass"),
    "exits": _in_the_function("exit()"),
    "exits-hard": _in_the_function("import os; os._exit(0)"),
    "recurses": _in_the_function("return (lambda f: f(f))(lambda f: f(f))"),
    "shouts": _in_the_function("print('x' * 1_000_000)"),
    "raises": _in_the_function("raise BaseException('no')"),
    "lies": _in_the_function("return type('Yes', (), {'__eq__': lambda a, b: True, '__hash__': lambda a: 0})()"),
    "yields": _in_the_function("yield 1"),
    "exits-at-the-top": _before_the_answer("exit()"),
    "endless-at-the-top": _before_the_answer("while True: pass"),
    "broken-syntax": lambda released, _solution: released.replace("...", "return ("),
}
HARMLESS: dict[str, Change] = {
    "prints-first": _before_the_answer("print('x' * 1_000_000)"),
    "imports-first": _before_the_answer("import sys, math"),
}


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
