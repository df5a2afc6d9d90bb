"""What a code cell may hold."""

import ast
import re
from collections.abc import Iterator

from course.editions.source import REGIONS, is_answer
from tests.notebooks.reading import Problems, Reading, syntax

MOST_WIDGETS = 3
MOST_LINES, MOST_ANSWER_LINES = 20, 10
WITHOUT_ASYNC = ("00", "20", "22", "25", "26")
NOT_WIDGETS = (
    "architecture",
    "capacity",
    "figure",
    "shortener",
    "style",
    "svg",
    "view",
)  # modules that draw, but do not answer


def code_cells_are_short(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type == "code" and (count := len(cell.source.splitlines())) > MOST_LINES:
            yield f"{lesson.where(number)} has {count} lines, at most {MOST_LINES}. Move code into course/ and show it."


def answers_are_short_and_marked(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type != "code" or not is_answer(cell):
            continue
        region = re.search(rf"(?s)BEGIN {REGIONS[0]}\n(.*?)\n[^\n]*END {REGIONS[0]}", cell.source)
        if not region:
            yield (
                f"{lesson.where(number)}: put '### BEGIN SOLUTION' and '### END SOLUTION' around the answer only, so "
                "that the learner keeps the name and the arguments."
            )
        elif (count := len(region[1].splitlines())) > MOST_ANSWER_LINES:
            yield f"{lesson.where(number)}: the answer has {count} lines, at most {MOST_ANSWER_LINES}. Ask for less."


def code_is_plain_python(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:  # `!pip install`, `%timeit`, `name?`
            line = cell.source.splitlines()[(error.lineno or 1) - 1].strip()
            yield f"{lesson.where(number)}: {line!r} is not Python. No magics; nothing is installed in a cell."
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                yield f"{lesson.where(number)} imports a star. Name what you import, so that a reader can find it."
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path":
                yield f"{lesson.where(number)} changes sys.path. `course` is found from any place; drop the line."


def async_waits_for_its_primer(lesson: Reading) -> Problems:
    kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    for number, cell in lesson.cells:
        if cell.cell_type == "code" and lesson.lesson.number in WITHOUT_ASYNC:
            tree = ast.walk(syntax(cell.source))
            if any(isinstance(node, kinds) or _imports_asyncio(node) for node in tree):
                yield f"{lesson.where(number)} uses async, which learners may not know yet. Use virtual time."


def _imports_asyncio(node: ast.AST) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return "asyncio" in names or (isinstance(node, ast.ImportFrom) and node.module == "asyncio")


def widgets_fit_the_budget(lesson: Reading) -> Problems:
    found = sorted(
        {name for _number, cell in lesson.cells if cell.cell_type == "code" for name in _widgets(cell.source)}
    )
    if len(found) > MOST_WIDGETS:
        yield f"{len(found)} widgets ({', '.join(found)}), at most {MOST_WIDGETS}. Keep those that a question needs."


def _widgets(code: str) -> Iterator[str]:
    for node in ast.walk(syntax(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course.widgets"):
            inside = node.module.removeprefix("course.widgets").lstrip(".") if node.module else ""
            names = [inside] if inside else [alias.name for alias in node.names]
            yield from (name for name in names if name not in NOT_WIDGETS)


RULES = (
    code_cells_are_short,
    answers_are_short_and_marked,
    code_is_plain_python,
    async_waits_for_its_primer,
    widgets_fit_the_budget,
)
