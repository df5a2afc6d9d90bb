"""Holding the stored editions to their source, without running anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.editions.leaks import find_leaks, secrets
from course.editions.run import WIDGET_VIEW
from course.editions.source import (
    FOLDERS,
    ROOT,
    Source,
    edition_path,
    read_source,
    tagged,
    written_lessons,
)
from course.editions.strip import make_edition
from course.errors import CourseError
from course.lessons import LESSONS, Lesson

SHOWN_DIFFERENCES = 5  # an inserted cell moves all that follow
REBUILD = "Run `python3 workbook.py build {number}`."


def verify(lessons: list[Lesson], root: Path = ROOT) -> list[str]:
    """Everything that is wrong with the stored editions of these lessons, as sentences; empty when all is well."""
    problems = []
    for lesson in lessons:
        try:
            source = read_source(lesson, root)
            problems += [f"{lesson.stem}.py: {problem}" for problem in source_problems(source, root)]
            for edition in FOLDERS:
                name = edition_path(lesson, edition, root).relative_to(root).as_posix()
                problems += [f"{name}: {problem}" for problem in edition_problems(source, edition, root)]
        except CourseError as error:
            problems.append(str(error))
    return problems


def stray_files(root: Path = ROOT) -> list[str]:
    """Sources that are not in the table of lessons, and notebooks that have no source."""
    stems = {lesson.stem for lesson in LESSONS}
    written = {lesson.stem for lesson in written_lessons(root)}
    problems = [
        f"solutions/{path.name}: no lesson of that name. Add it to course/lessons.py or rename the file."
        for path in sorted((root / "solutions").glob("*.py"))
        if path.stem not in stems
    ]
    return problems + [
        f"{folder}/{path.name}: it has no source in solutions/. Delete it."
        for folder in FOLDERS.values()
        for path in sorted((root / folder).glob("*.ipynb"))
        if path.stem not in written
    ]


def source_problems(source: Source, root: Path = ROOT) -> Iterator[str]:
    """Solution lines that stand where learners can read them, before anything is run."""
    lines = secrets(source)
    for cell in make_edition(source, "student").cells:
        for line in sorted(find_leaks(cell, lines)):
            yield (
                f"{source.where(int(cell.id.removeprefix('cell-')))} shows a line of the solution in "
                f"{source.where(lines[line])}: {line!r}. Write one of them differently."
            )
    for path in sorted((root / "course" / "checks").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for line in sorted(find_leaks(text, lines)):
            yield (
                f"{path.relative_to(root).as_posix()} holds a line of the solution in {source.where(lines[line])}: "
                f"{line!r}. Learners have that file too; write one of them differently."
            )


def edition_problems(source: Source, edition: str, root: Path = ROOT) -> Iterator[str]:
    """What is wrong with one stored edition."""
    path = edition_path(source.lesson, edition, root)
    rebuild = REBUILD.format(number=source.lesson.number)
    if not path.exists():
        yield f"it does not exist. {rebuild}"
        return
    try:
        stored = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(stored)
    except (AttributeError, KeyError, ValueError, nbformat.ValidationError) as error:
        yield f"it is not a notebook ({type(error).__name__}). {rebuild}"
        return
    differences = list(_differences(stored, make_edition(source, edition), source))
    yield from differences[:SHOWN_DIFFERENCES]
    if differences:
        more = f"and {len(differences) - SHOWN_DIFFERENCES} more: " if len(differences) > SHOWN_DIFFERENCES else ""
        yield f"{more}it does not follow its source. {rebuild}"
    position = 0
    for cell in stored.cells:
        name = _name(cell, source)
        if cell.cell_type == "code":
            position += 1
            hidden = edition == "student" and tagged(cell, "reveal")
            yield from (f"{name} {problem}" for problem in _run_problems(cell, position, hidden=hidden))
    if edition == "student":
        yield from _leaks(stored, source)


def _differences(stored: NotebookNode, expected: NotebookNode, source: Source) -> Iterator[str]:
    """How the stored cells differ from what the source would give now."""
    if stored.metadata != expected.metadata:
        yield f"its metadata are {dict(stored.metadata)}, not {dict(expected.metadata)}."
    for old, new in zip(stored.cells, expected.cells, strict=False):
        if old.get("id") != new.id:
            yield f"where {_name(new, source)} should stand, there is a cell with the id {old.get('id')!r}."
            return
        for field in ("cell_type", "source", "metadata", "attachments"):
            if old.get(field) != new.get(field):
                yield f"{_name(new, source)} has another {field.replace('_', ' ')} than its source."
    if len(stored.cells) != len(expected.cells):
        yield f"it has {len(stored.cells)} cells, its source gives {len(expected.cells)}."


def _run_problems(cell: NotebookNode, position: int, *, hidden: bool) -> Iterator[str]:
    """What a code cell's stored outputs tell: was it run, in order, and did it end well?"""
    if hidden:
        if cell.outputs or cell.execution_count is not None:
            yield "answers a prediction, so it must be stored without output and not run."
        return
    if cell.execution_count is None:
        yield "was not run."
    elif cell.execution_count != position:
        yield f"was run as number {cell.execution_count}, but it is code cell {position}."
    for output in cell.outputs:
        text = str(output.get("text", "")) + "\n".join(str(value) for value in output.get("data", {}).values())
        if output.output_type == "error":
            yield f"ended in {output.ename}: {output.evalue}"
        elif output.get("name") == "stderr":
            yield f"wrote to stderr, which learners read as a failure: {text.strip().splitlines()[-1]!r}"
        if WIDGET_VIEW in output.get("data", {}):
            yield "stores a live widget, which is dead in every other kernel."
        if found := re.search(r" at (0x[0-9a-f]{6,})>", text):
            yield f"shows a memory address ({found[1]}), different on every run; give the object a __repr__."


def _leaks(stored: NotebookNode, source: Source) -> Iterator[str]:
    lines = secrets(source)
    pieces = [("its notebook metadata", stored.metadata)]
    for cell in stored.cells:
        name = _name(cell, source)
        pieces += [(f"{name}, in its {key},", cell[key]) for key in sorted(cell) if key != "id"]
    for place, piece in pieces:
        for line in sorted(find_leaks(piece, lines)):
            yield f"{place} gives away a line of the solution in {source.where(lines[line])}: {line!r}."


def _name(cell: NotebookNode, source: Source) -> str:
    number = cell.get("id", "").removeprefix("cell-")
    known = number.isdigit() and 1 <= int(number) <= len(source.lines)
    return source.where(int(number)) if known else f"the cell {cell.get('id')!r}"
