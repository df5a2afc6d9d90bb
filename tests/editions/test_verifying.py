"""The stored editions against their source: every way to be wrong is found, and named."""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course.editions.source import edition_path
from course.editions.verify import stray_files, verify
from tests.editions.sample import INSTRUCTOR_LINE, LESSON, SOLUTION_LINE, SOURCE, write_sample

Notebook = dict[str, Any]


def edit(house: Path, edition: str, change: Callable[[Notebook], object]) -> list[str]:
    path = edition_path(LESSON, edition, house)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return verify([LESSON], house)


def find(notebook: Notebook, cell_id: str) -> Notebook:
    return next(cell for cell in notebook["cells"] if cell["id"] == cell_id)


def shown(text: str, kind: str = "text/html") -> Notebook:
    return {"output_type": "display_data", "metadata": {}, "data": {kind: text}}


def test_what_the_build_wrote_is_well(house: Path) -> None:
    assert verify([LESSON], house) == []


def test_a_missing_edition_is_asked_for(house: Path) -> None:
    edition_path(LESSON, "student", house).unlink()
    assert verify([LESSON], house) == [
        "notebooks/99-sample.ipynb: it does not exist. Run `python3 workbook.py build 99`."
    ]


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}']
)
def test_a_file_that_is_no_notebook_is_named(house: Path, text: str) -> None:
    edition_path(LESSON, "student", house).write_text(text, encoding="utf-8")
    (problem,) = verify([LESSON], house)
    assert "notebooks/99-sample.ipynb: it is not a notebook" in problem


CHANGES: dict[str, tuple[Callable[[Notebook], object], str]] = {
    "text edited by hand": (lambda nb: find(nb, "cell-1").update(source="# Another"), "has another source"),
    "cell removed": (lambda nb: nb["cells"].pop(), "it has 6 cells, its source gives 7"),
    "cells swapped": (lambda nb: nb["cells"].reverse(), "where cell 1 .* should stand, there is .* 'cell-8'"),
    "cell added": (
        lambda nb: nb["cells"].append({"cell_type": "markdown", "id": "x", "metadata": {}, "source": "Hi"}),
        "it has 8 cells, its source gives 7",
    ),
    "id changed": (lambda nb: find(nb, "cell-1").update(id="one"), "there is a cell with the id 'one'"),
    "tag lost": (lambda nb: find(nb, "cell-7")["metadata"].clear(), "has another metadata"),
    "pairing put back": (lambda nb: nb["metadata"].update(jupytext={"formats": "ipynb,py"}), "its metadata are"),
    "not run": (lambda nb: find(nb, "cell-2").update(execution_count=None), "cell 2 .* was not run"),
    "run twice": (lambda nb: find(nb, "cell-2").update(execution_count=7), "run as number 7, but it is code cell 1"),
    "reveal stored": (lambda nb: find(nb, "cell-7").update(outputs=[shown("4")]), "must be stored without output"),
    "reveal run": (lambda nb: find(nb, "cell-7").update(execution_count=5), "must be stored without output"),
    "error": (
        lambda nb: find(nb, "cell-2").update(
            outputs=[{"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}]
        ),
        "cell 2 .* ended in KeyError: 'x'",
    ),
    "stderr": (
        lambda nb: find(nb, "cell-2").update(
            outputs=[{"output_type": "stream", "name": "stderr", "text": "FutureWarning: soon"}]
        ),
        "wrote to stderr, which learners read as a failure: 'FutureWarning: soon'",
    ),
    "live widget": (
        lambda nb: find(nb, "cell-2").update(outputs=[shown("{}", "application/vnd.jupyter.widget-view+json")]),
        "stores a live widget",
    ),
    "memory address": (
        lambda nb: find(nb, "cell-2").update(outputs=[shown("<Thing at 0x7f3a12bc>", "text/plain")]),
        "shows a memory address",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_notebook_that_does_not_follow_its_source_is_found(house: Path, name: str) -> None:
    change, message = CHANGES[name]
    problems = edit(house, "student", change)
    assert any(re.search(message, problem) for problem in problems), problems


def test_an_instructor_edition_keeps_the_outputs_of_its_reveals(house: Path) -> None:
    problems = edit(house, "instructor", lambda nb: find(nb, "cell-7").update(execution_count=None))
    assert any("solutions/99-sample.ipynb: cell 7" in problem and "was not run" in problem for problem in problems)


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def svg(text: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><text>{text}</text></svg>'


# How a solution could reach a learner although its cell was emptied.
WRAPPINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda line: line,
    "in the middle of a text": lambda line: f"def f(text):\n\n        {line}  # ours\n",
    "other white space": lambda line: line.replace(" ", "\u00a0\n\t"),
    "repr of a text": lambda line: repr(f'"x"\n{line}\n'),
    "JSON in a text": lambda line: json.dumps({"answer": line}),
    "HTML entities": lambda line: line.replace("(", "&#40;").replace(" ", "&nbsp;"),
    "highlighted HTML": lambda line: highlight(line, PythonLexer(), HtmlFormatter()),
    "base64": b64,
    "base64 in lines": lambda line: "\n".join(b64("x" * 60 + line)[i : i + 20] for i in range(0, 200, 20)),
    "URL-safe base64": lambda line: base64.urlsafe_b64encode(f"{line}ÿ~~~>>>???".encode()).decode(),
    "picture": lambda line: f'<img alt="x" src="data:image/svg+xml;base64,{b64(svg(line))}">',
    "picture in a picture": lambda line: b64(svg(f'<image href="data:image/svg+xml;base64,{b64(svg(line))}"/>')),
    "percent-encoded": lambda line: f"data:text/plain,{quote(line)}",
}
PLACES: dict[str, Callable[[Notebook, str], object]] = {
    "source": lambda nb, text: find(nb, "cell-1").update(source=text),
    "stream": lambda nb, text: find(nb, "cell-2").update(
        outputs=[{"output_type": "stream", "name": "stdout", "text": text}]
    ),
    "output": lambda nb, text: find(nb, "cell-2").update(outputs=[shown(text)]),
    "output's metadata": lambda nb, text: find(nb, "cell-2").update(
        outputs=[shown("x") | {"metadata": {"text/html": {"origin": text}}}]
    ),
    "cell's metadata": lambda nb, text: find(nb, "cell-3")["metadata"].update(ours=text),
    "metadata's key": lambda nb, text: find(nb, "cell-3")["metadata"].update({text: 1}),
    "notebook's metadata": lambda nb, text: nb["metadata"].update(widgets={"state": [{"value": text}]}),
    "attachment": lambda nb, text: find(nb, "cell-1").update(attachments={"a.txt": {"text/plain": text}}),
    "text in pieces": lambda nb, text: find(nb, "cell-3")["metadata"].update(ours=[text[:20], text[20:]]),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("place", PLACES)
def test_a_leaked_solution_is_found(house: Path, place: str, wrapping: str) -> None:
    text = WRAPPINGS[wrapping](SOLUTION_LINE)
    problems = edit(house, "student", lambda nb: PLACES[place](nb, text))
    leaks = [problem for problem in problems if "gives away a line of the solution in cell 3" in problem]
    assert leaks, problems
    assert repr(SOLUTION_LINE) in leaks[0]


def test_a_note_for_instructors_is_a_secret_too(house: Path) -> None:
    problems = edit(house, "student", lambda nb: PLACES["output"](nb, INSTRUCTOR_LINE))
    assert any("gives away a line of the solution in cell 5" in problem for problem in problems)


def test_the_instructor_edition_may_hold_the_solution_anywhere(house: Path) -> None:
    assert edit(house, "instructor", lambda nb: PLACES["stream"](nb, SOLUTION_LINE)) == []


@pytest.mark.parametrize(
    "text",
    [f"# `{SOLUTION_LINE}` is what you need.", f"# <!-- {SOLUTION_LINE} -->"],
    ids=["prose", "comment"],
)
def test_a_solution_may_not_stand_elsewhere_in_the_lesson(house: Path, text: str) -> None:
    write_sample(house, SOURCE.replace("# A **vowel** is", f"{text}\n# A **vowel** is"))
    problems = verify([LESSON], house)
    assert any("cell 1 (solutions/99-sample.py, line 12) shows a line of the solution" in text for text in problems)


def test_a_solution_may_not_stand_in_the_checks_that_learners_have(house: Path) -> None:
    (house / "course/checks/lesson_99.py").write_text(f"def ours(text):\n    {SOLUTION_LINE}\n", encoding="utf-8")
    assert any("course/checks/lesson_99.py holds a line" in problem for problem in verify([LESSON], house))


def test_short_lines_are_nobodys_secret(house: Path) -> None:
    write_sample(
        house, SOURCE.replace(SOLUTION_LINE, "return len(text)").replace("# A **vowel**", "# return len(text)")
    )
    assert not any("solution" in problem and "shows" in problem for problem in verify([LESSON], house))


def test_files_without_a_lesson_are_named(house: Path) -> None:
    assert stray_files(house) == [
        "solutions/99-sample.py: no lesson of that name. Add it to course/lessons.py or rename the file.",
        "solutions/99-sample.ipynb: it has no source in solutions/. Delete it.",
        "notebooks/99-sample.ipynb: it has no source in solutions/. Delete it.",
    ]
